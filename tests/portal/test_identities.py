"""Who somebody at Google or Clever is here: linked once, by what can be relied on, and never moved."""

import pytest
from sqlalchemy import text

from tests.support.school import School
from tmp_portal.accounts import identities, trouble
from tmp_portal.accounts.identities import Person
from tmp_portal.accounts.oidc import Identity

NOW = 1_000_000.0
ADA = Identity("google", "117", "Ada@Hill.example")


def recognised(school: School, who: Identity) -> Person | None:
    return school.write(lambda connection: identities.recognise(connection, who, NOW))


def linked(school: School, person: Person, who: Identity) -> None:
    school.write(lambda connection: identities.link(connection, person, who, NOW))


def noted(school: School) -> list[str]:
    rows = school.write(lambda c: c.execute(text("select event, detail from audit")).all())
    return [f"{row.event}: {row.detail}" for row in rows]


def test_the_schools_own_address_links_once_and_from_then_on_the_providers_name_counts(
    school: School,
) -> None:
    ada = (school.tenant, school.person("ada"))

    first = recognised(school, ADA)
    later = recognised(school, Identity("google", "117", "changed@elsewhere.example"))

    assert first == later == ada
    assert noted(school) == ["identity-linked: Google, by the school's address"]


def test_S10_without_an_address_that_the_provider_answers_for_nobody_is_linked(school: School) -> None:
    school.person("ada")

    assert recognised(school, Identity("google", "117", "")) is None
    assert noted(school) == []


def test_S10_an_address_that_two_people_have_links_neither(school: School) -> None:
    school.person("ada")
    school.elsewhere().person("ada")

    assert recognised(school, ADA) is None


def test_S10_an_address_that_somebody_added_themselves_links_nobody(school: School) -> None:
    eve = school.person("eve")
    school.write(
        lambda c: c.execute(
            text("insert into own_emails values (:t, :u, 'ada@hill.example', 'ada@hill.example', 1)"),
            {"t": school.tenant, "u": eve},
        )
    )

    assert recognised(school, ADA) is None


def test_S10_a_pupil_who_was_given_anothers_old_address_does_not_get_their_account(school: School) -> None:
    school.person("ada")
    recognised(school, ADA)

    assert recognised(school, Identity("google", "118", ADA.email)) is None


def test_S10_the_same_name_at_clever_is_somebody_else_than_at_google(school: School) -> None:
    ada, bob = (school.tenant, school.person("ada")), (school.tenant, school.person("bob"))
    linked(school, ada, Identity("google", "117"))

    assert recognised(school, Identity("clever", "117")) is None

    linked(school, bob, Identity("clever", "117"))
    assert recognised(school, Identity("clever", "117")) == bob
    assert recognised(school, Identity("google", "117")) == ada


def test_S10_who_is_linked_to_one_person_is_never_anothers(school: School) -> None:
    ada, bob = (school.tenant, school.person("ada")), (school.tenant, school.person("bob"))
    others = school.elsewhere()
    eve = (others.tenant, others.person("eve"))
    linked(school, ada, ADA)

    for another in (bob, eve):
        with pytest.raises(trouble.Taken):
            linked(school, another, ADA)

    linked(school, ada, ADA)
    assert recognised(school, ADA) == ada


@pytest.mark.parametrize("closing", ["update users set enabled = false", "update roles set active = false"])
def test_who_has_left_is_not_let_in_by_google_either(school: School, closing: str) -> None:
    ada = (school.tenant, school.person("ada"))
    linked(school, ada, ADA)
    school.write(lambda c: c.execute(text(closing)))

    with pytest.raises(trouble.NotHere):
        recognised(school, ADA)


@pytest.mark.parametrize("district", ["another", "the same"])
def test_who_left_and_is_somebody_new_by_the_schools_address_is_let_in_as_that(
    school: School, district: str
) -> None:
    linked(school, (school.tenant, school.person("ada")), ADA)
    school.write(lambda c: c.execute(text("update roles set active = false")))
    now_at = school.elsewhere() if district == "another" else school
    again = (now_at.tenant, now_at.person("ada-again"))
    school.write(lambda c: c.execute(text("update users set email_key = 'ada@hill.example'")))

    assert recognised(school, ADA) == again
    assert recognised(school, Identity("google", "117")) == again
    assert noted(school)[1:] == [
        "identity-unlinked: now another's, by the school's address",
        "identity-linked: Google, by the school's address",
    ]


@pytest.mark.parametrize("closing", ["update users set enabled = false", "update roles set active = false"])
def test_an_address_of_somebody_who_has_left_links_nobody(school: School, closing: str) -> None:
    school.person("ada")
    school.write(lambda c: c.execute(text(closing)))

    assert recognised(school, ADA) is None
