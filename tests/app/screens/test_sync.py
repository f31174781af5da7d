"""What comes from the portal while somebody reads."""

import msgspec

from tests.support.copies import MemoryCopy, school_copy, with_algebra
from tests.support.documents import ADA
from tests.support.pretended import PretendSession
from tests.support.ui import (
    WIDE,
    FixedSource,
    PageApp,
    current_row,
    lines_drawn,
    place,
    press,
    screen_text,
    signed_in,
    status,
    until,
)
from tmp_tui.pages.model import Page, Route, Row, View
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.store.freshness import Freshness
from tmp_tui.widgets.row_list import RowList


def changed(app: object) -> None:
    screen = app.screen  # type: ignore[attr-defined]
    screen.post_message(PageScreen.CopyChanged())


async def test_a_change_keeps_the_cursor_on_its_row_and_the_row_on_its_line() -> None:
    texts = ["one", "two", "three"]

    def show(route: Route, view: View) -> Page:
        return Page(route, "Title", rows=tuple(Row(text, go=Route(text), key=text) for text in texts))

    app = PageApp(FixedSource(show))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "down")
        texts[:0] = ["new", "newer"]
        changed(app)
        await pilot.pause()

        assert current_row(app) == "two"
        assert "newer" in screen_text(app)

        texts.remove("two")
        changed(app)
        await pilot.pause()
        assert current_row(app) == "three"


async def test_a_change_elsewhere_draws_nothing() -> None:
    async with signed_in() as (app, pilot):
        drawn = lines_drawn(app.screen.query_one(RowList))
        changed(app)
        await pilot.pause()

        assert drawn == []


async def test_what_comes_while_the_first_page_waits_is_shown() -> None:
    copy = MemoryCopy()
    whole = school_copy()

    def arrive(_copy: MemoryCopy) -> None:
        copy.documents, copy.freshness = whole.documents, whole.freshness

    async with signed_in(PretendSession(copy, on_sync=arrive)) as (app, pilot):
        await until(pilot, lambda: "Equations quiz" in screen_text(app))

        assert "Ada Lovelace" in screen_text(app)


async def test_A10_a_wait_says_so_in_words_and_an_error_offers_to_try_again() -> None:
    copy = MemoryCopy()

    async with signed_in(PretendSession(copy)) as (app, pilot):
        assert "still coming" in screen_text(app)

        copy.freshness = Freshness(trouble="no-network", failures=2)
        changed(app)
        await until(pilot, lambda: "does not answer" in screen_text(app))

        assert "ctrl+r Retry" in screen_text(app)


async def test_ctrl_r_asks_the_portal_and_what_comes_of_it_is_said() -> None:
    copy = school_copy()
    session = PretendSession(copy)
    async with signed_in(session) as (app, pilot):
        copy.freshness = msgspec.structs.replace(copy.freshness, trouble="no-network", failures=2)
        await press(pilot, "ctrl+r")
        await until(pilot, lambda: "As of" in status(app))
        assert ("sync",) in session.asked

        copy.freshness = Freshness(at=copy.now())
        changed(app)
        await until(pilot, lambda: "Up to date." in status(app))


async def test_a_session_that_ended_leads_to_sign_in_with_words() -> None:
    copy = school_copy()
    async with signed_in(PretendSession(copy)) as (app, pilot):
        await press(pilot, "f3", "f1")
        copy.freshness = Freshness(at=1, trouble="signed-out", failures=1)
        await app.action_sync()
        await until(pilot, lambda: isinstance(app.screen, SignInScreen))

        assert "Your session has ended. Sign in again." in screen_text(app)


async def test_a_title_that_changes_is_shown_while_help_is_open() -> None:
    copy = school_copy()
    async with signed_in(PretendSession(copy)) as (app, pilot):
        await press(pilot, "f3", "f1")
        page = next(screen for screen in app.screen_stack if isinstance(screen, PageScreen))
        renamed = [msgspec.structs.replace(entry, title="Renamed") for entry in ADA.classes[:1]]
        copy.documents = (
            msgspec.structs.replace(ADA, classes=renamed),
            copy.documents[1],
            copy.documents[2],
        )
        page.post_message(PageScreen.CopyChanged())
        await press(pilot, "escape")

        assert "Renamed" in screen_text(app)


async def test_a_class_with_other_words_shows_them() -> None:
    copy = school_copy()
    async with signed_in(PretendSession(copy)) as (app, pilot):
        await press(pilot, "f3", "1")
        copy.documents = with_algebra(title="Algebra, the second").documents
        changed(app)
        await until(pilot, lambda: "Algebra, the second" in screen_text(app))

        assert place(app) == Route("class", "alg")


async def test_quitting_ends_the_session_at_the_portal() -> None:
    session = PretendSession()
    async with signed_in(session) as (_, pilot):
        await press(pilot, "ctrl+q")

    assert session.left
