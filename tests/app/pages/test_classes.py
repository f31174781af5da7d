"""Classes: current and archived."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.support.copies import MemoryCopy, school_copy
from tests.support.documents import ADA, NOW
from tmp_tui.pages.model import Route
from tmp_tui.pages.showing import show
from tmp_tui.wire import ClassEntry

CURRENT, ARCHIVED = Route("classes"), Route("classes", tab="archived")
DATES = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def titles(entries: list[ClassEntry], route: Route, now: float = NOW) -> list[str]:
    """What is listed of these classes."""
    return [row.text for row in show(MemoryCopy(replace(ADA, classes=entries), now=now), route).rows]


def test_current_classes_is_the_tab_that_is_shown_first() -> None:
    page = show(school_copy(), CURRENT)

    assert [(tab.name, tab.current) for tab in page.tabs] == [
        ("Current Classes", True),
        ("Archived Classes", False),
    ]
    assert [row.text for row in page.rows] == ["Algebra 1", "Biology", "Geometry"]


def test_archived_classes_shows_the_past() -> None:
    page = show(school_copy(), ARCHIVED)

    assert [row.text for row in page.rows] == ["Arithmetic"]
    assert [tab.current for tab in page.tabs] == [False, True]


def test_a_current_class_tells_its_teachers_and_how_much_there_is_to_do() -> None:
    algebra, biology, geometry = show(school_copy(), CURRENT).rows

    assert algebra.go == Route("class", "alg")
    assert [(fact.key, fact.value) for fact in algebra.facts] == [("teacher", "Ms. Ortega"), ("to_do", "2")]
    assert (biology.facts[0].name, biology.facts[0].value) == ("Teachers", "Mr. Chen, Ms. Bell")
    assert geometry.facts[-1].short == "Starts Sep 3"


def test_a_class_is_archived_from_its_exclusive_end_on_by_the_date_at_greenwich() -> None:
    entry = ClassEntry("x", "X", ends_on=date(2026, 3, 5))
    midnight = datetime(2026, 3, 5, tzinfo=UTC).timestamp()

    assert titles([entry], CURRENT, midnight - 1) == ["X"]
    assert titles([entry], ARCHIVED, midnight) == ["X"]


@given(st.lists(st.tuples(st.none() | DATES, st.none() | DATES, st.booleans())), DATES)
def test_every_class_is_either_current_or_archived(
    classes: list[tuple[date | None, date | None, bool]], today: date
) -> None:
    entries = [ClassEntry(str(n), str(n), [], *dates) for n, dates in enumerate(classes)]
    now = datetime(today.year, today.month, today.day, 13, tzinfo=UTC).timestamp()

    current, archived = titles(entries, CURRENT, now), titles(entries, ARCHIVED, now)

    assert sorted(current + archived) == sorted(entry.title for entry in entries)
    for entry in entries:
        ended = entry.ends_on is not None and entry.ends_on < today + timedelta(days=1)
        assert (entry.title in archived) == (entry.archived or ended)


def test_no_classes_is_said_in_words() -> None:
    copy = MemoryCopy(replace(ADA, classes=[]))

    assert show(copy, CURRENT).message.startswith("No current classes yet.")
    assert show(copy, ARCHIVED).message.startswith("No archived classes.")


def test_a_class_with_odd_dates_and_no_names_is_still_listed() -> None:
    entry = ClassEntry("x", "", ["", " "], date.max, date.max)

    page = show(MemoryCopy(replace(ADA, classes=[entry])), CURRENT)

    assert [row.text for row in page.rows] == ["(no title)"]
    assert [fact.short for fact in page.rows[0].facts] == ["Starts 9999-12-31"]
