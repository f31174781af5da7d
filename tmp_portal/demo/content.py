"""What the sample school's teachers gave to their classes, and what its students made of it.

All times are `days_ago`: days counted back from the start (00:00 UTC) of the plan's day; a fraction is the time of
day, and what is negative is still to come. `seconds` turns them into the seconds since 1970 of the tables.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from random import Random

import msgspec

from tmp_portal.demo.roster import DATA, RosterClass, fill, roster_classes

# Hours UTC: during the school day of the Americas, on the same date nearly everywhere.
GIVEN, NOTED, SUBMITTED, CLOSED = 13, 14, 16, 22
HISTORY = 100  # days that the current classes' content reaches back
ATTENDANCE = 0.97  # how likely a student takes what is given
SKILL, SKILL_SPREAD, DIFFICULTY_SPREAD, GROWTH = 1.3, 0.6, 2.0, 0.5  # on the logistic scale of right answers
SKILLS = {"HL-S-1815": 1.5, "HL-S-1906": 1.2}  # Ada's and Grace's, set so that their pages show every level


@dataclass(frozen=True)
class AssessmentPlan:
    """An assessment given to a class; `standards` is the points possible by standard's code.

    `minutes` 0 is no time limit, `attempts` 0 is any number, `number` counts from 1 within the class, `items` is the
    package in `data/items` with its questions (empty: it has none, and nobody can take it).
    """

    title: str
    questions: int
    given_days_ago: float
    standards: dict[str, int]
    minutes: int = 0
    attempts: int = 1
    opens_days_ago: float | None = None
    closes_days_ago: float | None = None
    in_portal: bool = True
    test_id: str = ""
    not_taken_by: list[str] = field(default_factory=list)
    items: str = ""
    number: int = 0

    @property
    def available_days_ago(self) -> float:
        """When it can first be taken."""
        return self.given_days_ago if self.opens_days_ago is None else self.opens_days_ago


@dataclass(frozen=True)
class ActivityPlan:
    """A resource in a playlist; `kind` is read, watch or practise, `standard` a code or empty."""

    title: str
    kind: str
    address: str
    about: str
    standard: str = ""


@dataclass(frozen=True)
class PlaylistPlan:
    """Resources in a teacher's order."""

    title: str
    about: str
    activities: list[ActivityPlan]


@dataclass(frozen=True)
class NotePlan:
    """A teacher's note to the class."""

    days_ago: float
    title: str
    text: str


@dataclass(frozen=True)
class ClassPlan:
    """What a class was given, oldest assessment first; ids are the roster's sourcedIds.

    `framework` is a file in `data/frameworks`, `branch` the code of the part that the class works on (empty: all),
    `standards` the codes of what is assessed in it. `results_for` are the students who have results.
    """

    class_id: str
    teacher: str
    framework: str
    playlists: list[PlaylistPlan]
    notes: list[NotePlan]
    branch: str = ""
    assessments: list[AssessmentPlan] = field(default_factory=list)
    checks_per_cluster: int = 0  # so many assessments are made by rule for each cluster of the framework
    results_for: list[str] = field(default_factory=list)
    standards: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ReportPlan:
    """A term progress report that was published for a student (a sourcedId)."""

    student: str
    title: str
    term: str
    published_on: date


@dataclass(frozen=True)
class ResultPlan:
    """One student's one attempt at an assessment: points by standard's code."""

    student: str
    class_id: str
    assessment: AssessmentPlan
    submitted_days_ago: float
    points: dict[str, int]


@dataclass(frozen=True)
class _Content:
    classes: list[ClassPlan]
    reports: list[ReportPlan]


def plan(today: date) -> list[ClassPlan]:
    """What each class was given, as seen on `today`: the six current classes, then the two of last year."""
    roster = roster_classes(today)
    return [_expanded(each, roster[each.class_id], today) for each in _read(today).classes]


def reports(today: date) -> list[ReportPlan]:
    """The term reports that were published by `today`, newest first."""
    return _read(today).reports


def seconds(today: date, days_ago: float) -> int:
    """Seconds since 1970 UTC of a `days_ago` in the plan of `today`."""
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    return round(midnight.timestamp() - days_ago * 86400)


def _read(today: date) -> _Content:
    text = fill((DATA / "content.json").read_text(encoding="utf-8"), today)
    return msgspec.json.decode(text, type=_Content)


def _expanded(each: ClassPlan, roster: RosterClass, today: date) -> ClassPlan:
    clusters = _clusters(each.framework, each.branch)
    given = each.assessments or list(_checks(clusters, each.checks_per_cluster))
    calendar = _Calendar(roster, today)
    return replace(
        each,
        assessments=[calendar.place(assessment, number) for number, assessment in enumerate(given, 1)],
        notes=[replace(n, days_ago=calendar.at(n.days_ago, NOTED + i % 5)) for i, n in enumerate(each.notes)],
        results_for=each.results_for or roster.students,
        standards=[code for codes in clusters.values() for code in codes],
    )


