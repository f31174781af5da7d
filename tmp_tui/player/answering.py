"""What a student can do to an answer: choose, put in order, write, take back. Each is the new answer and what to say of it.

Nothing here keeps anything; what cannot be done raises NotPossible, and the answer stays as it was.
"""

from collections.abc import Iterable

import msgspec

from tmp_tui.player.kinds import places_of, with_chosen, with_text
from tmp_tui.player.numbers import bounds, two_meanings, value_of, without_signs
from tmp_tui.player.places import Choosable, Place
from tmp_tui.player.words import option_reference
from tmp_tui.text import _, safe_text
from tmp_tui.wire.attempts import LARGEST_ANSWER, Values
from tmp_tui.wire.items import Item, Upload, interactions

LINES, LENGTH = 2_000, 60_000  # of a text, in bytes; several together have LARGEST_ANSWER
KB = 1024
NEARLY = 1e-9


class NotPossible(Exception):
    """It cannot be answered so; the message says why, and what can be done."""


class Change(msgspec.Struct, frozen=True):
    """An answer as it is to be, and what a student is told of it."""

    values: Values
    words: str


def choose(item: Item, values: Values, place: Place, option: Choosable) -> Change:
    """Choose an option; where several can be chosen, one that is chosen already is taken back."""
    words = _short(option)
    if option.identifier == place.own:
        raise NotPossible(_("Choose another letter: {option} cannot go with itself.").format(option=words))
    if option.identifier in place.chosen and place.how != "one":
        rest = [one for one in place.chosen if one != option.identifier]
        return Change(with_chosen(item, values, place, rest), _("Taken back: {option}").format(option=words))
    if place.how == "one":
        chosen = [option.identifier]
    elif place.most and len(place.chosen) >= place.most:
        raise NotPossible(
            _("{most} are chosen already, and no more can be. Take one back first.").format(most=place.most)
        )
    else:
        chosen = [*place.chosen, option.identifier]
    said = _("Number {rank}: {option}") if place.how == "order" else _("Chosen: {option}")
    if place.name:
        said = _("{place}: {option}")
    new = with_chosen(item, values, place, chosen)
    told = said.format(rank=len(chosen), option=words, place=_name(place))
    return Change(new, " ".join([told, *_lost(item, values, new, place)]))


def _lost(item: Item, before: Values, after: Values, place: Place) -> list[str]:
    """What another place had to give up for it."""
    pairs = zip(places_of(item, before), places_of(item, after), strict=True)
    names = [
        _name(old)
        for old, new in pairs
        if len(new.chosen) < len(old.chosen) and new.number != place.number and old.name
    ]
    return [_("(Taken from {places}.)").format(places=", ".join(names))] if names else []


def move(item: Item, values: Values, place: Place, option: Choosable, by: int) -> Change:
    """Put a chosen option earlier in the order (-1), or later (1)."""
    if place.how != "order" or option.identifier not in place.chosen:
        raise NotPossible(_("Only what is in the order can be moved in it. Choose it first."))
    chosen = list(place.chosen)
    at = chosen.index(option.identifier)
    to = min(max(0, at + by), len(chosen) - 1)
    chosen.insert(to, chosen.pop(at))
    words = _("Number {rank}: {option}").format(rank=to + 1, option=_short(option))
    return Change(with_chosen(item, values, place, chosen), words)


def put_in_order(item: Item, values: Values, place: Place, options: list[Choosable]) -> Change:
    """These options at once, in this order; where one can be chosen it is one."""
    if place.how == "one" and len(options) != 1:
        raise NotPossible(_("Only one can be chosen here. Type one letter."))
    if place.most and len(options) > place.most:
        raise NotPossible(_("At most {most} can be chosen here.").format(most=place.most))
    if any(option.identifier == place.own for option in options):
        raise NotPossible(_("A thing cannot go with itself. Choose another letter."))
    chosen = list(dict.fromkeys(option.identifier for option in options))
    words = ", ".join(_short(option) for option in options)
    said = _("{place}: {option}") if place.name else _("Chosen: {option}")
    new = with_chosen(item, values, place, chosen)
    return Change(new, said.format(place=_name(place), option=words))


def write(item: Item, values: Values, place: Place, text: str) -> Change:
    """Write a text or a number; an empty one is a blank."""
    if place.how == "number" and text.strip():
        text = _number(place, text.strip())
    elif place.how == "text":
        text = safe_text(text, length=LENGTH).strip()
    elif place.how == "lines":
        if len(text.encode(errors="replace")) > LENGTH or text.count("\n") >= LINES:
            raise NotPossible(
                _("This text is too long: at most {letters} letters and {lines} lines.").format(
                    letters=LENGTH, lines=LINES
                )
            )
        text = safe_text(text, lines=LINES, length=LENGTH)
    new = with_text(item, values, place, text if text.strip() else "")
    _check_size(item, new)
    return Change(new, _("Answered.") if text.strip() else _("Left blank."))


def _check_size(item: Item, values: Values) -> None:
    """Raise NotPossible where the texts are more than the portal takes in one answer; files are counted by `bringing`."""
    files = {asked.response for asked in interactions(item) if isinstance(asked, Upload)}
    texts = [text for name in values.keys() - files for text in values[name]]
    if size_of(texts) > LARGEST_ANSWER:
        raise NotPossible(
            _(
                "The texts of this question are too long together: at most {size} KB. Make one of them shorter."
            ).format(size=LARGEST_ANSWER // KB)
        )


def size_of(texts: Iterable[str]) -> int:
    """How many bytes the texts are, all of them."""
    return sum(len(text.encode(errors="replace")) for text in texts)


def clear(item: Item, values: Values, place: Place) -> Change:
    """Take back what is answered at a place."""
    if place.blank:
        raise NotPossible(_("There is nothing to take back here."))
    new = with_text(item, values, place, "") if place.text else with_chosen(item, values, place, ())
    return Change(new, _("Taken back. Ctrl+z brings it again."))


def _number(place: Place, text: str) -> str:
    """A number as it travels: digits and a point. Raises NotPossible."""
    whole, point = two_meanings(text)
    if whole:
        raise NotPossible(
            _("Is it {whole}, or {point}? Type {whole} or {short}.").format(
                whole=whole, point=point, short=float(point)
            )
        )
    plain = without_signs(text)
    number = value_of(plain)
    if number != number:
        example = _("7") if place.whole else _("3.5")
        raise NotPossible(
            _("{text} is not a number. Type digits, for example {example}.").format(
                text=safe_text(text, length=30), example=example
            )
        )
    if place.whole and number != int(number):
        raise NotPossible(_("Type a whole number, without a point."))
    if place.high > place.low:
        _check_bounds(place, number)
    return f"{int(number)}" if place.whole else plain


def _check_bounds(place: Place, number: float) -> None:
    if not place.low <= number <= place.high:
        raise NotPossible(_("Type a number from {low} to {high}.").format(**bounds(place)))
    steps = (number - place.low) / place.step if place.step > 0 else 0
    if abs(steps - round(steps)) > NEARLY * max(1.0, abs(steps)):
        raise NotPossible(_("Type a number from {low} to {high} in steps of {step}.").format(**bounds(place)))


def _short(option: Choosable) -> str:
    return " ".join(option_reference(option).split("\n"))


def _name(place: Place) -> str:
    return " ".join(place.name.split("\n"))
