"""The sample school: its roster never goes stale, and its content hangs together."""

import csv
import json
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tmp_portal.demo.content import ClassPlan, ResultPlan, plan, reports, results, seconds
from tmp_portal.demo.roster import DATA, roster_classes, write_roster

ADA, GRACE = "HL-S-1815", "HL-S-1906"
SURVEY = "HL-C-105"
TODAY = date(2026, 11, 21)
DAYS = [date(2027, 1, 1), date(2027, 7, 31), date(2026, 8, 1), date(2028, 2, 29), date(2026, 8, 20), TODAY]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def framework(name: str) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((DATA / "frameworks" / name).read_text(encoding="utf-8"))
    return package


def leaves(package: dict[str, Any]) -> set[str]:
    parents = {link["destinationNodeURI"]["identifier"] for link in package["CFAssociations"]}
    return {item["humanCodingScheme"] for item in package["CFItems"] if item["identifier"] not in parents}


def scored(today: date) -> list[ResultPlan]:
    everybody = {student for each in roster_classes(today).values() for student in each.students}
    return list(results(plan(today), everybody))


def levels(student: str, classes: list[ClassPlan]) -> Counter[str]:
    """How many standards are at each level by the most recent result, 80 and 50 percent being the cuts."""
    newest = {
        (result.class_id, code): points / result.assessment.standards[code]
        for result in results(classes, {student})
        for code, points in result.points.items()
    }
    standards = [(each.class_id, code) for each in classes for code in each.standards]
    shares = [newest.get(standard) for standard in standards]
    return Counter(
        "none" if share is None else "mastery" if share >= 0.8 else "near" if share >= 0.5 else "remediation"
        for share in shares
    )


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_six_classes_are_current_and_two_have_ended_whatever_the_day(tmp_path: Path, today: date) -> None:
    write_roster(tmp_path, today)

    assert "{" not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    terms = {row["sourcedId"]: row for row in rows(tmp_path, "academicSessions")}
    states: Counter[str] = Counter()
    for row in rows(tmp_path, "classes"):
        mine = [terms[term] for term in row["termSourcedIds"].split(",")]
        begun = min(term["startDate"] for term in mine) <= today.isoformat()
        ended = max(term["endDate"] for term in mine) <= today.isoformat()
        states["ended" if ended else "current" if begun else "to come"] += 1
    assert states == {"current": 6, "ended": 2}


def test_the_roster_is_complete_and_every_reference_resolves(tmp_path: Path) -> None:
    write_roster(tmp_path, TODAY)

    users = {row["sourcedId"]: row for row in rows(tmp_path, "users")}
    classes = {row["sourcedId"] for row in rows(tmp_path, "classes")}
    roles = Counter(row["role"] for row in rows(tmp_path, "roles"))
    enrollments = rows(tmp_path, "enrollments")
    assert roles == {"teacher": 3, "siteAdministrator": 1, "student": 40}
    assert {row["userSourcedId"] for row in rows(tmp_path, "roles")} == set(users)
    assert all(row["userSourcedId"] in users and row["classSourcedId"] in classes for row in enrollments)
    assert Counter(row["userSourcedId"] for row in enrollments)[ADA] == 8
    assert Counter(row["userSourcedId"] for row in enrollments)[GRACE] == 4
    assert (users[ADA]["username"], users[GRACE]["username"]) == ("ada", "grace")
    assert len({row["username"] for row in users.values()}) == 44


@pytest.mark.parametrize("name", ["mathematics", "language", "sciences"])
def test_a_framework_is_one_tree_in_reading_order(name: str) -> None:
    package = framework(f"{name}.case.json")

    seen = {package["CFDocument"]["identifier"]}
    for item, link in zip(package["CFItems"], package["CFAssociations"], strict=True):
        assert link["originNodeURI"]["identifier"] == item["identifier"]
        assert link["destinationNodeURI"]["identifier"] in seen
        seen.add(item["identifier"])
    kinds = {item["humanCodingScheme"] for item in package["CFItems"] if item["CFItemType"] == "Standard"}
    assert kinds == leaves(package)
    assert len(
        {item["fullStatement"] for item in package["CFItems"] if item["CFItemType"] == "Standard"}
    ) == len(kinds)


