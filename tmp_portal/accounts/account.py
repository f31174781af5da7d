"""The rules of what somebody who is signed in does with the account: password, e-mail address, time zone, sessions."""

from functools import cache
from zoneinfo import available_timezones

from sqlalchemy import Connection, delete, insert, or_, select, update

from tmp_portal.accounts import (
    addresses,
    audit,
    choosing,
    links,
    passwords,
    queries,
    throttle,
    tokens,
)
from tmp_portal.accounts import device as grants
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.tokens import Caller
from tmp_portal.clock import now
from tmp_portal.db.engine import Database
from tmp_portal.db.getting_in import links as sent
from tmp_portal.db.getting_in import preferences
from tmp_portal.mail import messages
from tmp_portal.mail.addresses import is_address
from tmp_portal.mail.outbox import post
from tmp_portal.problems import BadEmail, BadPassword, BadTimeZone, NotFound, WrongPassword
from tmp_portal.settings import Settings
from tmp_portal.sync import documents
from tmp_tui.wire import FieldError
from tmp_tui.wire.accounts import AccountSettings, Device, EmailChange, Ending, PasswordChange, Preferences

ASKS = 10  # addresses that a person may have tried within half an hour
CLOSED = f'After {throttle.MOST_IN_A_ROW} wrong tries in a row no password is taken. Sign out and choose "Forgotten your password?", or ask your teacher for a new one.'


async def settings_of(database: Database, caller: Caller) -> AccountSettings:
    """My own address, the one that waits to be confirmed, my time zone, my sessions."""

    def work(connection: Connection) -> AccountSettings:
        return AccountSettings(
            addresses.own(connection, caller.tenant, caller.user_id),
            _pending(connection, caller),
            time_zone(connection, caller.tenant, caller.user_id),
            devices(connection, caller),
        )

    return await database.read(work)


async def change_password(
    database: Database, pool: PasswordPool, caller: Caller, form: PasswordChange
) -> None:
    """Change it; every other session of mine ends. Raises BadPassword, WrongPassword, TooMany, Busy."""
    rules = await database.read(lambda connection: choosing.rules(connection, caller.tenant, caller.user_id))
    wrong = []
    try:
        passwords.check_new(form.password, rules)
    except BadPassword as error:
        wrong = error.errors
    await _ask_again(database, pool, caller, form.current, wrong)
    if wrong:
        raise BadPassword(*wrong)
    hashed = await pool.hash(form.password)

    def change(connection: Connection) -> None:
        tokens.check(connection, caller)
        choosing.store(
            connection,
            caller.tenant,
            caller.user_id,
            hashed,
            "password-changed",
            now(),
            keep=caller.family_id,
        )

    await database.write(change)


async def change_email(
    database: Database, pool: PasswordPool, settings: Settings, caller: Caller, form: EmailChange
) -> None:
    """Have a new address confirmed, or remove mine; whether another has it too is not told.

    Raises BadEmail, WrongPassword, TooMany, Busy.
    """
    email = form.email.strip()
    wrong = [] if not email or is_address(email) else [_no_address()]
    await _ask_again(database, pool, caller, form.current, wrong)
    if wrong:
        raise BadEmail(*wrong)

    def change(connection: Connection) -> None:
        tokens.check(connection, caller)
        if email:
            _ask_to_confirm(connection, settings, caller, email)
        else:
            _remove(connection, caller)

    await database.write(change)


async def prefer(database: Database, caller: Caller, form: Preferences) -> None:
    """Keep my time zone; an empty one is the computer's own. Raises BadTimeZone."""
    if form.time_zone and form.time_zone not in _time_zones():
        raise BadTimeZone(
            FieldError(
                "time_zone", "Write a name of the IANA's list, such as America/Chicago or Europe/Berlin."
            )
        )

    def work(connection: Connection) -> None:
        mine = (preferences.c.tenant == caller.tenant, preferences.c.user_id == caller.user_id)
        connection.execute(delete(preferences).where(*mine))
        connection.execute(
            insert(preferences).values(tenant=caller.tenant, user_id=caller.user_id, time_zone=form.time_zone)
        )
        documents.me_changed(connection, caller.tenant, caller.user_id)

    await database.write(work)


async def end_device(database: Database, caller: Caller, device_id: str) -> None:
    """End one of my sessions. Raises NotFound for what is none, or another's."""

    def work(connection: Connection) -> None:
        if device_id not in {device.id for device in devices(connection, caller)}:
            raise NotFound
        _end(connection, caller, device_id)

    await database.write(work)


async def end_devices(database: Database, caller: Caller) -> Ending:
    """End all my sessions, this one too, and those that I let in and that have not begun."""

    def work(connection: Connection) -> Ending:
        mine = devices(connection, caller)
        grants.withdraw(connection, caller.tenant, caller.user_id)
        for device in mine:
            _end(connection, caller, device.id)
        return Ending(len(mine))

    return await database.write(work)


