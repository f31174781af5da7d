"""Submitting: a look at what is blank, the word that confirms, and what the portal says of it."""

import contextlib

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.console import Console
from tmp_tui.lines.question import map_lines
from tmp_tui.lines.source import Source
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.pages.overview import leaving_words, not_counted_words, not_submitted_here, spans, why_not_sent
from tmp_tui.player.taking import Taking
from tmp_tui.text import _, moment, ngettext

WORD = "submit"
SOON = 2.0  # seconds within which a receipt needs no words about waiting
LATER = 4.0  # seconds more before a student need not wait any longer
EVERY = 15.0  # seconds between looks at the time
PATIENCE = 5  # seconds for the portal to say whether there is more time


def agreed_to_hand_in(source: Source, console: Console, taking: Taking) -> bool:
    """Say what is not answered, and ask for the word; anything else goes back (G24)."""
    conflicts = source.call(taking.conflicts)
    if conflicts:
        said = _("First decide which of two answers holds: question {numbers}. /{first} goes there.")
        console.say(said.format(numbers=spans(conflicts), first=conflicts[0]))
        return False
    console.say(_("Before you submit:"), *source.call(lambda: map_lines(taking)))
    console.say(_("After that nothing can be changed."))
    typed = console.ask(_("Type {word} to submit; anything else goes back: ").format(word=WORD))
    if typed.casefold() == WORD:
        return True
    console.say(_("Not submitted."))
    return False


def see_it_through(source: Source, console: Console, taking: Taking) -> bool:
    """Wait for what the portal says to the submitting, or for the student to leave; says whether it is submitted.

    False only where the portal refused, or the submit waits for the student, so that the attempt goes on.
    """

    def settled() -> bool:
        return taking.receipt is not None or bool(_code(taking) or why_not_sent(taking))

    if not source.until(settled, SOON):
        if taking.submission is not None:
            console.say(_("Submitting. Waiting for the portal."))
        source.until(settled, LATER)
    while not source.call(settled):
        console.say(*source.call(lambda: waiting_lines(taking)))
        if not console.ask(_("Enter leaves; r looks again: ")):
            return True
        source.until(settled, SOON)
    if source.call(lambda: taking.receipt is None and why_not_sent(taking)):
        return False
    console.say(*source.call(lambda: outcome_lines(taking)))
    return source.call(lambda: taking.receipt is not None)


def waiting_lines(taking: Taking) -> list[str]:
    """That it is on its way, and that nobody need wait; or that nothing is, where it ended at another place."""
    if taking.submission is None:
        return [not_submitted_here()]
    unsent = ngettext(
        "{count} answer is on this computer, not sent.",
        "{count} answers are on this computer, not sent.",
        taking.unsent,
    )
    kept = _("The portal does not have it yet. It is kept on this computer and sent by itself.")
    if taking.unkept:
        kept = _("The portal does not have it yet.")
    return [
        kept,
        leaving_words(taking),
        *([unsent.format(count=taking.unsent)] if taking.unsent else []),
    ]


def outcome_lines(taking: Taking) -> list[str]:
    """The receipt, or in words why there is none."""
    receipt = taking.receipt
    if receipt is None:
        said = _(
            "The portal did not take it ({code}). Your answers are kept on this computer. Tell your teacher."
        )
        return [said.format(code=_code(taking))]
    first = _("It was submitted before. Nothing in it can be changed.") if _code(taking) else _("Submitted.")
    return [
        first,
        _("Receipt: {code}. Keep this code; your teacher can check it.").format(code=receipt.code),
        _("Time: {when}.").format(when=moment(receipt.at, taking.now())),
        _("Answered: {answered} of {questions}.").format(
            answered=receipt.answered, questions=receipt.questions
        ),
        *not_counted_words(taking),
    ]


def _code(taking: Taking) -> str:
    submission = taking.submission
    return submission.code if submission is not None else ""


async def hand_in_at_the_end(session: StudentSession, taking: Taking) -> None:
    """Submit when the time is up at the portal too; where another place writes, that place does it."""
    import asyncio

    while taking.read_only != "submitted" and taking.receipt is None:
        left = taking.left
        if left == 0:
            with contextlib.suppress(ApiError, KeyError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    await session.finish(taking.attempt)
        await asyncio.sleep(EVERY if not left else min(left, EVERY))
