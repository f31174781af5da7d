"""An emergency export that staff bring by hand: opened with its student's seal key, and taken as if it had come by the line.

The same export twice is without effect (G22): every answer and submit has its key.
"""

from dataclasses import dataclass, field

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Connection, delete, select

from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import service
from tmp_portal.attempts.finishing import hand_in_if_over, score_again
from tmp_portal.attempts.standing import Standing, add_answer, answer_version, latest_answer, standing_of
from tmp_portal.clock import now
from tmp_portal.db.attempts import refused_answers
from tmp_portal.db.people import credentials, users
from tmp_portal.errors import NotDone
from tmp_portal.problems import Refusal
from tmp_tui.wire.journal import FORMAT, NONCE, Export, Given, HandedIn

LARGEST = 50_000_000  # bytes
MOST_TRIED = 5  # entries, to find whose key it is
CONFLICT = "conflict"
UNSAID = "refused"  # a reason that the portal does not know
REASONS = {"past-deadline", "already-submitted", CONFLICT, "not-the-writer", "bad-answer"}

Entry = Given | HandedIn
_EXPORT = msgspec.json.Decoder(Export)
_ENTRY = msgspec.json.Decoder(Entry)


@dataclass
class Brought:
    """What became of an attempt's entries: `taken` answers count, `kept` ones are for staff to see, `bad` ones fit no question."""

    attempt: str
    username: str
    student: str
    taken: int = 0
    already: int = 0
    kept: int = 0
    bad: int = 0
    handed_in: bool = False
    waits: bool = False  # the submit: an answer beside another one is to be decided first


@dataclass
class Report:
    """What an export brought; `unreadable` entries are damaged or another's, `unknown` ones of no attempt of that student."""

    attempts: list[Brought] = field(default_factory=list)
    unreadable: int = 0
    unknown: int = 0


def read(data: bytes) -> Export:
    """The export in a file; raises NotDone."""
    try:
        export = _EXPORT.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotDone(
            "that file is no export of answers: tmp-tui makes one when answers cannot be sent"
        ) from error
    if export.journal != FORMAT:
        raise NotDone(f"that export has the format {export.journal}; this portal reads {FORMAT}")
    return export


def bring(connection: Connection, tenant: str, export: Export, *, count: bool = False) -> Report:
    """Take an export's answers and submits; `count` also takes what was given in time and comes too late.

    That is for attempts whose time ran out, not for those that their student submitted (G6). Raises NotDone where nobody's
    key opens it.
    """
    key = _key_of(connection, tenant, export)
    entries, report = _opened(export, key)
    found: dict[str, Brought | None] = {}
    for entry in sorted(entries, key=_order):
        if entry.attempt not in found:
            found[entry.attempt] = _owner(connection, tenant, entry.attempt, key)
        brought = found[entry.attempt]
        if brought is None:
            report.unknown += 1
        elif isinstance(entry, Given):
            _bring_answer(connection, tenant, entry, brought, count=count)
        else:
            _bring_submit(connection, tenant, entry, brought)
    report.attempts = [brought for brought in found.values() if brought is not None]
    for brought in report.attempts:
        if (standing := standing_of(connection, tenant, brought.attempt)) is not None:
            hand_in_if_over(connection, standing, int(now()))
    return report


def _key_of(connection: Connection, tenant: str, export: Export) -> bytes:
    if not export.entries:
        raise NotDone("that export is empty: everything was on the portal when it was made")
    keys = set(connection.scalars(select(credentials.c.seal_key).where(credentials.c.tenant == tenant)))
    for key in keys:
        if any(_open(key, name, body) is not None for name, body in export.entries[:MOST_TRIED]):
            return bytes(key)
    raise NotDone("nobody's key here opens that export. Is it of another school, or damaged?")


def _opened(export: Export, key: bytes) -> tuple[list[Entry], Report]:
    entries, report = [], Report()
    for name, body in export.entries:
        entry = _entry(_open(key, name, body) or b"")
        if entry is None:
            report.unreadable += 1
        else:
            entries.append(entry)
    return entries, report


def _entry(plain: bytes) -> Entry | None:
    """What was sealed, if it is something that can be looked up: a student has the key, and may have sealed anything."""
    try:
        entry: Entry = _ENTRY.decode(plain)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    names = [entry.attempt, entry.key, *([entry.item] if isinstance(entry, Given) else [])]
    if any("\0" in name or len(name) > service.LONGEST_KEY for name in names):
        return None
    if isinstance(entry, Given) and not 0 < entry.version <= service.MOST_VERSIONS:
        return None
    return entry


