"""A student's way through line mode, typed line by line."""

import pytest

from tests.support.copies import MemoryCopy, with_algebra
from tests.support.documents import NOW
from tests.support.pretended import PretendSession
from tests.support.typist import Typist
from tmp_tui.lines import run
from tmp_tui.store.freshness import Freshness
from tmp_tui.wire import Assessment, TestIdEntry

ADA = ("4821", "ada", "analytical-engine")


def read_on(session: PretendSession, *lines: str) -> Typist:
    """What is written from Home on."""
    typist = Typist(*ADA, *lines, "q")
    assert run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=0) == 0
    assert typist.written[-1] == "Goodbye."
    return typist


def test_home_reads_from_top_to_bottom() -> None:
    typist = read_on(PretendSession())

    assert typist.after("You are signed in.")[:8] == [
        "Home",
        "Test ID: type i and the number, for example i 246813.",
        "Start Assessment",
        "1. Equations quiz; Class: Algebra 1; Questions: 12; Time limit: 45 minutes; Closes: Mar 6 12:00",
        "2. Essay; Class: Algebra 1; Attempts left: 1",
        "Recent activity",
        "3. Bring a ruler; Kind: Note; Teacher: Ms. Ortega; Class: Algebra 1; When: today 11:00",
        "4. Equations quiz; Kind: Assessment; Teacher: Ms. Ortega; Class: Algebra 1; When: yesterday 12:00",
    ]


def test_A14_a_page_is_read_as_title_place_tabs_introduction_rows() -> None:
    assert read_on(PretendSession(), "c", "1", "prog").after("Progress")[:12] == [
        "Ms. Ortega · Algebra 1",
        "Tabs: Activity, Assessments, Playlists, Progress (here)",
        "Show: All (here), Exceeds, Mastery, Near Mastery, Remediation, Not assessed",
        "4 of 5 standards assessed: 1 Exceeds, 1 Mastery, 1 Near Mastery, 1 Remediation.",
        "What is next",
        "1. Create equations in one variable. (B.1); Level: Near Mastery; Percent: 75 %; Next level: 5 % more for Mastery",
        "2. Use the structure of an expression to rewrite it. (A.2); Level: Remediation; Percent: 40 %; Next level: 10 % more for Near Mastery",
        "3. Represent constraints.; Level: Not assessed",
        "All standards",
        "4. How levels are made; Method: most recent assessment",
        "5. A Seeing structure in expressions; Level: Remediation; Percent: 40 %",
        "  6. A.1 Interpret the parts of an expression.; Level: Mastery; Percent: 90 %",
    ]


def test_A13_an_assessment_is_read_as_names_and_values() -> None:
    typist = read_on(PretendSession(), "c", "algebra", "as", "comp", "expressions")

    assert typist.after("Expressions quiz")[:3] == [
        "Ms. Ortega · Algebra 1",
        "State: Complete",
        "Score: 7 of 10",
    ]


def test_to_do_lists_only_what_can_be_taken() -> None:
    typist = read_on(PretendSession(), "c", "1", "as", "to")

    at = typist.written.index("Show: All, To-Do (here), Complete")
    assert [line[:18] for line in typist.written[at + 1 : at + 3]] == [
        "1. Equations quiz;",
        "2. Unit test; Stat",
    ]


def test_opening_a_standard_reads_it_whole_with_its_assessments_and_b_goes_back() -> None:
    typist = read_on(PretendSession(), "c", "1", "prog", "A.1", "2", "b", "b", "b")

    at = typist.written.index("A.1 Interpret the parts of an expression.; Level: Mastery; Percent: 90 %")
    assert typist.written[at - 2 : at] == ["Progress", "Ms. Ortega · Algebra 1"]
    assert typist.written[at + 1 : at + 6] == [
        "How it was counted: your most recent result: 90 %",
        "Trend: going up, oldest to newest: 75, 83.3 %",
        "1. Essay; Points: 2.5 of 3; Percent: 83.3 %; When: Feb 28; Graph: ########..",
        "2. Expressions quiz; Points: 3 of 4; Percent: 75 %; When: Feb 24; Graph: #######...",
        "1 to 2, or ?: ",
    ]
    titles = [line for line in typist.written[at:] if line in ("Expressions quiz", "Progress", "Classes")]
    assert titles == ["Expressions quiz", "Progress", "Progress", "Classes"]


def test_opening_a_group_reads_only_what_is_beneath_it() -> None:
    typist = read_on(PretendSession(), "c", "1", "prog", "8")

    at = typist.written.index("B Creating equations; Level: Not assessed")
    assert [line[:6] for line in typist.written[at + 1 : at + 4]] == ["1. B.1", "2. B.2", "3. Rep"]


def test_what_is_next_leads_to_the_standard_and_a_filter_is_chosen_by_its_name() -> None:
    typist = read_on(PretendSession(), "c", "1", "prog", "2", "b", "near", "all", "not")

    assert typist.after("A.2")[:5] == [
        "Ms. Ortega · Algebra 1",
        "Use the structure of an expression to rewrite it.",
        "Level: Remediation",
        "Percent: 40 %",
        "Next level: 10 % more for Near Mastery",
    ]
    at = typist.written.index("Near Mastery: 1 of 5 standards.")
    assert typist.written[at + 1 : at + 3] == [
        "1. B Creating equations",
        "  2. B.1 Create equations in one variable.; Level: Near Mastery; Percent: 75 %",
    ]
    assert "Not assessed: 1 of 5 standards." in typist.written


