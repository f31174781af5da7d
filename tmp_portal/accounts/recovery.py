"""The rules of what a mail brings: links looked at and used, and asking for one.

Who asks gets the same answer in the same time whoever they are (S3): what is found, and what is written about it, is
found and written beside the answer. Nobody is refused for where they ask from, for a school's rooms share one address.
"""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from tmp_portal.accounts import addresses, audit, beside, links, passwords, queries, sessions, throttle, tokens
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.mail import messages
from tmp_portal.mail.outbox import post
from tmp_portal.problems import BadEmail, LinkUnknown, Refusal
from tmp_portal.settings import Settings
from tmp_portal.sync import documents
from tmp_tui.wire import FieldError, Session
from tmp_tui.wire.accounts import Link, LinkUse

PASSWORD_LINKS = ("activate", "reset")


async def look(database: Database, word: str, host: str) -> Link:
    """What a link or code is good for, and for whom; nothing is used up.

    Raises LinkUnknown, LinkTruncated, LinkUsed, LinkReplaced, LinkExpired.
    """
    found, link = await _found(database, word, host)
    return link


async def use(database: Database, pool: PasswordPool, form: LinkUse, host: str) -> Session:
    """Choose a password with a link or code: every session ends, and one begins here.

    Raises BadPassword and what `look` raises; a password that does not do uses nothing up.
    """

    def begin(connection: Connection, found: Any) -> Session:
        pair = tokens.open_family(
            connection,
            found.tenant,
            found.user_id,
            form.place,
            now(),
            place_name=form.place_name,
            how="link",
        )
        person = queries.person(connection, found.tenant, found.user_id)
        return sessions.session(pair, found.user_id, person.seal_key)

    return await _choose(database, pool, form.word, form.password, host, begin)


async def choose(database: Database, pool: PasswordPool, word: str, password: str, host: str) -> Link:
    """The same for a browser: the password is chosen, and no session begins."""
    _, link = await _found(database, word, host)
    return await _choose(database, pool, word, password, host, lambda connection, found: link)


async def confirm(database: Database, word: str, host: str) -> Link:
    """Confirm an e-mail address: from here on it counts. Raises what `look` raises."""

    def work(connection: Connection) -> Link:
        found = links.use(connection, word, now())
        link = _told(connection, found)
        if found.kind != "email":
            raise LinkUnknown
        addresses.keep_own(connection, found.tenant, found.user_id, found.email, now())
        documents.me_changed(connection, found.tenant, found.user_id)
        audit.note(connection, found.tenant, "email-added", now(), user_id=found.user_id)
        return link

    return await _trying(database, host, lambda: database.write(work))


async def ask_account(database: Database, settings: Settings, email: str, host: str) -> None:
    """Have the account numbers of an address mailed to it. Raises BadEmail, TooMany."""
    await _ask(database, email, host, "account number", _post_account_numbers)


async def ask_password(database: Database, settings: Settings, email: str, host: str) -> None:
    """Have a link and a code mailed to an address, for each person who has it. Raises BadEmail, TooMany."""

    def mail(connection: Connection, address: str, people: list[tuple[str, str]]) -> None:
        _post_links(connection, settings.url, address, people)

    await _ask(database, email, host, "password", mail)


async def _found(database: Database, word: str, host: str) -> tuple[Any, Link]:
    def work(connection: Connection) -> tuple[Any, Link]:
        found = links.find(connection, word, now())
        return found, _told(connection, found)

    return await _trying(database, host, lambda: database.read(work))


async def _choose(
    database: Database,
    pool: PasswordPool,
    word: str,
    password: str,
    host: str,
    then: Callable[[Connection, Any], Any],
) -> Any:
    found, link = await _found(database, word, host)
    if found.kind not in PASSWORD_LINKS:
        raise LinkUnknown
    rules = await database.read(lambda connection: passwords_rules(connection, found))
    passwords.check_new(password, rules)
    hashed = await pool.hash(password)

    def change(connection: Connection) -> Any:
        used = links.use(connection, word, now())
        _store(connection, used, hashed)
        return then(connection, used)

    return await _trying(database, host, lambda: database.write(change))
