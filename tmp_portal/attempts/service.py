"""The rules of an attempt while it is taken. What changes something is work for `writing.write`."""

from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import queries
from tmp_portal.attempts.finishing import hand_in, hand_in_if_over
from tmp_portal.attempts.paper import check, item_of
from tmp_portal.attempts.refusals import (
    AlreadySubmitted,
    BadAnswer,
    Conflict,
    NotTheWriter,
    PastDeadline,
    WrongItem,
)
from tmp_portal.attempts.standing import (
    Standing,
    add_answer,
    answer_version,
    latest_answer,
    standing_of,
)
from tmp_portal.clock import now
from tmp_portal.db.attempts import attempt_papers, attempt_writers, refused_answers
from tmp_portal.ids import new_id
from tmp_portal.problems import NotFound, Refusal
from tmp_tui.wire import FieldError
from tmp_tui.wire.attempts import (
    LARGEST_ANSWER,
    Answer,
    Kept,
    Marks,
    Paper,
    Receipt,
    Saved,
    Submit,
    TakeOver,
    Values,
)

LONGEST_KEY = 64
LONGEST_PLACE = 100
MOST_VERSIONS = 1_000_000
MOST_REFUSED = 20  # answers to one question that are kept though they do not count
_VALUES = msgspec.json.Decoder(Values)
_MARKS = msgspec.json.Decoder(Marks)


def check_key(key: str, place: str = "") -> None:
    """Raise BadAnswer for a key or a place that nothing of ours makes."""
    if not 0 < len(key) <= LONGEST_KEY or "\0" in key:
        raise BadAnswer(FieldError("key", f"A key has 1 to {LONGEST_KEY} characters."))
    if len(place) > LONGEST_PLACE or "\0" in place:
        raise BadAnswer(FieldError("place", f"A place has at most {LONGEST_PLACE} characters."))


def read_number(text: str) -> int:
    """An assessment's number within its class; raises NotFound, so that what is no number looks like an unknown one."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise NotFound
    return int(text)


def mine(connection: Connection, caller: Caller, attempt_id: str, name: str = "") -> Standing:
    """The caller's own attempt; raises NotFound, also for another's."""
    standing = standing_of(connection, caller.tenant, attempt_id, name)
    if standing is None or standing.user_id != caller.user_id:
        raise NotFound
    return standing


def look(connection: Connection, caller: Caller, attempt_id: str) -> bool:
    """Whether the caller's attempt is to be handed in because its time is up."""
    return mine(connection, caller, attempt_id).is_over(int(now()))


def bring_to_date(connection: Connection, caller: Caller, attempt_id: str) -> None:
    """Hand in the caller's attempt if its time is up."""
    hand_in_if_over(connection, mine(connection, caller, attempt_id), int(now()))


def paper(
    connection: Connection, caller: Caller, attempt_id: str, *, writer: str = "", key: str = ""
) -> Paper:
    """The attempt for its student, at the place of `writer` or of what was asked with `key`.

    Once it is handed in, questions and answers are no part of it: they are shown where they are released.
    """
    standing = mine(connection, caller, attempt_id)
    facts = queries.facts(connection, caller.tenant, attempt_id)
    time = standing.time
    common = Paper(
        id=attempt_id,
        class_id=standing.class_id,
        assessment=facts.number,
        title=facts.title,
        state=standing.state,
        started_at=standing.started_at,
        now=int(now()),
        deadline=time.deadline,
        cut_by=time.cut_by,
        grace=standing.grace,
        offline=facts.offline,
    )
    if standing.state != "started":
        return msgspec.structs.replace(common, receipt=receipt(connection, standing))
    here = standing.writer in (writer, _writer_by_key(connection, standing, key))
    return msgspec.structs.replace(
        common,
        items=[
            item_of(row, row.name, facts.seed)
            for row in queries.items_taken(connection, caller.tenant, attempt_id)
        ],
        answers=[
            Kept(name, row.version, _VALUES.decode(row.content), row.at)
            for name, row in queries.latest_answers(connection, caller.tenant, attempt_id).items()
        ],
        marks=_MARKS.decode(facts.marks),
        writer=standing.writer if here else "",
        open_at="" if here else standing.place,
        open_since=0 if here else standing.written_since,
    )


