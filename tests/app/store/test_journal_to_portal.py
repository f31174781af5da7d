"""Answers on their way from the journal to the real portal, over lines that fail."""

import asyncio

import pytest

from tests.portal.attempts.support import choice, give
from tests.support.faults import Faulty, lossy
from tests.support.school import PASSWORD, Group, School
from tests.support.waiting import until
from tmp_tui.session import Session
from tmp_tui.store import sending
from tmp_tui.wire.attempts import Paper


@pytest.fixture
def algebra(school: School, monkeypatch: pytest.MonkeyPatch) -> Group:
    monkeypatch.setattr(sending, "FIRST_RETRY", 0.001)
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, [choice(f"q{number}") for number in range(6)])
    return group


async def begun(session: Session, group: Group) -> Paper:
    await session.sign_in("4821", "ada", PASSWORD)
    assert session.sender is not None
    return await session.sender.start(group.id, 1, "lab-1")


async def sent(session: Session, attempt: str) -> None:
    """Send until nothing of the attempt is due."""
    assert session.journal is not None
    journal = session.journal
    sending_it = asyncio.create_task(session.keep_sending(lambda: None))
    await until(lambda: all(entry.attempt != attempt for entry in journal.due()), 20)
    sending_it.cancel()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("after", [False, True])
async def test_G05_every_answer_arrives_once_over_a_line_that_loses_a_third(
    school: School, algebra: Group, seed: int, after: bool
) -> None:
    line = Faulty(school.transport())
    session = school.session(line)
    paper = await begun(session, algebra)
    journal = session.journal
    assert journal is not None
    line.drops, line.after = lossy(0.33, seed), after

    for number, item in enumerate(paper.items):
        journal.answer(paper.id, item.id, {"RESPONSE": ["ABCDEF"[number]]}, paper.now)
    await sent(session, paper.id)

    line.drops = lambda _: False
    assert {journal.state(paper.id, item.id) for item in paper.items} == {"saved"}
    on_portal = await session._signed_in().paper(paper.id)
    assert [
        kept.values["RESPONSE"]
        for kept in sorted(on_portal.answers, key=lambda kept: kept.values["RESPONSE"])
    ] == [[letter] for letter in "ABCDEF"]


async def test_G03_what_was_given_offline_is_sent_after_the_next_sign_in_and_handed_in(
    school: School, algebra: Group
) -> None:
    line = Faulty(school.transport())
    session = school.session(line)
    paper = await begun(session, algebra)
    assert session.journal is not None
    line.down = True
    for item in paper.items:
        session.journal.answer(paper.id, item.id, {"RESPONSE": ["B"]}, paper.now)
    session.journal.submit(paper.id, paper.now)
    assert {session.journal.state(paper.id, item.id) for item in paper.items} == {"on-this-computer"}
    await session.sign_out()

    again = school.session()
    await again.sign_in("4821", "ada", PASSWORD)
    await sent(again, paper.id)

    assert again.journal is not None
    handed_in = again.journal.submission(paper.id)
    assert handed_in is not None
    assert handed_in.receipt is not None
    assert (handed_in.receipt.answered, handed_in.receipt.questions) == (6, 6)
    await again.sync()
    assert again.copy is not None
    mine = again.copy.mine(algebra.id)
    assert mine is not None
    assert [(attempt.state, attempt.points, attempt.possible) for attempt in mine.attempts] == [
        ("scored", 12, 12)
    ]
    assert {level.level for level in mine.levels} == {3}
