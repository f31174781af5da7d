"""A class's Progress: what is next, my level in every standard, and what is behind it."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from tmp_tui.pages.levels import CODES, cuts_words, level_words, method_name, method_words
from tmp_tui.pages.missing import empty
from tmp_tui.pages.model import Fact, Page, Route, Row, Tab, View
from tmp_tui.pages.next_up import next_up
from tmp_tui.pages.results import Results
from tmp_tui.pages.standards_tree import tree
from tmp_tui.pages.standing import Standing
from tmp_tui.text import _, ngettext
from tmp_tui.wire import ClassDocument, MineDocument, Standard

EXCEEDS = 4
HOW = "how"


def progress(
    page: Page, document: ClassDocument, mine: MineDocument, view: View, now: float, chosen: str
) -> Page:
    """The page with the framework's tree, all of it or the standards at one level."""
    if not document.standards:
        return empty(
            page, _("No standards yet. When your teacher adds them to the class, your progress appears here.")
        )
    standing = Standing({level.standard: level for level in mine.levels})
    results = Results(document, mine, page.route.id, now)
    page, level = _filtered(page, document, standing, chosen)
    if level is not None:
        return _at_level(page, document, standing, results, view, level)
    first = tuple(next_up(document, standing, page.route.id, view))
    between = (Row(_("All standards"), key="all", heading=True),) if first else ()
    rows = (*first, *between, *_how(document, view), *tree(document.standards, standing, results, view))
    return msgspec.structs.replace(page, intro=(_count(document.standards, standing),), rows=rows)


def _at_level(
    page: Page, document: ClassDocument, standing: Standing, results: Results, view: View, level: int
) -> Page:
    """The page with the standards at one level, and the groups that they are in."""
    leaves = [position for position, each in enumerate(document.standards) if each.leaf]
    only = {position for position in leaves if _level(standing, position) == level}
    word = level_words()[level]
    if not only:
        none = (
            _("No standard is at {level} now.").format(level=word)
            if level
            else _("Every standard is assessed.")
        )
        return empty(page, none)
    words = ngettext(
        "{level}: {count} of {total} standard.", "{level}: {count} of {total} standards.", len(leaves)
    )
    intro = (words.format(level=word, count=len(only), total=len(leaves)),)
    rows = tuple(tree(document.standards, standing, results, view, only))
    return msgspec.structs.replace(page, intro=intro, rows=rows)


def _filtered(
    page: Page, document: ClassDocument, standing: Standing, chosen: str
) -> tuple[Page, int | None]:
    """The page with its filters, highest level first, and the level that is chosen (None: all)."""
    exceeds = len(document.cuts) > 2 or any(each.level == EXCEEDS for each in standing.levels.values())
    levels: list[int | None] = [None, *range(EXCEEDS if exceeds else EXCEEDS - 1, -1, -1)]
    names: dict[int | None, str] = {None: ""}
    names |= {level: code.replace("_", "-") for level, code in enumerate(CODES)}
    level = next((level for level in levels if names[level] == chosen), None)
    routes = {each: Route("class", page.route.id, tab="progress", filter=names[each]) for each in levels}
    words = level_words()
    filters = tuple(
        Tab(_("All") if each is None else words[each], routes[each], each == level) for each in levels
    )
    return msgspec.structs.replace(page, route=routes[level], filters=filters), level


def _level(standing: Standing, position: int) -> int:
    found = standing.levels.get(position)
    return found.level if found is not None else 0


def _how(document: ClassDocument, view: View) -> Iterator[Row]:
    """How the class makes levels: the method's name, and all of it where that is opened."""
    method = Fact("method", _("Method"), method_name(document.method), document.method)
    folded = not view.everything and HOW not in view.turned
    yield Row(_("How levels are made"), (method,), key=HOW, folds=folded)
    if folded:
        return
    yield Row(
        _("Method: {method}.").format(method=method_words(document.method)), key=f"{HOW}/method", depth=1
    )
    if cuts := cuts_words(document.cuts):
        yield Row(_("Levels: {cuts}.").format(cuts=cuts), key=f"{HOW}/cuts", depth=1)
    group = _("A group has the level of its lowest assessed standard. Not assessed is no score, not a zero.")
    yield Row(group, key=f"{HOW}/group", depth=1)


def _count(standards: list[Standard], standing: Standing) -> str:
    """How many of those that can be assessed are, and how many at each level, the highest first."""
    total = sum(standard.leaf for standard in standards)
    known = (standing.levels.get(position) for position, standard in enumerate(standards) if standard.leaf)
    counts = Counter(level.level for level in known if level is not None)
    assessed = sum(counts.values())
    text = ngettext(
        "{assessed} of {total} standard assessed", "{assessed} of {total} standards assessed", total
    )
    words = level_words()
    each = ", ".join(
        f"{counts[level]} {words[level]}" for level in range(len(words) - 1, 0, -1) if counts[level]
    )
    return text.format(assessed=assessed, total=total) + (f": {each}." if each else ".")