def time_zone(connection: Connection, tenant: str, user_id: str) -> str:
    """The IANA name that a person prefers, or nothing."""
    found = connection.scalar(
        select(preferences.c.time_zone).where(
            preferences.c.tenant == tenant, preferences.c.user_id == user_id
        )
    )
    return found or ""


def devices(connection: Connection, caller: Caller) -> list[Device]:
    """My sessions that can still be used, the oldest first."""
    return [
        Device(
            row.id,
            row.place,
            row.place_name,
            row.how,
            row.created_at,
            max(row.used_at, row.created_at),
            row.id == caller.family_id,
        )
        for row in tokens.living(connection, caller.tenant, caller.user_id, now())
    ]


async def _ask_again(
    database: Database, pool: PasswordPool, caller: Caller, current: str, wrong: list[FieldError]
) -> None:
    """Is it still whoever signed in? Tries count like those at sign-in; what else is `wrong` is told along."""
    who = throttle.person("", "", (caller.tenant, caller.user_id))
    person = await database.read(lambda c: queries.person(c, caller.tenant, caller.user_id))
    tries, row = await database.write(lambda connection: _count_try(connection, caller.tenant, who))
    fits = await pool.verify(person.password_hash if person else None, current)
    if row > throttle.MOST_IN_A_ROW:
        raise WrongPassword(FieldError("current", CLOSED), *wrong)
    if not fits:
        await database.write(lambda connection: _note_failure(connection, caller, tries, row))
        raise WrongPassword(FieldError("current", "This is not your current password."), *wrong)
    await database.write(lambda connection: throttle.forget(connection, who, caller.tenant))


def _count_try(connection: Connection, tenant: str, who: str) -> tuple[int, int]:
    """How many within ten minutes, and how many in a row."""
    throttle.check(connection, who, now())
    return throttle.count(connection, who, now()), throttle.in_a_row(connection, tenant, who, now())


def _note_failure(connection: Connection, caller: Caller, tries: int, row: int) -> None:
    said = f"current password, {tries} in a row"
    audit.note(connection, caller.tenant, "password-check-failed", now(), user_id=caller.user_id, detail=said)
    if tries >= throttle.FREE:
        audit.note(
            connection, caller.tenant, "throttled", now(), user_id=caller.user_id, detail="current password"
        )
    if row == throttle.MOST_IN_A_ROW:
        choosing.close(connection, caller.tenant, caller.user_id, now())


def _ask_to_confirm(connection: Connection, settings: Settings, caller: Caller, email: str) -> None:
    """A link to the new address, where it counts for nothing until it is used."""
    mine = f"{caller.tenant} {caller.user_id}"
    throttle.ask(connection, throttle.asks("confirmation of", mine), now(), most=ASKS)
    throttle.ask(connection, throttle.asks("confirmation", email), now())
    made = links.make(connection, caller.tenant, caller.user_id, "email", email, now())
    message = messages.confirm_email(
        addresses.addressed(connection, caller.tenant, caller.user_id),
        email,
        messages.link_to(settings.url, made.token),
        made.code,
    )
    post(connection, caller.tenant, email, message, now(), user_id=caller.user_id)


def _remove(connection: Connection, caller: Caller) -> None:
    """The address counts no more, nor do links that were sent there, nor one that waits to be confirmed."""
    removed = addresses.own(connection, caller.tenant, caller.user_id)
    if removed:
        addresses.tell_of_email(connection, caller.tenant, caller.user_id, "", now())
        addresses.keep_own(connection, caller.tenant, caller.user_id, "", now())
        documents.me_changed(connection, caller.tenant, caller.user_id)
        audit.note(connection, caller.tenant, "email-removed", now(), user_id=caller.user_id)
    connection.execute(
        update(sent)
        .where(
            sent.c.tenant == caller.tenant,
            sent.c.user_id == caller.user_id,
            or_(sent.c.kind == "email", sent.c.email == removed),
            sent.c.expires_at > now(),
        )
        .values(expires_at=int(now()))
    )


def _pending(connection: Connection, caller: Caller) -> str:
    found = connection.scalar(
        select(sent.c.email)
        .where(
            sent.c.tenant == caller.tenant,
            sent.c.user_id == caller.user_id,
            sent.c.kind == "email",
            sent.c.used_at.is_(None),
            sent.c.replaced_at.is_(None),
            sent.c.expires_at > now(),
        )
        .order_by(sent.c.created_at.desc())
        .limit(1)
    )
    return found or ""


def _end(connection: Connection, caller: Caller, device_id: str) -> None:
    tokens.revoke_family(connection, caller.tenant, device_id, "ended by its owner", now())
    audit.note(connection, caller.tenant, "session-ended", now(), user_id=caller.user_id)


def _no_address() -> FieldError:
    return FieldError("email", "Write the whole address, such as ada@example.org.")


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())
