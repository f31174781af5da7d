"""`tmp-portal sessions`: staff see where somebody is signed in, and end it."""

from tests.portal.accounts.support import events, post, sign_in
from tests.portal.staff.conftest import Command
from tests.support.school import PASSWORD, School


async def test_S10_staff_end_every_session_of_a_person_at_once(school: School, words: Command) -> None:
    school.person("ada")
    school.person("bob")
    theirs = [(await sign_in(school, "ada", PASSWORD)).json() for _ in range(2)]
    bobs = (await sign_in(school, "bob", PASSWORD)).json()

    said = words("sessions", "ADA", "--end")

    assert "2 sessions of ADA ended." in said
    for session in theirs:
        renewal = {"refresh_token": session["refresh_token"]}
        assert (await post(school, "/v1/sync", {}, session["access_token"])).status_code == 401
        assert (await post(school, "/v1/sessions/refresh", renewal)).status_code == 401
    assert (await post(school, "/v1/sync", {}, bobs["access_token"])).status_code == 200
    assert events(school).count(("session-ended", "school-ada")) == 2
    assert "signed in nowhere" in words("sessions", "ada")


async def test_staff_see_where_somebody_is_signed_in(school: School, staff: Command) -> None:
    school.person("ada")
    form = {"account": "4821", "username": "ada", "password": PASSWORD, "place": "ssh"}
    await post(school, "/v1/sessions", form | {"place_name": "lab-12\x1b[2J"})

    [session] = staff("sessions", "ada")

    assert (session["place"], session["name"], session["how"]) == ("ssh", "lab-12", "password")


def test_nobody_of_this_name_has_sessions(school: School, refused: Command) -> None:
    assert "nobody has the username eve" in refused("sessions", "eve", "--end")
