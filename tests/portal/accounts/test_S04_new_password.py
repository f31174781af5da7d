"""A new password ends all that the old one began: who knew that one has no way in left."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, select

from tests.portal.accounts.support import NEW, codes, events, link, mails, post, sign_in
from tests.support.school import PASSWORD, School
from tmp_portal.accounts import addresses, beside, device, identities, service
from tmp_portal.accounts.device import Wanted
from tmp_portal.accounts.oidc import Identity
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.clock import now
from tmp_portal.commands.sessions import sessions_of
from tmp_portal.db.getting_in import identities as linked


async def put(school: School, path: str, body: dict[str, Any], token: str) -> httpx.Response:
    async with school.http(token) as http:
        return await http.put(f"/v1/me/{path}", json=body)


async def recover(school: School, user_id: str) -> None:
    """Ada chooses a new password with the link in her mail."""
    used = await post(school, "/v1/links/use", {"word": link(school, user_id).token, "password": NEW})
    assert used.status_code == 201


async def give(school: School, user_id: str) -> None:
    """Staff give her one."""
    school.write(lambda c: service.give_password(c, school.tenant, user_id, NEW, temporary=True))


@pytest.mark.parametrize("renew", [recover, give])
async def test_S04_an_address_that_was_added_with_the_old_password_cannot_be_confirmed(
    school: School, renew: Callable[..., Any]
) -> None:
    ada, token = school.person("ada"), await school.token("ada")
    await put(school, "email", {"email": "eve@home.example", "current": PASSWORD}, token)
    [code] = codes(mails(school)[-1].text)

    await renew(school, ada)
    answer = await post(school, "/v1/links/confirm", {"word": code})

    assert answer.json()["code"] == "link-expired"


async def test_S04_with_a_password_from_staff_an_address_that_was_added_is_no_way_in_any_more(
    school: School,
) -> None:
    ada, token = school.person("ada"), await school.token("ada")
    await put(school, "email", {"email": "eve@home.example", "current": PASSWORD}, token)
    [code] = codes(mails(school)[-1].text)
    await post(school, "/v1/links/confirm", {"word": code})
    assert school.database.read_now(lambda c: addresses.own(c, school.tenant, ada)) == "eve@home.example"
    sent = len(mails(school))

    await give(school, ada)
    await post(school, "/v1/recovery/password", {"email": "eve@home.example"})
    await beside.finished()

    assert len(mails(school)) == sent
    assert not school.database.read_now(lambda c: addresses.own(c, school.tenant, ada))


async def sign_out_everywhere(school: School, user_id: str) -> None:
    """She ends all her sessions."""
    await post(school, "/v1/me/devices/end", {}, await school.token("ada"))


async def be_ended(school: School, user_id: str) -> None:
    """Staff end them."""
    school.write(lambda c: sessions_of(c, school.tenant, "ada", end=True))


@pytest.mark.parametrize("renew", [recover, give, sign_out_everywhere, be_ended])
async def test_S04_a_terminal_that_was_let_in_before_does_not_come_in(
    school: School, renew: Callable[..., Any]
) -> None:
    ada = school.person("ada")
    wanted = Wanted("", "personal", "eves-computer", "10.0.0.7")
    begun = school.write(lambda c: device.begin(c, wanted, now()))
    school.write(lambda c: device.approve(c, begun.user, (school.tenant, ada), "password", now()))

    await renew(school, ada)

    assert school.write(lambda c: device.poll(c, begun.device, now())) == "access_denied"


async def test_S04_an_account_elsewhere_that_was_linked_with_the_old_password_is_parted(
    school: School,
) -> None:
    ada = school.person("ada")
    evil, own = Identity("google", "666", "eve@gmail.com"), Identity("google", "117", "Ada@Hill.example")

    def link_all(connection: Connection) -> None:
        for one in (evil, own, Identity("clever", "5", "")):
            identities.link(connection, (school.tenant, ada), one, now())

    school.write(link_all)
    told = [mail.kind for mail in mails(school)]

    await recover(school, ada)

    assert told == ["identity-linked"] * 3
    assert school.write(lambda c: c.execute(select(linked.c.subject)).all()) == [("117",)]
    assert ("identity-unlinked", ada) in events(school)


async def test_S04_a_sign_in_that_waits_while_the_password_changes_is_none(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood keeps the old password waiting in the queue, while its owner chooses a new one."""
    ada = school.person("ada")
    verify = PasswordPool.verify

    async def slow(pool: PasswordPool, hashed: str | None, password: str) -> bool:
        fits = await verify(pool, hashed, password)
        if password == PASSWORD:
            await recover(school, ada)
        return fits

    monkeypatch.setattr(PasswordPool, "verify", slow)

    assert (await sign_in(school, "ada", PASSWORD)).json()["code"] == "sign-in-failed"


async def test_S04_a_change_that_waits_while_its_session_ends_changes_nothing(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, token = school.person("ada"), await school.token("ada")
    hash_ = PasswordPool.hash

    async def slow(pool: PasswordPool, password: str) -> str:
        if password != NEW:
            await recover(school, ada)
        return await hash_(pool, password)

    monkeypatch.setattr(PasswordPool, "hash", slow)
    changed = await put(school, "password", {"current": PASSWORD, "password": "eve rides elephants"}, token)

    assert changed.json()["code"] == "signed-out"
    assert (await sign_in(school, "ada", NEW)).status_code == 201
