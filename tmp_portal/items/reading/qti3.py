"""An item of QTI 3.0, 2.2 or 2.1, whose names differ and whose meaning does not, as a stored item."""

from typing import NamedTuple

import msgspec
from lxml import etree

from tmp_portal.items.model import Remembered, StoredItem, needs_person
from tmp_portal.items.reading.content import read_blocks
from tmp_portal.items.reading.context import (
    Context,
    Files,
    NoFiles,
    NotTaken,
    declarations,
    identifier,
    is_true,
)
from tmp_portal.items.reading.interactions import read_interaction
from tmp_portal.items.reading.xml import (
    Element,
    Malformed,
    child,
    children,
    descendants,
    get,
    name,
    parse,
)
from tmp_portal.items.scoring import (
    CannotScore,
    Scoring,
    correct_response_scores_zero,
    correct_responses,
    normal_maximum,
    read_scoring,
    score,
    template_values,
)
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Block, Graphical, Item, Picture, interactions


class Stimulus(NamedTuple):
    """What several questions are about; items with the same `id` share it."""

    id: str = ""
    blocks: list[Block] = []


class Read(NamedTuple):
    """An item, and what is worth knowing about it."""

    stored: StoredItem
    notes: list[str]


def read_item(
    root: Element,
    files: Files | None = None,
    *,
    keep_graphical: bool = False,
    stimulus: Stimulus = Stimulus(),  # noqa: B008  (it is immutable)
) -> Read:
    """The item of an `assessmentItem`; `stimulus` is one that the item itself does not name.

    Raises NotTaken where it cannot be answered by keyboard, or not be scored.
    """
    if name(root) != "assessmentItem":
        raise NotTaken(f"is not an item but a {safe_text(name(root), length=60)}")
    recorder = _Recorder(files or NoFiles())
    declared = declarations(root)
    scoring, reason = _scoring(root)
    values = template_values(scoring) if scoring.templates else {}
    context = Context(recorder, values, keep_graphical, declared, read_interaction)
    if reason and (is_true(root, "adaptive") or child(root, "templateProcessing") is not None):
        raise NotTaken(reason)
    item = _item(root, context, stimulus)
    asked = list(interactions(item))
    if reason and not any(isinstance(one, Graphical) for one in asked):
        raise NotTaken(reason)
    needs_staff = score(scoring, correct_responses(scoring)).needs_staff
    item = msgspec.structs.replace(item, by_hand=bool(needs_staff) or any(map(needs_person, asked)))
    if not item.by_hand and correct_response_scores_zero(scoring):
        context.note("its own correct response scores 0")
    points = normal_maximum(scoring) or 1.0
    template = recorder.remembered(root) if scoring.templates else None
    return Read(
        StoredItem(identifier(root), item, scoring, points, _rubric(root, recorder), template), context.notes
    )


def item_for_attempt(stored: StoredItem, seed: int) -> Item:
    """The item as one attempt has it, with what template processing makes of the attempt's seed."""
    if stored.template is None:
        return stored.item
    root = parse(stored.template.xml)
    values = template_values(stored.scoring, seed=seed)
    context = Context(stored.template, values, True, declarations(root), read_interaction)
    read = _item(root, context, Stimulus(stored.item.stimulus_id, stored.item.stimulus))
    return msgspec.structs.replace(read, id=stored.item.id, by_hand=stored.item.by_hand)


def _scoring(root: Element) -> tuple[Scoring, str]:
    """The scoring, or why there is none: that is said only once nothing more telling speaks against the item."""
    try:
        return read_scoring(root), ""
    except CannotScore as error:
        return Scoring(), safe_text(error.reason, length=300)


def _item(root: Element, context: Context, stimulus: Stimulus) -> Item:
    body = child(root, "itemBody")
    if body is None:
        raise NotTaken("has no body")
    passage = _stimulus(root, context) or stimulus
    title = safe_text(get(root, "title").strip() or get(root, "label").strip(), length=300)
    item = Item("", title, read_blocks(body, context), passage.blocks, passage.id)
    if not any(True for _ in interactions(item)):
        raise NotTaken("has nothing to answer")
    return item


def _stimulus(root: Element, context: Context) -> Stimulus | None:
    """The passages that the item names, one after the other (QTI 3.0, `qti-assessment-stimulus-ref`)."""
    references = list(children(root, "assessmentStimulusRef"))
    if not references:
        return None
    blocks: list[Block] = []
    for reference in references:
        blocks += _passage(get(reference, "href"), context)
    return Stimulus(" ".join(identifier(reference) for reference in references), blocks)


def _passage(address: str, context: Context) -> list[Block]:
    data = context.files.read(address)
    if data is None:
        raise NotTaken(f"is about a passage that is not in the package ({safe_text(address, length=100)})")
    try:
        body = next(descendants(parse(data), "stimulusBody"), None)
    except Malformed as error:
        raise NotTaken(f"is about a passage that cannot be read: {error.expected} is wanted") from error
    context.interaction = lambda _element, _context: None
    blocks = [] if body is None else read_blocks(body, context)
    context.interaction = read_interaction
    return blocks


def _rubric(root: Element, files: Files) -> list[Block]:
    """What those are told who score by hand."""
    blocks: list[Block] = []
    for rubric in descendants(root, "rubricBlock"):
        if "candidate" not in get(rubric, "view").split():
            blocks += read_blocks(rubric, Context(files, interaction=lambda _element, _context: None))
    return blocks


class _Recorder:
    """Files that remember what was asked of them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._pictures: dict[str, Picture] = {}
        self._passages: dict[str, bytes] = {}

    def picture(self, address: str, alt: str) -> Picture:
        """The picture at an address."""
        picture = self._files.picture(address, alt)
        self._pictures[address] = msgspec.structs.replace(picture, alt="")
        return picture

    def read(self, address: str) -> bytes | None:
        """The passage at an address."""
        data = self._files.read(address)
        if data is not None:
            self._passages[address] = data
        return data

    def remembered(self, root: Element) -> Remembered:
        """All that the item takes to be read again."""
        return Remembered(etree.tostring(root, with_tail=False), self._pictures, self._passages)
