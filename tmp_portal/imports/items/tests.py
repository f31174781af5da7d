"""Tests of QTI 2 and 3: which items, in which order, worth how much, and what their sections say before them."""

import posixpath
from collections.abc import Mapping

from tmp_portal.imports.items.files import PackageFiles
from tmp_portal.imports.items.gathered import Gathered, Place, Test
from tmp_portal.imports.items.manifest import local_path
from tmp_portal.items.reading.content import read_blocks
from tmp_portal.items.reading.context import Context, NotTaken
from tmp_portal.items.reading.xml import Element, child, children, get, name
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Block

DEEPEST = 20

_LEFT_OUT = {
    "selection": "a section that draws some of its items; all of them are taken",
    "ordering": "a section that is shuffled; its items keep their order",
    "branchRule": "a part that is skipped after some answers; nothing is skipped",
    "preCondition": "a part that depends on answers; it is always there",
    "timeLimits": "a time limit; it is said when the assessment is assigned",
    "assessmentSectionRef": "a section in another file; it is left out",
}


def read_test(
    root: Element, path: str, keys: Mapping[str, str], gathered: Gathered, files: PackageFiles
) -> Test:
    """The test in an `assessmentTest`; `keys` are the items that were taken, by path."""
    title = safe_text(get(root, "title").strip(), length=300)
    reader = _Reader(path, keys, gathered, files, title)
    reader.walk(root, "", [], 0)
    identifier = safe_text(get(root, "identifier").strip(), length=200)
    return Test(identifier or path, title or gathered.title, reader.places)


class _Reader:
    def __init__(
        self, path: str, keys: Mapping[str, str], gathered: Gathered, files: PackageFiles, title: str
    ) -> None:
        self._folder = posixpath.dirname(path)
        self._keys = keys
        self._gathered = gathered
        self._files = files
        self._title = title
        self.places: list[Place] = []

    def walk(self, element: Element, section: str, before: list[Block], depth: int) -> None:
        """The items within a test, a part or a section."""
        if depth > DEEPEST:
            self._note(f"sections nested more than {DEEPEST} deep; they are left out")
            return
        for one in children(element):
            kind = name(one)
            if kind == "testPart":
                self.walk(one, section, before, depth + 1)
            elif kind == "assessmentSection":
                title = "" if get(one, "visible") == "false" else safe_text(get(one, "title"), length=200)
                self.walk(one, title or section, before + self._said(one), depth + 1)
            elif kind == "assessmentItemRef":
                self._place(one, section, before)
            elif kind in _LEFT_OUT and self._matters(one):
                self._note(_LEFT_OUT[kind], get(element, "identifier"))

    def _matters(self, element: Element) -> bool:
        return name(element) != "ordering" or get(element, "shuffle") == "true"

    def _said(self, section: Element) -> list[Block]:
        """The words of a section for candidates."""
        context = Context(self._files, interaction=lambda _element, _context: None)
        rubrics = [one for one in children(section, "rubricBlock") if "candidate" in get(one, "view").split()]
        try:
            return [block for one in rubrics for block in read_blocks(one, context)]
        except NotTaken as error:
            self._note(f"words of a section that are left out, for what stands there {error}")
            return []

    def _place(self, reference: Element, section: str, before: list[Block]) -> None:
        key = self._keys.get(local_path(self._folder, get(reference, "href")))
        if key is None:
            self._note("an item that is not taken", get(reference, "identifier"))
            return
        for rule in ("branchRule", "preCondition"):
            if child(reference, rule) is not None:
                self._note(_LEFT_OUT[rule])
        points = self._gathered.items[key].stored.points * _weight(reference)
        self.places.append(Place(key, points, section, before))

    def _note(self, what: str, where: str = "") -> None:
        self._gathered.notes.add(f"in tests: {what}", where or self._title)


def _weight(reference: Element) -> float:
    weight = child(reference, "weight")
    try:
        value = 1.0 if weight is None else float(get(weight, "value"))
    except ValueError:
        value = 1.0
    return value if 0 <= value <= 1_000_000 else 1.0