def _clusters(framework: str, branch: str) -> dict[str, list[str]]:
    """The standards' codes by their cluster's title, in reading order, in which our files list their items."""
    package = msgspec.json.decode((DATA / "frameworks" / framework).read_bytes())
    clusters: dict[str, list[str]] = {}
    for item in package["CFItems"]:
        code = item["humanCodingScheme"]
        if branch and not code.startswith(f"{branch}."):
            continue
        if item["CFItemType"] == "Cluster":
            clusters[item["fullStatement"]] = []
        elif item["CFItemType"] == "Standard":
            clusters[next(reversed(clusters))].append(code)
    return clusters


def _checks(clusters: dict[str, list[str]], each: int) -> Iterator[AssessmentPlan]:
    """Short checks, `each` to a cluster, of three standards that overlap, taken in class within twelve days.

    Some are given ahead, to open later. None is open today, for they have no questions.
    """
    last = len(clusters) * each - 1
    for at, (title, codes) in enumerate(clusters.items()):
        for check in range(each):
            taught = (at * each + check) / last
            opens = round(98 - 128 * taught)
            opens -= 0 if opens > 3 else 4  # the next ones are still to come
            covered = [codes[(2 * check + i) % len(codes)] for i in range(3)]
            yield AssessmentPlan(
                title=f"{title}: check {check + 1}",
                questions=12,
                minutes=15,
                given_days_ago=round(98 - 97 * taught),
                opens_days_ago=opens,
                closes_days_ago=opens - 12 if opens < 0 else max(1, opens - 12),
                in_portal=False,
                standards=dict.fromkeys(covered, 4),
            )


class _Calendar:
    """Places days on a class's calendar: before today or before its last day, and not long before its first."""

    def __init__(self, roster: RosterClass, today: date) -> None:
        newest = min(today, roster.ends_on)
        self.ended = (today - newest).days
        # Early in a school year the same history is told in fewer days, at least in two weeks.
        self.pace = min(1, max(14, (newest - roster.starts_on).days) / HISTORY)

    def at(self, days: float, hour: float) -> float:
        """The moment `days` ago at an hour; the past never becomes today, nor the future the past."""
        if days > 0:
            days = max(1, round(days * self.pace))
        return days + self.ended - hour / 24

    def place(self, assessment: AssessmentPlan, number: int) -> AssessmentPlan:
        """The assessment with its moments on the calendar."""
        hour = GIVEN + number % 8 / 4
        opens, closes = assessment.opens_days_ago, assessment.closes_days_ago
        return replace(
            assessment,
            number=number,
            given_days_ago=self.at(assessment.given_days_ago, hour),
            opens_days_ago=None if opens is None else self.at(opens, hour),
            closes_days_ago=None if closes is None else self.at(closes, CLOSED),
        )


def results(classes: list[ClassPlan], students: Collection[str]) -> Iterator[ResultPlan]:
    """What these students (sourcedIds) scored: made up, but always the same, and growing a little over the term."""
    for each in classes:
        for student in each.results_for:
            if student in students:
                yield from _results_of(student, each)


def _results_of(student: str, each: ClassPlan) -> Iterator[ResultPlan]:
    skill = SKILLS.get(student) or _random(student).gauss(SKILL, SKILL_SPREAD)
    for assessment in each.assessments:
        chance = _random(f"{student} {each.class_id} {assessment.number}")
        if not _takes(assessment, student, chance):
            continue
        grown = skill + GROWTH * assessment.number / len(each.assessments)
        points = {code: _points(grown, code, n, chance) for code, n in assessment.standards.items()}
        yield ResultPlan(student, each.class_id, assessment, _submitted(assessment, chance), points)


def _takes(assessment: AssessmentPlan, student: str, chance: Random) -> bool:
    return (
        assessment.available_days_ago > 0
        and student not in assessment.not_taken_by
        and chance.random() < ATTENDANCE
    )


def _submitted(assessment: AssessmentPlan, chance: Random) -> float:
    """In the afternoon of the day it opened or one of the next two, before today and before it closed."""
    first, last = math.ceil(assessment.available_days_ago), max(1, math.ceil(assessment.closes_days_ago or 1))
    day = max(last, first - chance.choice((0, 0, 1, 1, 2)))
    return day - (SUBMITTED + 5 * chance.random()) / 24


def _points(skill: float, code: str, possible: int, chance: Random) -> int:
    right = 1 / (1 + math.exp(_difficulty(code) - skill))
    return sum(chance.random() < right for _ in range(possible))


@cache
def _difficulty(code: str) -> float:
    return _random(code).gauss(0, DIFFICULTY_SPREAD)


def _random(seed: str) -> Random:
    return Random(seed)  # noqa: S311 (makes up scores, not secrets)
