"""`tmp-portal init`, and what every command says when it cannot be done."""

from pathlib import Path

import pytest

from tmp_portal.cli import main


def test_what_a_portal_writes_is_for_whoever_runs_it(tmp_path: Path) -> None:
    folder = tmp_path / "there already"
    folder.mkdir(mode=0o755)

    assert main(["--data", str(folder), "init"]) == 0
    assert main(["--data", str(folder), "init"]) == 0

    assert {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()} == {
        "portal.db": 0,
        "portal.toml": 0,
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["classes"], "there is no portal"),
        (["serve"], "there is no portal"),
        (["import", "roster", "x.zip"], "there is no portal"),
    ],
)
def test_without_a_portal_it_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(["--data", str(tmp_path / "none"), *words]) == 1

    said = capsys.readouterr().err
    assert says in said
    assert "init" in said


def test_a_folder_that_cannot_be_made_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")

    assert main(["--data", str(tmp_path / "file" / "portal"), "init"]) == 1

    assert capsys.readouterr().err.count("\n") == 1
