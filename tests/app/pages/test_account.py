"""Account Settings and the pages that its rows open, as plain data."""

import json
import math
import time

import pytest
from msgspec.structs import replace

from tests.support.accounts import ACCOUNT, HERE
from tests.support.copies import MemoryCopy, school_copy
from tests.support.documents import ADA
from tmp_tui.commands import THEMES
from tmp_tui.pages.as_json import page_json
from tmp_tui.pages.model import Here, Page, Route, View
from tmp_tui.pages.showing import show
from tmp_tui.text import use_zone
from tmp_tui.wire.accounts import AccountSettings


def account(item: str = "", filter: str = "", here: Here = Here(), copy: MemoryCopy | None = None) -> Page:  # noqa: B008  (frozen)
    return show(copy or known(), Route("account", item=item, filter=filter), View(here=here))


def known(settings: AccountSettings | None = ACCOUNT, **me: object) -> MemoryCopy:
    copy = school_copy()
    copy.documents = (replace(ADA, **me), *copy.documents[1:])
    copy.account = settings
    return copy


def facts(page: Page) -> dict[str, str]:
    return {row.facts[0].key: row.facts[0].value for row in page.rows if row.facts}


def acts(page: Page) -> list[str]:
    return [row.go.item for row in page.rows if row.go is not None]


def test_it_says_who_i_am_and_how_old_the_copy_is() -> None:
    page = account()

    assert page.title == "Account Settings"
    assert facts(page) == {
        "name": "Ada Lovelace",
        "school": "Byron School",
        "account": "4821",
        "username": "ada",
        "email": "ada@byron.example",
        "own_email": "None",
        "zone": "The computer's own",
        "colours": "the terminal's own colours",
        "keys": "single letters on",
        "data": "0 bytes",
        "devices": "3",
        "language": "English",
        "freshness": "Up to date.",
    }


def test_its_rows_lead_to_everything_that_can_be_changed_and_out() -> None:
    assert acts(account()) == [
        "profile", "zone", "colours", "keys", "data", "devices", "held", "sign-out", "everywhere",
    ]  # fmt: skip


def test_an_address_that_waits_is_shown_with_what_confirms_and_removes_it() -> None:
    page = account(copy=known(AccountSettings(pending_email="ada@home.example")))

    assert facts(page)["pending_email"] == "ada@home.example"
    assert acts(page)[:3] == ["profile", "confirm", "remove"]


def test_without_the_portal_it_says_what_the_copy_knows() -> None:
    page = account(copy=known(None, own_email="ada@home.example"))

    assert facts(page)["own_email"] == "ada@home.example"
    assert "devices" not in facts(page)
    assert (page.state, account("devices", copy=known(None)).state) == ("loaded", "loading")


def test_devices_that_the_portal_was_not_asked_for_are_not_said_to_be_coming() -> None:
    copy = known(None)
    assert account("devices", copy=copy).message == "Where you are signed in is not known here yet."

    copy.freshness = copy.freshness.failed("no-network")

    page = account("devices", copy=copy)
    assert page.state == "error"
    assert page.message.startswith("The portal does not answer.")


def test_when_another_place_was_used_is_told_as_about_for_it_is_noted_at_renewals() -> None:
    (here, other, *_rest) = account("devices").rows

    assert [fact.short for fact in (here.facts[-1], other.facts[-1])] == [
        "Last used now",
        "Last used about yesterday 12:00",
    ]


def test_a_teacher_is_called_one() -> None:
    assert facts(account(copy=known(role="teacher")))["role"] == "Teacher"
    assert "role" not in facts(account())


def test_devices_tell_this_one_first_then_the_last_used() -> None:
    page = account("devices")

    assert [(row.text, [fact.value for fact in row.facts]) for row in page.rows[:3]] == [
        ("lab-12", ["this one", "shared computer", "by password", "today 11:00", "now"]),
        ("kitchen", ["own computer", "by a link or code", "Feb 23 12:00", "yesterday 12:00"]),
        ("shell.byron.example", ["remote shell", "with Google", "Mar 2 12:00", "Mar 2 12:00"]),
    ]
    assert acts(page) == ["end", "end", "end", "everywhere"]


