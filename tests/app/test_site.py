"""Whose computer this is: what a site settles, nothing that a student sets can undo."""

from pathlib import Path

import pytest

from tmp_tui import cli, config, paths, place, site

PORTAL = "https://portal.example"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two folders for site files; the first stands for /etc/xdg."""
    made = [tmp_path / "etc", tmp_path / "more"]
    for folder in made:
        (folder / "tmp-tui").mkdir(parents=True)
    monkeypatch.setattr(site, "ALWAYS", made[0])
    return made


def settle(folder: Path, words: str) -> None:
    (folder / "tmp-tui" / "config.toml").write_text(words)


def test_without_a_site_file_the_student_may_say_whose_computer_it_is(folders: list[Path]) -> None:
    assert site.load() == site.Site()
    assert place.may_be_own()
    assert place.place(own=True) == "personal"
    assert place.place(own=False) == "shared"


@pytest.mark.parametrize("undo", ["", "0", "no"])
def test_G25_nothing_undoes_what_a_site_file_says(
    folders: list[Path], monkeypatch: pytest.MonkeyPatch, undo: str
) -> None:
    settle(folders[0], f'shared = true\nserver = "{PORTAL}"\nlock_minutes = 2\n')
    settle(
        folders[1],
        'shared = false\nserver = "https://elsewhere.example"\nlock_minutes = 4\nend_minutes = 60\n',
    )
    paths.private(paths.config_file().parent)
    paths.config_file().write_text("shared = false\n")
    monkeypatch.setenv("TMP_TUI_SHARED", undo)
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(folders[1]))

    here = site.load()

    assert here == site.Site(shared=True, server=PORTAL, lock_minutes=2, end_minutes=15)
    assert not place.may_be_own()
    assert place.place(own=True) == "shared"


def test_a_file_of_xdg_config_dirs_tightens_too(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    settle(folders[1], "shared = true\nend_minutes = 7.5\n")
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"relative::{folders[1]}")

    assert (site.load().shared, site.load().end_minutes) == (True, 7.5)


def test_a_variable_makes_a_computer_shared(folders: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMP_TUI_SHARED", "1")

    assert place.place(own=True) == "shared"


@pytest.mark.parametrize(
    "words",
    [
        "shared = perhaps",
        "share = true",
        "lock_minutes = 0",
        "end_minutes = -1",
        'shared = "no"',
        "server = 1",
        "\x00",
    ],
)
def test_a_broken_site_file_is_told_of_and_taken_for_a_shared_computer(
    folders: list[Path], words: str
) -> None:
    settle(folders[0], words)

    here = site.load()

    assert here.shared
    assert str(folders[0] / "tmp-tui" / "config.toml") in here.trouble


def test_a_site_file_that_is_no_file_or_no_utf_8_is_broken(folders: list[Path]) -> None:
    (folders[0] / "tmp-tui" / "config.toml").write_bytes(b"\xff\xfe")
    assert site.load().shared

    (folders[0] / "tmp-tui" / "config.toml").unlink()
    (folders[0] / "tmp-tui" / "config.toml").mkdir()
    assert site.load().trouble


def test_the_site_names_the_only_portal(folders: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    settle(folders[0], f'server = "{PORTAL}"')
    config.remember(server="https://left-by-somebody.example")

    status = cli.main(["--server", "https://elsewhere.example", "show", "home"])

    assert status == cli.USAGE
    assert f"this computer opens {PORTAL}" in capsys.readouterr().err
    assert cli._server("", config.load()) == PORTAL
