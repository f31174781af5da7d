"""The rules of what a mail brings: links looked at and used, and asking for one.

Who asks gets the same answer in the same time whoever they are (S3): what is found, and what is written about it, is
found and written beside the answer, and the answer waits until that is over as a rule. Nobody is refused for where they ask from, for a school's rooms share one address.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

from tmp_portal.accounts import (
    addresses,
    audit,
    beside,
    choosing,
    links,
    queries,
    sessions,
    throttle,
)
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.mail import messages
from tmp_portal.mail.addresses import is_address
from tmp_portal.mail.outbox import post
from tmp_portal.problems import BadEmail, LinkExpired, LinkUnknown
from tmp_portal.settings import Settings
from tmp_portal.sync import documents
from tmp_tui.wire import FieldError, Session
from tmp_tui.wire.accounts import Link, LinkUse

T = TypeVar("T")
Mail = Callable[[Connection, str, list[tuple[str, str]]], None]

PACE = 0.1  # seconds after which every question for a mail is answered


async def look(database: Database, word: str, host: str) -> Link:
    """What a link or code is good for, and for whom; nothing is used up.

    Raises LinkUnknown, LinkTruncated, LinkUsed, LinkReplaced, LinkExpired.
    """
    return _told(await _found(database, word, host))


async def use(database: Database, pool: PasswordPool, form: LinkUse, host: str) -> Session:
    """Choose a password with a link or code: every session ends, and one begins here.

    Raises BadPassword and what `look` raises; a password that does not do uses nothing up.
    """

    def begin(connection: Connection, found: Any) -> Session:
        return sessions.begin(
            connection,
            found.tenant,
            found.user_id,
            form.place,
            now(),
            place_name=form.place_name,
            how="link",
        )

    return await _choose(database, pool, form.word, form.password, host, begin)


async def choose(database: Database, pool: PasswordPool, word: str, password: str, host: str) -> Link:
    """The same for a browser: the password is chosen, and no session begins."""
    link = await look(database, word, host)
    return await _choose(database, pool, word, password, host, lambda _, __: link)


async def confirm(database: Database, word: str, host: str) -> Link:
    """Confirm an e-mail address: from here on it counts. Raises what `look` raises."""
    link = _told(await _found(database, word, host, "email"))

    def work(connection: Connection) -> Link:
        used = links.use(connection, word, now())
        addresses.tell_of_email(connection, used.tenant, used.user_id, used.email, now())
        addresses.keep_own(connection, used.tenant, used.user_id, used.email, now())
        documents.me_changed(connection, used.tenant, used.user_id)
        audit.note(connection, used.tenant, "email-added", now(), user_id=used.user_id)
        return link

    return await _trying(database, host, database.write(work))


async def ask_account(database: Database, settings: Settings, email: str, host: str) -> None:
    """Have the account numbers of an address mailed to it. Raises BadEmail, TooMany."""
    await _ask(database, "account number", email, host, _post_numbers)


async def ask_password(database: Database, settings: Settings, email: str, host: str) -> None:
    """Have a link and a code to a new password mailed, for everybody whose address it is. Raises BadEmail, TooMany."""

    def mail(connection: Connection, address: str, people: list[tuple[str, str]]) -> None:
        _post_links(connection, settings.url, address, people)

    await _ask(database, "password", email, host, mail)


async def judge(database: Database, pool: PasswordPool, word: str, password: str, host: str) -> None:
    """Raise BadPassword for one that does not do for whom the link is for; nothing is used up."""
    found, _ = await _found(database, word, host, *choosing.TO_A_PASSWORD)
    await choosing.check(database, pool, found.tenant, found.user_id, password)


async def _found(database: Database, word: str, host: str, *kinds: str) -> Any:
    """The link's row, with whom it is for; of one of the `kinds`, where any is named."""

    def find(connection: Connection) -> Any:
        found = links.find(connection, word, now())
        if kinds and found.kind not in kinds:
            raise LinkUnknown
        _check_whose(connection, found)
        return found, addresses.addressed(connection, found.tenant, found.user_id)

    return await _trying(database, host, database.read(find))


def _check_whose(connection: Connection, link: Any) -> None:
    """Raise LinkUnknown where nobody may come in with it, LinkExpired where the mailbox it lies in is theirs no more."""
    if not queries.may_sign_in(connection, link.tenant, link.user_id):
        raise LinkUnknown
    if link.kind in choosing.TO_A_PASSWORD and not addresses.is_of(
        connection, link.tenant, link.user_id, link.email
    ):
        raise LinkExpired


