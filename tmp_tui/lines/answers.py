"""What a typed line answers: where, and what. Nothing is kept here."""

import re
from collections.abc import Sequence

from tmp_tui.pages.names import folded
from tmp_tui.player.answering import Change, NotPossible, put_in_order, write
from tmp_tui.player.bringing import with_file
from tmp_tui.player.places import PICKED, Choosable, Place
from tmp_tui.text import _, cut
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import Item

_AT_PLACE = re.compile(r"(\d{1,3})(?:\s*[=:)]\s*|\s+)(.*)", re.DOTALL)
_AT_ONCE = re.compile(r"(\d{1,3})([a-zA-Z]*)")
_BETWEEN = re.compile(r"[\s,;.)]+")


def addressed(places: Sequence[Place], typed: str) -> tuple[Place, str]:
    """The place that is meant, and what is left of the line. Raises NotPossible."""
    typed = typed.strip()
    if not any(place.how != "graphical" for place in places):
        raise NotPossible(_("This question needs a graphical browser. Ask your teacher how to answer it."))
    if len(places) == 1:
        return places[0], typed.removeprefix("=").strip()
    found = _AT_PLACE.fullmatch(typed.removeprefix("=").strip()) or _AT_ONCE.fullmatch(typed)
    if found is None:
        raise NotPossible(
            _(
                "There are {count} places to answer. Begin with the number of one, for example {example}."
            ).format(count=len(places), example="2 b" if places[0].how in PICKED else "2 = text")
        )
    return place_numbered(places, int(found[1])), found[2].strip()


def place_numbered(places: Sequence[Place], number: int) -> Place:
    """The place of this number. Raises NotPossible."""
    if not 1 <= number <= len(places):
        raise NotPossible(
            _("There is no place {number} here, only 1 to {last}.").format(number=number, last=len(places))
        )
    return places[number - 1]


def answer_at(item: Item, values: Values, place: Place, text: str) -> Change:
    """The answer with what was typed at a place. Raises NotPossible."""
    if place.how == "graphical":
        raise NotPossible(_("This place needs a graphical browser. Ask your teacher how to answer it."))
    if place.how in PICKED:
        return put_in_order(item, values, place, options_meant(place, text))
    return (with_file if place.how == "file" else write)(item, values, place, text)


def options_meant(place: Place, text: str) -> list[Choosable]:
    """The options of the letters "a c" or "ac", or the one that is called so. Raises NotPossible."""
    tokens = [token for token in _BETWEEN.split(text) if token]
    for letters in (tokens, [letter for token in tokens for letter in token]):
        found = [place.lettered(letter) for letter in letters]
        if found and all(found):
            return list(dict.fromkeys(option for option in found if option is not None))
    called = [option for option in place.options if text.strip() and folded(option.words) == folded(text)]
    if len(called) == 1:
        return called
    offered = [option.letter for option in place.options]
    raise NotPossible(
        _("There is no option {typed} here. Options are {first} to {last}; commands begin with /.").format(
            typed=cut(text, 30), first=offered[0] if offered else "", last=offered[-1] if offered else ""
        )
    )
