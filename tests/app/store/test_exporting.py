"""Files that are written for the student: by safe names, where they belong, over nothing (S8)."""

from pathlib import Path

import pytest

from tmp_tui.store.exporting import NotWritten, save_picture, write_export


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["plan.png", "../../.bashrc", "/etc/passwd", "a\x1b[2Jb.svg", "", "...", "x" * 500 + ".png", ".png"],
)
def test_S08_a_picture_is_saved_by_a_safe_name_within_the_folder(home: Path, name: str) -> None:
    path = save_picture(b"PNG", name)

    assert path.parent == home
    assert path.read_bytes() == b"PNG"
    assert not path.name.startswith(".")
    assert len(path.name) < 120
    assert all(character.isalnum() or character in "._-" for character in path.name)


def test_S08_nothing_is_written_over(home: Path) -> None:
    first, second = save_picture(b"one", "plan.png"), save_picture(b"two", "plan.png")

    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert second.name == "plan-2.png"


def test_pictures_go_where_downloads_go(home: Path) -> None:
    (home / "Downloads").mkdir()

    assert save_picture(b"PNG", "plan.png").parent == home / "Downloads"


def test_G22_an_export_is_for_its_owner_only(home: Path) -> None:
    path = write_export(b"{}")

    assert path.stat().st_mode & 0o077 == 0
    assert write_export(b"{}") != path


def test_G18_a_folder_that_cannot_be_written_to_is_said_in_words(home: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be written"):
        write_export(b"{}", home / "missing")
