"""What an assessment of twenty questions takes on the line, from Start to the receipt, by the app's own session.

The student goes from question to question, and each answer is sent before the next one is given, as on a slow line.
Every fifth is answered twice; two questions are flagged, one has a note.
"""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.bytes_on_the_line import WORDS
from benchmarks.counting import Counting
from benchmarks.exam import QUESTIONS
from benchmarks.figures import Figure
from benchmarks.portal_running import Running, running
from tests.portal.attempts.support import choice, give
from tests.support.school import PASSWORD, School
from tmp_portal.items.model import StoredItem
from tmp_tui.session import Session
from tmp_tui.wire.attempts import Marks
from tmp_tui.wire.items import Choice, Option, Paragraph


def fill(school: School) -> None:
    """A student, and twenty questions of which none is like another."""
    dice = random.Random(7)
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, [_question(dice, number) for number in range(QUESTIONS)])


def _question(dice: random.Random, number: int) -> StoredItem:
    """Two sentences to read, a question, and four things to choose from."""

    def words(fewest: int, most: int) -> str:
        return " ".join(dice.choices(WORDS, k=dice.randint(fewest, most))).capitalize() + "."

    made = choice(f"q{number}")
    options = [Option(letter, [Paragraph([words(3, 10)])]) for letter in "ABCD"]
    asked = Choice("RESPONSE", [Paragraph([words(8, 16)])], options, shuffle=True)
    body = [Paragraph([f"{words(12, 24)} {words(12, 24)}"]), asked]
    return msgspec.structs.replace(made, item=msgspec.structs.replace(made.item, body=body))


def measure() -> Iterator[Figure]:
    """The bytes of one assessment both ways."""
    with running(fill) as portal:
        yield asyncio.run(_measure(portal))


async def _measure(portal: Running) -> Figure:
    counted = Counting(portal.address)
    address = await counted.start()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(address, Path(folder))
        await session.sign_in("4821", "ada", PASSWORD)
        up, down, trips = await counted.during(lambda: _take(session, portal.school.groups[0].id))
        await session.sign_out()
    counted.stop()
    return Figure(
        "an assessment of 20 questions, start to receipt",
        (up + down) / 1024,
        "KB",
        60,
        detail=f"{up:,} B up, {down:,} B down, {trips} round trips",
    )


async def _take(session: Session, class_id: str) -> None:
    journal, sender = session.journal, session.sender
    assert journal is not None
    assert sender is not None
    paper = await sender.start(class_id, 1, "lab-1")
    news = asyncio.Event()
    sending = asyncio.create_task(session.keep_sending(news.set))

    async def sent() -> None:
        while journal.due():
            news.clear()
            await news.wait()

    for number, item in enumerate(paper.items):
        journal.move(paper.id, number)
        for letter in "AB" if number % 5 == 4 else "A":
            journal.answer(paper.id, item.id, {"RESPONSE": [letter]}, paper.now)
            await sent()
    flagged = [paper.items[number].id for number in (3, 11)]
    for marks in (Marks(flagged=flagged[:1]), Marks(flagged=flagged, notes={flagged[1]: "Ask about this"})):
        journal.mark(paper.id, marks)
        await sent()
    journal.submit(paper.id, paper.now)
    await sent()
    handed_in = journal.submission(paper.id)
    assert handed_in is not None
    assert handed_in.receipt is not None
    sending.cancel()
