"""Refresh tokens rotate, a stolen one ends the session, and a lost reply does not."""

from sqlalchemy import Connection

from tests.support.school import School
from tmp_portal.accounts import tokens
from tmp_portal.accounts.tokens import Pair
from tmp_portal.problems import SignedOut

START = 1_000_000.0


def opened(school: School, place: str = "personal") -> Pair:
    user_id = school.person("ada")
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
