"""Real packages and items, as programs and publishers wrote them."""

import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.items import REAL, everything, newest, outline
from tests.support.school import School
from tmp_portal.imports.items import ItemsReport, import_items
from tmp_portal.imports.report import Changes, ImportRefused
from tmp_portal.items.scoring import correct_responses, score

FIXTURES = REAL / "instructure-qti" / "fixtures"
PACKAGES = [path.parent for path in sorted(FIXTURES.rglob("imsmanifest.xml"))] + sorted(
    FIXTURES.glob("*.zip")
)
FOLDERS = [
    *(FIXTURES / name for name in ("items_1.2", "items_2.1", "items_2.2", "tests/tests", "mathml")),
    REAL / "pie-qti-conformance",
    REAL / "citolab-scoring-vectors" / "Resources" / "2x",
    REAL / "citolab-scoring-vectors" / "Resources" / "30",
]
FILES = [path for path in sorted(REAL.rglob("*")) if path.suffix in (".xml", ".qti")]
NOT_QTI = {"unsupported_version"}  # its manifest has no resources

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not PACKAGES, reason=f"there are no real packages in {REAL}"),
]


def load(school: School, path: Path) -> ItemsReport:
    return import_items(school.database, school.tenant, path)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(REAL)) for path in paths]


@pytest.mark.parametrize("path", [*PACKAGES, *FOLDERS], ids=names([*PACKAGES, *FOLDERS]))
def test_a_real_package_is_imported_with_a_report_and_again_without_effect(bank: School, path: Path) -> None:
    if path.name in NOT_QTI:
        with pytest.raises(ImportRefused):
            load(bank, path)
        return

    report = load(bank, path)

    assert report.of("items") == Changes(added=report.taken)
    assert len(newest(bank)) == report.taken
    assert all(one.reason for one in report.refused)
    before = everything(bank)
    assert load(bank, path).of("items") == Changes(unchanged=report.taken)
    assert everything(bank) == before


@pytest.mark.parametrize(
    ("path", "taken", "refused"),
    [
        ("instructure-qti/fixtures/canvas_cartridge", 22, 0),
        ("instructure-qti/fixtures/test_qti_1.2_canvas", 4, 0),
        ("instructure-qti/fixtures/test_qti_2.1.zip", 5, 0),
        ("instructure-qti/fixtures/tests/interactionmix_saxony_v3", 10, 3),
        ("instructure-qti/fixtures/items_1.2", 46, 11),
        ("instructure-qti/fixtures/items_2.1", 10, 0),
        ("instructure-qti/fixtures/items_2.2", 41, 19),
        ("pie-qti-conformance", 44, 46),
        ("citolab-scoring-vectors/Resources/2x", 12, 27),
        ("citolab-scoring-vectors/Resources/30", 3, 8),
    ],
)
def test_as_many_are_taken_as_a_keyboard_can_answer(
    bank: School, path: str, taken: int, refused: int
) -> None:
    report = load(bank, REAL / path)

    assert (report.taken, len(report.refused)) == (taken, refused), Counter(
        one.reason for one in report.refused
    )


def test_every_file_by_itself_is_read_or_refused(bank: School) -> None:
    taken = 0
    for path in FILES:
        begun = time.monotonic()
        with suppress(ImportRefused):
            taken += import_items(bank.database, bank.tenant, path, dry_run=True).taken
        assert time.monotonic() - begun < 30
    assert taken > 260


def test_the_key_of_a_real_item_of_canvas_scores_all_its_points(bank: School) -> None:
    load(bank, FIXTURES / "canvas_cartridge")
    load(bank, FIXTURES / "items_1.2")

    for key, stored in newest(bank).items():
        if not stored.item.by_hand:
            reached = score(stored.scoring, correct_responses(stored.scoring)).score
            assert reached == pytest.approx(stored.points), key


def test_a_real_test_keeps_its_order(bank: School) -> None:
    load(bank, FIXTURES / "tests" / "interactionmix_saxony_v3")

    assert outline(bank) == {
        "Interaction Mix (Sachsen)": [
            *(
                "Choicetruefalse_176040516",
                "Choicemultiple_2014410822",
                "Choicemultiple_871212949",
                "Order_913967682",
            ),
            *("Matchsingle_143114773", "TextEntry_883368511", "TextEntrynumeric_2040297025"),
            *("TextEntrynumeric_770468849", "TextEntrysubset_806481421", "Hottext_801974120"),
        ]
    }
