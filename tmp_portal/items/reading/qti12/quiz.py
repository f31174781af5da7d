"""The quizzes and banks in a file of QTI 1.2: which items are in them, in which order."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tmp_portal.items.reading.qti12.question import clean, decimal
from tmp_portal.items.reading.xml import Element, child, children, descendants, name, text_of
from tmp_tui.text import safe_text


@dataclass(frozen=True)
class Entry:
    """A place in a quiz: an item that stands there, or (`element` None) one of a bank, by its identifier.

    `passage` names the text that it is about; `group` is the section that it is in, within which texts count.
    """

    ident: str
    element: Element | None
    points: float | None
    group: str
    passage: str


@dataclass
class Quiz:
    """An assessment, or items that are in none (`is_bank`)."""

    ident: str
    title: str
    is_bank: bool = False
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_quizzes(root: Element) -> list[Quiz]:
    """The quizzes of a `questestinterop`; items and sections that stand by themselves are a bank."""
    quizzes: list[Quiz] = []
    loose = Quiz("", "", is_bank=True)
    for one in children(root):
        if name(one) in ("assessment", "objectbank"):
            quizzes.append(_quiz(one))
        elif name(one) == "item":
            loose.entries.append(_entry(one, "", None))
        elif name(one) == "section":
            _read_section(one, loose)
    return [*quizzes, loose] if loose.entries or not quizzes else quizzes


def _quiz(element: Element) -> Quiz:
    title = safe_text((element.get("title") or "").strip(), length=300)
    quiz = Quiz(clean(element.get("ident", "")), title, name(element) == "objectbank")
    _read_section(element, quiz)
    return quiz


def _read_section(section: Element, quiz: Quiz) -> None:
    group = clean(section.get("ident", ""))
    selection = next(_selections(section), None)
    points = (
        None if selection is None else decimal(text_of(next(descendants(selection, "points_per_item"), None)))
    )
    if selection is not None:
        _note_selection(selection, section, quiz)
    for one in children(section):
        if name(one) == "section":
            _read_section(one, quiz)
        elif name(one) == "item":
            entry = _entry(one, group, points)
            quiz.entries.append(entry)
        elif name(one) == "bankentry_item":
            worth = decimal(one.get("points_possible"))
            passage = clean(one.get("parent_stimulus_item_ident", ""))
            quiz.entries.append(Entry(clean(one.get("item_ref", "")), None, worth, group, passage))


def _entry(item: Element, group: str, points: float | None) -> Entry:
    above = item.getparent()
    passage = "" if above is None else above.get("parent_stimulus_item_ident", "")
    for one in descendants(item, "qtimetadatafield"):
        if text_of(child(one, "fieldlabel")) == "parent_stimulus_item_ident":
            passage = text_of(child(one, "fieldentry"))
    return Entry(clean(item.get("ident", "")), item, points, group, clean(passage))


def _selections(section: Element) -> Iterator[Element]:
    for ordering in children(section, "selection_ordering"):
        yield from children(ordering, "selection")


def _note_selection(selection: Element, section: Element, quiz: Quiz) -> None:
    count = text_of(child(selection, "selection_number"))
    there = sum(1 for _ in children(section, "item"))
    title = safe_text(section.get("title") or section.get("ident") or "", length=100)
    if child(selection, "sourcebank_ref") is not None and not there:
        quiz.notes.append(f"{title}: its questions are in a bank outside of this package")
    elif count.isdigit() and int(count) < there:
        quiz.notes.append(f"{title}: it draws {count} of {there} questions at random; all of them are taken")
