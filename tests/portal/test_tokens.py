"""Refresh tokens rotate, a stolen one ends the session, and a lost reply does not."""

import pytest
from sqlalchemy import Connection

from tests.support.school import School
from tmp_portal.accounts import service, tokens
from tmp_portal.accounts.tokens import Pair
from tmp_portal.problems import SignedOut

START = 1_000_000.0


def opened(school: School, place: str = "personal", username: str = "ada") -> Pair:
    user_id = school.person(username)
    return school.write(
        lambda connection: tokens.open_family(connection, school.tenant, user_id, place, START)
    )


def rotated(school: School, token: str, at: float) -> Pair | None:
    found = school.write(lambda connection: tokens.rotate(connection, token, at))
    return found[2] if found else None


def works(school: School, token: str, at: float) -> bool:
    def work(connection: Connection) -> bool:
        try:
            return bool(tokens.caller(connection, token, at))
        except SignedOut:
            return False

    return school.write(work)


def test_S05_a_refresh_token_buys_the_next_pair(school: School) -> None:
    first = opened(school)

    second = rotated(school, first.refresh, START + 500)

    assert second is not None
    assert works(school, second.access, START + 501)
    assert rotated(school, second.refresh, START + 600) is not None


def test_S05_reuse_ends_the_whole_session(school: School) -> None:
    first = opened(school)
    second = rotated(school, first.refresh, START + 100)
    assert second is not None
    third = rotated(school, second.refresh, START + 110)
    assert third is not None

    assert rotated(school, first.refresh, START + 120) is None

    assert not works(school, third.access, START + 121)
    assert rotated(school, third.refresh, START + 121) is None


def test_S05_a_lost_reply_within_a_minute_does_not(school: School) -> None:
    first = opened(school)
    assert rotated(school, first.refresh, START + 100) is not None  # and nobody ever saw this pair

    again = rotated(school, first.refresh, START + 130)

    assert again is not None
    assert works(school, again.access, START + 131)
    assert rotated(school, again.refresh, START + 200) is not None


def test_S05_whoever_replays_within_the_minute_is_found_out_by_the_owner(school: School) -> None:
    first = opened(school)
    owners = rotated(school, first.refresh, START + 100)
    thiefs = rotated(school, first.refresh, START + 120)
    assert owners is not None
    assert thiefs is not None

    assert rotated(school, owners.refresh, START + 400) is None

    assert not works(school, thiefs.access, START + 401)


def test_S05_after_a_minute_it_counts_as_theft(school: School) -> None:
    first = opened(school)
    rotated(school, first.refresh, START + 100)

    assert rotated(school, first.refresh, START + 161) is None


def test_a_session_ends_when_idle_and_in_any_case_at_its_end(school: School) -> None:
    first = opened(school, "shared")

    assert rotated(school, first.refresh, START + 15 * 60 + 1) is None


def test_an_access_token_ends_by_itself(school: School) -> None:
    first = opened(school)

    assert works(school, first.access, START + 599)
    assert not works(school, first.access, START + 600)


def test_nothing_in_the_database_is_a_token(school: School) -> None:
    pair = opened(school)

    content = b"".join(path.read_bytes() for path in school.folder.glob("portal.db*"))

    assert pair.access.encode() not in content
    assert pair.refresh.encode() not in content


@pytest.mark.parametrize(
    ("place", "access", "idle", "absolute"),
    [
        ("personal", 600, 14 * 86_400, 30 * 86_400),
        ("ssh", 600, 8 * 3_600, 24 * 3_600),
        ("shared", 300, 15 * 60, 2 * 3_600),
    ],
)
def test_S05_each_kind_of_place_has_its_lifetimes(
    school: School, place: str, access: int, idle: int, absolute: int
) -> None:
    first = opened(school, place)

    assert (first.expires_in, first.idle, first.lasts) == (access, idle, absolute)
    assert works(school, first.access, START + access - 1)
    assert not works(school, first.access, START + access)
    at, pair = START, first
    while at + idle < START + absolute:
        at += idle
        renewed = rotated(school, pair.refresh, at)
        assert renewed is not None
        assert renewed.lasts == START + absolute - at
        pair = renewed
    assert rotated(school, pair.refresh, START + absolute) is None


def test_S05_no_token_outlives_the_session_that_it_belongs_to(school: School) -> None:
    pair, end = opened(school, "shared"), START + 2 * 3_600
    for at in range(600, 2 * 3_600, 600):
        renewed = rotated(school, pair.refresh, START + at)
        assert renewed is not None
        pair = renewed
    last = rotated(school, pair.refresh, end - 10)
    assert last is not None

    assert last.expires_in == 10
    assert works(school, last.access, end - 1)
    assert not works(school, last.access, end)


def test_S05_one_second_more_than_idle_is_too_much(school: School) -> None:
    pairs = {place: opened(school, place, name) for name, place in zip("abc", tokens.PLACES, strict=True)}

    for place, pair in pairs.items():
        assert rotated(school, pair.refresh, START + tokens.PLACES[place].idle + 1) is None


def test_S05_a_password_that_staff_give_ends_every_session(school: School) -> None:
    pair = opened(school)

    school.write(
        lambda c: service.give_password(c, school.tenant, "school-ada", "new-pass-word", temporary=True)
    )

    assert not works(school, pair.access, START + 1)
    assert rotated(school, pair.refresh, START + 1) is None


def test_S05_a_renewal_says_when_the_session_was_last_used(school: School) -> None:
    pair = opened(school)

    rotated(school, pair.refresh, START + 300)

    [session] = school.write(lambda c: tokens.living(c, school.tenant, "school-ada", START + 301))
    assert (session.created_at, session.used_at) == (START, START + 300)
