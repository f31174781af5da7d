"""Each kind of interaction as places to answer, and an answer put into one of them as the texts that travel.

An answer is, by response, a list of texts (see `tmp_tui.wire.items`): identifiers, pairs of them, or what was typed.
"""

from collections.abc import Iterator, Sequence

import msgspec

from tmp_tui.player.blocks import words_of
from tmp_tui.player.inline import Spot, inline_words
from tmp_tui.player.places import Choosable, How, Place, letter
from tmp_tui.text import _
from tmp_tui.wire.attempts import Values
from tmp_tui.wire.items import (
    Associate,
    Choice,
    ExtendedText,
    Gap,
    GapMatch,
    Graphical,
    Hot,
    Hottext,
    InlineChoice,
    Interaction,
    Item,
    Match,
    Option,
    Order,
    Slider,
    TextEntry,
    Upload,
    interactions,
    options_of,
    parts,
)

MOST_TEXTS = 10  # where an interaction takes any number of texts

Pairs = list[tuple[str, str]]


def places_of(item: Item, values: Values) -> tuple[Place, ...]:
    """Every place of a question, in reading order, with what is answered there."""
    found = (
        place for asked in interactions(item) for place in _places(asked, values.get(asked.response, []))
    )
    places = [msgspec.structs.replace(place, number=number) for number, place in enumerate(found, 1)]
    if len(places) > 1:
        places = [_named(place) for place in places]
    return tuple(places)


def with_chosen(item: Item, values: Values, place: Place, chosen: Sequence[str]) -> Values:
    """The answer with these options in the place, in this order."""
    asked = _asked(item, place)
    given = values.get(place.response, [])
    match asked:
        case Match() | GapMatch() | Associate():
            texts = [" ".join(pair) for pair in _with_pairs(asked, _pairs(given), place, chosen)]
        case _:
            texts = list(chosen)
    return _with(values, place.response, texts)


def with_text(item: Item, values: Values, place: Place, text: str) -> Values:
    """The answer with this text in the place; empty takes away what was there."""
    asked = _asked(item, place)
    if not isinstance(asked, ExtendedText | Upload) or asked_for(asked) == 1:
        return _with(values, place.response, [text] if text else [])
    texts = list(values.get(place.response, []))
    at = int(place.part)
    texts += [""] * (at + 1 - len(texts))
    texts[at] = text
    while texts and not texts[-1]:
        texts.pop()
    return _with(values, place.response, texts)


def asked_for(asked: ExtendedText | Upload) -> int:
    """How many texts or files there can be."""
    most = asked.max_strings if isinstance(asked, ExtendedText) else asked.files
    return most or MOST_TEXTS


def _with(values: Values, response: str, texts: list[str]) -> Values:
    """Without what is empty, so that a blank is no answer."""
    rest = {name: given for name, given in values.items() if name != response}
    return {**rest, response: texts} if any(texts) else rest


def _asked(item: Item, place: Place) -> Interaction:
    return next(asked for asked in interactions(item) if asked.response == place.response)


def _named(place: Place) -> Place:
    if place.name:
        return place
    name = _("Blank {number}") if place.inline else _("Part {number}")
    return msgspec.structs.replace(place, name=name.format(number=place.number))


# From an interaction to its places


def _places(asked: Interaction, given: list[str]) -> Iterator[Place]:
    match asked:
        case Choice() | Hottext():
            yield _chosen(asked, given)
        case Order():
            yield _picked(asked, "order", given, asked.min_choices or len(asked.options), asked.max_choices)
        case InlineChoice():
            yield msgspec.structs.replace(_picked(asked, "one", given, 0, 1), inline=True)
        case Match():
            yield from _rows(asked, asked.first, asked.second, _pairs(given))
        case Associate():
            yield from _partners(asked, _pairs(given))
        case GapMatch():
            yield from _gaps(asked, _pairs(given))
        case ExtendedText() | Upload():
            yield from _texts(asked, given)
        case TextEntry():
            how: How = "text" if asked.base == "string" else "number"
            text = given[0] if given else ""
            whole = asked.base == "integer"
            yield Place(0, asked.response, how, text=text, hint=asked.hint, whole=whole, inline=True)
        case Slider():
            yield _slider(asked, given)
        case Graphical():
            yield Place(0, asked.response, "graphical", name=asked.name)


def _chosen(asked: Choice | Hottext, given: list[str]) -> Place:
    how: How = "one" if asked.max_choices == 1 else "several"
    return _picked(asked, how, given, asked.min_choices, asked.max_choices)


def _picked(
    asked: Choice | Hottext | Order | InlineChoice, how: How, given: list[str], least: int, most: int
) -> Place:
    options = hot_words(asked) if isinstance(asked, Hottext) else choosables(options_of(asked))
    known = {one.identifier for one in options}
    chosen = tuple(one for one in given if one in known)
    return Place(0, asked.response, how, options=options, chosen=chosen, least=least, most=most)


