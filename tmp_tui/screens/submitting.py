"""Submitting an assessment: asked once more, at the end of the time by itself, and the receipt."""

import asyncio
from functools import partial

from tmp_tui.commands import hint
from tmp_tui.screens.two_places import TwoPlacesApp
from tmp_tui.text import _

LOOK = 5.0  # seconds between two tries to hand in at the end


class SubmittingApp(TwoPlacesApp):
    """What is submitted is final, so that it is asked; what the time ended is submitted as it is."""

    async def on_overview_screen_submit_wanted(self) -> None:
        """The last question before it is final; the first answer to it is no (G24)."""
        from tmp_tui.pages.overview import overview_texts

        taking = self._taken()
        if taking is None:
            return
        undecided = taking.conflicts()
        if undecided and (question := await self._back_to_question()) is not None:
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
        said = False
        while not await session.finish(taking.attempt):
            if not said:
                question.say(
                    _(
                        "The time is up. It is submitted as soon as the portal is reached; what you answered in time "
                        "is kept."
                    )
                )
            said = True
            await asyncio.sleep(LOOK)
        await self.in_sight()
        if self._question() is not question:
            return
        question.show_again()
        if taking.read_only == "submitted":
            await self._back_to_pages()
            await self._show_receipt(taking)

    async def _submit(self) -> None:
        """Hand in; what cannot be handed in any more, or not now, is not said to be (G2)."""
        question = await self._back_to_question()
        if question is None:
            return
        if why := question.why_not():
            question.say(why)
            return
        question.taking.submit()
        await self._back_to_pages()
        await self._show_receipt(question.taking)
