"""What a new password must be: long enough, and nothing that others would guess."""

import pytest

from tests.portal.accounts.support import sign_in
from tests.support.school import School
from tmp_portal.accounts import passwords
from tmp_portal.accounts.passwords import Rules, check_new
from tmp_portal.problems import BadPassword

ABOUT = ("adal", "Ada", "Lovelace", "Ada Lovelace", "ada.l@hill.example", "ada.l", "Hill School")


def refused(password: str, *about: str, shortest: int = passwords.SHORTEST) -> str:
    """Why it is refused, or nothing."""
    try:
        check_new(password, Rules(shortest, about))
    except BadPassword as error:
        return error.errors[0].message
    return ""


@pytest.mark.parametrize(
    "password",
    [
        "password1", "PassWord1", "qwertyuiop", "1qaz2wsx", "iloveyou", "baseball1", "trustno1", "11111111",
        "aaaaaaaaaaaa", "abababababab", "trackmyprogress", "Track My Progress", "track-my-progress-2026",
        "TrackMyProgress!!", "mastery1", "Mastery2026", "password12345", "2026student",
        "AdaLovelace", "ada lovelace 7", "Lovelace1", "Hill School", "hillschool123", "ada.l@hill.example", "ada.l2011",
    ],
)  # fmt: skip
def test_S10_what_others_would_guess_is_refused_with_the_reason(password: str) -> None:
    assert "guess" in refused(password, *ABOUT)


@pytest.mark.parametrize(
    "password",
    ["three quiet green lamps", "lovelace rides horses", "Hill School bus nine", "8 drums!", "ñandú-éxito", "x7!kQp2z", "\U0001f40e\U0001f50b\U0001f4ce\U0001f9f7\U0001f3b2\U0001fab5\U0001f9c2\U0001f6b2", " " * 7 + "ab c"],
)  # fmt: skip
def test_S10_any_characters_do_that_nobody_guesses(password: str) -> None:
    assert refused(password, *ABOUT) == ""


def test_S10_the_limits_are_those_that_are_documented() -> None:
    assert (passwords.SHORTEST, passwords.STAFF_SHORTEST, passwords.LONGEST) == (8, 15, 256)
    assert "at least 8 characters; this has 7" in refused("x7!kQp2")
    assert refused("x7!kQp2z") == ""
    assert "at least 15 characters; this has 14" in refused("fourteen chars", shortest=15)
    assert refused("fifteen chars !", shortest=15) == ""
    assert refused("long words " * 23) == ""
    assert "at most 256" in refused("x1" * 129)


def test_S10_longer_ones_are_recommended_where_one_is_refused() -> None:
    assert "15 characters or more" in refused("password1")


def test_S10_the_list_of_common_passwords_has_thousands() -> None:
    assert len(passwords._common()) > 5_000


async def test_S02_a_password_that_nobody_can_have_is_never_composed(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks in the wrong order cost the square of their number, and while they are put right nothing else runs."""
    school.person("ada")
    marks = "a" + "\u0301" * 2_000 + "\u0327" * 2_000
    token = await school.token("ada")
    composed: list[int] = []

    def normal(typed: str) -> str:
        composed.append(len(typed))
        return typed

    monkeypatch.setattr(passwords, "normal", normal)

    answer = await sign_in(school, "ada", marks)
    async with school.http(token) as http:
        changed = await http.put("/v1/me/password", json={"current": marks, "password": marks})

    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-failed")
    assert {error["field"] for error in changed.json()["errors"]} == {"current", "password"}
    assert max(composed) <= passwords.LONGEST_TYPED
