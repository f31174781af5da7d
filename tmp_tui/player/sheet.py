"""A question from top to bottom: what is read, and among it the places to answer and their options."""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from tmp_tui.player.blocks import Said, said
from tmp_tui.player.inline import Spot
from tmp_tui.player.kinds import hot_words, places_of
from tmp_tui.player.places import PICKED, Choosable, Place
from tmp_tui.player.words import BLANK, bounds_words, chosen_words, how_to_answer, option_reference
from tmp_tui.text import _
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import (
    Asked,
    Associate,
    Block,
    Choice,
    ExtendedText,
    Gap,
    GapMatch,
    Hot,
    Hottext,
    InlineChoice,
    Item,
    Match,
    Order,
    Slider,
    TextEntry,
    Upload,
    parts,
)


class Line(msgspec.Struct, frozen=True):
    """Something to read (`said`), a place, or with `option` one of the options of a place; `struck` is it struck out."""

    said: Said | None = None
    place: Place | None = None
    option: Choosable | None = None
    struck: bool = False

    @property
    def answers(self) -> bool:
        """Whether something can be answered on this line."""
        return self.place is not None


def stimulus_lines(item: Item) -> list[Line]:
    """What the question is about."""
    return [Line(part) for part in said(item.stimulus, _nothing) if isinstance(part, Said)]


def lines_of(
    item: Item, values: Values, *, struck: Collection[str] = (), opened: Collection[int] = ()
) -> list[Line]:
    """The question; the options of a place are listed where it is the only one, or opened (by number).

    `struck` has the options that the student struck out, as `RESPONSE IDENTIFIER`.
    """
    return list(_Sheet(item, values, struck, opened).lines(item.body))


class _Sheet:
    """One pass over a question."""

    def __init__(self, item: Item, values: Values, struck: Collection[str], opened: Collection[int]) -> None:
        self._places = places_of(item, values)
        self._struck, self._opened = struck, opened
        self._letters: dict[str, Choosable] = {}

    def lines(self, blocks: Sequence[Block]) -> Iterator[Line]:
        """The blocks; blanks within a text are listed after it."""
        for block in blocks:
            for part in said([block], self._told):
                if isinstance(part, Said):
                    yield Line(part)
                else:
                    yield from self._asked(part)
            if not isinstance(block, Asked):
                yield from self._blanks(block)

    def _asked(self, asked: Asked) -> Iterator[Line]:
        yield from self.lines(asked.prompt)
        places = self._of(asked.response)
        match asked:
            case Choice() | Order():
                yield from self._listed(places[0])
            case Hottext():
                self._letters = {hot.identifier: hot for hot in hot_words(asked)}
                yield from self.lines(asked.content)
                yield from self._listed(places[0])
            case GapMatch():
                yield from self._reference(places)
                yield from self.lines(asked.content)
                yield from self._rows(places)
            case Match():
                yield from self._reference(places)
                yield from self._rows(places)
            case Associate():
                yield Line(Said(how_to_answer(places[0])))
                yield from self._rows(places)
            case Slider():
                yield Line(Said(bounds_words(places[0])))
                yield from self._rows(places)
            case ExtendedText() | Upload():
                yield from self._rows(places)
            case _:
                yield Line(Said(_("This part needs a graphical browser. Ask your teacher how to answer it.")))

    def _listed(self, place: Place) -> Iterator[Line]:
        """All options of a place, one below the other, after how to answer."""
        yield Line(Said(how_to_answer(place)))
        yield from self._options(place)

    def _reference(self, places: Sequence[Place]) -> Iterator[Line]:
        """The options that several places share, to be read before them."""
        if places:
            yield Line(Said(how_to_answer(places[0])))
            yield from (Line(Said(option_reference(option), indent=1)) for option in places[0].options)

    def _blanks(self, block: Block) -> Iterator[Line]:
        """The places that stand within a text, a line for each, below it."""
        for part in parts([block]):
            if isinstance(part, InlineChoice | TextEntry):
                yield from self._rows(self._of(part.response))

    def _rows(self, places: Sequence[Place]) -> Iterator[Line]:
        for place in places:
            if len(self._places) == 1 and place.how in PICKED:
                yield from self._listed(place)
                continue
            yield Line(place=place)
            if place.number in self._opened:
                yield from self._options(place)
            elif place.inline and not place.part and place.options:
                yield Line(Said("  ".join(map(option_reference, place.options)), indent=1))

    def _options(self, place: Place) -> Iterator[Line]:
        for option in place.options:
            if option.identifier != place.own:
                yield Line(None, place, option, f"{place.response} {option.identifier}" in self._struck)

    def _of(self, response: str) -> list[Place]:
        return [place for place in self._places if place.response == response]

    def _told(self, spot: Spot, within: str) -> str:
        """What stands in the text where something is answered."""
        match spot:
            case Hot():
                known = self._letters.get(spot.identifier)
                return f"[{known.letter}: {within}]" if known else within
            case Gap():
                found = [place for place in self._places if place.inline and place.part == spot.identifier]
            case InlineChoice() | TextEntry():
                found = self._of(spot.response)
        if not found:
            return BLANK
        words = chosen_words(found[0], letters=False) or BLANK
        return f"[{found[0].number}: {words}]" if len(self._places) > 1 else f"[{words}]"


def _nothing(spot: Spot, within: str) -> str:
    return within or BLANK
