"""A condition between two tables never leaves the tenant: `same` adds that part of it."""

import pytest
from sqlalchemy import ColumnElement, and_, func, literal_column, select

from tmp_portal.db.metadata import same
from tmp_portal.db.people import users
from tmp_portal.db.school import enrollments


def test_two_tables_meet_within_a_tenant() -> None:
    met = enrollments.join(users, same(users.c.id, enrollments.c.user_id))

    assert str(met).endswith("ON users.tenant = enrollments.tenant AND users.id = enrollments.user_id")


def test_one_table_meets_itself_under_another_name() -> None:
    other = users.alias("other")

    condition = same(other.c.email_key, users.c.email_key)

    assert str(condition) == "other.tenant = users.tenant AND other.email_key = users.email_key"


def test_a_query_that_has_the_tenant_is_met_like_a_table() -> None:
    newest = select(enrollments.c.tenant, enrollments.c.user_id).subquery("newest")

    condition = same(newest.c.user_id, users.c.id)

    assert str(condition) == "newest.tenant = users.tenant AND newest.user_id = users.id"


def test_what_else_must_be_so_stands_beside_it() -> None:
    condition = and_(same(users.c.id, enrollments.c.user_id), users.c.active)

    assert str(condition) == (
        "users.tenant = enrollments.tenant AND users.id = enrollments.user_id AND users.active"
    )


@pytest.mark.parametrize(
    "stray",
    [
        select(enrollments.c.user_id).subquery("ids").c.user_id,
        literal_column("ada"),
        func.lower(users.c.username),
    ],
    ids=["of a query without the tenant", "of no table", "made of a column"],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_has_no_tenant_is_refused(stray: ColumnElement[str], is_first: bool) -> None:
    pair = (stray, users.c.id) if is_first else (users.c.id, stray)

    with pytest.raises(TypeError, match="is in no table that has a tenant"):
        same(*pair)
