"""`tmp-portal init`, and what every command says when it cannot be done, or was asked for in odd words."""

import time
from pathlib import Path

import pytest

from tmp_portal.cli import main
from tmp_portal.clock import now


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


@pytest.mark.parametrize("command", [["serve"], ["reopen", "A", "1", "ada", "--until", "+90m"]])  # fmt: skip
@pytest.mark.parametrize("moment", ["yesterday", "9999-99-99T99:99"])
def test_a_clock_that_starts_at_no_moment_is_said_in_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    moment: str,
) -> None:
    folder = tmp_path / "portal"
    main(["--data", str(folder), "init"])
    capsys.readouterr()
    monkeypatch.setenv("TMP_PORTAL_NOW", moment)

    assert main(["--data", str(folder), *command]) == 1

    said = capsys.readouterr().err
    assert said.startswith(f"tmp-portal: TMP_PORTAL_NOW is '{moment}', which is no moment.")
    assert said.count("\n") == 1


def test_an_empty_moment_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    before = time.time()
    monkeypatch.setenv("TMP_PORTAL_NOW", "")

    assert now() >= before


@pytest.mark.parametrize("words", [["serve", "--port", "70000"], ["serve", "--port", "-1"], ["serve", "--workers", "0"], ["demo", "--port", "70000"]])  # fmt: skip
def test_a_port_or_a_number_of_processes_that_cannot_be_is_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(tmp_path / "none"), *words])

    assert ended.value.code == 2
    assert f"argument {words[1]}: {words[2]!r} is not " in capsys.readouterr().err
