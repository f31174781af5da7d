"""docs/security.md says what the code does: its numbers, its words and its events are the code's."""

import math
import re
from pathlib import Path

from tmp_portal.accounts import (
    account,
    browsers,
    device,
    links,
    passwords,
    service,
    sweeping,
    throttle,
    tokens,
)
from tmp_portal.helping import feedback

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
SECONDS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400}


def part(title: str) -> str:
    """What stands under a heading."""
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def words(title: str) -> str:
    """The same as one line."""
    return " ".join(part(title).split())


def table(title: str, head: str) -> list[list[str]]:
    """The rows of the table under a heading whose first column is `head`."""
    lines = part(title).partition(f"| {head} |")[2].splitlines()[2:]
    rows = [line.strip("| ").split(" | ") for line in lines]
    return rows[: next((at for at, line in enumerate(lines) if not line.startswith("|")), len(lines))]


def seconds(said: str) -> int:
    number, unit = said.split()
    return int(number) * SECONDS[unit]


def test_S10_the_documents_sessions_are_the_codes() -> None:
    said = {
        row[0].partition(" ")[0].strip(","): tuple(map(seconds, row[1:4]))
        for row in table("Sessions", "kind of place")
    }

    assert said == {
        place: (times.access, times.idle, times.absolute) for place, times in tokens.PLACES.items()
    }
    assert f"at most {tokens.MOST_SESSIONS} sessions" in words("Sessions")
    assert f"lost within {tokens.LOST_REPLY} s" in words("Sessions")


def test_S10_the_documents_limits_on_guessing_are_the_codes() -> None:
    rows = table("Guessing", "what is tried")

    assert [int(row[1]) for row in rows] == [
        throttle.FREE,
        throttle.MOST_IN_A_ROW,
        throttle.ADDRESS_FREE,
        throttle.GUESSES_FREE,
        throttle.ADDRESS_FREE,
        throttle.FREE,
        throttle.FREE,
        throttle.ASKS,
        feedback.FREE,
        account.ASKS,
    ]
    assert {row[2] for row in rows if row[2].startswith("waits")} == {
        f"waits of 1, 2, 4 ... {throttle.LONGEST_WAIT} s"
    }
    assert {row[2][-11:] for row in rows if "late" in row[2]} == {f"is {throttle.ADDRESS_DELAY:.0f} s late"}
    assert (throttle.FORGET_AFTER, throttle.ASKS_WITHIN) == (10 * 60, 30 * 60)


def test_S10_how_long_things_are_good_for_is_as_documented() -> None:
    said = [seconds(row[1]) for row in table("Guessing", "what")]

    made = [links.GOOD_FOR[kind] for kind in ("reset", "activate", "email")]
    assert said == [*made, service.TEMPORARY_LASTS, device.GOOD_FOR, browsers.GOOD_FOR]


def test_S10_the_codes_bits_are_those_that_are_documented() -> None:
    bits = [length * math.log2(len(links.LETTERS)) for length in (links.CODE, device.CODE)]

    said = re.findall(r"\(([\d.]+) bits\)", part("Deviations"))
    assert [float(one) for one in said if float(one) < 128] == [round(bits[0]), math.floor(bits[1] * 2) / 2]
    assert min(bits) >= 20


def test_S10_the_words_that_no_password_may_be_are_documented() -> None:
    said = words("Passwords")

    assert [word for word in passwords._AROUND if not re.search(rf"\b{word}\b", said)] == []
    numbers = (passwords.SHORTEST, passwords.STAFF_SHORTEST, passwords.LONGEST)
    assert tuple(map(int, re.findall(r"\d+", said)[:3])) == numbers


def test_S10_every_event_is_in_the_document() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tmp_portal").rglob("*.py"))
    noted = re.findall(r'audit\.note\(\s*\w+,\s*[\w.]+(?:\(\w*\))?,\s*"([a-z-]+)"', source)
    said = re.findall(r"`([a-z]+(?:-[a-z]+)*)`", words("What is written down").partition("The events: ")[2])

    assert len(noted) >= 20
    assert set(noted) <= set(said)
    assert [event for event in said if f'"{event}"' not in source] == []
    assert f"kept for {sweeping.AUDIT // 86_400} days" in words("What is written down")
    assert f"help page's question are kept for {sweeping.FEEDBACK // 86_400} days" in words(
        "What is written down"
    )
    assert f"for {sweeping.NOBODYS_AUDIT // 86_400} where it is about nobody" in words("What is written down")
