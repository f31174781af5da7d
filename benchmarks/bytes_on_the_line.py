"""What a sync takes on the line, headers included, counted between the app and the portal."""

import asyncio
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.counting import Counting
from benchmarks.figures import Figure
from benchmarks.portal_running import Running, running
from tests.support.school import PASSWORD, School
from tmp_tui.session import Session

CLASSES, STANDARDS, ASSESSMENTS = 8, 100, 6
# Words to make sentences of the length and variety of real standards with.
# fmt: off
WORDS = (
    "explain", "compare", "describe", "evaluate", "represent", "solve", "use", "write", "identify",
    "interpret", "the", "a", "of", "with", "and", "between", "in", "to", "for", "by", "ratio", "fraction",
    "equation", "text", "argument", "evidence", "model", "quantity", "relationship", "expression",
    "figure", "angle", "volume", "data", "theme", "character", "claim", "sentence", "meaning", "structure",
    "point", "unit", "rate", "line", "graph", "function", "area", "problem", "situation", "value",
    "number",
)
# fmt: on


def fill(school: School) -> None:
    """Eight classes of 100 standards each, of which none is like another's; results in each."""
    ada, tea = school.person("ada"), school.person("tea", "teacher")
    dice = random.Random(7)
    for number in range(CLASSES):
        group = school.class_(f"Class {number}", {ada: "student", tea: "teacher"}, standards_count=STANDARDS)
        school.reword(
            group,
            [" ".join(dice.choices(WORDS, k=dice.randint(12, 28))).capitalize() for _ in group.standards],
        )
        for quiz in range(ASSESSMENTS):
            school.assessment(group, f"Checkpoint {quiz + 1}: {dice.choice(WORDS)} and {dice.choice(WORDS)}")
            if quiz:
                school.score(group, ada, dice.randint(0, 4))


def measure() -> Iterator[Figure]:
    """A first sync, and one with nothing changed."""
    with running(fill) as portal:
        yield from asyncio.run(_measure(portal))


async def _measure(portal: Running) -> list[Figure]:
    counted = Counting(portal.address)
    address = await counted.start()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(address, Path(folder))
        await session.sign_in("4821", "ada", PASSWORD)
        up, down, trips = await counted.during(session.sync)
        first = Figure(
            "first sync, 8 classes x 100 standards",
            (up + down) / 1024,
            "KB",
            40,
            detail=f"{up} B up, {down} B down",
        )
        up, down, trips = await counted.during(session.sync)
        again = Figure(
            "sync, nothing changed", up + down, "B", 600, detail=f"{up} B up, {down} B down, headers included"
        )
        await session.sign_out()
    counted.stop()
    return [first, again, Figure("round trips of a sync", trips, "", 1)]
