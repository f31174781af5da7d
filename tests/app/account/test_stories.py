"""Account Settings over the real portal: what is changed there is changed for every place."""

import json
from pathlib import Path

import pytest

from tests.portal.accounts.support import codes, mails
from tests.portal.attempts.support import choice, give
from tests.support.accounts import account_page
from tests.support.player import Seat, seated
from tests.support.school import PASSWORD, Group, School
from tests.support.ui import press, until
from tmp_tui.api.errors import Refused, SignedOut
from tmp_tui.export import export
from tmp_tui.session import Session
from tmp_tui.show import show
from tmp_tui.text import zone

NEW, EMAIL = "three quiet green lamps", "ada@home.example"


async def elsewhere(school: School) -> Session:
    """Ada, signed in at another place."""
    session = Session("http://portal", school.folder / "other", transport=school.transport())
    await session.sign_in("4821", "ada", PASSWORD)
    return session


async def let_in(school: School, username: str, password: str) -> bool:
    """Whether these lead in."""
    session = Session("http://portal", school.folder / "third", transport=school.transport())
    try:
        await session.sign_in("4821", username, password)
    except Refused:
        return False
    await session.leave()
    return True


async def fill(seat: Seat, *values: str) -> None:
    """Type into every field, and press Enter in the last."""
    for value in values:
        await press(seat.pilot, *([f"text:{value}"] if value else []), "enter")


async def test_S04_a_new_password_ends_the_other_session_and_this_one_lives(
    school: School, group: Group
) -> None:
    other = await elsewhere(school)
    async with seated(school) as seat:
        await account_page(seat.pilot, "profile")
        await fill(seat, PASSWORD, NEW, NEW, "")
        await seat.shows("Your password is changed.", "Devices: 1")

        with pytest.raises(SignedOut):
            await other.account.settings()
        assert not await let_in(school, "ada", PASSWORD)
        assert await let_in(school, "ada", NEW)
    await other.leave()


async def test_a_wrong_current_password_stands_beside_its_field_and_changes_nothing(
    school: School, group: Group
) -> None:
    async with seated(school) as seat:
        await account_page(seat.pilot, "profile")
        await fill(seat, "not my password", NEW, NEW, EMAIL)
        await seat.shows("This is not your current password.")

        assert seat.app.focused is not None
        assert seat.app.focused.id == "current"
        assert await let_in(school, "ada", PASSWORD)
        assert not mails(school)


async def test_a_password_that_everybody_guesses_is_refused_beside_its_field(
    school: School, group: Group
) -> None:
    async with seated(school) as seat:
        await account_page(seat.pilot, "profile")
        await fill(seat, PASSWORD, "password123", "password123", "")
        await until(seat.pilot, lambda: seat.app.focused is not None and seat.app.focused.id == "password")

        assert await let_in(school, "ada", PASSWORD)


async def test_an_address_is_added_confirmed_by_the_code_signed_in_with_and_removed(
    school: School, group: Group
) -> None:
    async with seated(school) as seat:
        await account_page(seat.pilot, "profile")
        await fill(seat, PASSWORD, "", "", EMAIL)
        await seat.shows(f"Waits to be confirmed: {EMAIL}")
        assert not await let_in(school, EMAIL, PASSWORD)

        (mail,) = [mail for mail in mails(school) if mail.recipient == EMAIL]
        await account_page(seat.pilot, "confirm ada")
        await fill(seat, codes(mail.text)[0])
        await seat.shows(f"Your own email address: {EMAIL}")
        assert await let_in(school, EMAIL, PASSWORD)

        await account_page(seat.pilot, "remove")
        await fill(seat, PASSWORD)
        await seat.shows("Your own email address: None")
        assert not await let_in(school, EMAIL, PASSWORD)


async def test_a_device_is_ended_from_here(school: School, group: Group) -> None:
    other = await elsewhere(school)
    async with seated(school) as seat:
        await account_page(seat.pilot, "devices")
        await seat.shows("this one")
        await press(seat.pilot, "2", "2")
        await seat.shows("has ended.")

        with pytest.raises(SignedOut):
            await other.account.settings()
        await seat.session.account.settings()
    await other.leave()


async def test_signing_out_everywhere_ends_all_of_them(school: School, group: Group) -> None:
    other = await elsewhere(school)
    async with seated(school) as seat:
        await account_page(seat.pilot, "everywhere")
        await seat.shows("2 sessions end, this one too.")
        await press(seat.pilot, "2")
        await seat.shows("You are signed out everywhere: 2 sessions have ended.")

        with pytest.raises(SignedOut):
            await other.account.settings()
        assert seat.session.copy is None
    await other.leave()


async def test_a_time_zone_holds_for_the_account_and_every_time_follows(school: School, group: Group) -> None:
    async with seated(school) as seat:
        await account_page(seat.pilot, "time zone")
        await press(seat.pilot, "tab", "text:tokyo", "enter", "1")
        await seat.shows("Times are told by: Asia/Tokyo.", "Time zone: Asia/Tokyo")

        assert str(zone()) == "Asia/Tokyo"
        assert (await seat.session.account.settings()).time_zone == "Asia/Tokyo"


def test_G21_the_export_holds_my_answers_and_no_key(school: School, group: Group, tmp_path: Path) -> None:
    import asyncio

    give(school, group, [choice("Rivers")], attempts=0)  # its key is B
    asyncio.run(answered(school, group))
    out = tmp_path / "me.json"

    done = export(school.session(), out, credentials=lambda: ("4821", "ada", PASSWORD), write_error=print)

    held = out.read_text()
    assert done == 0
    assert json.loads(held)["me"]["username"] == "ada"
    assert '"C"' in held
    assert '"B"' not in held
    assert not any(word in held for word in ("argon2", "seal_key", "token"))


async def answered(school: School, group: Group) -> None:
    """Ada answers the only question with c."""
    async with seated(school) as seat:
        await seat.take(group)
        await seat.press("c")
        await seat.sent()


def test_show_account_as_json_knows_the_devices(school: School, group: Group) -> None:
    out: list[str] = []

    status = show(
        school.session(),
        "account",
        [],
        as_json=True,
        credentials=lambda: ("4821", "ada", PASSWORD),
        write=out.append,
    )

    rows = json.loads("".join(out))["rows"]
    assert status == 0
    assert [row["codes"]["how"] for row in rows if "how" in row["facts"]] == ["password"]
