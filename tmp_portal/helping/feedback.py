"""Whether a page of help answered the question: kept for staff, with nothing of who said so."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from tmp_portal.accounts import throttle
from tmp_portal.db.getting_in import feedback
from tmp_portal.db.people import tenants
from tmp_portal.ids import new_id
from tmp_portal.problems import Refusal, TooMany
from tmp_tui.text import safe_text
from tmp_tui.wire import FieldError
from tmp_tui.wire.accounts import Feedback

LONGEST_PAGE, LONGEST_WORDS = 60, 2000  # characters
FREE = 100  # from one address in ten minutes: a school's rooms share one
NOBODYS = ""  # the tenant, where there are several


class BadFeedback(Refusal):
    """Too long; the field errors say what."""

    status, code = 422, "bad-feedback"
    title = "That is too long."


@dataclass(frozen=True)
class Said:
    """One answer; `at` in seconds since 1970."""

    at: int
    page: str
    helpful: bool
    words: str


def keep(connection: Connection, form: Feedback, host: str, now: float) -> None:
    """Keep it; raises TooMany, BadFeedback."""
    for name, text, longest in (("page", form.page, LONGEST_PAGE), ("words", form.words, LONGEST_WORDS)):
        if len(text) > longest:
            raise BadFeedback(FieldError(name, f"At most {longest:,} characters; this has {len(text):,}."))
    if throttle.tally(connection, throttle.address(f"feedback {host}"), now) > FREE:
        raise TooMany(retry_after=throttle.FORGET_AFTER)
    connection.execute(
        insert(feedback).values(
            tenant=_whose(connection),
            id=new_id(),
            at=int(now),
            page=safe_text(form.page, length=LONGEST_PAGE),
            helpful=form.helpful,
            words=safe_text(form.words, lines=50, length=LONGEST_WORDS),
        )
    )


def said(connection: Connection, tenant: str) -> list[Said]:
    """What was said, the newest first; also what nobody knows the district of."""
    return [
        Said(row.at, row.page, row.helpful, row.words)
        for row in connection.execute(
            select(feedback)
            .where(feedback.c.tenant.in_([tenant, NOBODYS]))
            .order_by(feedback.c.at.desc(), feedback.c.id)
        )
    ]


def _whose(connection: Connection) -> str:
    found = connection.execute(select(tenants.c.tenant).limit(2)).all()
    return str(found[0].tenant) if len(found) == 1 else NOBODYS
