"""Sending the journal over lines that lose, repeat, delay and lie: nothing is dropped, nothing goes over what is newer."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.answers import AFTER, BEFORE, FAULTS, LATER, NOW, AnswerPortal, refusal
from tests.support.waiting import until
from tmp_tui.api import errors
from tmp_tui.store import sending
from tmp_tui.store.journal import Journal
from tmp_tui.store.journal_rows import Given
from tmp_tui.store.sending import Sender
from tmp_tui.wire import Problem
from tmp_tui.wire.attempts import Marks, Values

KEY = b"k" * 32
A, B, C = {"r": ["a"]}, {"r": ["b"]}, {"r": ["c"]}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come after milliseconds."""
    monkeypatch.setattr(sending, "FIRST_RETRY", 0.002)
    monkeypatch.setattr(sending, "EVERY", 0.01)


@pytest.fixture
def portal() -> AnswerPortal:
    return AnswerPortal()


@pytest.fixture
def journal(tmp_path: Path, portal: AnswerPortal) -> Journal:
    made = Journal(tmp_path / "copies" / "one.journal", KEY)
    made.keep_paper(portal.paper("t"))
    return made


@contextlib.asynccontextmanager
async def sent(
    portal: AnswerPortal, journal: Journal, changed: Callable[[], None] = lambda: None
) -> AsyncIterator[Sender]:
    sender = Sender(portal, journal)
    task = asyncio.create_task(sender.run(changed))
    try:
        yield sender
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def all_sent(journal: Journal) -> Callable[[], bool]:
    return lambda: not journal.pending()


def on_portal(portal: AnswerPortal, item: str) -> Values | None:
    newest = portal.newest("t", item)
    return newest.values if newest else None


async def test_G30_an_answer_is_sent_at_once_and_by_itself(portal: AnswerPortal, journal: Journal) -> None:
    async with sent(portal, journal):
        for number in range(5):
            journal.answer("t", f"q{number}", A, NOW)
            await until(all_sent(journal))

    assert portal.asked == [("answer", f"q{number}", 1) for number in range(5)]


async def test_G30_journalling_awaits_no_network(portal: AnswerPortal, journal: Journal) -> None:
    portal.down = True
    async with sent(portal, journal):
        begun = time.perf_counter()
        for number in range(20):
            journal.answer("t", f"q{number}", A, NOW)
        taken = time.perf_counter() - begun

        assert taken < 10  # how fast a disk is, `benchmarks journal` measures
        assert {journal.state("t", f"q{number}") for number in range(20)} == {"on-this-computer"}


async def test_G30_a_new_answer_does_not_wait_for_the_next_retry(
    portal: AnswerPortal, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "FIRST_RETRY", 1000.0)
    monkeypatch.setattr(sending, "EVERY", 1000.0)
    portal.down = True
    async with sent(portal, journal) as sender:
        journal.answer("t", "q1", A, NOW)
        await until(lambda: sender.trouble == "no-network")
        portal.down = False

        journal.answer("t", "q1", B, NOW)

        await until(all_sent(journal))
    assert on_portal(portal, "q1") == B


@pytest.mark.parametrize("fault", FAULTS)
async def test_G02_the_state_is_true_at_each_step(portal: AnswerPortal, journal: Journal, fault: str) -> None:
    wrong = []

    def look() -> None:
        for item in ("q1", "q2"):
            if journal.state("t", item) == "saved" and on_portal(portal, item) != journal.values("t", item):
                wrong.append(item)

    portal.faults.extend([fault, "", fault, fault])
    async with sent(portal, journal, look):
        for values in (A, B, C):
            journal.answer("t", "q1", values, NOW)
            assert journal.state("t", "q1") == "on-this-computer"
            journal.answer("t", "q2", values, NOW)
            await asyncio.sleep(0.003)
        await until(all_sent(journal))
        look()

    assert wrong == []
    assert (journal.state("t", "q1"), on_portal(portal, "q1")) == ("saved", C)


async def test_G03_what_was_pending_is_sent_after_a_restart_without_a_key_press(
    portal: AnswerPortal, journal: Journal, tmp_path: Path
) -> None:
    portal.down = True
    async with sent(portal, journal) as sender:
        journal.answer("t", "q1", A, NOW)
        journal.answer("t", "q1", B, NOW)
        journal.submit("t", NOW)
        await until(lambda: sender.trouble != "")
    journal.close()

    portal.down = False
    again = Journal(tmp_path / "copies" / "one.journal", KEY)
    async with sent(portal, again):
        await until(all_sent(again))

    assert [form.values for form in portal.held("t").answers["q1"]] == [A, B]
    submission = again.submission("t")
    assert submission is not None
    assert submission.receipt is not None


