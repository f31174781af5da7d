"""A class's Progress: my level in every standard, and the assessments behind it.

Seven hundred standards are an ordinary framework, so that one pass builds only the rows that are to be seen, and every
word is looked up once.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from tmp_tui.pages.levels import cuts_words, level_facts, level_words, method_words
from tmp_tui.pages.missing import empty
from tmp_tui.pages.model import Fact, Page, Row, View
from tmp_tui.pages.results import Results
from tmp_tui.text import _, ngettext
from tmp_tui.wire import ClassDocument, MineDocument, Standard, StandardLevel

FOLDED_LINES = 2  # of a statement, until its standard is opened


def progress(page: Page, document: ClassDocument, mine: MineDocument, view: View, now: float) -> Page:
    """The page with the framework's tree: groups begin open, standards folded."""
    if not document.standards:
        return empty(
            page, _("No standards yet. When your teacher adds them to the class, your progress appears here.")
        )
    levels = {level.standard: level for level in mine.levels}
    tree = _Tree(document, levels, view, Results(document, mine, page.route.id, now))
    return msgspec.structs.replace(page, intro=_intro(document, levels), rows=tuple(tree.rows()))


def _intro(document: ClassDocument, levels: dict[int, StandardLevel]) -> tuple[str, ...]:
    method, cuts = method_words(document.method), cuts_words(document.cuts)
    how = _("Levels: {method}; {cuts}.") if cuts else _("Levels: {method}.")
    group = _("A group has the level of its lowest assessed standard.")
    return (_count(document.standards, levels), how.format(method=method, cuts=cuts), group)


def _count(standards: list[Standard], levels: dict[int, StandardLevel]) -> str:
    """How many of those that can be assessed are, and how many at each level, the highest first."""
    total = sum(standard.leaf for standard in standards)
    known = (levels.get(position) for position, standard in enumerate(standards) if standard.leaf)
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


class _Tree:
    """One pass over the standards, in reading order."""

    def __init__(
        self, document: ClassDocument, levels: dict[int, StandardLevel], view: View, results: Results
    ) -> None:
        self._standards, self._levels, self._view, self._results = document.standards, levels, view, results
        self._level_facts = level_facts()
        self._percent_name, self._percent_words = _("Percent"), _("{percent} %")
        self._said: dict[tuple[int, int], tuple[Fact, ...]] = {}

    def rows(self) -> Iterator[Row]:
        """Every row that is not hidden by a fold."""
        turned, everything = self._view.turned, self._view.everything
        depths = [standard.depth for standard in self._standards]
        depths.append(-1)
        hidden_below = None
        for position, standard in enumerate(self._standards):
            depth = standard.depth
            if hidden_below is not None:
                if depth > hidden_below:
                    continue
                hidden_below = None
            group = depths[position + 1] > depth
            key = f"s{position}"
            folded = not everything and ((key in turned) if group else (key not in turned))
            level = self._levels.get(position)
            facts = self._facts(level.level, level.percent) if level is not None else self._level_facts[:1]
            yield Row(_text(standard), facts, None, key, depth, folded, FOLDED_LINES)
            if folded:
                hidden_below = depth
            elif not group or position in self._results:
                yield from self._results.beneath(position, key, depth + 1, quiet=everything)

    def _facts(self, level: int, percent: int) -> tuple[Fact, ...]:
        """What is said of an assessed standard; the same words are made once."""
        said = self._said.get((level, percent))
        if said is None:
            known = self._level_facts[level] if 0 < level < len(self._level_facts) else _other(level)
            words = self._percent_words.format(percent=percent)
            said = self._said[level, percent] = (
                known,
                Fact("percent", self._percent_name, words, str(percent)),
            )
        return said


def _other(level: int) -> Fact:
    """A level that a newer portal knows."""
    return Fact("level", _("Level"), _("Level {level}").format(level=level), str(level))


def _text(standard: Standard) -> str:
    text = f"{standard.code} {standard.statement}" if standard.code else standard.statement
    if "\n" in text:
        text = " ".join(text.split())
    return text if text and not text.isspace() else _("(no title)")
