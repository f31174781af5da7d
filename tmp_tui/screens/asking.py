"""What every step of an assessment needs of the app: the question on the screen, asking the student, and the way back."""

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.driver import Driver
from textual.screen import Screen

from tmp_tui.screens.careful import CarefulApp
from tmp_tui.screens.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from tmp_tui.player.taking import Taking
    from tmp_tui.screens.choosing import Offer
    from tmp_tui.screens.page import PageScreen
    from tmp_tui.screens.taking import TakingScreen

    Act = Callable[[], None]
    Work = Callable[..., Coroutine[Any, Any, None]]


class AskingApp(CarefulApp):
    """An app with a desk, the pages of whoever sits there, and perhaps a question over them."""

    def __init__(self, desk: Desk, driver_class: type[Driver] | None, crash_log: Path | None) -> None:
        super().__init__(driver_class=driver_class, crash_log=crash_log)
        self._desk = desk
        self._letters = True
        self._shown: PageScreen | None = None

    async def in_sight(self) -> None:
        """Come back when the student can see a page that opens by itself."""

    def hides_pages(self, screen: Screen[Any]) -> bool:
        """Whether this screen hides the pages from whoever comes."""
        return False

    def close_down_to(self, page: Screen[Any]) -> Awaitable[object]:
        """Close what lies over a page, all of it before anything else can happen; what hides the pages stays, with all
        beneath it. What it returns is awaited for the rest of what was closed."""
        over = []
        while self.screen is not page and not self.hides_pages(self.screen):
            over.append(self.pop_screen())
        return asyncio.gather(*over)

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
        await self.close_down_to(self._shown or self.screen_stack[0])
        if self._shown is not None:
            self._shown.reread()

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

    async def _back_to_question(self) -> "TakingScreen | None":
        """The question with nothing over it; None where there is none any more."""
        question = self._question()
        if question is not None:
            await self.close_down_to(question)
        return question

    async def _show_receipt(self, taking: "Taking") -> None:
        from tmp_tui.screens.overview import ReceiptScreen

        session = await self._desk.session()
        await self.in_sight()
        await self.push_screen(ReceiptScreen(taking, session.trouble))
