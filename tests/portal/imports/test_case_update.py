"""A framework that is loaded again: rows keep their ids, and classes follow."""

import pytest

from tests.support.frameworks import (
    a_class,
    a_document,
    a_level,
    active,
    drawn,
    everything,
    given,
    ids,
    loaded,
    outline,
    rows_of,
    works_on,
)
from tests.support.school import School
from tmp_portal.db.standards import standards
from tmp_portal.db.students_work import documents
from tmp_portal.imports.report import Changes, ImportRefused


def test_loading_twice_changes_nothing(school: School) -> None:
    content = outline("a", " b", " c")
    loaded(school, content)
    a_document(school)
    before = everything(school)

    report = loaded(school, content)

    assert everything(school) == before
    assert report.of("standards") == Changes(unchanged=3)
    assert report.of("frameworks") == Changes(unchanged=1)


def test_a_newer_package_updates_in_place(school: School) -> None:
    loaded(school, outline("a", " b", " c"))
    before = ids(school)
    newer = outline("a", " new", " c", "b", title="Number Sense 2")
    newer["CFItems"][2]["fullStatement"] = "The student can count to 200."

    report = loaded(school, newer)

    assert drawn(school) == ["a", " new", " c", "b"]
    assert {name: one for name, one in ids(school).items() if name in before} == before
    assert report.of("standards") == Changes(added=1, changed=2, unchanged=1)
    assert report.of("frameworks") == Changes(changed=1)


def test_items_that_are_gone_become_inactive_and_come_back(school: School) -> None:
    loaded(school, outline("a", " b", "  c"))
    before = everything(school)

    report = loaded(school, outline("a"))
    again = loaded(school, outline("a"))
    assert report.of("standards") == Changes(changed=0, unchanged=1, inactive=2)
    assert again.of("standards") == Changes(unchanged=1)
    assert drawn(school) == ["a"]
    assert len(rows_of(school, standards)) == 3

    loaded(school, outline("a", " b", "  c"))
    assert everything(school) == before


def test_a_mere_change_of_order_is_noted(school: School) -> None:
    loaded(school, outline("a", "b", "c"))
    a_document(school)

    report = loaded(school, outline("b", "a", "c"))

    assert drawn(school) == ["b", "a", "c"]
    assert report.of("standards") == Changes(unchanged=3)
    assert report.notes == ["standards that only have another position now: 2"]
    assert rows_of(school, documents) == []


def test_an_older_package_is_loaded_with_a_note(school: School) -> None:
    loaded(school, outline("a"))

    report = loaded(school, outline("a", lastChangeDateTime="2020-02-02T00:00:00Z"))

    assert report.notes[0].startswith("this package is from 2020-02-02T00:00:00Z, older than")


def test_what_has_changed_takes_the_ready_documents_away(school: School) -> None:
    loaded(school, outline("a"))
    a_document(school)

    loaded(school, outline("a", title="Another Title"))

    assert rows_of(school, documents) == []


def test_a_dry_run_reports_and_changes_nothing(school: School) -> None:
    loaded(school, outline("a", " b"))
    a_document(school)
    before = everything(school)

    report = loaded(school, outline("a", " c"), dry_run=True)

    assert everything(school) == before
    assert report.of("standards") == Changes(added=1, unchanged=1, inactive=1)
    assert next(report.lines()) == "Number Sense (dry run: nothing was changed)"


def test_S09_a_refused_file_leaves_an_earlier_one_as_it_was(school: School) -> None:
    loaded(school, outline("a", " b"))
    before = everything(school)

    with pytest.raises(ImportRefused):
        loaded(school, outline("c", title=""))

    assert everything(school) == before


def test_two_frameworks_may_have_the_same_items(school: School) -> None:
    loaded(school, outline("a", " b"))

    loaded(school, outline("a", "b", identifier="22222222-0000-4000-8000-000000000000"))

    assert len(active(school)) == 4


def test_classes_can_be_given_the_framework_at_once(school: School) -> None:
    algebra = a_class(school, "algebra")

    report = loaded(school, outline("a", " b"), classes=[algebra])
    again = loaded(school, outline("a", " b"), classes=[algebra])

    assert works_on(school, algebra) == ["a", "b"]
    assert (report.of("classes").changed, again.of("classes").unchanged) == (1, 1)


def test_a_class_with_the_whole_framework_gets_all_that_is_new(school: School) -> None:
    loaded(school, outline("a", " b", "c"))
    given(school, a_class(school, "algebra"))

    report = loaded(school, outline("top", "a", " b", " new", "  newer", "c"))

    assert works_on(school, "algebra") == ["top", "a", "b", "new", "newer", "c"]
    assert report.of("classes").changed == 1


def test_a_class_with_a_branch_gets_what_is_new_in_it(school: School) -> None:
    loaded(school, outline("a", " b", "  c", " d"))
    given(school, a_class(school, "algebra"), under="b")

    loaded(school, outline("a", " x", " b", "  new", "  c", " d", "e"))

    assert works_on(school, "algebra") == ["b", "new", "c"]


def test_a_standard_that_moves_into_a_branch_joins_its_class(school: School) -> None:
    loaded(school, outline("a", " b", "c", " d", "  e"))
    given(school, a_class(school, "algebra"), under="a")

    loaded(school, outline("a", " d", "  e", " b", "c"))

    assert works_on(school, "algebra") == ["a", "d", "e", "b"]


def test_a_gone_standard_leaves_a_class_unless_it_has_results(school: School) -> None:
    loaded(school, outline("a", " b", " c", " d"))
    algebra = a_class(school, "algebra")
    given(school, algebra)
    a_level(school, algebra, school.person("ada"), "b")

    loaded(school, outline("a", " d"))

    assert works_on(school, algebra) == ["a", "d", "b"]
