"""docs/security.md says what is tried by which test: each of these exists, and there are as many rows as we promise."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| .+ \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(test_\w+)`")


def rows() -> list[tuple[str, list[str]]]:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    return [(number, TEST.findall(tried)) for number, tried in ROW.findall(text)]


def test_S10_every_row_names_tests_that_exist() -> None:
    written = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }

    assert {name for _, names in rows() for name in names} <= written
    assert [number for number, names in rows() if not names] == []


def test_S10_there_are_as_many_rows_as_promised_and_none_twice() -> None:
    numbers = [number for number, _ in rows()]

    assert len(numbers) >= 75
    assert len(numbers) == len(set(numbers))
