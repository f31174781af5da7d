"""What is next: the standards that a little more work lifts to the next level come first."""

from collections.abc import Iterator

from tmp_tui.pages.levels import level_words
from tmp_tui.pages.model import Fact, Route, Row, View
from tmp_tui.pages.standing import Standing
from tmp_tui.pages.wording import one_line
from tmp_tui.text import _, cut, ngettext
from tmp_tui.wire import ClassDocument, Standard

FEW = 3  # standards that are named at once; what is folded has the others
SHORT = 60  # cells of a statement
MORE = "next/more"
REMEDIATION, NEAR_MASTERY = 1, 2


def next_up(document: ClassDocument, standing: Standing, class_id: str, view: View) -> Iterator[Row]:
    """A heading, three standards and the others folded; nothing before the first assessment, or if all is Mastery.

    Programs that want everything find the others among all standards.
    """
    order = _order(document.standards, standing) if standing.levels else []
    if not order:
        return
    yield Row(_("What is next"), key="next", heading=True)
    yield from (_row(document, standing, class_id, position, 0) for position in order[:FEW])
    rest = order[FEW:]
    if not rest or view.everything:
        return
    folded = MORE not in view.turned
    words = ngettext("{count} more", "{count} more", len(rest)).format(count=len(rest))
    yield Row(words, key=MORE, folds=folded)
    if not folded:
        yield from (_row(document, standing, class_id, position, 1) for position in rest)


def standard_route(class_id: str, position: int) -> Route:
    """Where a standard's own page is."""
    return Route("class", class_id, str(position), "progress")


def next_level(document: ClassDocument, standing: Standing, position: int) -> tuple[Fact, ...]:
    """How much is missing to the next level, up to Mastery."""
    found, cuts = standing.levels.get(position), sorted(document.cuts)
    if found is None or found.level not in (REMEDIATION, NEAR_MASTERY) or len(cuts) < found.level:
        return ()
    gap = cuts[found.level - 1] - found.percent
    if gap <= 0:
        return ()
    words = _("{gap} % more for {level}").format(gap=gap, level=level_words()[found.level + 1])
    return (Fact("next_level", _("Next level"), words, str(gap)),)


def _order(standards: list[Standard], standing: Standing) -> list[int]:
    """Near Mastery, then Remediation, those nearest to the next level first; then what is not assessed."""
    ranked = []
    for position, standard in enumerate(standards):
        found = standing.levels.get(position)
        if not standard.leaf:
            continue
        if found is None:
            ranked.append((0, 0, position))
        elif found.level in (REMEDIATION, NEAR_MASTERY):
            ranked.append((-found.level, -found.percent, position))
    return [position for _level, _percent, position in sorted(ranked)]


def _row(document: ClassDocument, standing: Standing, class_id: str, position: int, depth: int) -> Row:
    facts = (*standing.facts(position), *next_level(document, standing, position))
    text = _short(document.standards[position])
    return Row(text, facts, standard_route(class_id, position), f"next/{position}", depth)


def _short(standard: Standard) -> str:
    """A few words of the statement before the code, so that typing a code finds the standard itself."""
    code, statement = one_line(standard.code).strip(), one_line(standard.statement).strip()
    if not statement:
        return code or _("(no title)")
    return f"{cut(statement, SHORT)} ({code})" if code else cut(statement, SHORT)
