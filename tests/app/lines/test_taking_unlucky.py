"""Taking an assessment in line mode while lines drop and teachers change things."""

from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import update

from tests.app.lines.taking import ADA, START, after, doing, on_portal, once, walk
from tests.app.lines.unlucky import NOT_SENT, Lines, at_another_place, down, kept, three
from tests.portal.attempts.support import give
from tests.support.faults import Faulty
from tests.support.papers import of_every_kind
from tests.support.school import DAY, Group, School
from tmp_portal.accounts import tokens
from tmp_portal.clock import now
from tmp_portal.db.students_work import deliveries
from tmp_tui.text import moment
from tmp_tui.wire import Problem

pytestmark = pytest.mark.usefixtures("hurry")


def test_G02_while_the_portal_is_away_answers_are_said_to_be_here_and_later_to_be_saved(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    typist = walk(
        school, *START, "b", doing(lambda: down(ours.line), ""), "c", "", "d",
        doing(lambda: down(ours.line, is_down=False), "/r"), once(ours.sent), "/r", session=ours.session,
    )  # fmt: skip

    assert after(typist, "Question 2 of 3. Answer")[:2] == ["Your answer: c) Option C", NOT_SENT]
    assert after(typist, "Question 3 of 3. Answer")[:2] == ["Your answer: d) Option D", NOT_SENT]
    assert typist.written.count("All your answers are saved.") == 1
    assert kept(school) == {"q1": ["B"], "q2": ["C"], "q3": ["D"]}


def test_G02_an_answer_that_the_portal_did_not_take_is_not_said_to_be_saved(
    school: School, algebra: Group
) -> None:
    class Refusing(Faulty):
        """Once it is back, it takes no answer."""

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.method == "PUT" and not self.down:
                problem = Problem("This is no answer.", 422, "bad-answer")
                return httpx.Response(422, content=msgspec.json.encode(problem), request=request)
            return await super().handle_async_request(request)

    three(school, algebra)
    line = Refusing(school.transport())
    session = school.session(line)
    typist = walk(
        school, *START, doing(lambda: down(line), "b"), doing(lambda: down(line, is_down=False), "/r"),
        once(lambda: session.unsent == 0, "/r"), "/r", session=session,
    )  # fmt: skip

    assert NOT_SENT in typist.written
    assert "All your answers are saved." not in typist.written
    assert typist.written.count("Not taken by the portal: 1.") == 1
    assert kept(school) == {}


def test_G03_what_was_left_unsent_is_sent_after_the_next_sign_in_without_a_key_press(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    first = walk(
        school, *START, doing(lambda: down(ours.line), "b"), "/2", "c", "/leave", "q", "n", "o", "no", "q", "yes",
        session=ours.session,
    )  # fmt: skip
    assert kept(school) == {}

    again = Lines(school)
    second = walk(school, once(lambda: again.session.journal is not None and again.sent(), "1"), "1",
                  session=again.session)  # fmt: skip

    assert first.written.count("2 answers are not sent yet.") == 3
    assert kept(school) == {"q1": ["B"], "q2": ["C"]}
    assert "Saved." in after(second, "Question 1 of 3, answered")


def test_an_attempt_that_runs_is_gone_on_with_while_the_portal_is_away_and_handed_in_when_it_is_back(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)
    typist = walk(
        school, *START, "b", doing(lambda: down(ours.line), "/leave"), "1", "c", "/submit", "submit", "",
        "1", doing(lambda: down(ours.line, is_down=False), "r"), once(ours.sent, "r"), session=ours.session,
    )  # fmt: skip

    assert "1. Continue the assessment; Answered: 1 of 3" in typist.written
    waits = "The portal does not have it yet. It is kept on this computer and sent by itself."
    assert typist.written.count(waits) >= 2
    assert any(line.startswith("1. See what is sent") for line in typist.written)
    assert "Answered: 1 of 3." in typist.written
    assert kept(school)["q1"] == ["C"]


@pytest.mark.parametrize(
    ("minutes", "closes_in", "asked"),
    [
        (0, 0, ""),
        (0, 4 * DAY, "None, but it closes {when}"),
        (40, 4 * DAY, "40 minutes"),
        (40, 1_230, "40 minutes, but it closes {when}: you would have 20 minutes"),
        (0, 1_230, "None, but it closes {when}: you would have 20 minutes"),
    ],
)
def test_G12_the_time_that_begins_is_told_as_the_window_cuts_it(
    school: School, algebra: Group, minutes: int, closes_in: int, asked: str
) -> None:
    closes_at = int(now()) + closes_in if closes_in else 0
    three(school, algebra, minutes=minutes, closes_at=closes_at)

    typist = walk(school, *START, "")

    starts = [line for line in typist.written if line.startswith("Start now?")]
    time = asked.format(when=moment(closes_at, now()))
    begins = "Your time begins when you start. " if minutes else ""
    said = f"Start now? {begins}Time limit: {time}. Type yes: "
    assert starts == ([said] if asked else [])


def test_G18_a_start_without_a_network_says_so_and_leads_back_to_the_page(
    school: School, algebra: Group
) -> None:
    three(school, algebra, attempts=1)
    ours = Lines(school)

    typist = walk(school, "1", doing(lambda: down(ours.line), "1"), "yes", session=ours.session)

    at = typist.written.index("Nothing is used up. Try again when the portal answers.")
    assert typist.written[at - 1] == "The portal does not answer. Check the network, or wait a moment."
    assert typist.written[at + 1] == "1, or ?: "


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": int(DAY)}, "not open yet"),
        ({"closes_at": -int(DAY)}, "closed"),
        ({"in_portal": False}, "This assessment starts with its Test ID. Ask your teacher for it."),
    ],
)
def test_G18_a_start_that_the_teacher_just_took_back_is_refused_in_words(
    school: School, algebra: Group, changes: dict[str, int | bool], words: str
) -> None:
    three(school, algebra)
    values = {name: int(now()) + value if value is not False else False for name, value in changes.items()}

    def change() -> None:
        school.write(lambda c: c.execute(update(deliveries).values(**values)))

    typist = walk(school, "1", doing(change, "1"))

    told = after(typist, "1, or ?: ")
    assert words.casefold() in told[0].casefold()
    assert len(told) == 1


