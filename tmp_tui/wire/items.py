"""A question as a student gets it: text in reading order, with the places to answer where they stand.

There is no key, no mapping and no feedback in here (G21). An item is blocks; a block of text is inline runs; an interaction is
a block, but for inline choice and text entry, which stand within a line. Names are those of QTI 3.0, where a number of 0 is
"as many as there are". What a student answers is, by `response`, a list of texts: identifiers in the order of choice,
`SOURCE TARGET` for each pair (for a gap match the option and then the gap), or what was typed.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias, dataclass_transform

import msgspec

from tmp_tui.wire.base import Wire

Style = Literal["emphasis", "strong", "code", "sub", "super", "math"]
Base = Literal["string", "integer", "float"]


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Part(Wire, frozen=True, tag_field="kind"):
    """Something that an item is made of; `kind` tells which."""


class Marked(Part, tag="marked"):
    """Text that is not plain; `math` is a formula on one line, in Unicode."""

    style: Style
    text: str


class Picture(Part, tag="picture"):
    """A picture in words: `alt` is its description, `file` (empty: not in the package) fetches it, `size` in bytes."""

    alt: str = ""
    file: str = ""
    name: str = ""
    size: int = 0


class Gap(Part, tag="gap"):
    """A place for one of the options of the gap match around it."""

    identifier: str


class Hot(Part, tag="hot"):
    """Words that can be chosen, in the hottext around them."""

    identifier: str
    content: "list[Inline]" = []


class Option(Wire, frozen=True):
    """Something to choose, to order or to put somewhere; `fixed` keeps its place when the others are shuffled.

    `match_max` is in how many pairs it may be, `match_min` in how many it must be.
    """

    identifier: str
    content: "list[Block]" = []
    fixed: bool = False
    match_max: int = 1
    match_min: int = 0


class InlineChoice(Part, tag="inline_choice"):
    """One of several words within a line."""

    response: str
    options: list[Option]
    shuffle: bool = False


class TextEntry(Part, tag="text_entry"):
    """A word or a number within a line; `expected_length` is in characters, `pattern` is to show and never to run."""

    response: str
    base: Base = "string"
    expected_length: int = 0
    pattern: str = ""
    hint: str = ""


Inline: TypeAlias = str | Marked | Picture | Gap | Hot | InlineChoice | TextEntry


class Paragraph(Part, tag="paragraph"):
    """Running text; a line end within it is a wanted one."""

    content: list[Inline] = []


class Heading(Part, tag="heading"):
    """A title within the text; `level` 1 is the highest."""

    level: int
    content: list[Inline] = []


class List(Part, tag="list"):
    """A list, numbered from `start` where it is ordered."""

    items: "list[list[Block]]" = []
    ordered: bool = False
    start: int = 1


class Cell(Wire, frozen=True):
    """A cell of a table, that may reach over several columns or rows."""

    content: "list[Block]" = []
    header: bool = False
    columns: int = 1
    rows: int = 1


class Table(Part, tag="table"):
    """A table, row by row (A13: `header` cells are what makes "Header: value" of it)."""

    rows: list[list[Cell]] = []
    caption: list[Inline] = []


class Preformatted(Part, tag="preformatted"):
    """Text whose lines and spaces stay."""

    text: str


class Quote(Part, tag="quote"):
    """Somebody else's text."""

    content: "list[Block]" = []


class Asked(Part):
    """What the interactions have in common: where the answer goes, and the question of their own."""

    response: str
    prompt: "list[Block]" = []


class Choice(Asked, tag="choice"):
    """One option, or several."""

    options: list[Option] = []
    min_choices: int = 0
    max_choices: int = 1
    shuffle: bool = False


class Order(Asked, tag="order"):
    """Options to put in order: all of them, or between `min_choices` and `max_choices`."""

    options: list[Option] = []
    min_choices: int = 0
    max_choices: int = 0
    shuffle: bool = False


