"""How a class makes levels: chosen by staff, followed at once, and every change of a level kept."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic import command as alembic
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import select

from tests.conftest import NOW
from tests.support.frameworks import run
from tests.support.school import Group, School
from tmp_portal.cli import COMMANDS
from tmp_portal.commands import mastery as command
from tmp_portal.db import migrate
from tmp_portal.db.students_work import mastery
from tmp_portal.errors import NotDone
from tmp_portal.progress.history import history
from tmp_portal.progress.methods import Method
from tmp_portal.progress.rules import Rules, rules_of
from tmp_portal.progress.service import recompute, set_rules
from tmp_tui.wire import ClassDocument, MineDocument


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The next of these is the day after."""

    def pass_by() -> Iterator[int]:
        for day in range(1, 30):
            at = datetime.fromisoformat(NOW) + timedelta(days=day)
            monkeypatch.setenv("TMP_PORTAL_NOW", at.isoformat())
            yield day

    return pass_by()


def scored(school: School, days: Iterator[int], *points: float) -> tuple[Group, str]:
    """Ada's class, in which she got these of 4 points in one quiz after the other, a day between."""
    ada = school.person("ada")
    group = school.class_("Algebra 1", {ada: "student"}, standards_count=2)
    for each in points:
        next(days)
        school.assessment(group, "Quiz")
        school.score(group, ada, each)
    return group, ada


def changes(school: School, group: Group, user_id: str) -> list[tuple[int | None, float | None]]:
    """Level and percent after each change, of the class's only standard."""
    rows = school.database.read_now(lambda c: history(c, school.tenant, group.id, user_id))
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    return [(row.level, row.percent) for row in rows]


def choose(school: School, group: Group, method: str, *cuts: int) -> int:
    rules = Rules(Method.parse(method), cuts or (50, 80))
    return school.write(lambda c: set_rules(c, school.tenant, group.id, rules))


async def documents(school: School, group: Group) -> tuple[ClassDocument, MineDocument]:
    """What the app has of the class after a sync."""
    session = school.session()
    await session.sign_in("4821", "ada", "correct horse battery")
    await session.sync()
    assert session.copy is not None
    shared, mine = session.copy.class_(group.id), session.copy.mine(group.id)
    assert shared is not None
    assert mine is not None
    await session.sign_out()
    return shared, mine


def test_every_change_of_a_level_is_kept_with_its_time(school: School, days: Iterator[int]) -> None:
    group, ada = scored(school, days, 1, 2, 4)

    assert changes(school, group, ada) == [(1, 25.0), (2, 50.0), (3, 100.0)]


def test_what_is_computed_again_and_is_the_same_adds_nothing(school: School, days: Iterator[int]) -> None:
    group, ada = scored(school, days, 1, 2, 2)

    for _ in range(3):
        next(days)
        assert school.write(lambda c: recompute(c, school.tenant, group.id, [ada])) == 0

    assert changes(school, group, ada) == [(1, 25.0), (2, 50.0)]


def test_two_changes_within_a_second_are_two(school: School, days: Iterator[int]) -> None:
    group, ada = scored(school, days, 1, 4)

    choose(school, group, "average")
    choose(school, group, "highest")

    assert changes(school, group, ada) == [(1, 25.0), (3, 100.0), (2, 62.5), (3, 100.0)]


def test_a_level_that_is_no_longer_one_is_kept_as_not_assessed_and_not_as_0(
    school: School, days: Iterator[int]
) -> None:
    group, ada = scored(school, days, 4)

    choose(school, group, "n_mastery:2")

    assert changes(school, group, ada) == [(3, 100.0), (None, None)]


def test_history_and_levels_are_written_together_or_not_at_all(school: School, days: Iterator[int]) -> None:
    group, ada = scored(school, days, 1, 4)

    def work(connection: object) -> None:
        set_rules(connection, school.tenant, group.id, Rules(Method("average")))  # type: ignore[arg-type]
        raise NotDone("something else went wrong")

    with pytest.raises(NotDone):
        school.write(work)

    levels = school.database.read_now(lambda c: c.scalars(select(mastery.c.percent)).all())
    assert (levels, len(changes(school, group, ada))) == ([100.0], 2)