def _writer_by_key(connection: Connection, standing: Standing, key: str) -> str | None:
    if not key:
        return None
    return connection.scalar(
        select(attempt_writers.c.writer).where(
            attempt_writers.c.tenant == standing.tenant,
            attempt_writers.c.attempt_id == standing.attempt_id,
            attempt_writers.c.key == key,
        )
    )


def receipt(connection: Connection, standing: Standing) -> Receipt:
    """What the student got, or gets, for handing in."""
    facts = queries.facts(connection, standing.tenant, standing.attempt_id)
    questions = queries.count_items(connection, standing.tenant, standing.attempt_id)
    return Receipt(facts.code, facts.handed_in_at, facts.answered, questions)


def take_over(connection: Connection, caller: Caller, attempt_id: str, asked: TakeOver) -> None:
    """Make the place that asks the one that writes; a key that did so once does nothing again (G8)."""
    standing, moment = mine(connection, caller, attempt_id), int(now())
    if hand_in_if_over(connection, standing, moment) or standing.state != "started":
        return
    if _writer_by_key(connection, standing, asked.key) is not None:
        return
    writer = new_id()
    connection.execute(
        insert(attempt_writers).values(
            tenant=caller.tenant,
            attempt_id=attempt_id,
            key=asked.key,
            writer=writer,
            place=asked.place,
            since=moment,
        )
    )
    _update_paper(connection, standing, writer=writer, place=asked.place, written_since=moment)


def save(connection: Connection, caller: Caller, attempt_id: str, name: str, answer: Answer) -> Saved:
    """Take a version of an answer on top of the one that the app knew of, or say why not and keep it for staff.

    Raises NotFound, WrongItem, BadAnswer, AlreadySubmitted, PastDeadline, NotTheWriter, Conflict.
    """
    standing, moment = mine(connection, caller, attempt_id, name), int(now())
    check_answer(answer, standing.shape)
    if _is_known(connection, standing, name, answer):
        return Saved(name, answer.version, standing.time.deadline, moment)
    refusal = _why_not(connection, standing, name, answer, moment)
    if refusal is not None:
        keep_refused(connection, standing, name, answer, moment, refusal.code)
        raise refusal
    add_answer(connection, answer_row(standing, name, answer, moment))
    return Saved(name, answer.version, standing.time.deadline, moment)


def _is_known(connection: Connection, standing: Standing, name: str, answer: Answer) -> bool:
    """Whether this very version was taken before; one that is newer than the newest needs no look-up."""
    if answer.version >= (standing.version or 0):
        return answer.version == standing.version and answer.key == standing.key
    known = answer_version(connection, standing.tenant, standing.attempt_id, name, answer.version)
    return known is not None and known.key == answer.key


def answer_row(standing: Standing, name: str, answer: Answer, moment: int) -> dict[str, Any]:
    """An answer as a row of `attempt_answers`."""
    return {
        "tenant": standing.tenant,
        "attempt_id": standing.attempt_id,
        "name": name,
        "version": answer.version,
        "key": answer.key,
        "content": msgspec.json.encode(answer.values),
        "at": _moment_of(answer.at, moment),
        "received_at": moment,
    }


def check_answer(answer: Answer, shape: bytes | None) -> None:
    """Raise WrongItem for an answer to nothing (no shape), BadAnswer for one that is not of its question's shape."""
    if shape is None:
        raise WrongItem
    check_key(answer.key)
    if not 0 <= answer.base < answer.version <= MOST_VERSIONS:
        raise BadAnswer(FieldError("version", "A version is higher than the one that it is based on."))
    check(answer.values, shape)


def _moment_of(at: int, moment: int) -> int:
    """When the app says that something was; not later than now, and nothing that no clock shows."""
    return max(0, min(at, moment))


