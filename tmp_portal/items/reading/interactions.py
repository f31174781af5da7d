"""Interactions: the ways to answer, those that a keyboard serves and those that need a graphical browser."""

import math
from collections.abc import Callable

from tmp_portal.items.reading.content import read_blocks, says_something
from tmp_portal.items.reading.context import Context, NotTaken, identifier, is_shown, is_true, number
from tmp_portal.items.reading.pictures import read_image, read_object
from tmp_portal.items.reading.xml import Element, child, children, get, name
from tmp_tui.text import safe_text
from tmp_tui.wire.items import (
    Associate,
    Base,
    Block,
    Choice,
    ExtendedText,
    GapMatch,
    Graphical,
    Hottext,
    Inline,
    InlineChoice,
    Match,
    Option,
    Order,
    Picture,
    Slider,
    TextEntry,
    Upload,
)

MOST_OPTIONS = 200

# What an item has that no keyboard serves, as the reason for which it is not taken.
GRAPHICAL = {
    "hotspotInteraction": "points at places in a picture (hotspot)",
    "graphicOrderInteraction": "orders places in a picture (graphic order)",
    "graphicAssociateInteraction": "joins places in a picture (graphic associate)",
    "graphicGapMatchInteraction": "puts things into a picture (graphic gap match)",
    "selectPointInteraction": "points at places in a picture (select point)",
    "positionObjectInteraction": "moves things over a picture (position object)",
    "drawingInteraction": "is answered by drawing",
    "mediaInteraction": "plays sound or film (media)",
    "customInteraction": "brings a program of its own (custom interaction)",
    "portableCustomInteraction": "brings a program of its own (portable custom interaction)",
}
Made = Block | Inline | None


def read_interaction(element: Element, context: Context) -> Made:
    """The interaction; None where it is only a button. Raises NotTaken where it cannot be answered by keyboard."""
    kind = name(element)
    if kind in GRAPHICAL:
        return _graphical(kind, element, context)
    if kind == "endAttemptInteraction":
        context.note("a button for a hint is left out")
        return None
    if kind not in _KINDS:
        raise NotTaken(f"has an interaction that is not known ({safe_text(kind, length=60)})")
    return _KINDS[kind](element, context.answer(element), context)


def _graphical(kind: str, element: Element, context: Context) -> Graphical:
    if not context.keep_graphical:
        raise NotTaken(GRAPHICAL[kind])
    context.note(f"it {GRAPHICAL[kind]}: it needs a graphical browser")
    response = get(element, "responseIdentifier")
    context.answered.add(response)
    images = [one for one in children(element, "object", "img") if "image" in one.get("type", "image")]
    prompt = _prompt(element, context) + [block for one in images for block in _picture(one, context)]
    return Graphical(safe_text(response), prompt, kind.removesuffix("Interaction"))


def _picture(element: Element, context: Context) -> list[Picture]:
    read = read_object if name(element) == "object" else read_image
    picture = read(element, context)
    return [picture] if isinstance(picture, Picture) else []


def _prompt(element: Element, context: Context) -> list[Block]:
    prompt = child(element, "prompt")
    return [] if prompt is None else read_blocks(prompt, context)


def _options(element: Element, context: Context, *kinds: str) -> list[Option]:
    """The options in it; raises NotTaken where there are none, too many, or two that cannot be told apart."""
    shown = [one for one in children(element, *kinds) if is_shown(one, context.values)]
    if not shown:
        raise NotTaken(f"has a {name(element)} without options")
    if len(shown) > MOST_OPTIONS:
        raise NotTaken(f"has a {name(element)} with more than {MOST_OPTIONS} options")
    options = [_option(one, context) for one in shown]
    _refuse_doubles([option.identifier for option in options], element)
    if sum(not option.content for option in options):
        context.note("an option without words")
    return options


def _option(element: Element, context: Context) -> Option:
    content = read_blocks(element, context)
    if content and not says_something(content):
        raise NotTaken("has options that are pictures without a description")
    return Option(
        identifier(element),
        content,
        is_true(element, "fixed"),
        number(element, "matchMax", 1),
        number(element, "matchMin"),
    )


def _refuse_doubles(identifiers: list[str], element: Element) -> None:
    if len(set(identifiers)) < len(identifiers):
        raise NotTaken(f"has a {name(element)} with the same identifier twice")


def _choice(element: Element, response: str, context: Context) -> Made:
    return Choice(
        response,
        _prompt(element, context),
        _options(element, context, "simpleChoice"),
        number(element, "minChoices"),
        number(element, "maxChoices", 1),
        is_true(element, "shuffle"),
    )


def _inline_choice(element: Element, response: str, context: Context) -> Made:
    options = _options(element, context, "inlineChoice")
    return InlineChoice(response, options, is_true(element, "shuffle"))