def test_another_class_and_another_district_keep_theirs(school: School, days: Iterator[int]) -> None:
    group, ada = scored(school, days, 1, 4)
    other = school.class_("Latin", {ada: "student"}, standards_count=2)
    school.assessment(other, "Quiz")
    school.score(other, ada, 2)

    choose(school, group, "average")

    assert changes(school, other, ada) == [(2, 50.0)]
    assert school.database.read_now(lambda c: rules_of(c, school.tenant, other.id)) == Rules()
    assert school.database.read_now(lambda c: rules_of(c, "others", group.id)) == Rules()


async def test_a_new_score_follows_the_class_method_and_the_student_reads_which_it_is(
    school: School, days: Iterator[int]
) -> None:
    group, ada = scored(school, days, 1)
    before, _mine = await documents(school, group)
    choose(school, group, "decaying_average:60", 40, 60, 90)
    next(days)
    school.assessment(group, "Quiz")

    school.score(group, ada, 4)

    shared, mine = await documents(school, group)
    assert (before.method, before.cuts) == ("most_recent", (50, 80))
    assert (shared.method, shared.cuts) == ("decaying_average:60", (40, 60, 90))
    assert {(level.level, level.percent) for level in mine.levels} == {(3, 70)}


def test_the_command_shows_and_sets_and_computes_anew(
    school: School, days: Iterator[int], capsys: pytest.CaptureFixture[str]
) -> None:
    scored(school, days, 1, 4)

    assert run(command, school, "mastery", "Algebra 1") == 0
    assert run(command, school, "mastery", "Algebra 1", "--method", "average", "--cuts", "50, 60,95") == 0

    assert capsys.readouterr().out.splitlines() == [
        "Algebra 1, Hill School",
        "  method: most_recent",
        "  levels: Remediation, Near Mastery from 50 %, Mastery from 80 %",
        "Algebra 1, Hill School",
        "  method: average",
        "  levels: Remediation, Near Mastery from 50 %, Mastery from 60 %, Exceeds from 95 %",
        "  computed anew; changed: 1",
    ]


def test_what_is_not_named_stays_and_programs_get_json(
    school: School, days: Iterator[int], capsys: pytest.CaptureFixture[str]
) -> None:
    group, _ada = scored(school, days, 3)
    run(command, school, "mastery", "Algebra 1", "--method", "n_mastery:1:60")
    capsys.readouterr()

    run(command, school, "mastery", "Algebra 1", "--cuts", "40,70", "--json")

    assert json.loads(capsys.readouterr().out) == {
        "class": group.id,
        "method": "n_mastery:1:60",
        "cuts": [40, 70],
        "changed": 1,
    }
    assert COMMANDS["mastery"] == "mastery"


@pytest.mark.parametrize("method", ["", "best", "average:3", "decaying_average:20", "n_mastery:3:101"])
def test_a_wrong_method_is_refused_and_nothing_is_changed(
    school: School, days: Iterator[int], method: str
) -> None:
    group, ada = scored(school, days, 1, 4)

    with pytest.raises(NotDone, match=r"Methods: most_recent, highest|choose 0 to 100"):
        run(command, school, "mastery", "Algebra 1", "--method", method)

    assert school.database.read_now(lambda c: rules_of(c, school.tenant, group.id)) == Rules()
    assert len(changes(school, group, ada)) == 2


@pytest.mark.parametrize(
    "cuts",
    ["", "50", "80,50", "50,50", "0,80", "50,101", "50;80", "50,80,90,95", "50.5,80", "-5,80", "٥٠,٨٠", "5" * 5_000 + ",6"],
)  # fmt: skip
def test_wrong_cuts_are_refused_with_what_cuts_are(school: School, days: Iterator[int], cuts: str) -> None:
    scored(school, days)

    with pytest.raises(NotDone, match="two or three whole numbers from 1 to 100, each higher"):
        run(command, school, "mastery", "Algebra 1", f"--cuts={cuts}")


def test_the_levels_of_before_begin_the_history(school: School, days: Iterator[int]) -> None:
    group, ada = scored(school, days, 1, 2)
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.attributes["engine"] = school.database.engine
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    (ours,) = (revision for revision in revisions if revision.path.endswith("_mastery.py"))
    alembic.stamp(config, ours.revision)
    alembic.downgrade(config, str(ours.down_revision))

    alembic.upgrade(config, ours.revision)

    assert changes(school, group, ada) == [(2, 50.0)]