async def test_G05_a_lost_reply_is_one_effect(portal: AnswerPortal, journal: Journal) -> None:
    portal.faults.extend([AFTER, AFTER, "delivered twice"])
    journal.answer("t", "q1", A, NOW)
    async with sent(portal, journal):
        await until(all_sent(journal))

    assert len(portal.held("t").history) == 1
    assert len(portal.asked) == 3


async def test_G17_a_lost_start_reply_begins_one_attempt(portal: AnswerPortal, journal: Journal) -> None:
    portal.faults.append(AFTER)
    sender = Sender(portal, journal)
    with pytest.raises(errors.NoNetwork):
        await sender.start("c", 1, "room 5")

    paper = await sender.start("c", 1, "room 5")

    assert list(portal.starts.values()) == [paper.id]
    assert journal.paper(paper.id) == paper


async def test_answers_of_one_item_go_in_order_and_at_most_four_side_by_side(
    portal: AnswerPortal, journal: Journal
) -> None:
    for number in range(12):
        journal.answer("t", f"q{number}", A, NOW)
        journal.answer("t", f"q{number}", B, NOW)
    portal.faults.extend(["slow"] * 24)
    async with sent(portal, journal):
        await until(all_sent(journal))

    assert 1 < portal.most_side_by_side <= 4
    assert {tuple(form.version for form in rows) for rows in portal.held("t").answers.values()} == {(1, 2)}


@pytest.mark.parametrize("fault", LATER)
async def test_a_submit_goes_after_every_answer(portal: AnswerPortal, journal: Journal, fault: str) -> None:
    portal.faults.extend([fault] * 4)
    for number in range(6):
        journal.answer("t", f"q{number}", A, NOW)
    journal.submit("t", NOW)
    async with sent(portal, journal):
        await until(all_sent(journal))

    assert portal.asked[-1] == ("submit", "t", 0)
    assert [kind for kind, _, _ in portal.asked].count("submit") == 1
    assert len(portal.held("t").answers) == 6


@pytest.mark.parametrize("code", ["already-submitted", "past-deadline"])
async def test_G06_an_answer_that_comes_too_late_stays_here(
    portal: AnswerPortal, journal: Journal, code: str
) -> None:
    portal.held("t").submit_key = "another" if code == "already-submitted" else ""
    portal.held("t").past_deadline = code == "past-deadline"
    journal.answer("t", "q1", A, NOW)
    async with sent(portal, journal):
        await until(all_sent(journal))

    (kept,) = journal.refusals("t")
    assert (kept.code, kept.values, journal.state("t", "q1")) == (code, A, "on-this-computer")


async def test_G07_a_conflict_shows_both_and_then_the_student_decides(
    portal: AnswerPortal, journal: Journal
) -> None:
    await Sender(portal, journal)._portal.answer("t", "q1", Given("t", "q1", "k", 3, 0, B, NOW).form("here"))
    journal.answer("t", "q1", A, NOW)
    async with sent(portal, journal):
        await until(lambda: journal.conflict("t", "q1") is not None)
        conflict = journal.conflict("t", "q1")
        assert conflict is not None
        assert conflict.theirs is not None
        assert (conflict.values, conflict.theirs.values, on_portal(portal, "q1")) == (A, B, B)

        journal.answer("t", "q1", A, NOW)
        await until(all_sent(journal))

    assert (on_portal(portal, "q1"), journal.state("t", "q1")) == (A, "saved")


async def test_G08_another_place_took_over_and_then_this_one_again(
    portal: AnswerPortal, journal: Journal
) -> None:
    portal.held("t").writer = "there"
    journal.answer("t", "q1", A, NOW)
    async with sent(portal, journal):
        await until(lambda: journal.held("t") == "not-the-writer")
        assert len(journal.pending()) == 1
        asked = len(portal.asked)
        journal.answer("t", "q1", B, NOW)
        await asyncio.sleep(0.02)
        assert len(portal.asked) == asked

        journal.keep_paper(portal.paper("t", writer="there"))
        await until(all_sent(journal))

    assert on_portal(portal, "q1") == B


async def test_signed_out_sends_nothing_until_the_next_sign_in(
    portal: AnswerPortal, journal: Journal
) -> None:
    portal.signed_out = True
    journal.answer("t", "q1", A, NOW)
    sender = Sender(portal, journal)
    async with asyncio.timeout(5):
        await sender.run(lambda: None)
    assert (sender.trouble, len(journal.pending())) == ("signed-out", 1)

    portal.signed_out = False
    async with sent(portal, journal):
        await until(all_sent(journal))


async def test_marks_and_places_are_sent(portal: AnswerPortal, journal: Journal) -> None:
    portal.faults.append(BEFORE)
    async with sent(portal, journal):
        journal.mark("t", Marks(flagged=["q2"]))
        await until(all_sent(journal))
        journal.move("t", 7)
        await until(lambda: portal.held("t").marks.position == 7)

    assert portal.held("t").marks == Marks(position=7, flagged=["q2"])


