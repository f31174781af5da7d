"""From a page to an assessment and back: starting, taking over, deciding, submitting, the receipt."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.driver import Driver
from textual.screen import Screen

from tmp_tui.commands import hint
from tmp_tui.pages.model import Route
from tmp_tui.player.countdown import time_words
from tmp_tui.screens.careful import CarefulApp
from tmp_tui.screens.desk import Desk
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.player.taking import Taking
    from tmp_tui.screens.choosing import Offer
    from tmp_tui.screens.overview import OverviewScreen
    from tmp_tui.screens.page import PageScreen
    from tmp_tui.screens.taking import TakingScreen


MOMENT = 1.0  # seconds for what is on its way before the student is asked about leaving
LOOK = 5.0  # seconds between two tries to hand in at the end


class AssessingApp(CarefulApp):
    """The part of the app that takes assessments; everything is kept in the journal whatever happens to it."""

    def __init__(self, desk: Desk, driver_class: type[Driver] | None, crash_log: Path | None) -> None:
        super().__init__(driver_class=driver_class, crash_log=crash_log)
        self._desk = desk
        self._letters = True
        self._shown: PageScreen | None = None
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
            kept = _("Everything is kept. You can go on from Home.")
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
        question = self._question()
        if question is None:  # the time ran out meanwhile
            return
        while self.screen is not question:
            await self.pop_screen()
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

    async def may_leave(self, go: str, act: "Act") -> bool:
        """Whether nothing waits to be sent; else ask first, and `act` follows if the student says so (`go`) (G25)."""
        lost = self.keep_typed()
        session = await self._desk.session()
        end = time.monotonic() + MOMENT
        while session.unsent and not session.trouble() and time.monotonic() < end:  # noqa: ASYNC110  (a state of the journal)
            await asyncio.sleep(0.02)  # what is on its way is there in a moment
        count = session.unsent
        if not count and not lost:
            return True
        waiting = _(
            "On this computer and not sent yet: {count} (answers, or an assessment that you submitted)."
        )
        waiting = waiting.format(count=count)
        kept = _(
            "They stay here, sealed, and are sent when you sign in at this computer again. They count only once the "
            "portal has them."
        )
        texts = [_("What you are typing is not kept: {why}").format(why=lost)] if lost else []
        if count:
            why = session.trouble()
            texts += [waiting, *([why] if why else []), kept]
        title = _("Not everything is sent") if count else _("Not everything is kept")
        self._leaving = await self._ask(title, texts, _("Stay"), go, act)
        return False

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

    # Two places

    async def on_taking_screen_take_over_wanted(self) -> None:
        """Write here from now on."""
        taking = self._taken()
        if taking is not None:
            await self._offer_take_over(taking)

    async def _offer_take_over(self, taking: "Taking") -> None:
        from tmp_tui.pages.overview import elsewhere_words

        take = partial(self._worker, "taking", self._take_over, taking.attempt)
        await self._ask(
            _("Open at another place"),
            [elsewhere_words(taking)],
            _("Only read it here"),
            _("Take it over: write here from now on"),
            take,
        )

    async def _take_over(self, attempt: str) -> None:
        from tmp_tui.api.errors import ApiError

        session, question = await self._desk.session(), self._question()
        try:
            await session.take_over(attempt)
        except ApiError as error:
            if question is not None:
                question.say(error.words)
            return
        if question is None:
            return
        question.show_again()
        if question.taking.read_only == "submitted":
            await self._back_to_pages()
            await self._show_receipt(question.taking)
        else:
            question.say(_("You write here now. The other place can only read."))

    async def on_taking_screen_decision_wanted(self) -> None:
        """Two answers to one question: both are shown, and the student decides (G7)."""
        from tmp_tui.pages.overview import conflict_texts
        from tmp_tui.screens.choosing import Offer

        question = self._question()
        if question is None:
            return
        taking = question.taking

        def settle(*, mine: bool) -> None:
            taking.settle(mine=mine)
            question.show_again()

        await self._choose(
            _("Two answers"),
            conflict_texts(taking),
            [
                Offer(_("Decide later")),
                Offer(_("Keep the answer given here"), partial(settle, mine=True)),
                Offer(_("Keep the answer that the portal has"), partial(settle, mine=False)),
            ],
        )

    # Submitting

    async def on_overview_screen_submit_wanted(self) -> None:
        """The last question before it is final; the first answer to it is no (G24)."""
        from tmp_tui.pages.overview import overview_texts

        question = self._question()
        if question is None:
            return
        taking = question.taking
        undecided = taking.conflicts()
        if undecided:
            while self.screen is not question:
                await self.pop_screen()
            question.go(undecided[0])
            question.say(
                _("First decide which answer to this question holds. {decide}.").format(decide=hint("decide"))
            )
            return
        texts = [*overview_texts(taking), _("Once it is submitted, nothing in it can be changed.")]
        submit = partial(self._worker, "submit", self._submit)
        await self._ask(_("Submit the assessment?"), texts, _("Not yet"), _("Submit now"), submit)

    async def on_taking_screen_time_up(self) -> None:
        """What was answered is submitted as it is, once the portal says that the time is up there too (G13)."""
        self._worker("finish", self._finish)

    async def _finish(self) -> None:
        question = self._question()
        if question is None:
            return
        session, taking = await self._desk.session(), question.taking
        while not await session.finish(taking.attempt):
            question.say(
                _(
                    "The time is up. It is submitted as soon as the portal is reached; what you answered in time is "
                    "kept."
                )
            )
            await asyncio.sleep(LOOK)
        if self._question() is not question:
            return
        question.show_again()
        if taking.read_only == "submitted":
            await self._back_to_pages()
            await self._show_receipt(taking)

    async def _submit(self) -> None:
        taking = self._taken()
        if taking is None:
            return
        if not taking.read_only and not taking.conflicts():
            taking.submit()
        await self._back_to_pages()
        await self._show_receipt(taking)

    async def _show_receipt(self, taking: "Taking") -> None:
        from tmp_tui.screens.overview import ReceiptScreen

        session = await self._desk.session()
        await self.push_screen(ReceiptScreen(taking, session.trouble))

    # Helpers

    def _question(self) -> "TakingScreen | None":
        from tmp_tui.screens.taking import TakingScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, TakingScreen)), None)

    def _taken(self) -> "Taking | None":
        question = self._question()
        return question.taking if question is not None else None

    def keep_typed(self) -> str:
        """Whatever is being typed into an answer goes into the journal now; returns why it cannot."""
        question = self._question()
        return question.keep() if question is not None else ""

    async def _back_to_pages(self) -> None:
        self.keep_typed()
        while len(self.screen_stack) > 1 and self.screen is not self._shown:
            await self.pop_screen()
        if self._shown is not None:
            self._shown.reread()

    @property
    def is_asking(self) -> bool:
        """Whether the student is being asked about leaving."""
        return self._leaving is not None and self.screen is self._leaving

    async def _ask(self, title: str, texts: Sequence[str], no: str, yes: str, act: "Act") -> Screen[None]:
        from tmp_tui.screens.choosing import Offer

        return await self._choose(title, texts, [Offer(no), Offer(yes, act)])

    async def _choose(self, title: str, texts: Sequence[str], offers: "Sequence[Offer]") -> Screen[None]:
        from tmp_tui.screens.choosing import ChoosingScreen

        screen: Screen[None] = ChoosingScreen(title, texts, offers)
        await self.push_screen(screen)
        return screen

    def _worker(self, group: str, work: "Work", *arguments: object) -> None:
        self.run_worker(work(*arguments), group=group, exclusive=True)


if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    Act = Callable[[], None]
    Work = Callable[..., Coroutine[Any, Any, None]]