def test_the_survey_has_150_assessments_over_all_its_300_standards() -> None:
    survey = next(each for each in plan(TODAY) if each.class_id == SURVEY)

    assert len(survey.standards) == 300
    assert set(survey.standards) == leaves(framework("sciences.case.json"))
    assert len(survey.assessments) == 150
    assert len({assessment.title for assessment in survey.assessments}) == 150
    assert {code for assessment in survey.assessments for code in assessment.standards} == set(
        survey.standards
    )


def test_every_code_exists_in_the_classes_part_of_its_framework() -> None:
    for each in plan(TODAY):
        assert set(each.standards) <= leaves(framework(each.framework))
        aligned = chain.from_iterable(assessment.standards for assessment in each.assessments)
        served = (a.standard for playlist in each.playlists for a in playlist.activities if a.standard)
        assert set(aligned) | set(served) <= set(each.standards)
        assert [assessment.number for assessment in each.assessments] == list(
            range(1, len(each.assessments) + 1)
        )


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_ada_finds_assessments_in_every_state(today: date) -> None:
    taken = {(result.class_id, result.assessment.number) for result in results(plan(today), {ADA})}

    states: Counter[str] = Counter()
    for each in plan(today):
        for a in each.assessments:
            opened = a.available_days_ago > 0
            closed = a.closes_days_ago is not None and a.closes_days_ago > 0
            state = (
                "complete"
                if (each.class_id, a.number) in taken
                else "missed"
                if closed
                else "open"
                if opened
                else "soon"
            )
            states[state] += 1
            states["open, by Test ID"] += state == "open" and not a.in_portal
            if a.test_id == "246813":
                assert (state, a.in_portal) == ("open", False)
    assert min(states[state] for state in ("complete", "missed", "open", "soon")) >= 3
    assert states["open, by Test ID"] == 1


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_can_be_started_that_has_no_questions(today: date) -> None:
    for each in plan(today):
        for a in each.assessments:
            is_over = a.closes_days_ago is not None and a.closes_days_ago > 0
            if (a.in_portal or a.test_id) and not is_over:
                assert a.items, (each.class_id, a.title)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_happens_before_it_can(today: date) -> None:
    roster = roster_classes(today)
    for each in plan(today):
        for a in each.assessments:
            assert a.given_days_ago > 0
            assert a.given_days_ago >= a.available_days_ago
            assert a.closes_days_ago is None or a.closes_days_ago < a.available_days_ago
            earliest = roster[each.class_id].starts_on - timedelta(days=14)
            assert seconds(today, a.given_days_ago) >= seconds(earliest, 0)
    for result in scored(today):
        a = result.assessment
        assert a.available_days_ago > result.submitted_days_ago > max(0, a.closes_days_ago or 0)
        assert all(0 <= points <= a.standards[code] for code, points in result.points.items())


def test_results_are_the_same_every_time_and_on_every_day() -> None:
    def points(today: date) -> list[tuple[str, str, int, dict[str, int]]]:
        return [(r.student, r.class_id, r.assessment.number, r.points) for r in scored(today)]

    assert points(TODAY) == points(TODAY) == points(date(2027, 8, 1))
    assert len({r.student for r in scored(TODAY) if r.class_id == SURVEY}) == 12


def test_adas_progress_shows_every_level() -> None:
    count = levels(ADA, plan(TODAY))

    assessed = count["mastery"] + count["near"] + count["remediation"]
    assert 0.42 <= count["mastery"] / assessed <= 0.58
    assert 0.25 <= count["near"] / assessed <= 0.42
    assert 0.08 <= count["remediation"] / assessed <= 0.25
    assert 0.18 <= count["none"] / count.total() <= 0.33


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_ada_has_three_reports_of_past_terms(today: date) -> None:
    published = [report.published_on for report in reports(today) if report.student == ADA]

    assert len(published) == 3
    assert sorted(published, reverse=True) == published
    assert published[0] < today
