"""What a sign-out leaves on the disk: on a shared computer only what would be lost otherwise."""

from tests.support.school import PASSWORD, School
from tmp_tui.session import Session
from tmp_tui.wire import SyncReply

AT, ANSWER = 1000, {"RESPONSE": ["a"]}


async def signed_in(school: School, *, own: bool = False) -> Session:
    school.person("ada")
    session = school.session()
    await session.sign_in("4821", "ada", PASSWORD, own=own)
    await session.sync()
    assert {".copy", ".journal"} <= set(kept(school))
    return session


def kept(school: School) -> list[str]:
    """The kinds of files that are there."""
    return sorted(path.suffix for path in (school.folder / "copies").iterdir())


async def test_G25_where_nothing_waits_no_file_of_the_student_stays(school: School) -> None:
    session = await signed_in(school)

    await session.sign_out()

    assert kept(school) == []


async def test_G25_where_an_answer_waits_it_stays_and_so_does_what_it_belongs_to(school: School) -> None:
    session = await signed_in(school)
    assert session.journal is not None
    session.journal.answer("t", "q1", ANSWER, AT)

    await session.sign_out()

    assert kept(school) == [".copy", ".journal"]
    await session.sign_in("4821", "ada", PASSWORD)
    assert session.journal.values("t", "q1") == ANSWER


async def test_G25_what_comes_after_the_sign_out_is_not_written(school: School) -> None:
    session = await signed_in(school)
    copy = session.copy
    assert copy is not None

    await session.sign_out()
    copy.apply(SyncReply(now=AT, changed=[], gone=[]))

    assert kept(school) == []


async def test_on_ones_own_computer_the_pages_stay(school: School) -> None:
    session = await signed_in(school, own=True)

    await session.sign_out()

    assert ".copy" in kept(school)
