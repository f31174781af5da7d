"""Where a question is answered: every kind of interaction comes down to places with lettered options or with text."""

from string import ascii_lowercase
from typing import Literal

import msgspec

How = Literal["one", "several", "order", "text", "number", "lines", "file", "graphical"]

PICKED: frozenset[How] = frozenset({"one", "several", "order"})
TYPED: frozenset[How] = frozenset({"text", "number", "lines", "file"})


class Choosable(msgspec.Struct, frozen=True):
    """An option as it is read: its identifier, the letter that is typed for it, its words (one line or several)."""

    identifier: str
    letter: str
    words: str


class Place(msgspec.Struct, frozen=True):
    """One place to answer; `number` counts from 1 within the question.

    `part` tells it from the other places of the same response: a row, a gap, which of several texts. `name` is what it
    is called where there is more than one. `chosen` are identifiers in their order, `text` what was typed. `most` 0 is
    any number; `own` is the one option that cannot be chosen here (a thing is not paired with itself). An `inline` place
    stands within the text, as a blank. `low` to `high` by `step` bound a number, all 0 where nothing does; `whole` ones
    only.
    """

    number: int
    response: str
    how: How
    part: str = ""
    name: str = ""
    options: tuple[Choosable, ...] = ()
    chosen: tuple[str, ...] = ()
    text: str = ""
    least: int = 0
    most: int = 0
    own: str = ""
    low: float = 0
    high: float = 0
    step: float = 0
    hint: str = ""
    whole: bool = False
    inline: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is answered here."""
        return not self.chosen and not self.text.strip()

    def option(self, identifier: str) -> Choosable | None:
        """The option of this identifier."""
        return next((one for one in self.options if one.identifier == identifier), None)

    def lettered(self, letter: str) -> Choosable | None:
        """The option of this letter, large or small."""
        return next((one for one in self.options if one.letter == letter.casefold()), None)


def letter(position: int) -> str:
    """a to z, then aa, ab and so on."""
    if position < len(ascii_lowercase):
        return ascii_lowercase[position]
    return letter(position // len(ascii_lowercase) - 1) + ascii_lowercase[position % len(ascii_lowercase)]
