"""The sample school's roster: OneRoster files whose dates follow the calendar, so that they never go stale.

The files in `data/roster` hold `{Y}` for the calendar year in which the current school year begins, `{Y-1}` and
`{Y+1}` for its neighbors. A school year runs from 1 August to 31 July.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class RosterClass:
    """When a class of the sample school begins and ends (exclusive), and its students' sourcedIds."""

    starts_on: date
    ends_on: date
    students: list[str] = field(default_factory=list)


def write_roster(folder: Path, today: date) -> None:
    """Write the roster's CSV files (OneRoster 1.2, bulk) into `folder`, dated for the school year of `today`."""
    folder.mkdir(parents=True, exist_ok=True)
    for template in (DATA / "roster").glob("*.csv"):
        text = fill(template.read_text(encoding="utf-8"), today)
        (folder / template.name).write_text(text, encoding="utf-8", newline="\n")


def fill(text: str, today: date) -> str:
    """The text with years in place of `{Y}`, `{Y-1}` and `{Y+1}`."""
    year = today.year if today.month >= 8 else today.year - 1
    return re.sub(r"\{Y([+-]\d)?\}", lambda found: str(year + int(found[1] or 0)), text)


def roster_classes(today: date) -> dict[str, RosterClass]:
    """The classes by sourcedId, as `write_roster` would date them."""
    terms = {row["sourcedId"]: row for row in _rows("academicSessions", today)}
    classes = {}
    for row in _rows("classes", today):
        mine = [terms[term] for term in row["termSourcedIds"].split(",")]
        starts_on = min(date.fromisoformat(term["startDate"]) for term in mine)
        ends_on = max(date.fromisoformat(term["endDate"]) for term in mine)
        classes[row["sourcedId"]] = RosterClass(starts_on, ends_on)
    for row in _rows("enrollments", today):
        if row["role"] == "student":
            classes[row["classSourcedId"]].students.append(row["userSourcedId"])
    return classes


def _rows(name: str, today: date) -> Iterator[dict[str, str]]:
    text = (DATA / "roster" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(fill(text, today)))
