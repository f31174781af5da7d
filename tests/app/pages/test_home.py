"""Home: what can be started, what is new."""

from msgspec.structs import replace

from tests.support.copies import MemoryCopy, school_copy, with_algebra, with_mine
from tests.support.documents import ADA, DAY, HOUR, NOW
from tmp_tui.pages.model import Page, Route, Row
from tmp_tui.pages.showing import show
from tmp_tui.wire import Activity, Assessment, Attempt, ClassDocument, ClassEntry, MineDocument

HOME = Route("home")


def section(page: Page, heading: str) -> list[Row]:
    """The rows between a heading and the next."""
    texts = [row.text for row in page.rows]
    rest = page.rows[texts.index(heading) + 1 :]
    end = next((at for at, row in enumerate(rest) if row.heading), len(rest))
    return list(rest[:end])


def test_home_asks_for_a_test_id_with_the_button_next() -> None:
    page = show(school_copy(), HOME)

    assert page.field is not None
    assert (page.field.key, page.field.name, page.field.button) == ("test_id", "Test ID", "Next")


def test_only_what_is_open_in_the_portal_and_not_used_up_can_be_started() -> None:
    rows = section(show(school_copy(), HOME), "Start Assessment")

    assert [row.text for row in rows] == ["Equations quiz", "Essay"]
    assert rows[0].go == Route("assessment", "alg", "2")
    assert [fact.short for fact in rows[0].facts] == [
        "Algebra 1",
        "Questions 12",
        "Time limit 45 minutes",
        "Closes Mar 6 12:00",
    ]


def test_an_assessment_whose_attempts_are_used_up_cannot_be_started() -> None:
    twice = MineDocument(attempts=[Attempt(6, "scored", NOW - DAY), Attempt(6, "submitted", NOW - HOUR)])

    rows = section(show(with_mine(twice), HOME), "Start Assessment")

    assert [row.text for row in rows] == ["Equations quiz"]


def test_archived_classes_start_nothing_and_report_nothing() -> None:
    copy = school_copy()
    copy.documents[1]["old"] = ClassDocument(
        "old",
        "Arithmetic",
        assessments=[Assessment(1, "x", "Old quiz", NOW, in_portal=True)],
        activity=[Activity(NOW, "note", "Old note")],
    )

    assert "Old" not in " ".join(row.text for row in show(copy, HOME).rows)


def test_recent_activity_is_newest_first_and_leads_to_what_it_is_about() -> None:
    rows = section(show(school_copy(), HOME), "Recent activity")

    assert [(row.text, row.go) for row in rows] == [
        ("Bring a ruler", Route("class", "alg")),
        ("Equations quiz", Route("assessment", "alg", "2")),
        ("Expressions quiz", Route("class", "alg", tab="progress")),
        ("Fractions practice", Route("class", "alg", tab="playlists")),
        ("Fall report", Route("reports")),
    ]
    assert {fact.key: fact.value for fact in rows[0].facts} == {
        "kind": "Note",
        "teacher": "Ms. Ortega",
        "class": "Algebra 1",
        "when": "today 11:00",
    }


def test_of_much_activity_thirty_are_shown_and_the_rest_is_counted() -> None:
    many = [Activity(NOW - n, "note", f"Note {n}") for n in range(45)]

    rows = section(show(with_algebra(activity=many), HOME), "Recent activity")

    assert [row.text for row in rows[:2]] == ["Note 0", "Note 1"]
    assert (len(rows), rows[-1].text, rows[-1].go) == (31, "Your classes have 15 more.", Route("classes"))


def test_a_student_without_anything_reads_what_will_come() -> None:
    page = show(MemoryCopy(replace(ADA, classes=[])), HOME)

    assert (page.state, page.rows) == ("empty", ())
    assert page.message == "Nothing yet. What your teachers make available to you appears here."


def test_with_activity_but_nothing_to_start_both_headings_stand() -> None:
    page = show(with_algebra(assessments=[]), HOME)

    assert [row.text for row in section(page, "Start Assessment")] == ["None at the moment."]


def test_a_class_that_is_still_to_come_is_mentioned() -> None:
    copy = school_copy()
    copy.documents[1].pop("bio")

    assert show(copy, HOME).rows[-1].text == "1 class is still coming from the portal."


def test_every_row_has_a_key_of_its_own() -> None:
    me = replace(ADA, classes=[*ADA.classes, ClassEntry("x", "X")])
    copy = MemoryCopy(me, {"alg": school_copy().documents[1]["alg"]}, school_copy().documents[2])

    keys = [row.key for row in show(copy, HOME).rows]

    assert all(keys)
    assert len(set(keys)) == len(keys)