class Match(Asked, tag="match"):
    """Pairs of one from the first set and one from the second."""

    first: list[Option] = []
    second: list[Option] = []
    min_associations: int = 0
    max_associations: int = 0
    shuffle: bool = False


class Associate(Asked, tag="associate"):
    """Pairs within one set; which of the two comes first says nothing."""

    options: list[Option] = []
    min_associations: int = 0
    max_associations: int = 0
    shuffle: bool = False


class GapMatch(Asked, tag="gap_match"):
    """Options to put into the gaps of a text."""

    options: list[Option] = []
    content: "list[Block]" = []
    min_associations: int = 0
    max_associations: int = 0
    shuffle: bool = False


class Hottext(Asked, tag="hottext"):
    """Words to choose within a text."""

    content: "list[Block]" = []
    min_choices: int = 0
    max_choices: int = 1


class ExtendedText(Asked, tag="extended_text"):
    """A longer text; with `max_strings` over 1 several of them."""

    expected_length: int = 0
    expected_lines: int = 0
    min_strings: int = 0
    max_strings: int = 1
    preformatted: bool = False
    hint: str = ""


class Slider(Asked, tag="slider"):
    """A number between two bounds, by steps."""

    lower: float = 0
    upper: float = 100
    step: float = 1
    base: Base = "float"


class Upload(Asked, tag="upload"):
    """Files from the student's computer, of certain media types or of any."""

    types: list[str] = []
    files: int = 1


class Graphical(Asked, tag="graphical"):
    """What needs a graphical browser; `name` is QTI's, such as `hotspot`."""

    name: str = ""


Interaction: TypeAlias = (
    Choice
    | InlineChoice
    | TextEntry
    | ExtendedText
    | Order
    | Match
    | GapMatch
    | Associate
    | Hottext
    | Slider
    | Upload
    | Graphical
)
Block: TypeAlias = (
    Paragraph
    | Heading
    | List
    | Table
    | Preformatted
    | Quote
    | Picture
    | Choice
    | ExtendedText
    | Order
    | Match
    | GapMatch
    | Associate
    | Hottext
    | Slider
    | Upload
    | Graphical
)


class Item(Wire, frozen=True):
    """One question, or several that belong together; `stimulus` is what they are about.

    Items with the same `stimulus_id` have the same stimulus. `by_hand`: a person scores it.
    """

    id: str
    title: str
    body: list[Block]
    stimulus: list[Block] = []
    stimulus_id: str = ""
    by_hand: bool = False


def parts(blocks: list[Block]) -> Iterator[Block | Inline]:
    """Every block and run, in reading order, with what is within; options and prompts after what they belong to."""
    for block in blocks:
        yield from _within(block)


def interactions(item: Item) -> Iterator[Interaction]:
    """Where the item is answered, in reading order."""
    return (part for part in parts(item.body) if isinstance(part, Interaction))


def kind_of(part: Part) -> str:
    """The part's name, such as `inline_choice`."""
    return str(part.__struct_config__.tag)


def _within(part: Block | Inline) -> Iterator[Block | Inline]:
    yield part
    match part:
        case Paragraph() | Heading() | Hot():
            for run in part.content:
                yield from _within(run)
        case Quote():
            yield from parts(part.content)
        case List():
            for blocks in part.items:
                yield from parts(blocks)
        case Table():
            for run in part.caption:
                yield from _within(run)
            for row in part.rows:
                for cell in row:
                    yield from parts(cell.content)
        case Asked() | InlineChoice():
            yield from _asked(part)


def _asked(part: Asked | InlineChoice) -> Iterator[Block | Inline]:
    if isinstance(part, Asked):
        yield from parts(part.prompt)
    if isinstance(part, GapMatch | Hottext):
        yield from parts(part.content)
    for option in options_of(part):
        yield from parts(option.content)


def options_of(part: Asked | InlineChoice) -> list[Option]:
    """What an interaction offers to choose from, both sets of a match; empty where something is typed or brought."""
    match part:
        case Match():
            return part.first + part.second
        case Choice() | InlineChoice() | Order() | Associate() | GapMatch():
            return part.options
    return []
