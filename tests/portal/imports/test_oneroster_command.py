"""`tmp-portal import roster`, from the command line's words to its exit status."""

import argparse
import json
from pathlib import Path

import pytest

from tests.support.rosters import Office, Roster, lakes
from tmp_portal.commands import import_
from tmp_portal.commands.import_roster import EXAMPLE
from tmp_portal.db.engine import Database
from tmp_portal.db.migrate import upgrade
from tmp_portal.db.people import accounts, users


def run(folder: Path, *words: str) -> int:
    """The exit status of `tmp-portal --data FOLDER import ...`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    import_.register(parser.add_subparsers())
    args = parser.parse_args(["--data", str(folder), "import", *words])
    return int(args.run(args))


@pytest.fixture
def portal(tmp_path: Path) -> Office:
    """A portal's folder, as `tmp-portal init` makes it."""
    folder = tmp_path / "portal"
    folder.mkdir()
    database = Database(f"sqlite:///{folder / 'portal.db'}")
    upgrade(database.engine)
    return Office(database, folder)


def zipped(portal: Office, roster: Roster) -> str:
    """The roster's path."""
    return str(roster.zip(portal.path / "lakes.zip"))


def test_a_roster_is_loaded_and_the_numbers_are_told(
    portal: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(
        portal.path, "roster", zipped(portal, lakes()), "--account", "Hill School=4821", "--account", "d=d7"
    )

    assert status == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "lakes.zip: OneRoster 1.2 for Lake District"
    assert "  users: 3 added, 0 changed, 0 unchanged, 0 made inactive" in lines
    assert lines[-4:-1] == ["Account numbers", "    d7  Lake District", "  4821  Hill School"]


def test_a_dry_run_changes_nothing(portal: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(portal.path, "roster", zipped(portal, lakes()), "--dry-run") == 0

    assert "(dry run: nothing was changed)" in capsys.readouterr().out
    assert portal.rows(accounts, "number") == []


def test_the_report_as_json(portal: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(portal.path, "roster", zipped(portal, lakes()), "--json", "--account", "d=d7") == 0

    report = json.loads(capsys.readouterr().out)
    assert report["changes"]["users"] == {"added": 3, "changed": 0, "unchanged": 0, "inactive": 0}
    assert report["accounts"][0] == {
        "number": "d7",
        "name": "Lake District",
        "type": "district",
        "sourced_id": "d",
    }


def test_a_refusal_tells_each_fault(portal: Office, capsys: pytest.CaptureFixture[str]) -> None:
    roster = lakes()
    roster.row("users", "ada")["enabledUser"] = "TRUE"

    path = zipped(portal, roster)

    assert run(portal.path, "roster", path) == 1

    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == [
        f"tmp-portal: {path} is refused, and nothing was loaded. Where, what stands there, and what was expected:",
        "  users.csv:2: enabledUser 'TRUE': true or false (lower case)",
    ]
    assert portal.rows(users, "id") == []


def test_a_refusal_as_json(portal: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(portal.path, "roster", "nowhere.zip", "--json") == 1

    expected = "a folder or a whole zip file (No such file or directory)"
    fault = {"file": "nowhere.zip", "line": 0, "column": "", "value": "", "expected": expected}
    assert json.loads(capsys.readouterr().out) == {"refused": True, "count": 1, "faults": [fault]}


def test_more_than_a_hundred_faults_are_counted(portal: Office, capsys: pytest.CaptureFixture[str]) -> None:
    roster = lakes()
    for n in range(1200):
        roster.add("courses", f"c{n}", title="", orgSourcedId="d")

    assert run(portal.path, "roster", zipped(portal, roster)) == 1

    assert capsys.readouterr().err.splitlines()[-1] == "  and 1,100 more"


@pytest.mark.parametrize("words", ["Hill School", "=4821", "hill="])
def test_a_mistake_in_the_command_line_is_status_2(
    portal: Office, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(portal.path, "roster", "lakes.zip", "--account", words)

    assert ended.value.code == 2
    assert "is not SCHOOL=NUMBER" in capsys.readouterr().err


def test_help_has_an_example(portal: Office, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(portal.path, "roster", "--help")

    assert EXAMPLE in capsys.readouterr().out
