"""Levels: from a percentage, from the most recent assessment, and from the standards beneath."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.school import School
from tmp_portal.db.students_work import mastery
from tmp_portal.progress.levels import level_of, lowest_of_children


@pytest.mark.parametrize(("percent", "level"), [(0, 1), (49.99, 1), (50, 2), (79.99, 2), (80, 3), (100, 3)])
def test_the_default_cuts_are_50_and_80(percent: float, level: int) -> None:
    assert level_of(percent) == level


def test_a_third_cut_makes_a_fourth_level() -> None:
    assert [level_of(percent, (50, 80, 90)) for percent in (89, 90)] == [3, 4]


def test_G27_a_parent_takes_its_lowest_assessed_child() -> None:
    #         0 ── 1, 2 (not assessed), 3      4 ── 5 (not assessed)
    depths = [0, 1, 1, 1, 0, 1]
    levels = {1: (3, 90.0), 3: (2, 60.0)}

    lowest_of_children(depths, levels)

    assert levels == {0: (2, 60.0), 1: (3, 90.0), 3: (2, 60.0)}


@given(st.lists(st.tuples(st.integers(0, 4), st.none() | st.integers(1, 4))))
def test_G27_a_level_beneath_is_never_lost_nor_invented(nodes: list[tuple[int, int | None]]) -> None:
    depths: list[int] = []
    depth = 0
    for wanted, _ in nodes:  # a tree never goes down by more than one at a time
        depth = min(wanted, depth + 1) if depths else 0
        depths.append(depth)
    levels = {place: (level, level * 25.0) for place, (_, level) in enumerate(nodes) if level}
    own = dict(levels)

    lowest_of_children(depths, levels)

    for place, depth in enumerate(depths):
        beneath = []
        for other in range(place + 1, len(depths)):
            if depths[other] <= depth:
                break
            if depths[other] == depth + 1 and other in levels:
                beneath.append(levels[other])
        assert levels.get(place) == own.get(place, min(beneath, default=None))


async def test_the_most_recent_assessment_counts(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = school.person("ada")
    group = school.class_("Algebra", {ada: "student"})
    school.assessment(group, "First")
    school.assessment(group, "Second")
    school.score(group, ada, 4, delivery=0)
    monkeypatch.setenv("TMP_PORTAL_NOW", "2026-03-17T15:00:00+00:00")
    school.score(group, ada, 1, delivery=1)

    rows = school.database.read_now(lambda c: c.execute(select(mastery.c.level, mastery.c.percent)).all())

    assert set(rows) == {(1, 25.0)}
    assert len(rows) == 3
