"""Classes as staff see and change them."""

import json
from datetime import date

import pytest

from tests.support.frameworks import (
    a_class,
    a_document,
    a_level,
    a_term,
    enrolled,
    everything,
    given,
    loaded,
    outline,
    rows_of,
    run,
    the_framework,
    works_on,
)
from tests.support.school import School
from tmp_portal.classes.listing import ClassLine, class_lines, framework_lines
from tmp_portal.classes.queries import find_class, find_framework
from tmp_portal.classes.service import archive, give_framework
from tmp_portal.commands import classes as command
from tmp_portal.db.students_work import documents
from tmp_portal.errors import NotDone

TODAY = date(2026, 3, 16)
OTHER = "22222222-0000-4000-8000-000000000000"


def lines(school: School) -> list[ClassLine]:
    return school.database.read_now(lambda connection: class_lines(connection, school.tenant, TODAY))


def found(school: School, words: str) -> str:
    return school.database.read_now(lambda connection: find_class(connection, school.tenant, words)).id


def test_a_class_is_listed_with_who_is_in_it(school: School) -> None:
    a_class(school, "algebra", code="ALG1")
    enrolled(school, "algebra", school.person("ada"))
    enrolled(school, "algebra", school.person("bob"), ends_on=TODAY)
    enrolled(school, "algebra", school.person("cleo"), active=False)
    enrolled(school, "algebra", school.person("dora", "teacher"), role="teacher")
    enrolled(school, "algebra", school.person("emil", "teacher"), role="teacher", primary_teacher=True)

    (line,) = lines(school)

    assert (line.id, line.code, line.title, line.school) == ("algebra", "ALG1", "Algebra 1", "Hill School")
    assert line.teachers == ["Emil Hill", "Dora Hill"]
    assert (line.students, line.standards, line.framework) == (1, 0, "")


def test_a_class_that_is_over_is_listed_with_who_was_in_it_to_its_end(school: School) -> None:
    over, before = date(2026, 1, 31), date(2025, 10, 1)
    a_class(school, "algebra")
    a_term(school, "algebra", over)
    enrolled(school, "algebra", school.person("ada"), ends_on=over)
    enrolled(school, "algebra", school.person("bob"))
    enrolled(school, "algebra", school.person("cleo"), ends_on=before)

    (line,) = lines(school)

    assert (line.students, line.is_current(TODAY)) == (2, False)


def test_classes_that_left_the_roster_are_not_listed(school: School) -> None:
    a_class(school, "algebra", active=False)

    assert lines(school) == []


@pytest.mark.parametrize(
    ("ends", "archived", "current"),
    [
        ([], False, True),
        ([], True, False),
        ([date(2026, 3, 17)], False, True),
        ([date(2026, 3, 16)], False, False),
        ([date(2026, 1, 10), date(2026, 6, 20)], False, True),
        ([date(2026, 6, 20)], True, False),
    ],
)
def test_a_class_is_current_until_its_last_term_has_ended(
    school: School, ends: list[date], archived: bool, current: bool
) -> None:
    a_class(school, "algebra", archived=archived)
    for ends_on in ends:
        a_term(school, "algebra", ends_on)

    (line,) = lines(school)

    assert line.is_current(TODAY) is current


@pytest.mark.parametrize("words", ["algebra", "sis-algebra", "ALG1", "Algebra 1"])
def test_a_class_is_found_by_id_sourced_id_code_or_title(school: School, words: str) -> None:
    a_class(school, "algebra", code="ALG1")
    a_class(school, "latin", "Latin")

    assert found(school, words) == "algebra"


def test_an_id_counts_before_another_classes_title(school: School) -> None:
    a_class(school, "algebra", "latin")
    a_class(school, "latin", "Latin")

    assert found(school, "latin") == "latin"


def test_several_classes_of_one_name_are_listed_with_their_ids(school: School) -> None:
    for class_id in ("first", "second"):
        a_class(school, class_id)
        enrolled(school, class_id, school.person(f"t-{class_id}", "teacher"), role="teacher")

    with pytest.raises(NotDone) as refused:
        found(school, "Algebra 1")

    assert str(refused.value).splitlines() == [
        "'Algebra 1' is the name of 2 classes. Say which, by its id:",
        "  first  Algebra 1, Hill School, T-first Hill",
        "  second  Algebra 1, Hill School, T-second Hill",
    ]


def test_a_class_of_another_district_is_not_found(school: School) -> None:
    a_class(school.elsewhere(), "algebra")

    with pytest.raises(NotDone, match="no class has the id"):
        found(school, "algebra")


