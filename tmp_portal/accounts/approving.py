"""A browser that finishes what a terminal began: who it is, and whether the terminal may come in.

What a browser is asked here it answers with one word in a cookie (`browsers`). Whoever guesses at codes waits by browser,
and gets answers late by address; nobody is refused for their address, for a school's rooms share one.
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard, TypeVar, get_args

from sqlalchemy import Connection, select

from tmp_portal.accounts import (
    audit,
    browsers,
    device,
    identities,
    proving,
    queries,
    throttle,
    tokens,
    trouble,
)
from tmp_portal.accounts.browsers import Approver, UnderWay, Unproven
from tmp_portal.accounts.identities import Person
from tmp_portal.accounts.oidc import Client, Identity, SignIns
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.tokens import Lifetimes
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.db.people import orgs, roles, users
from tmp_portal.problems import CodeExpired, CodeUnknown, CodeUsed, NotFound, Refusal, SetupFirst
from tmp_tui.wire.accounts import Provider

T = TypeVar("T")


@dataclass(frozen=True)
class Visitor:
    """A browser: the word in its cookie (empty where it has none), and the address that it comes from."""

    word: str
    host: str


@dataclass(frozen=True)
class Terminal:
    """What waits under a code; times are seconds since 1970."""

    name: str
    place: str
    provider: str
    began_at: int
    lifetimes: Lifetimes


@dataclass(frozen=True)
class Somebody:
    """Who approves: their id, their name, and a school of theirs."""

    id: str
    name: str
    school: str


@dataclass(frozen=True)
class Credentials:
    """What somebody typed to say who they are."""

    account: str
    username: str
    password: str


@dataclass(frozen=True)
class Back:
    """A browser that came back: its new word, the code it was busy with, and whether a password must say who it is."""

    word: str
    code: str
    unproven: bool = False


async def look(database: Database, visitor: Visitor, code: str) -> Terminal:
    """The terminal that shows this code. Raises CodeUnknown, CodeUsed, CodeExpired, TooMany."""
    return await _trying(
        database, visitor, lambda connection: _terminal(device.find(connection, code, now()))
    )


async def who(database: Database, visitor: Visitor) -> Somebody | None:
    """Who is here to approve, if anybody is."""

    def work(connection: Connection) -> Somebody | None:
        found = browsers.find(connection, visitor.word, Approver, now())
        if found is None or not _is_still_good(connection, found):
            return None
        return _somebody(connection, found)

    return await database.read(work)


async def approve(database: Database, visitor: Visitor, code: str, user_id: str) -> None:
    """Let whoever is here in at the terminal, if it is whom the button named; then nobody is here any more.

    Raises NotFound where it is not; CodeUnknown, CodeUsed, CodeExpired, TooMany.
    """

    def work(connection: Connection) -> None:
        approver = browsers.find(connection, visitor.word, Approver, now())
        if approver is None or approver.user_id != user_id or not _is_still_good(connection, approver):
            raise NotFound
        browsers.forget(connection, visitor.word)
        person = (approver.tenant, approver.user_id)
        grant = device.approve(connection, code, person, approver.how, now())
        audit.note(
            connection,
            approver.tenant,
            "device-approved",
            now(),
            user_id=approver.user_id,
            detail=f"{approver.how}, for {grant.place_name} at {grant.address}",
        )

    await _trying(database, visitor, work)


async def deny(database: Database, visitor: Visitor, code: str) -> None:
    """Tell the terminal no. Raises CodeUnknown, CodeUsed, CodeExpired, TooMany."""

    def work(connection: Connection) -> None:
        device.deny(connection, code, now())
        browsers.forget(connection, visitor.word)

    await _trying(database, visitor, work)


async def leave(database: Database, visitor: Visitor) -> None:
    """Whoever was here to approve is not."""
    await database.write(lambda connection: browsers.forget(connection, visitor.word))


async def sign_in(database: Database, pool: PasswordPool, visitor: Visitor, typed: Credentials) -> str:
    """Say who is here with a password; returns the browser's new word. Raises SignInFailed, TooMany, Busy."""
    proven = await proving.find(database, pool, typed.account, typed.username, typed.password, visitor.host)
    approver = Approver(proven.person.tenant, proven.person.id, "password", now())

    def work(connection: Connection) -> str:
        proven.forget_tries(connection)
        return _renewed(connection, visitor, approver)

    return await database.write(work)


async def go(database: Database, sign_ins: SignIns, client: Client, word: str, code: str) -> str:
    """Where to send a browser, `word` in its cookie, to sign in at a provider. Raises ProviderTrouble."""
    begun = await sign_ins.begin(client)
    under_way = browsers.under_way(begun, client.provider, word, code)
    await database.write(lambda connection: browsers.keep(connection, begun.state, under_way, now()))
    return begun.url


