"""An assessment that is open at two places: taking it over, and deciding between two answers."""

from functools import partial
from typing import TYPE_CHECKING

from tmp_tui.screens.asking import AskingApp
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.player.taking import Taking


class TwoPlacesApp(AskingApp):
    """One place writes; the student says which (G8), and which of two answers holds (G7)."""

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
        await self.in_sight()
        if question is None or self._question() is not question:
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
