"""The sample school's questions as they lie in their packages: taken whole, of every kind, each with a key that scores."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tmp_portal.demo.content import AssessmentPlan, plan
from tmp_portal.demo.roster import DATA
from tmp_portal.imports.items.gather import gather
from tmp_portal.imports.items.gathered import Gathered
from tmp_portal.imports.items.package import open_package
from tmp_portal.items.model import StoredItem
from tmp_portal.items.scoring import correct_responses, score
from tmp_tui.wire.items import Choice, Marked, Picture, Preformatted, Table, TextEntry, interactions, parts

PACKAGES = sorted(path.parent for path in (DATA / "items").glob("*/imsmanifest.xml"))
EVERY_KIND = {
    "choice", "inline_choice", "text_entry", "extended_text", "order", "match", "gap_match", "associate",
    "hottext", "slider", "upload",
}  # fmt: skip
BY_TEST_ID = "scale-drawings-and-ratios"
IN_PORTAL = "theme-and-evidence"


@cache
def package(folder: Path) -> Gathered:
    with open_package(folder) as archive:
        return gather(archive, folder, keep_graphical=False)


def questions(name: str) -> list[StoredItem]:
    return [found.stored for found in package(DATA / "items" / name).items.values()]


def planned() -> dict[str, AssessmentPlan]:
    given = [a for each in plan(date(2026, 11, 21)) for a in each.assessments if a.items]
    assert len({a.items for a in given}) == len(given)
    return {a.items: a for a in given}


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: str(folder.name))
def test_every_question_is_taken_and_nothing_is_noted(folder: Path) -> None:
    gathered = package(folder)

    assert [str(refusal) for refusal in gathered.refused] == []
    assert list(gathered.notes.lines()) == []
    assert len(gathered.items) == len(list((folder / "items").iterdir()))
    assert [test.identifier for test in gathered.tests] == [folder.name]
    assert [place.key for place in gathered.tests[0].places] == list(gathered.items)


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: str(folder.name))
def test_every_key_scores_full_and_a_blank_nothing(folder: Path) -> None:
    for stored in questions(folder.name):
        if stored.item.by_hand:
            assert stored.rubric, stored.identifier
            continue
        right = score(stored.scoring, correct_responses(stored.scoring))
        assert (right.score, right.maximum) == (stored.points, stored.points), stored.identifier
        assert score(stored.scoring, {}).score == 0, stored.identifier


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda folder: str(folder.name))
def test_a_package_is_what_its_plan_says(folder: Path) -> None:
    given, gathered = planned()[folder.name], package(folder)

    possible: dict[str, float] = {}
    for place in gathered.tests[0].places:
        (alignment,) = gathered.items[place.key].alignments
        code = alignment.names[-1]
        possible[code] = possible.get(code, 0) + place.points
    assert possible == given.standards
    assert (gathered.tests[0].title, len(gathered.items)) == (given.title, given.questions)


def test_every_kind_can_be_tried_with_one_test_id() -> None:
    asked = [one for stored in questions(BY_TEST_ID) for one in interactions(stored.item)]

    assert planned()[BY_TEST_ID].test_id == "246813"
    assert {stored.kind for stored in questions(BY_TEST_ID)} == EVERY_KIND
    assert len(questions(BY_TEST_ID)) == 20
    assert {one.max_choices for one in asked if isinstance(one, Choice)} == {1, 2}
    assert any(
        {o.identifier for o in one.options} == {"true", "false"} for one in asked if isinstance(one, Choice)
    )
    assert {one.base for one in asked if isinstance(one, TextEntry)} == {"string", "float"}
    assert any(
        stored.kind == "inline_choice" and len(list(interactions(stored.item))) == 2
        for stored in questions(BY_TEST_ID)
    )


def test_every_kind_of_content_is_in_it() -> None:
    items = [stored.item for stored in questions(BY_TEST_ID)]
    about = [item for item in items if item.stimulus_id]
    everything = [part for item in items for part in parts(item.body)]

    assert len(about) == 2
    assert len({item.stimulus_id for item in about}) == 1
    assert any(isinstance(block, Table) for block in about[0].stimulus)
    assert {"emphasis", "code", "sub", "super", "math"} <= {
        part.style for part in everything if isinstance(part, Marked)
    }
    assert any(isinstance(part, Preformatted) and "10    35" in part.text for part in everything)
    pictures = [part for part in everything if isinstance(part, Picture)]
    assert pictures
    assert all(picture.alt and picture.file for picture in pictures)


def test_the_quiz_about_the_story_has_its_kinds_and_all_of_it_is_about_the_story() -> None:
    items = questions(IN_PORTAL)
    words = " ".join(
        run
        for block in items[0].item.stimulus
        for run in getattr(block, "content", [])
        if isinstance(run, str)
    )

    assert [stored.kind for stored in items] == [
        "choice", "hottext", "inline_choice", "choice", "choice", "choice", "order", "choice", "extended_text",
    ]  # fmt: skip
    assert {stored.item.stimulus_id for stored in items} == {"theme-and-evidence-bell"}
    assert 250 <= len(words.split()) <= 400
