"""`tmp-portal import answers`: what a student's app could not send counts once, however often it is brought."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from tests.portal.attempts.support import Taker, choice, essay, give, later, taking
from tests.portal.staff.conftest import Command
from tests.support.school import Group, School
from tmp_portal.attempts import queries
from tmp_portal.attempts import staff as acts
from tmp_portal.clock import now
from tmp_portal.db import metadata
from tmp_portal.db.people import credentials
from tmp_portal.db.students_work import attempts, mastery
from tmp_tui.store.journal import Journal

KEY = b"k" * 32


def journal_of(tmp_path: Path, taker: Taker, key: bytes = KEY) -> Journal:
    """The journal at the place of an attempt, in which its paper is."""
    journal = Journal(tmp_path / f"{taker.paper.id}.journal", key)
    journal.keep_paper(taker.paper)
    return journal


def exported(tmp_path: Path, journal: Journal) -> str:
    """The export in a file."""
    file = tmp_path / "export"
    file.write_bytes(journal.export())
    return str(file)


def everything(school: School) -> dict[str, Any]:
    """Every row of every table but those of signing in."""
    return school.database.read_now(
        lambda c: {table.name: c.execute(select(table)).all() for table in metadata.sorted_tables}
    )


def counted(school: School, taker: Taker) -> dict[int, str]:
    """The answers that count, by question's number."""
    rows = school.database.read_now(lambda c: queries.latest_answers(c, school.tenant, taker.paper.id))
    return {
        number: "".join(msgspec.json.decode(rows[item.id].content)["RESPONSE"])
        for number, item in enumerate(taker.paper.items, start=1)
        if item.id in rows
    }


