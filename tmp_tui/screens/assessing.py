"""From a page to an assessment and back: starting, what can be done beside the answers, and leaving."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.driver import Driver
from textual.screen import Screen

from tmp_tui.pages.model import Route
from tmp_tui.player.countdown import going_on, time_words
from tmp_tui.player.words import kept_words, undecided_words, unread_words
from tmp_tui.screens.desk import Desk
from tmp_tui.screens.submitting import SubmittingApp
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.player.taking import Taking
    from tmp_tui.screens.asking import Act
    from tmp_tui.screens.overview import OverviewScreen
    from tmp_tui.screens.page import PageScreen
    from tmp_tui.screens.taking import TakingScreen

MOMENT = 1.0  # seconds for what is on its way before the student is asked about leaving


class AssessingApp(SubmittingApp):
    """The part of the app that takes assessments; everything is kept in the journal whatever happens to it."""

    def __init__(self, desk: Desk, driver_class: type[Driver] | None, crash_log: Path | None) -> None:
        super().__init__(desk, driver_class, crash_log)
        self._leaving: Screen[None] | None = None

    # Starting

    async def on_page_screen_take_wanted(self, event: "PageScreen.TakeWanted") -> None:
        """Start an assessment, or go on with it; what a start costs is said first."""
        from tmp_tui.pages.starting import confirmation

        session = await self._desk.session()
        if session.copy is None:
            return
        begin = partial(self._begin_in_worker, event.route)
        texts = confirmation(session.copy, event.route)
        if texts:
            await self._ask(_("Start Assessment"), texts, _("Not yet"), _("Start now"), begin)
        else:
            begin()

    def _begin_in_worker(self, route: Route) -> None:
        if self._shown is not None:
            self._shown.say(_("Asking the portal…"))
        self.run_worker(self._begin(route), group="taking", exclusive=True)

    async def _begin(self, route: Route) -> None:
        from tmp_tui.api.errors import ApiError

        session, page = await self._desk.session(), self._shown
        try:
            attempt = await session.begin(route.id, int(route.item), route.test_id)
        except ApiError as error:
            if page is not None:
                page.say(error.words)
            self.run_worker(session.sync(), group="sync-now", exclusive=True)
            return
        await self.in_sight()
        if page is None or page is not self._shown:
            return
        page.say("")
        await self._open(session.taking(attempt))
        self.run_worker(self._look_again(attempt), group="look-again", exclusive=True)

    async def _open(self, taking: "Taking") -> None:
        from tmp_tui.screens.taking import TakingScreen

        if self._question() is not None:
            return
        undecided = taking.conflicts()
        if undecided:
            taking.go(undecided[0])
        elif taking.read_only == "submitted" or not taking.count:
            await self._show_receipt(taking)
            return
        session = await self._desk.session()
        await self.push_screen(TakingScreen(taking, session.trouble, letters=self._letters))
        if taking.read_only == "elsewhere":
            await self.in_sight()
            if self._taken() is taking:
                await self._offer_take_over(taking)

    async def _look_again(self, attempt: str) -> None:
        """How it stands at the portal, beside the first question; without the portal what is here is gone on with."""
        from tmp_tui.api.errors import ApiError

        session = await self._desk.session()
        try:
            await session.look_again(attempt)
        except (ApiError, KeyError):
            return
        self.work_changed()

    # While it is taken

    def work_changed(self) -> None:
        """Where answers are, or how an attempt stands, is not what it was: whatever shows it shows it again."""
        from tmp_tui.screens.taking import TakingScreen

        for screen in self.screen_stack:
            screen.post_message(TakingScreen.Changed())

    async def on_taking_screen_left(self) -> None:
        """Back to the page."""
        taking = self._taken()
        left = taking.left if taking is not None and not taking.read_only else None
        await self._back_to_pages()
        if self._shown is not None:
            unkept = taking.unkept if taking is not None else ""
            (kept,) = kept_words(unkept, _("Everything is kept. You can go on from Home."))
            runs = _("The time runs on: {left} left.").format(left=time_words(left)) if left else ""
            self._shown.say(f"{kept} {runs}".strip())

    async def on_taking_screen_overview_wanted(self, event: "TakingScreen.OverviewWanted") -> None:
        """The map, or the look before submitting."""
        from tmp_tui.screens.overview import OverviewScreen

        taking = self._taken()
        if taking is not None:
            await self.push_screen(OverviewScreen(taking, to_submit=event.to_submit))

    async def on_overview_screen_question_chosen(self, event: "OverviewScreen.QuestionChosen") -> None:
        """Go there."""
        question = await self._back_to_question()
        if question is not None:  # else the time ran out meanwhile
            question.arrive(event.number)

    async def on_taking_screen_note_wanted(self) -> None:
        """Write a note."""
        from tmp_tui.screens.note import NoteScreen

        question = self._question()
        if question is not None:
            await self.push_screen(NoteScreen(question.taking, question.say))

    async def action_export(self) -> None:
        """Write what the portal does not have to a file, sealed, for staff to bring there (G22)."""
        from tmp_tui.api.errors import SignedOut
        from tmp_tui.store.exporting import NotWritten, write_export

        self.keep_typed()
        session = await self._desk.session()
        try:
            path = write_export(session.export())
        except NotWritten as error:
            words = str(error)
        except SignedOut as error:
            words = error.words
        else:
            words = _(
                "Written to {path}. Give this file to your teacher; only the portal can read it."
            ).format(path=path)
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(words)

    async def on_taking_screen_pictures_wanted(self) -> None:
        """Save the files of the question's pictures."""
        self._worker("pictures", self._save_pictures)

    async def _save_pictures(self) -> None:
        from tmp_tui.api.errors import ApiError
        from tmp_tui.store.exporting import NotWritten

        question = self._question()
        if question is None:
            return
        session = await self._desk.session()
        question.say(_("Asking the portal…"))
        try:
            paths = await session.save_pictures(question.taking.attempt, question.taking.item)
        except NotWritten as error:
            question.say(str(error))
        except ApiError as error:
            question.say(error.words)
        else:
            names = ", ".join(map(str, paths))
            question.say(
                _("Saved: {names}").format(names=names) if paths else _("This question has no picture.")
            )

    def on_taking_screen_news_wanted(self) -> None:
        """Whether staff gave more time, or what the place that writes has answered."""
        question = self._question()
        if question is not None:
            self._worker("news", self._news, question.taking)

    async def _news(self, taking: "Taking") -> None:
        session = await self._desk.session()
        if taking.elsewhere:
            await self._look_again(taking.attempt)
        else:
            await session.sync()

    # Leaving

    async def may_leave(self, go: str, act: "Act", beside: Sequence[str] = ()) -> bool:
        """Whether nothing waits to be sent and there is nothing to be said `beside`; else ask first, and `act` follows if
        the student says so (`go`) (G25)."""
        lost = self.keep_typed()
        session = await self._desk.session()
        end = time.monotonic() + MOMENT
        while session.unsent and not session.trouble() and time.monotonic() < end:  # noqa: ASYNC110  (a state of the journal)
            await asyncio.sleep(0.02)  # what is on its way is there in a moment
        count = session.unsent
        undecided = (*undecided_words(session.undecided), *unread_words(session.unread))
        if not count and not lost and not beside and not undecided:
            return True
        waiting = _(
            "On this computer and not sent yet: {count} (answers, or an assessment that you submitted)."
        )
        waiting = waiting.format(count=count)
        stay = _(
            "They stay here, sealed, and are sent when you sign in at this computer again. They count only once the "
            "portal has them."
        )
        texts = [_("What you are typing is not kept: {why}").format(why=lost)] if lost else []
        if count:
            why = session.trouble()
            texts += [waiting, *([why] if why else []), *kept_words(session.unkept, stay)]
        texts += undecided
        title = _("Not everything is sent") if count or undecided else _("Not everything is kept")
        if not count and not lost and not undecided:
            title = _("You are taking an assessment")
        self._leaving = await self._ask(title, [*beside, *texts], _("Stay"), go, act)
        return False

    def _goes_on(self) -> tuple[str, ...]:
        """What is to be known before the student leaves an assessment that is open on the screen, for another page."""
        taking = self._taken()
        if taking is None or taking.read_only:
            return ()
        return going_on(left=taking.left, kept=not taking.unkept)

    @property
    def is_asking(self) -> bool:
        """Whether the student is being asked about leaving."""
        return self._leaving is not None and self.screen is self._leaving
