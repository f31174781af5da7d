"""What the reading of one item goes by: what it declares, the files beside it, and how much of it there may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tmp_portal.items.reading.xml import Element, children, get, name
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Block, Inline, Picture

MOST_CHARACTERS = 200_000  # of one item
MOST_PARTS = 20_000  # elements and pieces of text
MOST_RESPONSES = 300
DEEPEST = 64
_LONGEST_NAME = 200
_BY_HAND = frozenset(
    ("extendedTextInteraction", "uploadInteraction")
)  # no rule asks for what is answered there

Values = Mapping[str, Sequence[str]]  # of template variables


class NotTaken(Exception):
    """An item is not taken; the message says why and completes "it ..."."""


class Files(Protocol):
    """What lies beside an item in its package, by the addresses that the item uses."""

    def picture(self, address: str, alt: str) -> Picture:
        """The picture at an address; without a file where there is none."""

    def read(self, address: str) -> bytes | None:
        """A text that the item refers to, such as a passage."""


class NoFiles:
    """There is nothing beside the item."""

    def picture(self, address: str, alt: str) -> Picture:
        """A description without a file."""
        return Picture(alt)

    def read(self, address: str) -> bytes | None:
        """Nothing."""
        return None


@dataclass(frozen=True)
class Declared:
    """What an item says of a response variable."""

    base: str
    cardinality: str


@dataclass
class Context:
    """The reading of one item."""

    files: Files = field(default_factory=NoFiles)
    values: Values = field(default_factory=dict)
    keep_graphical: bool = False
    declared: Mapping[str, Declared] = field(default_factory=dict)
    interaction: "Callable[[Element, Context], Block | Inline | None]" = lambda _element, _context: None
    notes: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    gaps: list[str] | None = None  # within a gap match, its gaps so far
    hot: list[str] | None = None  # within a hottext, its words so far
    _characters: int = 0
    _parts: int = 0

    def spend(self, characters: int) -> None:
        """Count what was read; raises NotTaken where it is more than a question can be."""
        self._characters += characters
        self._parts += 1
        if self._characters > MOST_CHARACTERS:
            raise NotTaken(f"has more than {MOST_CHARACTERS:,} characters")
        if self._parts > MOST_PARTS:
            raise NotTaken(f"has more than {MOST_PARTS:,} parts")

    def note(self, text: str) -> None:
        """Keep something worth knowing, once."""
        if text not in self.notes:
            self.notes.append(text)

    def answer(self, element: Element) -> str:
        """The response variable of an interaction; raises NotTaken where another has it or nothing declares it."""
        response = identifier(element, "responseIdentifier")
        if response not in self.declared and name(element) not in _BY_HAND:
            raise NotTaken(f"does not declare its answer {response}")
        if response in self.answered:
            raise NotTaken(f"has two interactions with the answer {response}")
        self.answered.add(response)
        return response


def declarations(item: Element) -> dict[str, Declared]:
    """The response variables of an item; raises NotTaken where there are more than a question can have."""
    if sum(1 for _ in children(item, "responseDeclaration")) > MOST_RESPONSES:
        raise NotTaken(f"declares more than {MOST_RESPONSES} responses")
    return {
        get(one, "identifier"): Declared(get(one, "baseType"), get(one, "cardinality", "single"))
        for one in children(item, "responseDeclaration")
    }


def identifier(element: Element, attribute: str = "identifier") -> str:
    """An identifier; raises NotTaken where it is none that can travel."""
    text = get(element, attribute).strip()
    if (
        not text
        or len(text) > _LONGEST_NAME
        or any(part != text for part in (safe_text(text), *text.split()))
    ):
        raise NotTaken(f"has a {name(element)} without an {attribute} that can be used")
    return text


def number(element: Element, attribute: str, default: int = 0, most: int = 10_000) -> int:
    """A whole number that is not negative, the default where it is none."""
    text = get(element, attribute).strip()
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 12 else default


def is_true(element: Element, attribute: str) -> bool:
    """Whether an attribute says so."""
    return get(element, attribute).strip().lower() in ("true", "1", "yes")


def is_shown(element: Element, values: Values) -> bool:
    """Whether what depends on a template variable is there, with the values of an attempt (QTI `showHide`)."""
    variable = get(element, "templateIdentifier")
    if not variable:
        return True
    is_it = get(element, "identifier") in values.get(variable, ())
    return is_it != (get(element, "showHide", "show") == "hide")
