"""Times are told by the time zone of the account, everywhere; what it cannot use is the computer's own."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

import tmp_tui
from tests.support.copies import school_copy
from tests.support.documents import NOW
from tests.support.school import PASSWORD, School
from tmp_tui.api.errors import Refused
from tmp_tui.pages.model import Route
from tmp_tui.pages.showing import show
from tmp_tui.pages.when import date_words
from tmp_tui.text import day, moment, use_zone, zone
from tmp_tui.wire import Problem

TOKYO, HONOLULU, KIRITIMATI = "Asia/Tokyo", "Pacific/Honolulu", "Pacific/Kiritimati"


def test_moments_and_days_follow_the_zone_over_midnight() -> None:
    late = NOW + 11 * 3600  # 23:00 at Greenwich

    assert moment(late, NOW) == "today 23:00"
    use_zone(TOKYO)
    assert moment(late, NOW) == "tomorrow 08:00"
    use_zone(HONOLULU)
    assert (moment(late, NOW), day(NOW - 3 * 3600, NOW)) == ("today 13:00", "yesterday")


def test_a_closing_time_on_a_page_follows_the_zone() -> None:
    def closes() -> list[str]:
        page = show(school_copy(), Route("home"))
        return [fact.value for row in page.rows for fact in row.facts if fact.key == "closes"]

    assert closes() == ["Mar 6 12:00"]
    use_zone(TOKYO)
    assert closes() == ["Mar 6 21:00"]


@pytest.mark.parametrize("name", [TOKYO, HONOLULU, KIRITIMATI, "Pacific/Niue"])
def test_a_date_of_a_calendar_is_the_same_in_every_zone(name: str) -> None:
    use_zone(name)

    assert date_words(date(2026, 6, 20), NOW) == "Jun 20"


@pytest.mark.parametrize(
    "name",
    ["Mars/Olympus", "../../etc/passwd", "/etc/passwd", "America", "a\x00b", "x" * 5000, "\x1b[2J", "."],
)
def test_S06_a_name_that_is_no_zone_is_the_computers_own(name: str) -> None:
    use_zone(TOKYO)

    assert not use_zone(name)
    assert zone() is None
    assert moment(NOW, NOW) == "today 12:00"


def test_the_last_and_first_moments_have_names_in_every_zone() -> None:
    for name in (TOKYO, HONOLULU, KIRITIMATI):
        use_zone(name)
        assert moment(0, NOW)
        assert moment(10**18, NOW)


def test_a_refusal_that_says_when_it_opens_follows_the_zone() -> None:
    problem = Problem("Not yet.", 403, "not-open-yet", opens_at=int(time.time()))
    use_zone("")
    at_home = Refused(problem).words

    use_zone(TOKYO)

    assert Refused(problem).words != at_home


def test_nothing_else_in_the_app_names_a_time_of_its_own() -> None:
    """Deadlines, grace and receipts in the player too come from the two modules that know the zone."""
    here = Path(tmp_tui.__file__).parent
    own = [
        path.relative_to(here).as_posix()
        for path in here.rglob("*.py")
        if re.search(r"fromtimestamp|localtime|astimezone", path.read_text())
    ]

    assert sorted(own) == ["pages/when.py", "text.py"]


async def test_it_begins_with_the_copy_changes_with_the_account_and_ends_with_signing_out(
    school: School,
) -> None:
    school.person("ada")
    session = school.session()
    await session.sign_in("4821", "ada", PASSWORD, own=True)
    await session.account.prefer(TOKYO)
    await session.sync()
    assert str(zone()) == TOKYO

    await session.sign_out()
    assert zone() is None

    again = school.session()
    await again.sign_in("4821", "ada", PASSWORD, own=True)
    assert str(zone()) == TOKYO  # from the copy on the disk, before the portal said it again
    await again.account.prefer("")
    await again.sync()
    assert zone() is None
    await again.leave()