async def test_G22_an_export_is_taken_once_and_again_without_effect(
    school: School, group: Group, staff: Command, words: Command, tmp_path: Path
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("A")
    journal = journal_of(tmp_path, ada)
    q1 = ada.paper.items[1].id
    for item, value in ((q1, "C"), (q1, "B")):
        journal.answer(ada.paper.id, item, {"RESPONSE": [value]}, int(now()))
    journal.submit(ada.paper.id, int(now()))
    file = exported(tmp_path, journal)

    tried = staff("import", "answers", file, "--dry-run")
    before = counted(school, ada)
    (done,) = staff("import", "answers", file)["attempts"]
    first = everything(school)
    (again,) = staff("import", "answers", file)["attempts"]
    said = words("import", "answers", file)

    assert tried["attempts"] == [done]
    assert before == {1: "A"}
    assert (done["username"], done["taken"], done["handed_in"]) == ("ada", 2, True)
    assert counted(school, ada) == {1: "A", 2: "B"}
    assert (again["taken"], again["already"], again["handed_in"]) == (0, 3, False)
    assert everything(school) == first
    assert said.startswith(f"Ada Hill, attempt {ada.paper.id}: 0 answers taken, 3 there already, 0 kept")
    assert school.database.read_now(lambda c: c.scalar(select(attempts.c.points))) == 2.0


async def test_G22_an_answer_beside_another_one_is_kept_and_the_submit_waits(
    school: School, group: Group, staff: Command, tmp_path: Path
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
        journal = journal_of(tmp_path, ada)
        journal.answer(ada.paper.id, ada.paper.items[0].id, {"RESPONSE": ["C"]}, int(now()))
        journal.submit(ada.paper.id, int(now()))
        await ada.take_over()
        await ada.save("B")
        (done,) = staff("import", "answers", exported(tmp_path, journal))["attempts"]
        (line,) = staff("attempts", "Algebra", "1")["attempts"]

    assert (done["taken"], done["kept"], done["handed_in"], done["waits"]) == (0, 1, False, True)
    assert (line["state"], line["conflicting"]) == ("started", 1)
    assert counted(school, ada) == {1: "B"}


@pytest.mark.parametrize("count", [False, True])
async def test_G14_what_was_given_in_time_and_comes_late_is_for_staff_to_count(
    school: School, group: Group, staff: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: bool
) -> None:
    give(school, group, [choice("q0"), choice("q1"), essay("e0")], minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
    journal, started = journal_of(tmp_path, ada), ada.paper.started_at
    first, second, third = (item.id for item in ada.paper.items)
    journal.answer(ada.paper.id, first, {"RESPONSE": ["B"]}, started + 60)
    journal.answer(ada.paper.id, second, {"RESPONSE": ["B"]}, started + 400)
    journal.answer(ada.paper.id, third, {"RESPONSE": ["My thoughts"]}, started + 100)
    journal.submit(ada.paper.id, started + 200)
    later(monkeypatch, 3600)
    acts.finalise_due(school.database)
    file = exported(tmp_path, journal)
    more = ["--count"] if count else []

    staff("import", "answers", file)
    (done,) = staff("import", "answers", file, *more)["attempts"]
    once = everything(school)
    (again,) = staff("import", "answers", file, *more)["attempts"]
    (line,) = staff("attempts", "Algebra", "1")["attempts"]

    assert (done["taken"], done["kept"], again["taken"]) == (2 if count else 0, 0, 0)
    assert everything(school) == once
    assert counted(school, ada) == ({1: "B", 3: "My thoughts"} if count else {})
    assert (line["answered"], line["late"], line["waiting"]) == ((2, 1, 1) if count else (0, 3, 0))
    assert line["state"] == ("submitted" if count else "scored")
    levels = school.database.read_now(lambda c: c.execute(select(mastery)).all())
    assert len(levels) == (0 if count else 1)


async def test_G06_what_the_student_submitted_is_final_even_so(
    school: School, group: Group, staff: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(school, group, minutes=5)
    async with taking(school, group) as ada:
        await ada.start()
        journal = journal_of(tmp_path, ada)
        journal.answer(ada.paper.id, ada.paper.items[0].id, {"RESPONSE": ["C"]}, int(now()))
        await ada.submit()
    later(monkeypatch, 900)

    (done,) = staff("import", "answers", exported(tmp_path, journal), "--count")["attempts"]

    assert (done["taken"], done["kept"]) == (0, 1)
    assert counted(school, ada) == {}


async def test_another_students_export_reaches_nobody_elses_attempt(
    school: School, group: Group, staff: Command, refused: Command, tmp_path: Path
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
    school.write(
        lambda c: c.execute(
            update(credentials).where(credentials.c.user_id == "school-bob").values(seal_key=b"b" * 32)
        )
    )
    forged, nobodys = (journal_of(tmp_path / name, ada, name.encode() * 32) for name in "bx")
    for journal in (forged, nobodys):
        journal.answer(ada.paper.id, ada.paper.items[0].id, {"RESPONSE": ["C"]}, int(now()))

    done = staff("import", "answers", exported(tmp_path, forged))

    assert (done["attempts"], done["unknown"]) == ([], 1)
    assert counted(school, ada) == {}
    assert "nobody's key here opens that export" in refused("import", "answers", exported(tmp_path, nobodys))


async def test_damaged_entries_are_counted_and_the_others_taken(
    school: School, group: Group, staff: Command, tmp_path: Path
) -> None:
    give(school, group)
    async with taking(school, group) as ada:
        await ada.start()
    journal = journal_of(tmp_path, ada)
    for item in ada.paper.items[:2]:
        journal.answer(ada.paper.id, item.id, {"RESPONSE": ["B"]}, int(now()))
    journal.answer(ada.paper.id, "nosuch", {"RESPONSE": ["B"]}, int(now()))
    journal.answer(ada.paper.id, "a\0b", {"RESPONSE": ["B"]}, int(now()))
    journal.answer("\0", "x" * 100, {"RESPONSE": ["B"]}, int(now()))
    export = msgspec.json.decode(journal.export())
    export["entries"][0][1] = export["entries"][0][1][:-8] + "AAAAAAA="
    (tmp_path / "damaged").write_bytes(msgspec.json.encode(export))

    done = staff("import", "answers", str(tmp_path / "damaged"))

    assert (done["unreadable"], done["attempts"][0]["taken"], done["attempts"][0]["bad"]) == (3, 1, 1)
    assert counted(school, ada) == {2: "B"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is no export of answers"),
        (b"\xff\xfe", "is no export of answers"),
        (b"[" * 100_000, "is no export of answers"),
        (b'{"journal": 1, "entries": [["a", "???"]]}', "is no export of answers"),
        (b'{"journal": 7}', "has the format 7; this portal reads 1"),
        (b'{"journal": 1}', "that export is empty"),
        (b'{"journal": 1, "entries": [["a", ""]]}', "nobody's key here opens"),
    ],
)
def test_S9_what_is_no_export_is_refused(
    group: Group, refused: Command, tmp_path: Path, content: bytes, says: str
) -> None:
    (tmp_path / "file").write_bytes(content)

    assert says in refused("import", "answers", str(tmp_path / "file"))