def _told(found: Any) -> Link:
    link, person = found
    if link.kind == "email":  # perhaps mistyped, and somebody else's: with what to sign in is not for them
        return Link(link.kind, person.name, email=link.email)
    return Link(link.kind, person.name, person.account, person.username, link.email)


async def _choose(
    database: Database,
    pool: PasswordPool,
    word: str,
    password: str,
    host: str,
    then: Callable[[Connection, Any], T],
) -> T:
    """Look, judge, hash, and only then use it: of two at once, one finds it used."""
    await judge(database, pool, word, password, host)
    hashed = await pool.hash(password)

    def change(connection: Connection) -> T:
        used = links.use(connection, word, now())
        _check_whose(connection, used)
        event = "password-chosen" if used.kind == "activate" else "password-recovered"
        choosing.store(connection, used.tenant, used.user_id, hashed, event, now())
        return then(connection, used)

    return await _trying(database, host, database.write(change))


async def _trying(database: Database, host: str, work: Awaitable[T]) -> T:
    """Who guesses at links and codes is counted by address, and after some is answered late."""
    try:
        return await work
    except LinkUnknown:
        guesses = await database.write(lambda connection: _guessed(connection, host))
        if guesses > throttle.GUESSES_FREE:
            await asyncio.sleep(throttle.ADDRESS_DELAY)
        raise


def _guessed(connection: Connection, host: str) -> int:
    guesses = throttle.tally(connection, throttle.guesses(host), now())
    if guesses == throttle.GUESSES_FREE + 1:
        audit.note(connection, "", "throttled", now(), detail=f"links and codes, from {host}")
    return guesses


async def _ask(database: Database, what: str, email: str, host: str, mail: Mail) -> None:
    email = email.strip()
    if not is_address(email):
        raise BadEmail(FieldError("email", "Write the whole address, such as ada@example.org."))

    def count(connection: Connection) -> int:
        if throttle.ask(connection, throttle.asks(what, email), now()) == throttle.ASKS:
            audit.note(connection, "", "throttled", now(), detail=f"mails for the {what}, from {host}")
        return throttle.tally(connection, throttle.askers(host), now())

    began = time.monotonic()
    asked = await database.write(count)
    beside.go_on(_answer(database, what, email, mail, asked))
    pace = PACE if asked <= throttle.ADDRESS_FREE else throttle.ADDRESS_DELAY
    await asyncio.sleep(began + pace - time.monotonic())


async def _answer(database: Database, what: str, email: str, mail: Mail, asked: int) -> None:
    """Post what is to be posted; of an address that asks for everybody, what nobody has is not written down any more."""

    def work(connection: Connection) -> None:
        found = addresses.people_of(connection, email)
        if not found and asked <= throttle.ADDRESS_FREE:
            audit.note(connection, "", "recovery-asked", now(), detail=f"{what}, nobody known")
        for address, people in found.items():
            for tenant, user_id in people:
                audit.note(connection, tenant, "recovery-asked", now(), user_id=user_id, detail=what)
            mail(connection, address, people)

    await database.write(work)


def _post_numbers(connection: Connection, address: str, people: list[tuple[str, str]]) -> None:
    addressed = [addresses.addressed(connection, *person) for person in people]
    post(connection, _tenant_of(people), address, messages.account_numbers(addressed), now())


def _post_links(connection: Connection, url: str, address: str, people: list[tuple[str, str]]) -> None:
    """One mail for all who have a password, and, to each who has none yet, the way to the first."""
    resetting = []
    for tenant, user_id in people:
        who = addresses.addressed(connection, tenant, user_id)
        if addresses.has_password(connection, tenant, user_id):
            made = links.make(connection, tenant, user_id, "reset", address, now())
            resetting.append(_invited(who, messages.link_to(url, made.token), made.code))
        else:
            made = links.make(connection, tenant, user_id, "activate", address, now())
            message = messages.activation(who, messages.link_to(url, made.token), made.code)
            post(connection, tenant, address, message, now(), user_id=user_id)
    if resetting:
        post(connection, _tenant_of(people), address, messages.reset(resetting), now())


def _tenant_of(people: list[tuple[str, str]]) -> str:
    """Whose mail it is; one that tells of people in several districts is none's."""
    tenants = {tenant for tenant, _ in people}
    return tenants.pop() if len(tenants) == 1 else ""


def _invited(to: messages.Addressed, link: str, code: str) -> messages.Invited:
    return messages.Invited(to.name, to.school, to.account, to.username, link, code)
