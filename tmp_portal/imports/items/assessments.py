"""Tests as assessments: the items in their order, and how many points there are for each standard."""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from tmp_portal.assessments import service
from tmp_portal.db.items import assessment_items, assessment_sources
from tmp_portal.db.students_work import assessment_standards, assessments
from tmp_portal.imports.items.gathered import Gathered, Place, Test
from tmp_portal.imports.items.report import ItemsReport
from tmp_portal.sync import documents

Standards = Mapping[str, set[str]]  # by item


def load_assessments(
    connection: Connection,
    tenant: str,
    gathered: Gathered,
    ids: Mapping[str, str],
    aligned: Standards,
    report: ItemsReport,
) -> None:
    """Make an assessment of each test, or bring it up to date; ready documents go when one that was there changed."""
    changed = False
    for test in gathered.tests:
        places = [_row(place, position, ids) for position, place in enumerate(test.places)]
        report.titles.append(test.title)
        possible = _possible(places, aligned)
        assessment_id = _find(connection, tenant, gathered.bank, test)
        if assessment_id is None:
            report.of("assessments").added += 1
            assessment_id = service.create(connection, tenant, test.title, len(places), possible)
            _name(connection, tenant, assessment_id, gathered.bank, test)
            _insert_places(connection, tenant, assessment_id, places)
        elif _update(connection, tenant, assessment_id, test, places, possible):
            report.of("assessments").changed += 1
            changed = True
        else:
            report.of("assessments").unchanged += 1
    if changed:
        documents.everything_changed(connection, tenant)


def _row(place: Place, position: int, ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "position": position,
        "item_id": ids[place.key],
        "points": place.points,
        "section": place.section,
        "said_before": msgspec.json.encode(place.before) if place.before else None,
    }


def _possible(places: list[dict[str, Any]], aligned: Standards) -> dict[str, float]:
    possible: dict[str, float] = {}
    for place in places:
        for standard in sorted(aligned.get(place["item_id"], ())):
            possible[standard] = possible.get(standard, 0.0) + place["points"]
    return possible


def _find(connection: Connection, tenant: str, bank: str, test: Test) -> str | None:
    return connection.scalar(
        select(assessment_sources.c.assessment_id).where(
            assessment_sources.c.tenant == tenant,
            assessment_sources.c.bank == bank,
            assessment_sources.c.identifier == test.identifier,
        )
    )


def _name(connection: Connection, tenant: str, assessment_id: str, bank: str, test: Test) -> None:
    connection.execute(
        insert(assessment_sources).values(
            tenant=tenant, assessment_id=assessment_id, bank=bank, identifier=test.identifier
        )
    )


def _insert_places(
    connection: Connection, tenant: str, assessment_id: str, places: list[dict[str, Any]]
) -> None:
    rows = [{"tenant": tenant, "assessment_id": assessment_id, **place} for place in places]
    connection.execute(insert(assessment_items), rows)


def _update(
    connection: Connection,
    tenant: str,
    assessment_id: str,
    test: Test,
    places: list[dict[str, Any]],
    possible: dict[str, float],
) -> bool:
    """Write what differs; whether anything did."""
    facts = {"title": test.title, "questions": len(places)}
    return any(
        [
            _update_facts(connection, tenant, assessment_id, facts),
            _update_places(connection, tenant, assessment_id, places),
            _update_possible(connection, tenant, assessment_id, possible),
        ]
    )


def _update_facts(connection: Connection, tenant: str, assessment_id: str, facts: dict[str, Any]) -> bool:
    mine = assessments.c.tenant == tenant, assessments.c.id == assessment_id
    row = connection.execute(select(assessments.c.title, assessments.c.questions).where(*mine)).one()
    if row._asdict() == facts:
        return False
    connection.execute(update(assessments).where(*mine).values(**facts))
    return True


def _update_places(
    connection: Connection, tenant: str, assessment_id: str, places: list[dict[str, Any]]
) -> bool:
    mine = assessment_items.c.tenant == tenant, assessment_items.c.assessment_id == assessment_id
    columns = [
        assessment_items.c[name] for name in ("position", "item_id", "points", "section", "said_before")
    ]
    rows = connection.execute(select(*columns).where(*mine).order_by(assessment_items.c.position))
    if [row._asdict() for row in rows] == places:
        return False
    connection.execute(delete(assessment_items).where(*mine))
    _insert_places(connection, tenant, assessment_id, places)
    return True


def _update_possible(
    connection: Connection, tenant: str, assessment_id: str, possible: dict[str, float]
) -> bool:
    mine = assessment_standards.c.tenant == tenant, assessment_standards.c.assessment_id == assessment_id
    columns = assessment_standards.c.standard_id, assessment_standards.c.possible
    if {
        row.standard_id: row.possible for row in connection.execute(select(*columns).where(*mine))
    } == possible:
        return False
    connection.execute(delete(assessment_standards).where(*mine))
    rows = [
        {"tenant": tenant, "assessment_id": assessment_id, "standard_id": standard, "possible": points}
        for standard, points in possible.items()
    ]
    if rows:
        connection.execute(insert(assessment_standards), rows)
    return True