def test_opening_a_playlist_reads_its_activities_and_addresses() -> None:
    assert read_on(PretendSession(), "c", "1", "pl", "1").after("Before the unit test.")[:3] == [
        "Watch: equal parts; Kind: video; Standard: A.1; Address: https://example.org/parts",
        "  Six minutes.",
        "Worksheet; Kind: document",
    ]


def test_back_from_the_first_page_says_that_it_is_the_first() -> None:
    assert "This is the first page. q quits." in read_on(PretendSession(), "b").written


def test_the_menu_goes_everywhere_and_back_leads_home() -> None:
    typist = read_on(PretendSession(), "p", "n", "b")

    titles = [line for line in typist.written if line in ("Home", "Progress Reports", "Account Settings")]
    assert titles == ["Home", "Progress Reports", "Account Settings", "Home"]
    assert "Account number: 4821" in typist.written


def test_help_lists_every_command() -> None:
    text = "\n".join(read_on(PretendSession(), "?").written)

    for words in (
        "b: back",
        "h: Home",
        "c: Classes",
        "p: Progress Reports",
        "n: your name",
        "r: ask",
        "o: sign out",
    ):
        assert words in text


def test_a_test_id_opens_its_assessment() -> None:
    session = PretendSession(test_ids={"246813": TestIdEntry("alg", 3, "Unit test")})

    typist = read_on(session, "i 246813")

    assert ("look_up", "246813") in session.asked
    assert "State: To-Do (by Test ID from your teacher)" in typist.after("Unit test")


def test_a_test_id_that_is_not_there_is_said_in_words_and_the_page_stays() -> None:
    typist = read_on(PretendSession(), "999999", "i")

    assert typist.written.count("Home") == 1
    assert "The portal has no such thing." in typist.written
    assert "Type the Test ID after i, for example i 246813." in typist.written


def test_an_assessment_given_a_moment_ago_is_fetched_before_it_is_opened() -> None:
    def arrives(copy: MemoryCopy) -> None:
        copy.documents[1]["alg"] = with_algebra(assessments=[Assessment(9, "n", "Brand new", NOW)]).documents[
            1
        ]["alg"]

    class Quiet(PretendSession):
        async def keep_in_sync(self, changed: object) -> None: ...

    session = Quiet(test_ids={"111111": TestIdEntry("alg", 9, "Brand new")}, on_sync=arrives)

    assert "Brand new" in read_on(session, "i 111111").written
    assert ("sync",) in session.asked


def test_signing_out_forgets_and_the_next_student_can_sign_in() -> None:
    session = PretendSession()

    typist = read_on(session, "c", "o", "", "grace", "nanosecond-1906")

    assert [asked[0] for asked in session.asked] == ["sign_in", "sign_out", "sign_in"]
    assert typist.after("You are signed out.")[:3:2] == ["Sign in", "Account number (4821, Enter keeps it): "]


def test_a_session_that_is_signed_in_already_goes_straight_home() -> None:
    session = PretendSession()
    session.copy = session._own
    typist = Typist("q")

    run(session, read=typist.read, write=typist.write, patience=0)

    assert (typist.written[1], session.asked) == ("Home", [])


def test_a_session_may_be_made_while_the_first_question_is_answered() -> None:
    session, typist = PretendSession(), Typist(*ADA, "q")

    run(lambda: session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=0)

    assert "Home" in typist.written


def test_trouble_is_said_once_and_its_end_once() -> None:
    def trouble(copy: MemoryCopy) -> None:
        tries.append("sync")
        down = len(tries) < 4
        copy.freshness = Freshness(at=NOW, trouble="no-network" if down else "", failures=2 if down else 0)

    tries: list[str] = []
    typist = read_on(PretendSession(on_sync=trouble), "r", "r", "r", "r", "h")

    said = [
        line for line in typist.written if line.startswith("As of today 12:00. The portal does not answer.")
    ]
    assert (len(said), typist.written.count("Up to date.")) == (1, 1)


def test_an_ended_session_says_which_key_leads_to_sign_in() -> None:
    def ended(copy: MemoryCopy) -> None:
        copy.freshness = Freshness(at=NOW, trouble="signed-out", failures=1)

    typist = read_on(PretendSession(on_sync=ended), "r")

    assert (
        typist.after("As of today 12:00. Your session has ended. Sign in again.")[0]
        == "o leads back to sign-in."
    )


@pytest.mark.parametrize("ending", [("q",), ()])
def test_quitting_and_the_end_of_input_end_the_session_at_the_portal(ending: tuple[str, ...]) -> None:
    session = PretendSession()
    typist = Typist(*ADA, *ending)

    run(session, read=typist.read, read_secret=typist.read_secret, write=typist.write, patience=0)

    assert session.left
