"""Progress Reports, and the navigation to them and to the account."""

from msgspec.structs import replace

from tests.support.copies import MemoryCopy, school_copy
from tests.support.documents import ADA, DAY, NOW
from tmp_tui.pages.model import Route
from tmp_tui.pages.showing import navigation, show
from tmp_tui.wire import ReportEntry


def test_reports_tell_term_and_date_newest_first() -> None:
    two = [ReportEntry("a", "First", "Fall", NOW - 90 * DAY), ReportEntry("b", "Second", "", NOW)]

    page = show(MemoryCopy(replace(ADA, reports=two)), Route("reports"))

    assert page.title == "Progress Reports"
    assert [(row.text, [fact.value for fact in row.facts]) for row in page.rows] == [
        ("Second", ["today"]),
        ("First", ["Fall", "Dec 4, 2025"]),
    ]


def test_no_reports_is_said_in_words() -> None:
    page = show(MemoryCopy(replace(ADA, reports=[])), Route("reports"))

    assert (page.state, page.message[:24]) == ("empty", "No progress reports yet.")


def test_the_menu_names_the_student_and_the_place_where_the_reader_is() -> None:
    tabs = navigation(school_copy(), Route("assessment", "alg", "1"))

    assert [(tab.name, tab.go.page, tab.current) for tab in tabs] == [
        ("Home", "home", False),
        ("Classes", "classes", True),
        ("Progress Reports", "reports", False),
        ("Ada Lovelace", "account", False),
    ]


def test_a_student_without_a_name_is_called_by_the_username() -> None:
    nameless = MemoryCopy(replace(ADA, given_name="", family_name=" "))

    assert navigation(nameless, Route("home"))[-1].name == "ada"
    assert navigation(MemoryCopy(), Route("home"))[-1].name == "Your name"