def _text_entry(element: Element, response: str, context: Context) -> Made:
    return TextEntry(
        response,
        _base(response, context),
        number(element, "expectedLength"),
        safe_text(get(element, "patternMask"), length=200),
        _hint(element),
    )


def _hint(element: Element) -> str:
    words = get(element, "placeholderText") or get(element, "data-patternmask-message")
    return safe_text(words, length=200)


def _base(response: str, context: Context) -> Base:
    bases: dict[str, Base] = {"integer": "integer", "float": "float"}
    declared = context.declared[response]
    return "float" if declared.cardinality == "record" else bases.get(declared.base, "string")


def _extended_text(element: Element, response: str, context: Context) -> Made:
    declared = context.declared.get(response)
    many = declared is not None and declared.cardinality in ("multiple", "ordered")
    most = number(element, "maxStrings", 1, 50)
    return ExtendedText(
        response,
        _prompt(element, context),
        number(element, "expectedLength", most=100_000),
        number(element, "expectedLines", most=1_000),
        number(element, "minStrings", most=50),
        max(most, number(element, "minStrings", 1, 50)) if many else 1,
        get(element, "format") == "preFormatted",
        _hint(element),
    )


def _order(element: Element, response: str, context: Context) -> Made:
    return Order(
        response,
        _prompt(element, context),
        _options(element, context, "simpleChoice"),
        number(element, "minChoices"),
        number(element, "maxChoices"),
        is_true(element, "shuffle"),
    )


def _match(element: Element, response: str, context: Context) -> Made:
    sets = [_options(one, context, "simpleAssociableChoice") for one in children(element, "simpleMatchSet")]
    if len(sets) != 2:
        raise NotTaken("has a matchInteraction without its two sets")
    return Match(
        response,
        _prompt(element, context),
        sets[0],
        sets[1],
        number(element, "minAssociations"),
        number(element, "maxAssociations", 1),
        is_true(element, "shuffle"),
    )


def _associate(element: Element, response: str, context: Context) -> Made:
    return Associate(
        response,
        _prompt(element, context),
        _options(element, context, "simpleAssociableChoice"),
        number(element, "minAssociations"),
        number(element, "maxAssociations", 1),
        is_true(element, "shuffle"),
    )


def _gap_match(element: Element, response: str, context: Context) -> Made:
    options = _options(element, context, "gapText", "gapImg")
    outer, context.gaps = context.gaps, []
    content = read_blocks(element, context, without=("prompt", "gapText", "gapImg"))
    gaps, context.gaps = context.gaps, outer
    if not gaps:
        raise NotTaken("has a gapMatchInteraction without gaps")
    _refuse_doubles(gaps, element)
    return GapMatch(
        response,
        _prompt(element, context),
        options,
        content,
        number(element, "minAssociations"),
        number(element, "maxAssociations"),
        is_true(element, "shuffle"),
    )


def _hottext(element: Element, response: str, context: Context) -> Made:
    outer, context.hot = context.hot, []
    content = read_blocks(element, context, without=("prompt",))
    words, context.hot = context.hot, outer
    if not words:
        raise NotTaken("has a hottextInteraction with nothing to choose")
    _refuse_doubles(words, element)
    return Hottext(
        response,
        _prompt(element, context),
        content,
        number(element, "minChoices"),
        number(element, "maxChoices", 1),
    )


def _slider(element: Element, response: str, context: Context) -> Made:
    lower, upper = _bound(element, "lowerBound", 0), _bound(element, "upperBound", 100)
    step = _bound(element, "step", 1)
    if lower >= upper or step <= 0:
        raise NotTaken("has a sliderInteraction whose bounds leave nothing to choose")
    return Slider(response, _prompt(element, context), lower, upper, step, _base(response, context))


def _bound(element: Element, attribute: str, default: float) -> float:
    try:
        bound = float(get(element, attribute) or default)
    except ValueError:
        bound = math.nan
    if not math.isfinite(bound):
        raise NotTaken(f"has a sliderInteraction whose {attribute} is not a number")
    return bound


def _upload(element: Element, response: str, context: Context) -> Made:
    types = [safe_text(one, length=100) for one in get(element, "type").replace(",", " ").split()[:20]]
    return Upload(response, _prompt(element, context), types, max(1, number(element, "maxFiles", 1, 20)))


_KINDS: dict[str, Callable[[Element, str, Context], Made]] = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _inline_choice,
    "textEntryInteraction": _text_entry,
    "extendedTextInteraction": _extended_text,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "associateInteraction": _associate,
    "gapMatchInteraction": _gap_match,
    "hottextInteraction": _hottext,
    "sliderInteraction": _slider,
    "uploadInteraction": _upload,
}
