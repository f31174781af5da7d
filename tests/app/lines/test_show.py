"""`tmp-tui show`: one page for people or programs, and an exit status that says how it went."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from tests.support.copies import MemoryCopy, school_copy
from tests.support.documents import ADA, NOW
from tests.support.pretended import PretendSession
from tmp_tui.api.errors import ApiError, Maintenance, NoNetwork, Refused, SignedOut, TooMany
from tmp_tui.show import show
from tmp_tui.store.freshness import Freshness
from tmp_tui.wire import ClassEntry, Problem

ADA_TYPED = ("4821", "ada", "analytical-engine")
WRONG = Refused(Problem("The account number, username or password is incorrect.", 401, "sign-in-failed"))
OFFLINE = Freshness(at=NOW, trouble="no-network", failures=2)


class Shown:
    """What a call of `show` did."""

    def __init__(
        self,
        page: str,
        *words: str,
        as_json: bool = False,
        session: PretendSession | None = None,
        typed: tuple[str, str, str] | None = ADA_TYPED,
    ) -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self.session = session or PretendSession()
        self.status = show(
            self.session,
            page,
            words,
            as_json=as_json,
            credentials=lambda: typed,
            write=self.out.append,
            write_error=self.err.append,
        )

    def json(self) -> Any:
        """What was written, decoded."""
        return json.loads("".join(self.out))


@pytest.mark.parametrize(
    ("page", "words", "title"),
    [
        ("home", [], "Home"),
        ("classes", [], "Classes"),
        ("class", ["Algebra 1"], "Activity"),
        ("class", ["Algebra", "1", "Assessments"], "Assessments"),
        ("class", ["alg", "progress"], "Progress"),
        ("assessments", ["alg"], "Assessments"),
        ("playlists", ["Algebra", "1"], "Playlists"),
        ("progress", ["algebra"], "Progress"),
        ("reports", [], "Progress Reports"),
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_every_page_is_shown_as_lines_and_as_json(
    page: str, words: list[str], title: str, as_json: bool
) -> None:
    shown = Shown(page, *words, as_json=as_json)

    assert (shown.status, shown.err) == (0, [])
    assert (shown.json()["title"] if as_json else shown.out[0]) == title
    assert [asked[0] for asked in shown.session.asked] == ["sign_in", "sync", "sign_out"]


def test_progress_as_json_has_every_standard_and_what_is_behind_it() -> None:
    page = Shown("progress", "Algebra 1", as_json=True).json()

    assert (page["place"], page["as_of"]) == ("Ms. Ortega · Algebra 1", "2026-03-04T12:00:00Z")
    assert [row["text"] for row in page["rows"][:4:3]] == ["What is next", "Represent constraints."]
    at = [row["text"][:4] for row in page["rows"]].index("A.1 ")
    assert page["rows"][at] == {
        "text": "A.1 Interpret the parts of an expression.",
        "depth": 1,
        "facts": {"level": "Mastery", "percent": "90 %"},
        "codes": {"level": "mastery", "percent": "90"},
    }
    counted, trend, essay = page["rows"][at + 1 : at + 4]
    assert counted["facts"] == {"counted": "your most recent result: 90 %"}
    assert trend["codes"] == {"trend": "75.0, 83.33"}
    assert essay["facts"] == {
        "points": "2.5 of 3",
        "percent": "83.3 %",
        "when": "Feb 28",
        "graph": "########..",
    }
    assert essay["codes"] == {"percent": "83.33", "when": "2026-02-28T12:00:00Z"}


def test_lines_are_without_numbers_tabs_or_cuts() -> None:
    out = Shown("progress", "Algebra 1").out

    assert out[1] == "Ms. Ortega · Algebra 1"
    assert not any(line.startswith("Tabs:") for line in out)
    assert "  A.1 Interpret the parts of an expression.; Level: Mastery; Percent: 90 %" in out


def test_playlists_are_shown_with_their_activities() -> None:
    assert any("https://example.org/parts" in line for line in Shown("playlists", "Algebra").out)


def test_an_archived_class_is_found_too() -> None:
    assert Shown("class", "Arithmetic").status == 0


def test_a_class_that_is_not_there_lists_those_that_are() -> None:
    shown = Shown("progress", "Chemistry")

    assert (shown.status, shown.out) == (1, [])
    assert shown.err == [
        "tmp-tui: You have no class called Chemistry. Your classes:",
        "tmp-tui: Algebra 1",
        "tmp-tui: Biology",
        "tmp-tui: Geometry",
        "tmp-tui: Arithmetic",
    ]


def test_a_name_of_several_classes_lists_them() -> None:
    two = replace(ADA, classes=[ClassEntry("a", "Algebra 1"), ClassEntry("b", "Algebra 2")])

    shown = Shown("progress", "Algebra", session=PretendSession(MemoryCopy(two)))

    assert (shown.status, shown.err[1:]) == (1, ["tmp-tui: Algebra 1", "tmp-tui: Algebra 2"])


@pytest.mark.parametrize(
    ("page", "words"), [("nonsense", []), ("progress", []), ("class", [" ", "?"]), ("home", ["x"])]
)
def test_what_cannot_be_understood_is_2_and_asks_the_portal_nothing(page: str, words: list[str]) -> None:
    shown = Shown(page, *words)

    assert (shown.status, shown.out, shown.session.asked) == (2, [], [])
    assert shown.err[0].startswith("tmp-tui: ")


def test_without_credentials_it_is_4() -> None:
    shown = Shown("home", typed=None)

    assert (shown.status, shown.out) == (4, [])
    assert "not signed in" in shown.err[0]


@pytest.mark.parametrize(
    ("error", "status"), [(WRONG, 4), (SignedOut(), 4), (NoNetwork(), 5), (Maintenance(), 5), (TooMany(), 1)]
)
def test_a_sign_in_that_fails_says_why_with_a_status_of_its_own(error: ApiError, status: int) -> None:
    shown = Shown("home", session=PretendSession(refusals=[error]))

    assert (shown.status, shown.out, shown.err) == (status, [], [f"tmp-tui: {error.words}"])


def test_a_temporary_password_is_sent_to_profile_setup() -> None:
    shown = Shown("home", session=PretendSession(setup=True))

    assert (shown.status, shown.err) == (
        4,
        ["tmp-tui: Choose your own password first: start tmp-tui and sign in."],
    )


def test_offline_it_answers_from_the_copy_says_so_and_is_5() -> None:
    shown = Shown("classes", session=PretendSession(school_copy(freshness=OFFLINE)))

    assert (shown.status, shown.out[0]) == (5, "Classes")
    assert shown.err[0].startswith("tmp-tui: As of today 12:00. The portal does not answer.")


def test_offline_without_a_copy_it_says_why_and_is_5() -> None:
    shown = Shown("progress", "Algebra 1", session=PretendSession(MemoryCopy(freshness=OFFLINE)))

    assert (shown.status, shown.out) == (5, [])
    assert shown.err[0].startswith("tmp-tui: The portal does not answer.")


def test_a_session_that_ended_is_4() -> None:
    ended = Freshness(at=NOW, trouble="signed-out", failures=1)

    assert Shown("classes", session=PretendSession(school_copy(freshness=ended))).status == 4


def test_a_session_that_was_signed_in_before_stays_so() -> None:
    session = PretendSession()
    session.copy = school_copy()

    assert Shown("classes", session=session, typed=None).status == 0
    assert session.asked == [("sync",)]
