"""Where everything of a form stands at a width: labels beside their fields, or above them where it is narrow."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.geometry import Region

from tmp_tui.text import cell_len
from tmp_tui.widgets.lines import few_lines

WIDEST, NARROWEST = 40, 18  # cells of a field, and below how many its label goes above it
BRACKETS = 2
MOST = 4  # lines of a label, or of what is wrong


class Question(NamedTuple):
    """One thing that a form asks; the hint is shown where there is room beside the field.

    `pick` finds what is wanted in all that was pasted, empty where that is not in it.
    """

    key: str
    label: str
    value: str = ""
    secret: bool = False
    hint: str = ""
    pick: Callable[[str], str] | None = None


class Word(NamedTuple):
    """Something that the form draws itself."""

    y: int
    x: int
    text: str


class Plan(NamedTuple):
    """Regions of the fields and, last, of the button; and the words around them."""

    regions: list[Region]
    words: list[Word]
    height: int


def plan(questions: Sequence[Question], button: str, errors: Mapping[str, str], width: int) -> Plan:
    """Where everything stands. The button is below the fields, or beside the only one."""
    pressed, one = cell_len(button) + 4, len(questions) == 1
    taken = BRACKETS + (pressed + 1 if one else 0)
    labels, column = _labels(questions, width - taken - NARROWEST)
    room = max(1, min(WIDEST, width - (column or 1) - taken))
    x, y = column or 1, 0
    regions: list[Region] = []
    words: list[Word] = []
    for question, label in zip(questions, labels, strict=True):
        lines = few_lines(label, width - 2, MOST)
        words += [Word(y + at, 1, line) for at, line in enumerate(lines)]
        y += len(lines) - 1 if column else len(lines)
        words += [Word(y, x, "["), Word(y, x + 1 + room, "]")]
        regions.append(Region(x + 1, y, room, 1))
        wrong = few_lines(errors[question.key], width - x - 2, MOST) if errors.get(question.key) else []
        words += [Word(y + at, x + 1, line) for at, line in enumerate(wrong, 1)]
        y += 1 + len(wrong)
    if one:
        regions.append(Region(x + room + 3, regions[0].y, pressed, 1))
    else:
        regions.append(Region(x, y, min(pressed, width - x), 1))
    return Plan(regions, words, y if one else y + 1)


def _labels(questions: Sequence[Question], room: int) -> tuple[list[str], int]:
    """The labels, with hints where they fit, and the column of the fields beside them; 0: they go above."""
    plain = [question.label for question in questions]
    full = [
        f"{question.label} ({question.hint})" if question.hint else question.label for question in questions
    ]
    for labels in (full, plain):
        column = max(map(cell_len, labels)) + 3
        if column <= room:
            return labels, column
    return plain, 0
