"""The full screen where this computer's disk takes nothing: what is only in the program is never said to be kept (G2)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.app.screens.taking import TWO
from tests.support.faults import Faulty
from tests.support.player import Seat, taking
from tests.support.school import Group, School

pytestmark = pytest.mark.usefixtures("sent_soon")
LOST = "Not saved: this computer's disk does not take it (the disk is full). Keep the program open."


@asynccontextmanager
async def in_memory_alone(school: School, group: Group) -> AsyncIterator[Seat]:
    """Ada, whose first answer is in the program and nowhere else."""
    line = Faulty(school.transport())
    async with taking(school, group, TWO, transport=line) as seat:
        line.down, journal = True, seat.journal
        journal._write = lambda: setattr(journal, "trouble", "the disk is full")  # type: ignore[method-assign]
        await seat.press("a")
        await seat.shows(LOST)
        yield seat


async def test_G02_leaving_an_assessment_does_not_say_that_everything_is_kept(
    school: School, group: Group
) -> None:
    async with in_memory_alone(school, group) as seat:
        await seat.press("escape")

        await seat.shows(LOST)
        assert "Everything is kept" not in seat.text


async def test_G02_signing_out_does_not_say_that_what_is_not_sent_stays_here(
    school: School, group: Group
) -> None:
    async with in_memory_alone(school, group) as seat:
        await seat.press("ctrl+o")

        await seat.shows("Not everything is sent", LOST)
        assert "They stay here" not in seat.text
        assert "Every answer is kept" not in seat.text


async def test_G02_a_submit_that_waits_in_the_program_alone_may_not_be_left(
    school: School, group: Group
) -> None:
    async with in_memory_alone(school, group) as seat:
        await seat.press("f10", "end", "enter", "2")

        await seat.shows("The portal does not have it yet", LOST)
        assert "nothing is lost" not in seat.text