def _why_not(
    connection: Connection,
    standing: Standing,
    name: str,
    answer: Answer,
    moment: int,
) -> Refusal | None:
    if hand_in_if_over(connection, standing, moment):
        return PastDeadline()
    if standing.state != "started":
        return _final(connection, standing)
    if standing.time.is_up(moment) and _moment_of(answer.at, moment) > standing.time.deadline:
        return PastDeadline()
    if answer.writer != standing.writer:
        return NotTheWriter(standing.place, standing.written_since)
    if answer.base != (standing.version or 0):
        latest = latest_answer(connection, standing.tenant, standing.attempt_id, name)
        kept = latest and Kept(name, latest.version, _VALUES.decode(latest.content), latest.at)
        return Conflict(kept)
    return None


def _final(connection: Connection, standing: Standing) -> Refusal:
    """Why nothing can be changed any more: it was handed in, or its time was up."""
    return AlreadySubmitted(receipt(connection, standing)) if standing.submit_key else PastDeadline()


def keep_refused(
    connection: Connection, standing: Standing, name: str, answer: Answer, moment: int, reason: str
) -> None:
    """Keep what does not count, once for each key; the newest reason stands.

    Of one question the newest MOST_REFUSED stay, so that an app that is out of order cannot fill the disk.
    """
    here = (
        refused_answers.c.tenant == standing.tenant,
        refused_answers.c.attempt_id == standing.attempt_id,
        refused_answers.c.name == name,
    )
    this = refused_answers.c.key == answer.key
    if connection.execute(update(refused_answers).where(*here, this).values(reason=reason)).rowcount:
        return
    others = (
        select(refused_answers.c.key)
        .where(*here)
        .order_by(refused_answers.c.received_at.desc(), refused_answers.c.version.desc())
    )
    if too_many := connection.scalars(others).all()[MOST_REFUSED - 1 :]:
        connection.execute(delete(refused_answers).where(*here, refused_answers.c.key.in_(too_many)))
    row = answer_row(standing, name, answer, moment)
    connection.execute(insert(refused_answers).values(**row, base=answer.base, reason=reason))


def mark(connection: Connection, caller: Caller, attempt_id: str, marks: Marks) -> Marks:
    """Keep where the student is and what they marked; raises as `save` does."""
    standing, moment = mine(connection, caller, attempt_id), int(now())
    if hand_in_if_over(connection, standing, moment):
        raise PastDeadline
    if standing.state != "started":
        raise _final(connection, standing)
    if marks.writer != standing.writer:
        raise NotTheWriter(standing.place, standing.written_since)
    kept = msgspec.structs.replace(marks, writer="")
    content = msgspec.json.encode(kept)
    if len(content) > LARGEST_ANSWER:
        raise BadAnswer(FieldError("notes", f"At most {LARGEST_ANSWER // 1024} KB can be kept."))
    _update_paper(connection, standing, marks=content)
    return kept


def submit(connection: Connection, caller: Caller, attempt_id: str, asked: Submit) -> Receipt:
    """Hand in; the same key gets the same receipt, and so does who comes after the time was up.

    Raises NotFound, NotTheWriter, AlreadySubmitted (with another key).
    """
    standing, moment = mine(connection, caller, attempt_id), int(now())
    if standing.state == "started" and not hand_in_if_over(connection, standing, moment):
        if asked.writer != standing.writer:
            raise NotTheWriter(standing.place, standing.written_since)
        hand_in(connection, standing, moment, key=asked.key, confirmed_at=_moment_of(asked.at, moment))
    elif standing.submit_key not in ("", asked.key):
        raise _final(connection, standing)
    return receipt(connection, standing)


def _update_paper(connection: Connection, standing: Standing, **values: object) -> None:
    connection.execute(
        update(attempt_papers)
        .where(attempt_papers.c.tenant == standing.tenant, attempt_papers.c.attempt_id == standing.attempt_id)
        .values(**values)
    )