def _rows(asked: Match, first: Sequence[Option], second: Sequence[Option], pairs: Pairs) -> Iterator[Place]:
    options = choosables(second)
    all_wanted = asked.max_associations == 0 or asked.max_associations >= len(first)
    for option in first:
        chosen = tuple(two for one, two in pairs if one == option.identifier)
        most = _smaller(option.match_max, asked.max_associations)
        how: How = "one" if most == 1 else "several"
        yield Place(
            0, asked.response, how, option.identifier, words_of(option.content, untold), options, chosen,
            least=max(option.match_min, int(all_wanted)), most=most,
        )  # fmt: skip


def _partners(asked: Associate, pairs: Pairs) -> Iterator[Place]:
    options = choosables(asked.options)
    for option, lettered in zip(asked.options, options, strict=True):
        here = option.identifier
        chosen = tuple(two if one == here else one for one, two in pairs if here in (one, two))
        most = _smaller(option.match_max, asked.max_associations)
        how: How = "one" if most == 1 else "several"
        yield Place(
            0, asked.response, how, here, f"{lettered.letter}) {lettered.words}", options, chosen,
            least=option.match_min, most=most, own=here,
        )  # fmt: skip


def _smaller(*limits: int) -> int:
    """The smaller of two limits, of which 0 is none."""
    return min((limit for limit in limits if limit), default=0)


def _gaps(asked: GapMatch, pairs: Pairs) -> Iterator[Place]:
    options = choosables(asked.options)
    gaps = [part for part in parts(asked.content) if isinstance(part, Gap)]
    all_wanted = asked.max_associations == 0 or asked.max_associations >= len(gaps)
    for gap in gaps:
        chosen = tuple(one for one, two in pairs if two == gap.identifier)
        yield Place(
            0, asked.response, "one", gap.identifier, "", options, chosen, least=int(all_wanted), most=1,
            inline=True,
        )  # fmt: skip


def _texts(asked: ExtendedText | Upload, given: list[str]) -> Iterator[Place]:
    how: How = "lines" if isinstance(asked, ExtendedText) else "file"
    hint = asked.hint if isinstance(asked, ExtendedText) else ", ".join(asked.types)
    for at in range(asked_for(asked)):
        yield Place(
            0, asked.response, how, str(at), text=given[at] if at < len(given) else "", hint=hint,
            least=1 if at == 0 else 0,
        )  # fmt: skip


def _slider(asked: Slider, given: list[str]) -> Place:
    return Place(
        0, asked.response, "number", text=given[0] if given else "", low=asked.lower, high=asked.upper,
        step=asked.step, whole=asked.base == "integer",
    )  # fmt: skip


# Options


def choosables(options: Sequence[Option]) -> tuple[Choosable, ...]:
    """The options with their letters."""
    return tuple(
        Choosable(option.identifier, letter(at), words_of(option.content, untold))
        for at, option in enumerate(options)
    )


def hot_words(asked: Hottext) -> tuple[Choosable, ...]:
    """What can be chosen in a text, in reading order."""
    found = [part for part in parts(asked.content) if isinstance(part, Hot)]
    return tuple(Choosable(hot.identifier, letter(at), _plain(hot)) for at, hot in enumerate(found))


def _plain(hot: Hot) -> str:
    return inline_words(hot.content, untold)


def untold(spot: Spot, within: str) -> str:
    """Where no place to answer can be, or none is wanted: its words alone."""
    return within


# Pairs


def _pairs(given: list[str]) -> Pairs:
    """What travels as "SOURCE TARGET"."""
    halves = (text.split(" ") for text in given)
    return [(half[0], half[1]) for half in halves if len(half) == 2]


def _with_pairs(
    asked: Match | GapMatch | Associate, pairs: Pairs, place: Place, chosen: Sequence[str]
) -> Pairs:
    """The pairs with the place's own ones set anew; what then is in more pairs than it may be leaves the oldest.

    So do the oldest pairs of all where there are more than there may be.
    """
    here = place.part
    kept = [pair for pair in pairs if not _of(asked, pair, here)]
    new: Pairs = [(one, here) if isinstance(asked, GapMatch) else (here, one) for one in chosen]
    limits = {option.identifier: option.match_max for option in _limited(asked)}
    for one in chosen:
        limit = limits.get(one, 0)
        others = [pair for pair in kept if _uses(asked, pair, one)]
        for pair in others[: max(0, len(others) + 1 - limit)] if limit else []:
            kept.remove(pair)
    most = asked.max_associations
    return kept[max(0, len(kept) + len(new) - most) :] + new if most else kept + new


def _of(asked: Match | GapMatch | Associate, pair: tuple[str, str], here: str) -> bool:
    match asked:
        case Match():
            return pair[0] == here
        case GapMatch():
            return pair[1] == here
        case Associate():
            return here in pair


def _uses(asked: Match | GapMatch | Associate, pair: tuple[str, str], option: str) -> bool:
    match asked:
        case Match():
            return pair[1] == option
        case GapMatch():
            return pair[0] == option
        case Associate():
            return option in pair


def _limited(asked: Match | GapMatch | Associate) -> Sequence[Option]:
    return asked.second if isinstance(asked, Match) else asked.options