def test_a_test_id_leads_to_the_page_and_from_there_into_the_assessment(
    school: School, algebra: Group
) -> None:
    three(school, algebra, in_portal=False, test_id="246813")

    typist = walk(school, "i 246 813", "1", "b", "/leave", "b", "999999")

    assert "1. Start Assessment" in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_G18_an_expired_test_id_is_refused_at_the_start(school: School, algebra: Group) -> None:
    three(school, algebra, in_portal=False, test_id="246813")

    def expire() -> None:
        school.write(lambda c: c.execute(update(deliveries).values(test_id_expires_at=int(now()) - 9)))

    typist = walk(school, "i 246813", doing(expire, "1"))

    assert "Test ID" in after(typist, "1, or ?: ", nth=2)[0]


def test_a_full_disk_is_said_and_the_answer_still_reaches_the_portal(
    school: School, algebra: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def full() -> None:
        journal = ours.session.journal
        assert journal is not None
        down(ours.line)
        monkeypatch.setattr(journal, "_write", lambda: setattr(journal, "trouble", "the disk is full"))

    typist = walk(
        school, *START, doing(full, "b"),
        doing(lambda: down(ours.line, is_down=False), "/r"), once(ours.sent, "/leave"), session=ours.session,
    )  # fmt: skip

    assert "Not saved: the disk is full. Keep this program open, and tell your teacher." in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_G19_a_session_that_ended_is_said_and_the_answers_wait_for_the_next_sign_in(
    school: School, algebra: Group
) -> None:
    three(school, algebra)
    ours = Lines(school)

    def end() -> None:
        school.write(lambda c: tokens.revoke_user(c, school.tenant, "school-ada", "test", 0))

    def is_ended() -> bool:
        copy = ours.session.copy
        return copy is not None and copy.freshness.trouble == "signed-out"

    again = (*ADA, once(lambda: ours.session.journal is not None and ours.sent(), "q"))
    typist = walk(
        school, *START, doing(end, "b"), once(is_ended), "/leave", "o", "yes", *again, session=ours.session
    )

    ended = "Your session has ended. Sign in again. Your answers are kept on this computer. Sign in again, and they are sent."
    assert ended in typist.written
    assert "1 answer is not sent yet." in typist.written
    assert kept(school) == {"q1": ["B"]}


def test_an_answer_after_it_was_handed_in_elsewhere_is_refused_and_the_receipt_is_shown(
    school: School, algebra: Group, tmp_path: Path
) -> None:
    three(school, algebra)

    def elsewhere() -> None:
        at_another_place(school, tmp_path / "other", *START, "take", "/submit", "submit")

    typist = walk(school, *START, "b", "", doing(elsewhere, "c"), "q")

    assert "This assessment was submitted at another place." in typist.written
    assert "Answered: 1 of 3." in typist.written


def test_the_end_of_input_in_the_middle_of_a_text_keeps_every_line_of_it(
    school: School, algebra: Group
) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    walk(school, *START, "/11", "/w", "one", "two")

    assert msgspec.json.decode(on_portal(school)["extended_text"]) == {"R": ["one\ntwo"]}
