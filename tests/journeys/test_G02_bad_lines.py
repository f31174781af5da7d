"""Forty answers over a line that fails in every way: "Saved" stands on the screen only where the portal has that very answer."""

import itertools
import json
import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Portal
from tests.journeys.taking import Lines
from tests.portal.attempts.support import choice, give
from tests.support.piped import Piped
from tests.support.proxy import AFTER, FAULTS, Choose, Proxy
from tests.support.school import PASSWORD, School

pytestmark = pytest.mark.journey

QUESTIONS, ROUNDS = 20, 2
Start = Callable[..., Piped]


@pytest.fixture
def portal(school: School, environment: dict[str, str], serve: Callable[..., Portal]) -> Portal:
    """A portal with an assessment of twenty questions; the app knows the account number."""
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, [choice(f"q{number:02}") for number in range(1, QUESTIONS + 1)])
    school.stamp()
    settings = Path(environment["HOME"]) / ".config" / "tmp-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('account = "4821"\n')
    return serve()


@pytest.fixture
def line(portal: Portal) -> Iterator[Callable[[Choose], Proxy]]:
    """The line to the portal."""
    made: list[Proxy] = []

    def make(choose: Choose) -> Proxy:
        made.append(Proxy(portal.address, choose))
        return made[-1]

    yield make
    for proxy in made:
        proxy.close()


def stored(school: School) -> dict[int, list[str]]:
    """Every version of every answer that the portal has, oldest first, by question."""
    with sqlite3.connect(f"file:{school.folder / 'portal.db'}?mode=ro", uri=True) as connection:
        rows = connection.execute("select name, content from attempt_answers order by version").fetchall()
        others = connection.execute("select count(*) from refused_answers").fetchone()[0]
        tries = connection.execute("select count(*) from attempts").fetchone()[0]
    connection.close()
    assert (others, tries) == (0, 1)
    found: dict[int, list[str]] = {}
    for name, content in rows:
        found.setdefault(int(name[-2:]), []).append("".join(json.loads(content)["RESPONSE"]))
    return found


def failing(faults: Iterator[str]) -> Choose:
    """These go wrong with answers, one after the other; a start and a submit lose their first reply."""
    once = {"/attempts", "/submit"}

    def choose(method: str, path: str) -> str:
        if "/answers/" in path:
            return next(faults)
        for end in list(once):
            if method == "POST" and path.endswith(end):
                once.remove(end)
                return AFTER
        return ""

    return choose


def take(school: School, student: Lines, dice: random.Random) -> dict[int, list[str]]:
    """Answer every question twice, and look at each step whether what is said is so; returns what was given."""
    given: dict[int, list[str]] = {number: [] for number in range(1, QUESTIONS + 1)}

    def check(number: int, said: str) -> None:
        if "\nSaved.\n" in said:
            assert stored(school)[number] == given[number]
        else:
            assert ("On this computer, not sent." in said) == bool(given[number])

    for number in [*given] * ROUNDS:
        check(number, student.go(number))
        letter = dice.choice([one for one in "ABCDEFGH" if one not in given[number]])
        given[number].append(letter)
        check(number, student.enter(letter.lower(), student.prompt(number)))
    student.until_sent(QUESTIONS)
    for number in given:
        said = student.go(number)
        assert "\nSaved.\n" in said
        check(number, said)
    return given


def journey(school: School, pipe: Start, proxy: Proxy, seed: int) -> None:
    print(f"seed {seed}")
    student = Lines(pipe("tmp_tui", "--server", proxy.address, "--line"), Path.home(), count=QUESTIONS)
    student.sign_in("ada", PASSWORD)
    student.enter("1", "1, or ?:")
    student.enter("1", "Type yes:")
    student.enter("yes", "1, or ?:")  # the reply was lost
    student.enter("1", "Type yes:")
    student.enter("yes", student.prompt(1))

    given = take(school, student, random.Random(seed))
    student.enter("/submit", "Type submit")
    student.enter("submit", f"Answered: {QUESTIONS} of {QUESTIONS}.", seconds=60)

    assert stored(school) == given


def test_G02_G04_G05_G09_G17_G20_every_fault_in_one_sitting(
    school: School, pipe: Start, line: Callable[[Choose], Proxy]
) -> None:
    dice = random.Random(2)
    one_in_two = itertools.chain.from_iterable(
        (fault, "") for fault in dice.sample(FAULTS * 3, len(FAULTS) * 3)
    )
    proxy = line(failing(itertools.chain(one_in_two, itertools.repeat(""))))

    journey(school, pipe, proxy, 2)

    assert {fault for _, _, fault in proxy.seen} == {"", *FAULTS}


@pytest.mark.slow
@pytest.mark.skipif("TMP_SLOW" not in os.environ, reason="takes minutes: TMP_SLOW=1")
@pytest.mark.parametrize("fault", FAULTS)
def test_G02_G04_G05_G09_every_second_request_fails(
    school: School, pipe: Start, line: Callable[[Choose], Proxy], fault: str
) -> None:
    journey(school, pipe, line(failing(itertools.cycle([fault, ""]))), 7)
