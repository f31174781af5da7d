"""Everything that the portal holds about one person, as plain data: what they may see of it, and nothing else (G21).

What a class says of them is their own part of its documents, so that no score leaves before it is released; of their
attempts it is what they wrote, never what is right.
"""

from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, select

from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts.queries import latest_answers
from tmp_portal.clock import now
from tmp_portal.db.attempts import attempt_items, refused_answers
from tmp_portal.db.getting_in import audit, identities, links, own_emails, preferences
from tmp_portal.db.mail import outbox
from tmp_portal.db.metadata import same
from tmp_portal.db.people import credentials, orgs, roles, token_families
from tmp_portal.db.school import classes
from tmp_portal.db.students_work import assessments, attempts, deliveries
from tmp_portal.sync import parts
from tmp_portal.sync.parts.common import standards_of

Rows = list[dict[str, Any]]


def held(connection: Connection, caller: Caller) -> dict[str, Any]:
    """What there is; times are seconds since 1970 UTC."""
    tenant, user_id = caller.tenant, caller.user_id
    return {
        "made_at": int(now()),
        "me": _named(parts.me(connection, tenant, user_id)),
        "roles": _roles(connection, tenant, user_id),
        "account": _account(connection, tenant, user_id),
        "sessions": _sessions(connection, tenant, user_id),
        "mails": _mails(connection, tenant, user_id),
        "events": _events(connection, tenant, user_id),
        "classes": _classes(connection, tenant, user_id),
        "attempts": _attempts(connection, tenant, user_id),
    }


def _roles(connection: Connection, tenant: str, user_id: str) -> Rows:
    return _rows(
        connection,
        select(orgs.c.name.label("at"), roles.c.role, roles.c.begins_on, roles.c.ends_on, roles.c.active)
        .join_from(roles, orgs)
        .where(roles.c.tenant == tenant, roles.c.user_id == user_id),
    )


def _account(connection: Connection, tenant: str, user_id: str) -> dict[str, Rows]:
    def mine(table: Table, *names: str) -> Rows:
        columns = [table.c[name] for name in names]
        return _rows(connection, select(*columns).where(table.c.tenant == tenant, table.c.user_id == user_id))

    return {
        "password": mine(credentials, "temporary", "expires_at", "changed_at"),
        "own_email": mine(own_emails, "email", "confirmed_at"),
        "preferences": mine(preferences, "time_zone"),
        "identities": mine(identities, "provider", "subject", "email", "linked_at"),
        "links": mine(links, "kind", "email", "created_at", "expires_at", "used_at", "replaced_at"),
    }


def _sessions(connection: Connection, tenant: str, user_id: str) -> Rows:
    table = token_families
    names = ("place", "place_name", "how", "created_at", "used_at", "expires_at", "revoked_at", "revoked_why")
    return _rows(
        connection,
        select(*(table.c[name] for name in names))
        .where(table.c.tenant == tenant, table.c.user_id == user_id)
        .order_by(table.c.created_at),
    )


def _mails(connection: Connection, tenant: str, user_id: str) -> Rows:
    return _rows(
        connection,
        select(outbox.c.kind, outbox.c.recipient, outbox.c.created_at, outbox.c.state)
        .where(outbox.c.tenant == tenant, outbox.c.user_id == user_id)
        .order_by(outbox.c.created_at),
    )


def _events(connection: Connection, tenant: str, user_id: str) -> Rows:
    return _rows(
        connection,
        select(audit.c.at, audit.c.event, audit.c.detail)
        .where(audit.c.tenant == tenant, audit.c.user_id == user_id)
        .order_by(audit.c.at, audit.c.id),
    )


def _classes(connection: Connection, tenant: str, user_id: str) -> dict[str, Any]:
    """By class id: levels, tries, and results where they are released, with the standards' own words."""
    found = {}
    for entry in parts.me(connection, tenant, user_id).classes:
        words = [f"{node.code} {node.statement}" for node in standards_of(connection, tenant, entry.id)]
        mine = _named(parts.mine(connection, tenant, user_id, entry.id))
        for row in (*mine["levels"], *mine["results"]):
            row["standard"] = words[row["standard"]]
        found[entry.id] = {"title": entry.title} | mine
    return found


def _attempts(connection: Connection, tenant: str, user_id: str) -> Rows:
    rows = connection.execute(
        select(
            attempts.c.id,
            classes.c.title.label("class"),
            assessments.c.title.label("assessment"),
            attempts.c.started_at,
            attempts.c.submitted_at,
        )
        .select_from(
            attempts.join(deliveries)
            .join(assessments, same(assessments.c.id, deliveries.c.assessment_id))
            .join(classes, same(classes.c.id, deliveries.c.class_id))
        )
        .where(attempts.c.tenant == tenant, attempts.c.user_id == user_id)
        .order_by(attempts.c.started_at)
    ).all()
    return [dict(row._mapping) | _answers(connection, tenant, row.id) for row in rows]


def _named(value: Any) -> Any:
    """What travels as an array, under its members' names: this is read by people."""
    if isinstance(value, msgspec.Struct):
        return {name: _named(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, list):
        return [_named(one) for one in value]
    return value


def _answers(connection: Connection, tenant: str, attempt_id: str) -> dict[str, Rows]:
    """What was answered, in the order of the paper, and what came too late to count."""
    here = (attempt_items.c.tenant == tenant, attempt_items.c.attempt_id == attempt_id)
    positions: dict[str, int] = dict(
        connection.execute(select(attempt_items.c.name, attempt_items.c.position).where(*here)).all()
    )
    latest = latest_answers(connection, tenant, attempt_id)
    refused = connection.execute(
        select(refused_answers).where(
            refused_answers.c.tenant == tenant, refused_answers.c.attempt_id == attempt_id
        )
    )
    return {
        "answers": [
            {"question": positions[name] + 1, "version": row.version, "at": row.at, "answer": _json(row)}
            for name, row in sorted(latest.items(), key=lambda item: positions[item[0]])
        ],
        "not_counted": [
            {"question": positions[row.name] + 1, "at": row.at, "why": row.reason, "answer": _json(row)}
            for row in refused
        ],
    }


def _json(row: Any) -> Any:
    return msgspec.Raw(row.content)


def _rows(connection: Connection, statement: Select[Any]) -> Rows:
    return [dict(row._mapping) for row in connection.execute(statement)]
