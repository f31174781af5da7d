"""The sample school's assessments: what a student gives to each question, and what the portal must have then."""

import json
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tmp_tui.wire.uploads import pack

TEST_ID = "246813"
ADA = ("ada", "analytical-engine")
PLAN_NAME, PLAN = "plan.txt", b"6 cm by 4 cm, a door of 1 cm"
Values = dict[str, list[str]]


class Pick(NamedTuple):
    """An option by the words that it begins with, at the only place or in the row with a name."""

    words: str
    at: str = ""


class Type(NamedTuple):
    """A short text or a number."""

    text: str


class Write(NamedTuple):
    """A longer text."""

    text: str


class Bring(NamedTuple):
    """A file, by its path in the home folder."""

    name: str


Part = Pick | Type | Write | Bring


class Given(NamedTuple):
    """The answer to one question: its parts as a student gives them, and as it travels."""

    name: str
    parts: Sequence[Part]
    values: Values


def _one(name: str, words: str, option: str) -> Given:
    return Given(name, [Pick(words)], {"RESPONSE": [option]})


SCALES = [
    _one("boat-hall", "18 m", "C"),
    Given("office", [Type("30")], {"RESPONSE": ["30"]}),
    Given("same-scale", [Pick("1 cm to 50 cm"), Pick("2 cm to 1 m")], {"RESPONSE": ["A", "B"]}),
    _one("doubled", "False", "false"),
    Given("path", [Pick("100 m", "Blank 1"), Pick("3,500 m", "Blank 2")], {"SCALE": ["B"], "PATH": ["C"]}),
    Given("word", [Type("factor")], {"RESPONSE": ["factor"]}),
    Given("model-ship", [Type("40.5")], {"RESPONSE": ["40.5"]}),
    Given("mira", [Write("No: 4 times 2 is 8, but 6 times 2 is 12.")], {"RESPONSE": ["No: 4 times 2 is 8, but 6 times 2 is 12."]}),
    Given("four-scales", [Pick("1 : 500"), Pick("1 : 200"), Pick("1 : 50"), Pick("1 : 20")], {"RESPONSE": ["B", "D", "C", "A"]}),
    Given(
        "map-lengths",
        [Pick("1 km", "2 cm"), Pick("2 km", "4 cm"), Pick("2.5 km", "5 cm"), Pick("5 km", "10 cm")],
        {"RESPONSE": ["M1 K1", "M2 K2", "M3 K3", "M4 K4"]},
    ),
    Given(
        "photos",
        [
            Pick("10 cm by 15 cm", "2 cm by 3 cm"),
            Pick("9 cm by 12 cm", "3 cm by 4 cm"),
            Pick("20 cm by 8 cm", "5 cm by 2 cm"),
        ],
        {"RESPONSE": ["A E", "B D", "C F"]},
    ),
    _one("mistake", "350 cm is the same as 35 m.", "S4"),
    _one("garden", "60 m", "C"),
    Given("room", [Bring(PLAN_NAME)], {"RESPONSE": [pack(PLAN_NAME, PLAN)]}),
    _one("pump", "1 1/2", "D"),
    Given("walker", [Type("6")], {"RESPONSE": ["6"]}),
    _one("printed-table", "Yes: y is always 3.5", "A"),
    _one("prices", "1 kg for $3,", "A"),
    Given(
        "ferry",
        [Pick("6", "Blank 1"), Pick("48", "Blank 2"), Pick("6x", "Blank 3")],
        {"RESPONSE": ["A ONE", "D EIGHT", "E RULE"]},
    ),
    _one("water-taxi", "Each kilometer costs", "A"),
]  # fmt: skip

THEME = [
    _one("not-serious", "“she counted the", "A"),
    _one("why-it-mattered", "Every evening the", "S4"),
    Given("change", [Pick("silly", "Blank 1"), Pick("ten minutes early", "Blank 2")], {"FIRST": ["B"], "THEN": ["A"]}),
    _one("okafor", "He helps somebody", "A"),
    _one("ten-more", "She is sorry", "A"),
    _one("key", "He trusts her", "A"),
    Given(
        "events",
        [Pick("Mr. Okafor hurts"), Pick("Lena rings"), Pick("Lena stays"), Pick("Mrs. Prado knocks"), Pick("Mr. Okafor lets")],
        {"RESPONSE": ["D", "B", "E", "A", "C"]},
    ),
    _one("theme", "A small thing that", "A"),
    Given("growth", [Write("Silly at first; a way home at the end.")], {"RESPONSE": ["Silly at first; a way home at the end."]}),
]  # fmt: skip


def letter_of(text: str, words: str) -> str:
    """The letter of the option that begins with these words, as it was written last; empty where there is none.

    Short words are an option's whole: "6" is not "6x".
    """
    ending = r"(?=\s\s|$|[:;\n])" if len(words) < 8 else ""
    found = re.findall(rf"(?m)(?:^|[ >\[])([a-z])\) {re.escape(words)}{ending}", text)
    return str(found[-1]) if found else ""


def on_portal(database: Path, *, title: str = "") -> dict[str, Values]:
    """The newest answers of the newest attempt (at the assessment with this title), by the question's short name."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = connection.execute(
            "select a.id from attempts a join deliveries d on d.id = a.delivery_id join assessments s"
            " on s.id = d.assessment_id where ? in ('', s.title) order by a.started_at desc limit 1",
            (title,),
        ).fetchone()
        rows = connection.execute(
            "select i.identifier, a.content from attempt_answers a"
            " join attempt_items t on t.attempt_id = a.attempt_id and t.name = a.name"
            " join items i on i.id = t.item_id where a.attempt_id = ? order by a.version",
            found,
        ).fetchall()
    connection.close()
    return {_short(name): json.loads(content) for name, content in rows}


def wanted(given: Sequence[Given]) -> dict[str, Values]:
    """What the portal must have."""
    return {one.name: one.values for one in given}


def in_any_order(answers: dict[str, Values]) -> dict[str, dict[str, list[str]]]:
    """The same where the order of what was chosen says nothing: all but the questions that put things in order."""
    ordered = ("four-scales", "events")
    return {
        name: {
            response: texts if name in ordered else sorted(" ".join(sorted(text.split(" "))) if name == "photos" else text for text in texts)
            for response, texts in values.items()
        }
        for name, values in answers.items()
    }  # fmt: skip


def _short(identifier: str) -> str:
    for bank in ("scale-drawings-and-ratios-", "theme-and-evidence-"):
        identifier = identifier.removeprefix(bank)
    return identifier
