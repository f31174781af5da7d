"""What an item of QTI 1.2 asks: its kind, its responses and its labels."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tmp_portal.items.reading.context import NotTaken
from tmp_portal.items.reading.xml import Element, child, children, descendants, name, parse_html, text_of
from tmp_tui.text import safe_text

MOST_RESPONSES = 100
MOST_LABELS = 2_000
PAIRS = "RESPONSE"  # where the pairs of a matching question go

_TYPES = {
    "multiple_choice_question": "choice",
    "true_false_question": "choice",
    "multiple_answers_question": "choice",
    "short_answer_question": "text",
    "fill_in_multiple_blanks_question": "blanks",
    "multiple_dropdowns_question": "dropdowns",
    "matching_question": "matching",
    "categorization_question": "categorization",
    "ordering_question": "ordering",
    "numerical_question": "number",
    "essay_question": "essay",
    "file_upload_question": "upload",
    "text_only_question": "passage",
    "calculated_question": "calculated",
    "formula_question": "calculated",
    "hot_spot_question": "hotspot",
    "cc.multiple_choice": "choice",
    "cc.true_false": "choice",
    "cc.multiple_response": "choice",
    "cc.fib": "text",
    "cc.pattern_match": "text",
    "cc.essay": "essay",
}
RESPONSES = ("response_lid", "response_str", "response_num", "response_xy", "response_grp")


@dataclass(frozen=True)
class Label:
    """One of the things that a response offers."""

    ident: str
    element: Element
    text: str
    fixed: bool


@dataclass(frozen=True)
class Response:
    """A `response_*` of an item. `shape` is what its answer is.

    `one` or `many` labels, `order` of all, `text`, `number`, a `blank` whose labels are the texts that are right, or a
    part of the question's `pairs`.
    """

    ident: str
    shape: str
    element: Element
    labels: list[Label]


@dataclass(frozen=True)
class Question:
    """An item, whatever wrote it; `points` is None where it does not say."""

    element: Element
    presentation: Element
    ident: str
    title: str
    kind: str
    points: float | None
    metadata: Mapping[str, str] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)

    @property
    def is_passage(self) -> bool:
        """Whether it is a text to read before other questions."""
        return self.kind == "passage"


def read_question(element: Element) -> Question:
    """The facts of an `item`; raises NotTaken where it presents nothing."""
    presentation = child(element, "presentation")
    if presentation is None:
        raise NotTaken("presents nothing")
    metadata = read_metadata(element)
    found = list(descendants(presentation, *RESPONSES))
    if (
        len(found) > MOST_RESPONSES
        or sum(1 for _ in descendants(presentation, "response_label")) > MOST_LABELS
    ):
        raise NotTaken(f"has more than {MOST_RESPONSES} responses or {MOST_LABELS:,} labels")
    kind = _TYPES.get(_type(metadata)) or _infer(element, presentation, found)
    responses = [_response(one, kind) for one in found]
    if len({one.ident for one in responses}) < len(responses):
        raise NotTaken("has two responses with the same identifier")
    return Question(
        element,
        presentation,
        clean(element.get("ident", "")),
        safe_text((element.get("title") or "").strip(), length=300),
        kind,
        decimal(metadata.get("points_possible", metadata.get("cc_weighting", ""))),
        metadata,
        {one.ident: one for one in responses},
    )


def read_metadata(element: Element) -> dict[str, str]:
    """The `qtimetadatafield`s of an item, the first of each label."""
    found: dict[str, str] = {}
    for one in descendants(element, "qtimetadatafield"):
        found.setdefault(text_of(child(one, "fieldlabel")), text_of(child(one, "fieldentry")))
    return found


def _type(metadata: Mapping[str, str]) -> str:
    given = metadata.get("question_type") or metadata.get("cc_profile", "")
    return re.sub(r"\.v\d+p\d+$", "", given.lower())


def decimal(text: str | None) -> float | None:
    """A number of a sensible size, None for anything else."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def clean(ident: str) -> str:
    """An identifier without the spaces that QTI 1.2 allows in it."""
    return re.sub(r"\s+", "_", ident.strip())


def _infer(element: Element, presentation: Element, responses: list[Element]) -> str:
    """The kind of an item without metadata, by the shape of what it presents."""
    kinds = {name(one) for one in responses}
    if any(True for _ in descendants(element, "calculated")):
        return "calculated"
    if not responses:
        return "passage"
    if kinds == {"response_lid"}:
        return _infer_lid(presentation, responses)
    if kinds == {"response_str"} and not _is_scored(element):
        return "essay"
    if kinds <= {"response_str", "response_num", "response_lid"}:
        return "text"
    return "hotspot" if kinds == {"response_xy"} else "unknown"


def _infer_lid(presentation: Element, responses: list[Element]) -> str:
    if responses[0].get("rcardinality", "").lower() == "ordered":
        return "ordering"
    text = "".join(text_of(parse_html(text_of(one))) for one in descendants(presentation, "mattext"))
    if all(placeholder(one.get("ident", "")) in text for one in responses):
        return "blanks" if all(map(_is_one_word, responses)) else "dropdowns"
    offers = [{label.get("ident") for label in descendants(one, "response_label")} for one in responses]
    return "matching" if len(offers) > 1 and all(offer == offers[0] for offer in offers) else "choice"


def _is_one_word(response: Element) -> bool:
    """Whether the labels are spellings of one word, which nobody would offer to choose from."""
    return len({_label(one).text.casefold() for one in descendants(response, "response_label")}) == 1


def placeholder(ident: str) -> str:
    """What stands in Canvas's text where a blank is to be: `[color]` for `response_color`."""
    return f"[{ident.removeprefix('response_')}]"


def _is_scored(element: Element) -> bool:
    return any(True for _ in descendants(element, "setvar"))


def _response(element: Element, kind: str) -> Response:
    labels = [_label(one) for one in descendants(element, "response_label")]
    return Response(clean(element.get("ident", "")), _shape(element, kind, labels), element, labels)


def _label(element: Element) -> Label:
    material = child(element, "material")
    text = text_of(material)
    is_html = any(one.get("texttype") == "text/html" for one in descendants(element, "mattext"))
    return Label(
        clean(element.get("ident", "")),
        element,
        text_of(parse_html(text)) if is_html else text,
        element.get("rshuffle", "").lower() == "no",
    )


def _shape(element: Element, kind: str, labels: list[Label]) -> str:
    if kind in ("matching", "categorization"):
        return "pairs"
    if kind == "ordering":
        return "order"
    if name(element) == "response_lid":
        if kind == "blanks" and _is_typed(labels):
            return "blank"
        return "many" if element.get("rcardinality", "").lower() == "multiple" else "one"
    fibs = [one.get("fibtype", "").lower() for one in children(element, "render_fib")]
    is_number = kind in ("number", "calculated") or name(element) == "response_num"
    return "number" if is_number or set(fibs) & {"decimal", "integer"} else "text"


def _is_typed(labels: list[Label]) -> bool:
    """Whether the labels are what may be typed, and not what may be chosen (New Quizzes say which)."""
    types = {label.element.get("answer_type", "").lower() for label in labels}
    return not types & {"dropdown", "wordbank"}
