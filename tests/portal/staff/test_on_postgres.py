"""Staff's commands on PostgreSQL."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.portal.attempts.support import choice, code, essay, taking
from tests.portal.staff.support import made
from tests.portal.test_postgres import on_postgres, pytestmark
from tests.support.school import School
from tmp_portal.cli import main
from tmp_portal.clock import now
from tmp_tui.store.journal import Journal

__all__ = ["on_postgres", "pytestmark"]  # the fixture and the mark of every test on PostgreSQL


async def test_G22_G29_on_postgres_staff_do_all_that_they_do(
    on_postgres: School, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school = on_postgres
    school.stamp()
    school.folder.mkdir()
    group = school.class_("Algebra", {school.person("ada"): "student"})
    made(school, group, stored=[choice("q0"), essay("e0")])

    def staff(*words: str) -> Any:
        assert main(["--data", str(school.folder), *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    given = staff("assign", "Quiz", "Algebra", "--minutes", "30", "--closes", "+1d")
    async with taking(school, group) as ada:
        guesses = [await ada.start(f"k{n}", test_id="x") for n in range(7)]
        assert [code(one) for one in guesses].count("too-many") == 2
        staff("assign", "Quiz", "Algebra", "--in-portal")
        assert code(await ada.start(test_id=given["test_id"])) == "ok"
        staff("extend", "Algebra", "1", "5")
        staff("accommodate", "Algebra", "1", "ada", "--extra-time", "50")
        journal = Journal(tmp_path / "journal", b"k" * 32)
        journal.keep_paper(ada.paper)
        for item, value in zip(ada.paper.items, ("B", "My thoughts"), strict=True):
            journal.answer(ada.paper.id, item.id, {"RESPONSE": [value]}, int(now()))
        journal.submit(ada.paper.id, int(now()))
        (tmp_path / "export").write_bytes(journal.export())
        brought = [staff("import", "answers", str(tmp_path / "export"))["attempts"][0] for _ in range(2)]
        (waits,) = staff("score")
        staff("score", waits["attempt"], str(waits["question"]), "1.5")
        for words in ("--closes now", "--no-shuffle"):
            staff("assign", "Quiz", "Algebra", *words.split())
        switches = [word for name in ("items", "key", "answers", "analysis") for word in (f"--{name}", "on")]
        staff("release", "Algebra", "1", *switches)
        review = (await ada.http.get(f"/v1/attempts/{ada.paper.id}/review")).json()
        staff("reopen", "Algebra", "1", "ada", "--until", "+1d")
        mine = (await ada.http.get(f"/v1/classes/{group.id}/mine")).json()

    (line,) = staff("attempts", "Algebra", "1")["attempts"]
    assert [(one["taken"], one["already"]) for one in brought] == [(2, 0), (0, 3)]
    assert (review["points"], review["shown"]) == (3.5, ["score", "items", "answers", "key", "analysis"])
    assert review["questions"][0]["key"] == {"RESPONSE": ["B"]}
    assert (line["answered"], line["points"]) == (2, 3.5)
    assert mine["allowed"][0][1:3] == [45, 1]
    assert staff("verify", review["receipt"]["code"])["student"] == "Ada Hill"
