"""Loading, error, empty, loaded: what a page says while its document is not there, and how old it is."""

import pytest

from tests.support.copies import MemoryCopy, school_copy
from tests.support.documents import ADA, NOW
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.model import Route
from tmp_tui.pages.showing import show
from tmp_tui.store.freshness import Freshness

ROUTES = [
    Route("home"),
    Route("classes"),
    Route("classes", tab="archived"),
    Route("class", "alg"),
    Route("class", "alg", tab="assessments"),
    Route("class", "alg", tab="playlists"),
    Route("class", "alg", tab="progress"),
    Route("assessment", "alg", "1"),
    Route("reports"),
    Route("account"),
]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("freshness", [Freshness(), Freshness(asking=True)])
def test_A10_a_page_that_has_not_come_says_in_words_that_it_is_coming(
    route: Route, freshness: Freshness
) -> None:
    page = show(MemoryCopy(freshness=freshness), route)

    assert (page.state, page.rows) == ("loading", ())
    assert page.message == "This page is still coming from the portal."
    assert page.title


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_that_cannot_come_says_why_and_how_to_try_again(route: Route) -> None:
    page = show(MemoryCopy(freshness=Freshness(trouble="no-network", failures=1)), route)

    assert (page.state, page.rows) == ("error", ())
    assert page.message.startswith("The portal does not answer.")
    assert page.message.endswith("It is tried again by itself.")


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_in_the_copy_is_shown_whatever_the_portal_does(route: Route) -> None:
    page = show(school_copy(freshness=Freshness(at=NOW, trouble="no-network", failures=9)), route)

    assert page.state == "loaded"
    assert page.rows


def test_a_class_whose_document_is_still_to_come_has_its_place_and_tabs() -> None:
    page = show(MemoryCopy(ADA), Route("class", "alg", tab="progress"))

    assert (page.state, page.place, len(page.tabs)) == ("loading", "Ms. Ortega · Algebra 1", 4)


def test_a_class_that_is_not_mine_is_not_waited_for() -> None:
    page = show(school_copy(), Route("class", "nobodys"))

    assert (page.state, page.message) == (
        "error",
        "You have no such class. Classes lists those that you have.",
    )


def test_a_route_to_nowhere_is_a_page_too() -> None:
    assert show(school_copy(), Route("nowhere")).state == "error"


@pytest.mark.parametrize(
    ("freshness", "line"),
    [
        (Freshness(), "Nothing has come from the portal yet."),
        (Freshness(at=NOW - 60), "Up to date."),
        (Freshness(at=NOW - 60, asking=True), "Up to date."),
        (Freshness(at=NOW - 600), "As of today 11:50."),
        (Freshness(at=NOW - 600, trouble="no-network", failures=1), "As of today 11:50."),
        (
            Freshness(at=NOW - 600, trouble="no-network", failures=2),
            "As of today 11:50. The portal does not answer. Check the network, or wait a moment. "
            "Trying again by itself.",
        ),
        (Freshness(trouble="no-network", failures=1), "Asking the portal again by itself."),
        (
            Freshness(at=NOW, trouble="signed-out", failures=1),
            "As of today 12:00. Your session has ended. Sign in again.",
        ),
    ],
)
def test_G20_one_lost_reply_is_no_outage_and_one_success_clears_it(freshness: Freshness, line: str) -> None:
    assert freshness_line(school_copy(freshness=freshness)) == line


def test_how_old_a_page_is_does_not_tick() -> None:
    freshness = Freshness(at=NOW - 600, trouble="no-network", failures=3)

    lines = {
        freshness_line(school_copy(now=NOW + second, freshness=freshness)) for second in range(0, 3_600, 60)
    }

    assert len(lines) == 1
