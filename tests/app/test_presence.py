"""What opens a locked computer again: the password with which somebody came in, whether or not the portal is there."""

import pytest

from tests.support.faults import Faulty
from tests.support.school import PASSWORD, School
from tmp_tui.api.errors import Refused, SignedOut
from tmp_tui.presence import Presence
from tmp_tui.session import Session


@pytest.fixture
def line(school: School) -> Faulty:
    return Faulty(school.transport())


@pytest.fixture
def session(school: School, line: Faulty) -> Session:
    school.person("ada")
    school.person("ben", temporary=True)
    return school.session(line)


async def test_G18_the_password_opens_it_without_the_portal(session: Session, line: Faulty) -> None:
    await session.sign_in("4821", "ada", PASSWORD)
    line.down = True

    await session.presence.confirm(PASSWORD)
    with pytest.raises(Refused):
        await session.presence.confirm("another one")


async def test_a_password_that_was_changed_here_is_the_one_that_opens_it(session: Session) -> None:
    await session.sign_in("4821", "ada", PASSWORD)

    await session.account.change_password(PASSWORD, "boathouse lantern 7")

    await session.presence.confirm("boathouse lantern 7")
    with pytest.raises(Refused):
        await session.presence.confirm(PASSWORD)


async def test_in_profile_setup_it_is_the_one_on_the_slip_and_then_ones_own(session: Session) -> None:
    assert await session.sign_in("4821", "ben", PASSWORD)
    await session.presence.confirm(PASSWORD)

    await session.set_up("boathouse lantern 7")

    await session.presence.confirm("boathouse lantern 7")


async def test_S05_after_the_sign_out_nothing_of_it_is_left(session: Session) -> None:
    await session.sign_in("4821", "ada", PASSWORD)
    await session.sign_out()

    assert not session.presence.can_confirm
    with pytest.raises(SignedOut):
        await session.presence.confirm(PASSWORD)


async def test_what_is_kept_of_a_password_is_not_the_password() -> None:
    presence = Presence(lambda: None)

    presence.heard(PASSWORD)

    assert presence._proof is not None
    assert PASSWORD.encode() not in await presence._proof + presence._salt
    assert PASSWORD not in repr(vars(presence))