async def test_G20_one_success_clears_every_wait(portal: AnswerPortal, journal: Journal) -> None:
    portal.down = True
    async with sent(portal, journal) as sender:
        for number in range(10):
            journal.answer("t", f"q{number}", A, NOW)
        await until(lambda: sender.trouble == "no-network")
        portal.down = False
        await until(all_sent(journal))

        assert sender.trouble == ""


async def test_a_conflict_that_does_not_say_with_what_is_no_answer(
    portal: AnswerPortal, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = refusal(409, "conflict")
    bare.problem = Problem("no", 409, "conflict")

    async def lie(*_: object) -> None:
        raise bare

    with monkeypatch.context() as patch:
        patch.setattr(portal, "answer", lie)
        journal.answer("t", "q1", A, NOW)
        async with sent(portal, journal) as sender:
            await until(lambda: sender.trouble == "portal-failed")
    assert len(journal.pending()) == 1


# Properties.

_faults = st.lists(st.sampled_from(FAULTS), max_size=30)
_answers = st.lists(st.tuples(st.sampled_from(["q1", "q2", "q3"]), st.integers(0, 3)), max_size=12)


@settings(max_examples=100, deadline=None)
@given(faults=_faults, answers=_answers, late=st.sampled_from(["", "past-deadline", "already-submitted"]))
def test_G09_a_row_goes_only_on_the_acknowledgement_of_exactly_its_version(
    faults: list[str], answers: list[tuple[str, int]], late: str
) -> None:
    """Whatever the line does, at every step each version given is here or on the portal, word for word."""

    async def live(folder: Path) -> None:
        portal = AnswerPortal(faults)
        journal = Journal(folder / "one.journal", KEY)
        journal.keep_paper(portal.paper("t"))
        given_: dict[tuple[str, int], Values] = {}

        def nothing_is_missing() -> None:
            here = {(row.item, row.version): row.values for row in _rows(journal)}
            there = {(item, form.version): form.values for item, form in portal.held("t").history}
            assert {**here, **there}.items() >= given_.items()

        async with sent(portal, journal, nothing_is_missing):
            for number, (item, value) in enumerate(answers):
                if late and number == len(answers) // 2:
                    portal.held("t").past_deadline = late == "past-deadline"
                    portal.held("t").submit_key = "x" if late == "already-submitted" else ""
                values = {"r": [str(value)]} if value else {}
                before = journal.on_portal("t", item)
                version = journal.answer("t", item, values, NOW)
                if version and not (before and before.version == version):
                    given_[item, version] = values
                await asyncio.sleep(0)
            await until(all_sent(journal))
            nothing_is_missing()
        journal.close()
        assert _rows(Journal(folder / "one.journal", KEY)) == _rows(journal)

    with TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder)))


def _rows(journal: Journal) -> list[Given]:
    rows = journal.refusals("t") + [row for row in journal.pending() if isinstance(row, Given)]
    return sorted(rows, key=lambda row: (row.item, row.version))


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10_000), steps=st.integers(2, 25), share=st.sampled_from([0.0, 0.3]))
def test_G07_two_clients_interleaved_equal_some_serial_history(seed: int, steps: int, share: float) -> None:
    """Each answer on the portal stands on exactly the one before it, which its giver had seen or given."""

    async def live(folder: Path) -> None:
        dice = random.Random(seed)
        portal = AnswerPortal(dice.choice(LATER) if dice.random() < share else "" for _ in range(200))
        journals = [Journal(folder / f"{name}.journal", KEY) for name in "ab"]
        seen: list[set[str]] = [set(), set()]
        bases: dict[str, set[str]] = {}
        for journal in journals:
            journal.keep_paper(portal.paper("t"))
        async with sent(portal, journals[0]), sent(portal, journals[1]):
            for number in range(steps):
                which = dice.randrange(2)
                journal = journals[which]
                conflict = journal.conflict("t", "q")
                if conflict is not None and conflict.theirs is not None:
                    seen[which] |= {str(conflict.theirs.values.get("r"))}
                values = {"r": [f"{which} {number}"]} if dice.random() < 0.8 else {}
                version = journal.answer("t", "q", values, NOW)
                rows = _rows(journal)
                if rows and rows[-1].version == version:
                    bases.setdefault(rows[-1].key, set(seen[which]))
                seen[which].add(str(values.get("r")))
                await asyncio.sleep(dice.choice([0, 0, 0.001]))
            await until(lambda: all(not journal.pending() for journal in journals))
        taken = portal.held("t").answers.get("q", [])
        for before, after in zip([None, *taken], taken, strict=False):
            assert after.base == (before.version if before else 0)
            assert before is None or str(before.values.get("r")) in bases[after.key]
        for journal in journals:
            journal.close()

    with TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder)))
