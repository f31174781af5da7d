"""What a mail brings: a link of 256 bits, and a short code for those who type it. Hashed at rest, good once, the newest wins.

To look at one uses nothing up: mail scanners follow links. The code (52 bits) is as good as the link, for half an hour,
while tries are slowed by address.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, insert, or_, select, update

from tmp_portal.accounts import audit
from tmp_portal.db.getting_in import links
from tmp_portal.ids import new_id
from tmp_portal.problems import LinkExpired, LinkReplaced, LinkTruncated, LinkUnknown, LinkUsed

Kind = Literal["activate", "reset", "email"]

PREFIX = "tmpl_"
TOKEN = len(PREFIX) + 43  # characters
# RFC 8628, section 6.1: consonants only, so that no code is a word.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE = 12  # letters
GOOD_FOR: dict[Kind, int] = {"activate": 14 * 86_400, "reset": 30 * 60, "email": 24 * 3_600}  # seconds


@dataclass(frozen=True)
class Made:
    """A new link's token and code, as they are mailed."""

    token: str
    code: str


def make(connection: Connection, tenant: str, user_id: str, kind: Kind, email: str, now: float) -> Made:
    """Make a link; those of its kind that this person was sent before are no longer good."""
    connection.execute(
        update(links)
        .where(
            links.c.tenant == tenant,
            links.c.user_id == user_id,
            links.c.kind == kind,
            links.c.used_at.is_(None),
            links.c.replaced_at.is_(None),
        )
        .values(replaced_at=int(now))
    )
    made = Made(f"{PREFIX}{secrets.token_urlsafe(32)}", "".join(secrets.choice(LETTERS) for _ in range(CODE)))
    connection.execute(
        insert(links).values(
            tenant=tenant,
            id=new_id(),
            user_id=user_id,
            kind=kind,
            email=email,
            token_hash=_hash(made.token),
            code_hash=_hash(made.code),
            created_at=int(now),
            expires_at=int(now) + GOOD_FOR[kind],
        )
    )
    audit.note(connection, tenant, "link-made", now, user_id=user_id, detail=kind)
    return Made(made.token, "-".join(made.code[at : at + 4] for at in range(0, CODE, 4)))


def find(connection: Connection, typed: str, now: float) -> Any:
    """The row of a link or code; raises LinkUnknown, LinkTruncated, LinkUsed, LinkReplaced, LinkExpired."""
    hashed = _hash(word(typed))
    found = connection.execute(
        select(links).where(or_(links.c.token_hash == hashed, links.c.code_hash == hashed))
    ).one_or_none()
    if found is None:
        raise LinkUnknown
    if found.used_at is not None:
        raise LinkUsed
    if found.replaced_at is not None:
        raise LinkReplaced
    if found.expires_at <= now:
        raise LinkExpired
    return found


def use(connection: Connection, typed: str, now: float) -> Any:
    """The same, and it is used up."""
    found = find(connection, typed, now)
    used = connection.execute(
        update(links)
        .where(links.c.tenant == found.tenant, links.c.id == found.id, links.c.used_at.is_(None))
        .values(used_at=int(now))
    )
    if used.rowcount == 0:
        raise LinkUsed
    audit.note(connection, found.tenant, "link-used", now, user_id=found.user_id, detail=found.kind)
    return found


def word(typed: str) -> str:
    """The token or the code in what was typed or pasted; raises LinkUnknown, LinkTruncated.

    A mail breaks lines, puts <...> around addresses and a full stop behind them, and writes = as =3D (quoted-printable);
    a filter on the way wraps the address into one of its own.
    """
    text = re.sub(r"=\r?\n", "", typed).replace("=3D", "=")
    text = re.sub(r"\s+", "", text)
    found = re.search(rf"{PREFIX}([A-Za-z0-9_-]+)", text)
    if found is not None:
        token = f"{PREFIX}{found[1]}"
        if len(token) < TOKEN:
            raise LinkTruncated
        return token[:TOKEN]
    code = re.sub(r"[^A-Za-z]", "", text).upper()
    if len(code) != CODE or set(code) - set(LETTERS):
        raise LinkTruncated if 0 < len(code) < CODE and not set(code) - set(LETTERS) else LinkUnknown
    return code


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
