"""Who comes in under which number: a school's people, and a district's administrators."""

import pytest
from sqlalchemy import Connection, insert, update

from tests.portal.accounts.support import NEW, link, post, sign_in
from tests.support.school import PASSWORD, School
from tmp_portal.db.people import accounts, orgs, roles


@pytest.fixture
def district(school: School) -> School:
    """The school's district has the number d7; Dora administers it, Ada and Tea are at the school."""
    for name, role in (("ada", "student"), ("tea", "teacher"), ("dora", "administrator")):
        school.person(name, role)

    def work(connection: Connection) -> None:
        t = school.tenant
        connection.execute(
            insert(orgs).values(tenant=t, id="dist", sourced_id="dist", name="Hill District", type="district")
        )
        connection.execute(insert(accounts).values(tenant=t, number="d7", org_id="dist"))
        connection.execute(update(roles).where(roles.c.id == "school-dora").values(org_id="dist"))

    school.write(work)
    return school


def also_at_the_district(school: School, username: str, role: str) -> None:
    school.write(
        lambda c: c.execute(
            insert(roles).values(
                tenant=school.tenant,
                id="second",
                sourced_id="second",
                user_id=f"{school.tenant}-{username}",
                org_id="dist",
                role=role,
            )
        )
    )


@pytest.mark.parametrize(
    ("who", "number", "status"),
    [
        ("dora", "d7", 201),
        ("dora", " D 7 ", 201),
        ("dora", "4821", 401),
        ("ada", "d7", 401),
        ("tea", "d7", 401),
        ("ada", "4821", 201),
        ("tea", "4821", 201),
    ],
)
async def test_each_number_lets_in_its_own_people(
    district: School, who: str, number: str, status: int
) -> None:
    assert (await sign_in(district, who, PASSWORD, number)).status_code == status


@pytest.mark.parametrize("role", ["student", "teacher"])
async def test_a_districts_number_lets_in_nobody_but_administrators(district: School, role: str) -> None:
    also_at_the_district(district, "ada", role)

    assert (await sign_in(district, "ada", PASSWORD, "d7")).status_code == 401
    assert (await sign_in(district, "ada", PASSWORD)).status_code == 201


@pytest.mark.parametrize(
    ("who", "number", "role", "place"),
    [("tea", "4821", "teacher", "Hill School"), ("dora", "d7", "administrator", "Hill District")],
)
async def test_staff_are_told_who_they_are(
    district: School, who: str, number: str, role: str, place: str
) -> None:
    token = (await sign_in(district, who, PASSWORD, number)).json()["access_token"]

    [(_, _, me)] = (await post(district, "/v1/sync", {}, token)).json()["changed"]

    assert (me["role"], me["school"], me["account"]) == (role, place, number)


@pytest.mark.parametrize(("who", "status"), [("ada", 201), ("tea", 422), ("dora", 422)])
async def test_S10_staff_need_fifteen_characters(district: School, who: str, status: int) -> None:
    word = link(district, f"school-{who}").token

    short = await post(district, "/v1/links/use", {"word": word, "password": "fourteen chars"})

    assert short.status_code == status
    if status == 422:
        assert "at least 15 characters" in short.json()["errors"][0]["message"]
        long = await post(district, "/v1/links/use", {"word": word, "password": NEW})
        assert long.status_code == 201