async def come_back(
    database: Database,
    pool: PasswordPool,
    sign_ins: SignIns,
    client: Client,
    visitor: Visitor,
    answer: Mapping[str, str],
) -> Back:
    """Who a browser came back as from a provider. Raises ProviderTrouble."""
    state = answer.get("state", "")
    under_way = await database.write(lambda connection: browsers.take(connection, state, UnderWay, now()))
    if not _is_its_own(under_way, client.provider, visitor):
        raise trouble.StartAgain(client.name)
    try:
        identity = await sign_ins.finish(client, answer, under_way.nonce, under_way.verifier)
        person = await database.write(lambda connection: identities.recognise(connection, identity, now()))
    except trouble.ProviderTrouble as error:
        error.terminal = under_way.code
        raise
    if person is None:
        unproven = Unproven(identity, under_way.code)
        word = await database.write(lambda connection: _renewed(connection, visitor, unproven))
        return Back(word, under_way.code, unproven=True)
    await _make_ready(database, pool, person)
    approver = Approver(*person, client.provider, now())
    word = await database.write(lambda connection: _renewed(connection, visitor, approver))
    return Back(word, under_way.code)


async def unproven(database: Database, visitor: Visitor) -> Identity:
    """The account at a provider that is to be linked here. Raises NotFound where there is none."""
    found = await database.read(lambda c: browsers.find(c, visitor.word, Unproven, now()))
    if found is None:
        raise NotFound
    return found.identity


async def link(database: Database, pool: PasswordPool, visitor: Visitor, typed: Credentials) -> Back:
    """Prove with a password, once, who an account at a provider belongs to.

    Raises NotFound, SignInFailed, TooMany, Busy, Taken; SetupFirst for a temporary password, which others may have read.
    """
    await unproven(database, visitor)
    proven = await proving.find(database, pool, typed.account, typed.username, typed.password, visitor.host)
    person = proven.person
    if person.temporary:
        raise SetupFirst

    def work(connection: Connection) -> Back:
        proven.forget_tries(connection)
        found = browsers.take(connection, visitor.word, Unproven, now())
        if found is None:
            raise NotFound
        identities.link(connection, (person.tenant, person.id), found.identity, now())
        approver = Approver(person.tenant, person.id, found.identity.provider, now())
        return Back(_renewed(connection, visitor, approver), found.code)

    return await database.write(work)


def client_of(sign_ins: SignIns, provider: str) -> Client:
    """This portal at a provider. Raises NotFound where it is not set up."""
    for known in get_args(Provider):
        if known == provider and known in sign_ins.clients:
            return sign_ins.clients[known]
    raise NotFound


def _is_its_own(under_way: UnderWay | None, provider: Provider, visitor: Visitor) -> TypeGuard[UnderWay]:
    return (
        under_way is not None
        and bool(visitor.word)
        and under_way.provider == provider
        and secrets.compare_digest(under_way.browser, browsers.bound(visitor.word))
    )


def _renewed(connection: Connection, visitor: Visitor, what: Approver | Unproven) -> str:
    """A new word for a browser in which something new begins; what the old one stood for is gone."""
    browsers.forget(connection, visitor.word)
    word = browsers.new_word()
    browsers.keep(connection, word, what, now())
    return word


async def _make_ready(database: Database, pool: PasswordPool, person: Person) -> None:
    """Somebody who never had a password gets the key that seals their copies, and a password that nobody knows."""
    if await database.read(lambda connection: queries.person(connection, *person)) is not None:
        return
    hashed = await pool.hash(secrets.token_urlsafe(32))

    def work(connection: Connection) -> None:
        if queries.person(connection, *person) is None:  # they may have chosen one while this one was hashed
            queries.store_password(connection, *person, hashed, secrets.token_bytes(32), now(), None)

    await database.write(work)


async def _trying(database: Database, visitor: Visitor, work: Callable[[Connection], T]) -> T:
    """Do something with a code; a wrong one counts, and with one that is over nobody stays behind in the browser."""
    by_browser = throttle.browser(visitor.word)

    def once(connection: Connection) -> tuple[T | None, Refusal | None, int]:
        throttle.check(connection, by_browser, now())
        try:
            return work(connection), None, 0
        except (CodeUsed, CodeExpired) as over:
            browsers.forget(connection, visitor.word)
            return None, over, 0
        except CodeUnknown as unknown:
            if visitor.word:
                throttle.count(connection, by_browser, now())
            return None, unknown, throttle.tally(connection, throttle.guesses(visitor.host), now())

    done, refused, guesses = await database.write(once)
    if guesses > throttle.GUESSES_FREE:
        await asyncio.sleep(throttle.ADDRESS_DELAY)
    if refused is not None:
        raise refused
    return done  # type: ignore[return-value]  # None only where T is


def _terminal(grant: Any) -> Terminal:
    return Terminal(
        grant.place_name,
        grant.place,
        grant.provider,
        grant.created_at,
        tokens.PLACES[grant.place],
    )


def _is_still_good(connection: Connection, approver: Approver) -> bool:
    """Whether they may sign in, and have had no new password since they said who they are."""
    person = queries.person(connection, approver.tenant, approver.user_id)
    return (
        person is not None
        and person.changed_at <= approver.at
        and queries.may_sign_in(connection, approver.tenant, approver.user_id)
    )


def _somebody(connection: Connection, approver: Approver) -> Somebody | None:
    row = connection.execute(
        select(users.c.given_name, users.c.family_name, orgs.c.name)
        .select_from(users.join(roles).join(orgs))
        .where(users.c.tenant == approver.tenant, users.c.id == approver.user_id, roles.c.active)
        .order_by(orgs.c.name)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Somebody(approver.user_id, f"{row.given_name} {row.family_name}".strip(), row.name)
