"""Prepared statements go past the engine, and what goes wrong in one is said as the engine says it."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.support.school import School
from tmp_portal.db.people import access_tokens
from tmp_portal.db.prepared import insertion

_keep = insertion(access_tokens, "tenant", "hash", "family_id", "expires_at")


def test_S10_what_goes_wrong_is_an_error_of_the_engine_without_a_value(school: School) -> None:
    """Who tries again after another writer looks for it, and no log gets what was to be written."""
    with pytest.raises(IntegrityError) as caught:
        school.write(
            lambda c: _keep.run(c, tenant=school.tenant, hash=b"secret", family_id="none", expires_at=1)
        )

    assert "secret" not in str(caught.value)
