"""One class: its sub-tabs, its activity, its playlists."""

import pytest

from tests.support.copies import school_copy, with_algebra
from tests.support.documents import ALGEBRA
from tmp_tui.pages.model import Route, View
from tmp_tui.pages.showing import show
from tmp_tui.wire import Activity, Playlist

TABS = ["", "assessments", "playlists", "progress"]


@pytest.mark.parametrize("tab", TABS)
def test_each_sub_tab_displays_the_teacher_and_class_name(tab: str) -> None:
    page = show(school_copy(), Route("class", "alg", tab=tab))

    assert page.place == "Ms. Ortega · Algebra 1"
    assert [name.name for name in page.tabs] == ["Activity", "Assessments", "Playlists", "Progress"]
    assert [name.go.tab for name in page.tabs if name.current] == [tab]


def test_several_teachers_are_joined_and_none_leaves_no_dot() -> None:
    assert show(school_copy(), Route("class", "bio")).place == "Mr. Chen, Ms. Bell · Biology"
    assert show(school_copy(), Route("class", "fut")).place == "Geometry"
    assert show(with_algebra(teachers=["", " "]), Route("class", "alg")).place == "Algebra 1"


def test_an_unknown_tab_is_the_first_one() -> None:
    assert show(school_copy(), Route("class", "alg", tab="nonsense")).title == "Activity"


def test_activity_is_newest_first_with_what_was_written_below() -> None:
    rows = show(school_copy(), Route("class", "alg")).rows

    assert [row.text for row in rows[:3]] == ["Bring a ruler", "Tomorrow we draw.", "Equations quiz"]
    assert (rows[0].go, rows[1].depth) == (None, 1)
    assert [fact.key for fact in rows[2].facts] == ["kind", "teacher", "when"]


def test_activity_of_a_kind_that_is_not_known_yet_is_shown_under_its_own_name() -> None:
    row = show(with_algebra(activity=[Activity(5, "excursion", "")]), Route("class", "alg")).rows[0]

    assert (row.text, row.go) == ("excursion", None)


def test_a_playlist_opens_to_its_activities_with_their_addresses_as_text() -> None:
    folded = show(school_copy(), Route("class", "alg", tab="playlists"))
    opened = show(school_copy(), Route("class", "alg", tab="playlists"), View(frozenset({"p1"})))

    assert [(row.text, row.folds) for row in folded.rows] == [("Fractions practice", True)]
    assert [(row.text, row.depth) for row in opened.rows] == [
        ("Fractions practice", 0),
        ("Before the unit test.", 1),
        ("Watch: equal parts", 1),
        ("Six minutes.", 2),
        ("Worksheet", 1),
    ]
    assert {fact.key: fact.value for fact in opened.rows[2].facts} == {
        "kind": "video",
        "standard": "A.1",
        "address": "https://example.org/parts",
    }


def test_a_playlist_without_activities_says_so_when_opened() -> None:
    copy = with_algebra(playlists=[Playlist("p", "Empty")])

    rows = show(copy, Route("class", "alg", tab="playlists"), View(everything=True)).rows

    assert rows[1].text == "This playlist has no activities yet."


@pytest.mark.parametrize("tab", TABS)
def test_a_class_with_nothing_in_it_says_why_and_what_comes(tab: str) -> None:
    page = show(school_copy(), Route("class", "bio", tab=tab))

    assert (page.state, page.rows) == ("empty", ())
    assert "yet." in page.message
    assert "appear" in page.message


def test_pages_leave_the_documents_as_they_were() -> None:
    copy = school_copy()

    for tab in TABS:
        show(copy, Route("class", "alg", tab=tab), View(everything=True))

    assert copy.class_("alg") == ALGEBRA
