"""`tmp-portal import standards`."""

import json

import pytest

from tests.support.frameworks import a_class, a_document, drawn, everything, outline, run, saved, works_on
from tests.support.school import School
from tmp_portal.commands import import_standards
from tmp_portal.errors import NotDone


def test_a_framework_is_loaded_and_given_to_classes(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    a_class(school, "one", "Algebra 1")
    a_class(school, "two", "Algebra 2")
    path = str(saved(school.folder, outline("a", " b")))

    status = run(import_standards, school, "standards", path, "--class", "Algebra 1", "--class", "two")

    assert status == 0
    assert works_on(school, "one") == works_on(school, "two") == ["a", "b"]
    assert capsys.readouterr().out.splitlines() == [
        "Number Sense",
        "  frameworks: 1 added, 0 changed, 0 unchanged, 0 made inactive",
        "  standards: 2 added, 0 changed, 0 unchanged, 0 made inactive",
        "  classes: 0 added, 2 changed, 0 unchanged, 0 made inactive",
    ]


def test_a_refused_file_is_answered_with_its_faults_and_status_1(
    school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(saved(school.folder, b'{\n"CFDocument": {}, "CFItems": []}'))

    assert run(import_standards, school, "standards", path) == 1

    words = capsys.readouterr().err.splitlines()
    assert (
        words[0]
        == f"tmp-portal: {path} is refused, and nothing was loaded. Where, what stands there, and what was expected:"
    )
    assert words[1] == "  framework.json:2: CFDocument.identifier the framework's identifier"


def test_a_refusal_is_json_for_programs(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(saved(school.folder, b"[1,"))

    assert run(import_standards, school, "standards", path, "--json") == 1

    answer = json.loads(capsys.readouterr().out)
    assert (answer["refused"], answer["count"]) == (True, 1)
    assert (answer["faults"][0]["line"], answer["faults"][0]["column"]) == (1, "column 4")


def test_a_class_that_is_not_there_is_said_before_anything_is_loaded(school: School) -> None:
    a_document(school)
    before = everything(school)
    path = str(saved(school.folder, outline("a")))

    with pytest.raises(NotDone, match="no class has the id, code or title 'Latin'"):
        run(import_standards, school, "standards", path, "--class", "Latin")

    assert everything(school) == before


def test_a_dry_run_loads_nothing(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(saved(school.folder, outline("a")))

    assert run(import_standards, school, "standards", path, "--dry-run", "--json") == 0

    assert json.loads(capsys.readouterr().out)["changes"]["standards"]["added"] == 1
    assert drawn(school) == []


def test_where_there_are_several_districts_the_account_number_chooses(school: School) -> None:
    other = school.elsewhere()
    path = str(saved(school.folder, outline("a")))

    with pytest.raises(NotDone, match="--account"):
        run(import_standards, school, "standards", path)
    with pytest.raises(NotDone, match="no school or district has the account number 1"):
        run(import_standards, school, "standards", path, "--account", "1")
    assert run(import_standards, school, "standards", path, "--account", other.number) == 0

    assert drawn(school) == ["a"]
