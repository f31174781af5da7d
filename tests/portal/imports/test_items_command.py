"""`tmp-portal import items`."""

import json
from dataclasses import asdict

import pytest

from tests.support.frameworks import run
from tests.support.hostile import acts
from tests.support.items import a_choice, imported, item, manifest, outline, resource, zipped
from tests.support.school import School
from tmp_portal.commands import import_items

FILES = {
    "imsmanifest.xml": manifest(resource("a.xml"), resource("b.xml")),
    "a.xml": a_choice("a"),
    "b.xml": item('<drawingInteraction responseIdentifier="RESPONSE"/>', identifier="b"),
}


def test_the_report_says_what_was_taken_and_what_was_not(
    bank: School, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(import_items, bank, "items", str(zipped(bank.folder, FILES)))

    assert status == 0
    assert capsys.readouterr().out.splitlines() == [
        "Fractions",
        "  1 taken, 1 refused",
        "  items: 1 added, 0 changed, 0 unchanged, 0 made inactive",
        "  assessments: 1 added, 0 changed, 0 unchanged, 0 made inactive",
        "  b.xml:2: b is refused: it is answered by drawing",
        "to give one to a class:",
        '  tmp-portal assign "Fractions" CLASS',
    ]
    assert outline(bank) == {"Fractions": ["a"]}


def test_the_report_is_json_for_programs(bank: School, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(zipped(bank.folder, FILES))

    assert run(import_items, bank, "items", path, "--json", "--dry-run", "--keep-graphical") == 0

    answer = json.loads(capsys.readouterr().out)
    assert (answer["taken"], answer["refused"], answer["dry_run"]) == (2, [], True)
    assert outline(bank) == {}


def test_a_refused_file_is_answered_with_its_place_and_status_1(
    bank: School, capsys: pytest.CaptureFixture[str]
) -> None:
    (bank.folder / "item.xml").write_bytes(b"<a>\n<b>")

    assert run(import_items, bank, "items", str(bank.folder / "item.xml")) == 1

    words = capsys.readouterr().err
    assert "item.xml is refused, and nothing was loaded" in words
    assert "item.xml:2: column 4" in words


def test_S06_nothing_of_a_package_acts_on_the_terminal_of_staff(bank: School) -> None:
    hostile = "\u202eevil\x9b2J"
    files = FILES | {
        "imsmanifest.xml": manifest(resource("a.xml"), resource(f"{hostile}.xml"), title=hostile)
    }

    report = imported(bank, {name: data for name, data in files.items() if name != "b.xml"})

    assert not acts("".join(report.lines()))
    assert not acts(json.dumps(asdict(report), ensure_ascii=False))