def test_a_device_without_a_name_can_be_told_all_the_same() -> None:
    nameless = AccountSettings(devices=[replace(HERE, name=" ", how="magic")])

    (row, _everywhere) = account("devices", copy=known(nameless)).rows

    assert row.text == "A place without a name"
    assert "magic" in [fact.value for fact in row.facts]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("york", "America/New York"),
        ("los ang", "America/Los Angeles"),
        ("BERLIN", "Europe/Berlin"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_found_by_a_part_of_its_name(typed: str, found: str) -> None:
    rows = account("zone", typed).rows

    assert [row.text for row in rows] == [found, "The computer's own"]


def test_time_zones_begin_with_those_that_tell_the_same_time_as_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()

    rows = account("zone").rows

    assert [row.text for row in rows[:2]] == ["The computer's own", "The same time as here, now"]
    here = [row.text for row in rows[2 : [row.text for row in rows].index("Another time")]]
    assert "America/New York" in here
    assert not {"America/Los Angeles", "UTC", "Africa/Abidjan"} & set(here)


def test_the_same_time_as_here_follows_the_computer_and_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(zone: str, now: float) -> set[str]:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        copy = school_copy()
        monkeypatch.setattr(copy, "now", lambda: now)
        rows = [row.text for row in account("zone", copy=copy).rows]
        return set(rows[2 : rows.index("Another time")])

    winter, summer = 1_767_225_600.0, 1_782_864_000.0  # 2026-01-01, 2026-07-01

    assert "America/Phoenix" in told("America/Denver", winter)
    assert "America/Phoenix" not in told("America/Denver", summer)
    assert "Asia/Seoul" in told("Asia/Tokyo", summer)
    for odd in (-1e300, 1e300, -math.inf, math.inf):
        assert "Asia/Seoul" in told("Asia/Tokyo", odd)


def test_old_names_of_time_zones_are_found_but_not_listed() -> None:
    assert "Asia/Calcutta" not in [row.text for row in account("zone").rows]

    assert account("zone", "calcutta").rows[0].text == "Asia/Calcutta"


def test_a_time_zone_that_there_is_not_leaves_a_way_on() -> None:
    page = account("zone", "atlantis")

    assert [row.text for row in page.rows] == ["The computer's own"]
    assert page.intro[-1].startswith("No time zone is called atlantis.")
    assert page.field is not None


def test_a_chosen_zone_that_is_not_known_here_is_said_to_be_so() -> None:
    copy = known(time_zone="Mars/Olympus_Mons")
    use_zone("Mars/Olympus_Mons")

    assert facts(account(copy=copy))["zone"] == "The computer's own (Mars/Olympus Mons is not known here)"


def test_colours_say_which_are_used_and_whether_they_are_remembered() -> None:
    page = account("colours", here=Here(theme="light", remembered=False))

    assert [row.text for row in page.rows if row.facts] == ["light"]
    assert len(page.rows) == len(THEMES)
    assert "not remembered" in page.intro[1]
    assert "not remembered" not in account("colours").intro[1]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bytes"), (999, "999 bytes"), (12_345, "12.3 KB"), (3_100_000, "3.1 MB")]
)
def test_data_used_is_told_as_people_read_it(count: int, words: str) -> None:
    page = account("data", here=Here(sent=count))

    assert page.rows[0].facts[0].value == words
    assert page.rows[0].facts[0].code == str(count)


def test_as_json_it_is_complete_and_has_nothing_to_choose() -> None:
    copy = known(replace(ACCOUNT, pending_email="ada@home.example"), time_zone="Europe/Berlin")
    use_zone("Europe/Berlin")

    page = json.loads(page_json(copy, show(copy, Route("account"), View(everything=True))))

    keys = {key for row in page["rows"] for key in row["facts"]}
    assert keys >= {
        "name",
        "username",
        "email",
        "own_email",
        "pending_email",
        "zone",
        "language",
        "freshness",
    }
    assert [row["text"] for row in page["rows"][-3:]] == ["lab-12", "kitchen", "shell.byron.example"]
    assert page["rows"][-3]["codes"]["began"] == "2026-03-04T11:00:00Z"
    assert {"zone": "Europe/Berlin"} in [row.get("codes") for row in page["rows"]]
    assert not any("Sign out" in row["text"] for row in page["rows"])


def test_a_part_that_there_is_not_is_no_page() -> None:
    assert account("nonsense").state == "error"
