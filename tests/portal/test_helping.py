"""What somebody who cannot get in is told: which school this is, who helps there; and what they say of it."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import insert, select, update

from tests.portal.staff.conftest import Command, refused, staff, words
from tests.support.school import School
from tmp_portal.db.getting_in import feedback
from tmp_portal.db.people import accounts, orgs
from tmp_portal.helping.feedback import FREE, LONGEST_WORDS
from tmp_tui.wire.accounts import Portal

__all__ = ["refused", "staff", "words"]

OURS = ("--phone", "(555) 010-0200", "--mail", "help@hill.example", "--chat", "https://chat.hill.example")


def in_a_district(school: School) -> None:
    """Hill School gets a district above it, with an account number of its own."""
    t = school.tenant

    def work(connection: Any) -> None:
        connection.execute(
            insert(orgs).values(tenant=t, id="top", sourced_id="top", name="Valley District", type="district")
        )
        connection.execute(update(orgs).where(orgs.c.id == "org").values(parent_id="top"))
        connection.execute(insert(accounts).values(tenant=t, number="d12", org_id="top"))

    school.write(work)


async def asked(school: School, account: str = "") -> Portal:
    async with school.http() as http:
        answer = await http.get("/v1/portal", params={"account": account} if account else {})
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=Portal)


async def test_the_only_school_is_known_without_a_number(school: School, staff: Command) -> None:
    staff("settings", *OURS)

    portal = await asked(school)

    assert portal.name == "Hill School"
    assert portal.contact.phone == "(555) 010-0200"
    assert (portal.providers, portal.mail) == ([], False)


async def test_a_school_without_a_contact_has_its_districts(school: School, staff: Command) -> None:
    in_a_district(school)
    staff("settings", "--account", "d12", "--phone", "+1 555 0100")

    theirs = await asked(school, "48 21")
    staff("settings", "--account", "4821", "--phone", "+1 555 0199")
    own = await asked(school, "4821")
    staff("settings", "--account", "4821", "--phone", "")
    again = await asked(school, "4821")

    assert [each.contact.phone for each in (theirs, own, again)] == [
        "+1 555 0100",
        "+1 555 0199",
        "+1 555 0100",
    ]
    assert theirs.name == "Hill School"


async def test_among_several_districts_a_number_is_needed(school: School, refused: Command) -> None:
    school.elsewhere()

    assert (await asked(school)).name == ""
    assert (await asked(school, "7777")).name == ""
    assert (await asked(school, "4821")).name == "Hill School"
    assert "--account" in refused("settings", *OURS)


async def test_a_number_that_is_none_is_no_fault_of_ours(school: School) -> None:
    async with school.http() as http:
        for number in ("%00", "%1B%5B31m", "9" * 41, "%F0%9F%A6%8A"):
            answer = await http.get(f"/v1/portal?account={number}")

            assert answer.status_code == 200


def test_what_is_set_is_shown_without_secrets(
    staff: Command, words: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "SMTP": "smtps://portal:secret@mail.hill.example",
        "MAIL_FROM": "portal@hill.example",
        "GOOGLE_CLIENT_ID": "id",
        "GOOGLE_CLIENT_SECRET": "secret",
        "CLEVER_CLIENT_ID": "id",
    }.items():
        monkeypatch.setenv(f"TMP_PORTAL_{name}", value)

    shown, said = staff("settings"), words("settings")

    assert shown["smtp"] == "smtps://mail.hill.example:465, with user and password"
    assert shown["google"] == "set"
    assert "without a secret" in shown["clever"]
    assert "secret@" not in said
    assert "smtps://mail.hill.example:465" in said


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--phone", "call us"), "no phone number"),
        (("--phone", "\x1b[31m555"), "no phone number"),
        (("--mail", "help"), "no e-mail address"),
        (("--mail", "help@hill.example\nBcc: x@y.example"), "no e-mail address"),
        (("--chat", "javascript:alert(1)"), "no web address"),
        (("--chat", "https://chat.example/" + "x" * 300), "no web address"),
        (("--account", "7777"), "no school or district"),
    ],
)
def test_a_contact_that_nobody_could_use_is_refused(
    refused: Command, given: tuple[str, ...], says: str
) -> None:
    assert says in refused("settings", *given)


async def test_feedback_is_kept_for_staff(school: School, words: Command) -> None:
    async with school.http() as http:
        yes = await http.post("/v1/feedback", json={"page": "helping", "helpful": True})
        no = await http.post(
            "/v1/feedback", json={"page": "helping", "helpful": False, "words": "No \x1b[31mmail\ncame."}
        )

    said = words("feedback")
    assert (yes.status_code, no.status_code) == (204, 204)
    assert "No mail" in said
    assert "1 of 2 were helped." in said
    assert "\x1b" not in said


async def test_feedback_that_is_too_long_names_the_field(school: School) -> None:
    async with school.http() as http:
        answer = await http.post(
            "/v1/feedback", json={"page": "p", "helpful": True, "words": "x" * (LONGEST_WORDS + 1)}
        )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "words"


async def test_S02_feedback_is_throttled_by_address(school: School) -> None:
    async with school.http() as http:
        answers = [
            (await http.post("/v1/feedback", json={"page": "p", "helpful": True})).status_code
            for _ in range(FREE + 2)
        ]

    kept = school.database.read_now(lambda c: c.execute(select(feedback)).all())
    assert answers == [204] * FREE + [429, 429]
    assert len(kept) == FREE