def _open(key: bytes, name: str, body: bytes) -> bytes | None:
    try:
        return AESGCM(bytes(key)).decrypt(body[:NONCE], body[NONCE:], name.encode())
    except (InvalidTag, ValueError):
        return None


def _order(entry: Entry) -> tuple[str, bool, str, int]:
    """By attempt: its answers, oldest version first, and then its submit."""
    if isinstance(entry, Given):
        return entry.attempt, False, entry.item, entry.version
    return entry.attempt, True, "", 0


def _owner(connection: Connection, tenant: str, attempt_id: str, key: bytes) -> Brought | None:
    """Whose attempt it is, if it is sealed with that student's key."""
    standing = standing_of(connection, tenant, attempt_id)
    if standing is None:
        return None
    row = connection.execute(
        select(users.c.username, users.c.given_name, users.c.family_name, credentials.c.seal_key)
        .join_from(users, credentials)
        .where(users.c.tenant == tenant, users.c.id == standing.user_id)
    ).first()
    if row is None or bytes(row.seal_key) != key:
        return None
    return Brought(attempt_id, row.username, f"{row.given_name} {row.family_name}")


def _bring_answer(
    connection: Connection, tenant: str, entry: Given, brought: Brought, *, count: bool
) -> None:
    standing = standing_of(connection, tenant, entry.attempt, entry.item)
    known = answer_version(connection, tenant, entry.attempt, entry.item, entry.version)
    if standing is None or (known is not None and known.key == entry.key):
        brought.already += 1
        return
    try:
        service.check_answer(entry.form(""), standing.shape)
    except Refusal:
        brought.bad += 1
        return
    if count and _counts(connection, standing, entry):
        _add(connection, standing, entry)
        brought.taken += 1
    elif _is_kept(connection, standing, entry):
        brought.already += 1
    elif entry.code:
        reason = entry.code if entry.code in REASONS else UNSAID
        service.keep_refused(connection, standing, entry.item, entry.form(""), int(now()), reason)
        brought.kept += 1
    else:
        _save(connection, standing, entry, brought)


def _save(connection: Connection, standing: Standing, entry: Given, brought: Brought) -> None:
    """As it would have come by the line, from the place that writes."""
    try:
        service.save(connection, _student(standing), entry.attempt, entry.item, entry.form(standing.writer))
        brought.taken += 1
    except Refusal as refusal:
        brought.kept += 1
        brought.waits |= refusal.code == CONFLICT


def _counts(connection: Connection, standing: Standing, entry: Given) -> bool:
    """Whether an answer was given before the time ran out, on top of the one that the portal has."""
    if standing.submit_key or not standing.time.is_up(int(now())) or entry.at > standing.time.deadline:
        return False
    latest = latest_answer(connection, standing.tenant, entry.attempt, entry.item)
    return entry.base == (latest.version if latest else 0)


def _add(connection: Connection, standing: Standing, entry: Given) -> None:
    add_answer(connection, service.answer_row(standing, entry.item, entry.form(""), int(now())))
    connection.execute(delete(refused_answers).where(*_this(standing, entry)))
    if standing.state != "started":
        score_again(connection, standing, entry.item)


def _is_kept(connection: Connection, standing: Standing, entry: Given) -> bool:
    return (
        connection.execute(select(refused_answers.c.key).where(*_this(standing, entry))).first() is not None
    )


def _this(standing: Standing, entry: Given) -> tuple[ColumnElement[bool], ...]:
    return (
        refused_answers.c.tenant == standing.tenant,
        refused_answers.c.attempt_id == entry.attempt,
        refused_answers.c.name == entry.item,
        refused_answers.c.key == entry.key,
    )


def _bring_submit(connection: Connection, tenant: str, entry: HandedIn, brought: Brought) -> None:
    standing = standing_of(connection, tenant, entry.attempt)
    if standing is None or standing.state != "started":
        brought.already += 1
    elif brought.waits or entry.code:
        brought.waits = True
    else:
        try:
            service.check_key(entry.key)
        except Refusal:
            brought.bad += 1
            return
        service.submit(connection, _student(standing), entry.attempt, entry.form(standing.writer))
        brought.handed_in = True


def _student(standing: Standing) -> Caller:
    return Caller(standing.tenant, standing.user_id, "", False, "")