def test_a_class_works_on_a_whole_framework_in_its_order(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b", "c"))

    assert given(school, "algebra")

    assert works_on(school, "algebra") == ["a", "b", "c"]
    assert lines(school)[0].framework == "Number Sense"


@pytest.mark.parametrize("under", ["b", "B"])
def test_a_class_works_on_a_branch_by_identifier_or_code(school: School, under: str) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b", "  c", "   d", " e"))

    given(school, "algebra", under)

    assert works_on(school, "algebra") == ["b", "c", "d"]


def test_standards_that_left_the_framework_are_not_given(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b"))
    loaded(school, outline("a"))

    given(school, "algebra")

    assert works_on(school, "algebra") == ["a"]


def test_another_branch_replaces_the_first_but_keeps_what_has_results(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b", " c", "d", " e"))
    given(school, "algebra", under="a")
    a_level(school, "algebra", school.person("ada"), "b")

    given(school, "algebra", under="d")

    assert works_on(school, "algebra") == ["b", "d", "e"]


def test_another_framework_comes_before_the_results_of_the_first(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b", " c"))
    given(school, "algebra")
    a_level(school, "algebra", school.person("ada"), "b")
    loaded(school, outline("x", " y", identifier=OTHER, title="Ratios"))

    ratios = school.database.read_now(lambda c: find_framework(c, school.tenant, "Ratios"))
    school.write(lambda c: give_framework(c, school.tenant, "algebra", ratios.id))

    assert works_on(school, "algebra") == ["x", "y", "b"]


def test_giving_the_same_again_changes_nothing(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b"))
    given(school, "algebra")
    a_document(school)
    before = everything(school)

    assert not given(school, "algebra")

    assert everything(school) == before


def test_a_scored_assessment_keeps_its_standards_in_the_class(school: School) -> None:
    ada = school.person("ada")
    group = school.class_("Algebra 1", {ada: "student"})
    school.assessment(group, "Quiz")
    school.score(group, ada, 3)
    loaded(school, outline("a", " b"))
    framework_id = the_framework(school).id

    school.write(lambda c: give_framework(c, school.tenant, group.id, framework_id))

    assert works_on(school, group.id) == ["a", "b", *group.standards[1:]]


def test_a_code_that_two_standards_have_is_listed_with_their_identifiers(school: School) -> None:
    a_class(school, "algebra")
    content = outline("a", "b")
    for item in content["CFItems"]:
        item["humanCodingScheme"] = "5.MD.B.2"
    loaded(school, content)

    with pytest.raises(NotDone) as refused:
        given(school, "algebra", under="5.MD.B.2")

    assert str(refused.value).splitlines()[1:] == ["  a  The student can a.", "  b  The student can b."]


def test_what_staff_decide_takes_the_ready_documents_away(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a"))

    a_document(school)
    given(school, "algebra")
    assert rows_of(school, documents) == []

    a_document(school)
    school.write(lambda connection: archive(connection, school.tenant, "algebra", True))
    assert rows_of(school, documents) == []
    assert lines(school)[0].archived


def test_frameworks_are_listed_with_their_use(school: School) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b", version="2"))
    loaded(school, outline("a", version="2"))
    given(school, "algebra")

    found = school.database.read_now(lambda connection: framework_lines(connection, school.tenant))

    line = next(line for line in found if line.title == "Number Sense")
    assert (line.version, line.standards, line.classes) == ("2", 1, 1)


def test_the_command_lists_classes(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "algebra")
    a_class(school, "latin", "Latin", archived=True)
    a_class(school, "zoology", "Zoology")
    a_term(school, "zoology", date(2026, 1, 10))

    assert run(command, school, "classes") == 0

    assert capsys.readouterr().out.splitlines() == [
        "ID       CLASS      TEACHERS  SCHOOL       STUDENTS  STANDARDS  FRAMEWORK  STATE",
        "algebra  Algebra 1            Hill School  0         0          none       current",
        "latin    Latin                Hill School  0         0          none       archived",
        "zoology  Zoology              Hill School  0         0          none       ended 2026-01-10",
    ]


def test_the_command_answers_in_json(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "algebra")
    a_term(school, "algebra", date(2026, 6, 20))

    run(command, school, "classes", "--json")

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["ends_on"], row["state"]) == ("algebra", "2026-06-20", "current")


def test_the_command_gives_a_branch_and_archives(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b", " c"))

    words = ["Algebra 1", "--framework", "Number Sense", "--under", "B", "--archive"]
    assert run(command, school, "classes", *words) == 0

    assert works_on(school, "algebra") == ["b"]
    assert lines(school)[0].archived
    assert run(command, school, "classes", "algebra", "--under", "a", "--unarchive") == 0
    assert works_on(school, "algebra") == ["a", "b", "c"]
    assert not lines(school)[0].archived
    assert "Number Sense  current" in capsys.readouterr().out


def test_the_command_lists_frameworks(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    loaded(school, outline("a", " b"))

    run(command, school, "classes", "--frameworks", "--json")

    rows = json.loads(capsys.readouterr().out)
    assert {(row["title"], row["standards"]) for row in rows} == {
        ("Hill Mathematics", 0),
        ("Number Sense", 2),
    }


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--archive"], "name the class to change"),
        (["Latin"], "no class has the id, code or title 'Latin'. List them: tmp-portal classes"),
        (["algebra", "--framework", "Latin"], "no framework has the id or title 'Latin'"),
        (["algebra", "--under", "b"], "Algebra 1 has no framework yet. Name one with --framework"),
        (["algebra", "--framework", "Number Sense", "--under", "z"], "no standard of the framework has"),
        (["algebra", "--framework", "Hill Mathematics"], "has no standards"),
    ],
)
def test_the_command_says_what_is_wrong_and_changes_nothing(
    school: School, words: list[str], why: str
) -> None:
    a_class(school, "algebra")
    loaded(school, outline("a", " b"))
    before = everything(school)

    with pytest.raises(NotDone) as refused:
        run(command, school, "classes", *words)

    assert why in str(refused.value)
    assert everything(school) == before
