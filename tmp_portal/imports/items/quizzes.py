"""Quizzes and banks of QTI 1.2: their items, their texts for several questions, their order."""

from typing import NamedTuple

from tmp_portal.imports.items.files import Kept, PackageFiles, Store
from tmp_portal.imports.items.gathered import Found, Gathered, Place, Test
from tmp_portal.imports.items.manifest import Alignment
from tmp_portal.imports.items.package import MOST_ITEMS, refused
from tmp_portal.items.reading.content import read_blocks
from tmp_portal.items.reading.context import Context, NotTaken
from tmp_portal.items.reading.qti3 import Stimulus, read_item
from tmp_portal.items.reading.qti12 import Question, read_question, upgrade
from tmp_portal.items.reading.qti12.quiz import Entry, Quiz, read_quizzes
from tmp_portal.items.reading.xml import Element, child, get, line_of, text_of
from tmp_tui.text import safe_text
from tmp_tui.wire.items import Block


class Meta(NamedTuple):
    """What Canvas says of a quiz in `assessment_meta.xml`."""

    identifier: str
    title: str = ""
    shuffle: bool = False


class _Sheet(NamedTuple):
    file: str
    quiz: Quiz
    alignments: list[Alignment]


def read_meta(root: Element) -> Meta:
    """The meta file of a quiz."""
    title = safe_text(text_of(child(root, "title")), length=300)
    return Meta(get(root, "identifier"), title, text_of(child(root, "shuffle_answers")) == "true")


class Quizzes:
    """All documents of QTI 1.2 of a package, read together, for quizzes refer to banks and questions to texts."""

    def __init__(self, gathered: Gathered, store: Store, keep_graphical: bool) -> None:
        self._gathered = gathered
        self._store = store
        self._keep_graphical = keep_graphical
        self._sheets: dict[str, _Sheet] = {}
        self._passages: dict[str, Stimulus] = {}
        self._pictures: dict[str, list[Kept]] = {}  # of passages
        self._used: set[str] = set()
        self._worth: dict[str, float] = {}  # what a bank's items are worth

    def add(self, file: str, root: Element, alignments: list[Alignment]) -> None:
        """Keep the quizzes of a document."""
        for at, quiz in enumerate(read_quizzes(root)):
            key = quiz.ident or f"{file}#{at}"
            there = self._sheets.get(key)
            if there is None or _is_canvas(file):
                self._sheets[key] = _Sheet(file, quiz, alignments)
            elif not _is_canvas(there.file):
                quiz.ident = f"{key}@{file}#{at}"
                self._sheets[quiz.ident] = _Sheet(file, quiz, alignments)

    def read(self, metas: dict[str, Meta]) -> None:
        """Read all of them, banks first."""
        sheets = sorted(self._sheets.values(), key=lambda sheet: not sheet.quiz.is_bank)
        if sum(len(sheet.quiz.entries) for sheet in sheets) > MOST_ITEMS:
            raise refused(sheets[0].file, f"quizzes of at most {MOST_ITEMS:,} questions")
        for sheet in sheets:
            self._read_passages(sheet)
        for sheet in sheets:
            self._read(sheet, metas.get(sheet.quiz.ident, Meta("")))
        for ident in sorted(self._passages.keys() - self._used):
            self._gathered.notes.add("a text with no question after it is left out", ident)

    def _read_passages(self, sheet: _Sheet) -> None:
        for entry in sheet.quiz.entries:
            question = _question(entry)
            if question is None or not question.is_passage:
                continue
            try:
                blocks = self._blocks(question, sheet)
            except NotTaken as error:
                self._refuse(sheet, entry, str(error))
            else:
                self._passages[question.ident] = Stimulus(question.ident, blocks)

    def _blocks(self, question: Question, sheet: _Sheet) -> list[Block]:
        body = child(upgrade(question).element, "itemBody")
        files = PackageFiles(self._store, sheet.file)
        context = Context(files, interaction=lambda _element, _context: None)
        blocks = [] if body is None else read_blocks(body, context)
        self._pictures[question.ident] = list(files.taken.values())
        return blocks

    def _read(self, sheet: _Sheet, meta: Meta) -> None:
        places: list[Place] = []
        above: dict[str, Stimulus] = {}  # the last text of each section
        for entry in sheet.quiz.entries:
            if entry.ident in self._passages:
                above[entry.group] = self._passages[entry.ident]
                continue
            place = self._place(entry, sheet, self._passage(entry, above), meta)
            if place is not None:
                places.append(place)
        for note in sheet.quiz.notes:
            self._gathered.notes.add(f"in tests: {note}")
        if not sheet.quiz.entries:
            self._gathered.notes.add("a quiz without questions", sheet.quiz.title)
        if places and not sheet.quiz.is_bank:
            title = meta.title or sheet.quiz.title or self._gathered.title
            self._gathered.tests.append(Test(sheet.quiz.ident or sheet.file, title, places))

    def _passage(self, entry: Entry, above: dict[str, Stimulus]) -> Stimulus:
        """The text that a question names, else the last one before it: it may be about any text that it stands below."""
        stimulus = self._passages.get(entry.passage) or above.get(entry.group) or Stimulus()
        self._used.add(stimulus.id)
        if entry.passage and entry.passage not in self._passages:
            self._gathered.notes.add("a question whose text is not in the package", entry.ident)
        return stimulus

    def _place(self, entry: Entry, sheet: _Sheet, stimulus: Stimulus, meta: Meta) -> Place | None:
        if entry.element is None:
            if entry.ident not in self._gathered.items:
                self._gathered.notes.add("a question of a bank that is not in the package", entry.ident)
                return None
            return Place(entry.ident, self._points(entry, self._worth.get(entry.ident)))
        try:
            question = read_question(entry.element)
            key = self._take(question, sheet, stimulus, meta.shuffle)
        except (NotTaken, RecursionError) as error:
            self._refuse(sheet, entry, str(error) if isinstance(error, NotTaken) else "is nested too deep")
            return None
        self._worth[key] = (
            self._gathered.items[key].stored.points if question.points is None else question.points
        )
        return Place(key, self._points(entry, self._worth[key]))

    def _points(self, entry: Entry, worth: float | None) -> float:
        points = entry.points if entry.points is not None else worth
        return 1.0 if points is None else max(points, 0.0)

    def _take(self, question: Question, sheet: _Sheet, stimulus: Stimulus, shuffle: bool) -> str:
        files = PackageFiles(self._store, sheet.file)
        upgraded = upgrade(question, shuffle=shuffle)
        read = read_item(upgraded.element, files, keep_graphical=self._keep_graphical, stimulus=stimulus)
        kept = [*files.taken.values(), *self._pictures.get(stimulus.id, [])]
        found = Found(question.ident, read.stored, sheet.alignments, kept)
        return self._gathered.take(sheet.file, found, [*upgraded.notes, *read.notes, *files.notes])

    def _refuse(self, sheet: _Sheet, entry: Entry, reason: str) -> None:
        line = 0 if entry.element is None else line_of(entry.element)
        self._gathered.refuse(sheet.file, line, entry.ident, reason)


def _is_canvas(file: str) -> bool:
    """Whether it is Canvas's own form of a quiz, that stands in a cartridge beside the common form and has more."""
    return "non_cc_assessments/" in file


def _question(entry: Entry) -> Question | None:
    try:
        return None if entry.element is None else read_question(entry.element)
    except NotTaken:
        return None
