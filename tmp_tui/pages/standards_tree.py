"""A class's standards as a tree of rows, in reading order.

Seven hundred standards are an ordinary framework, so that one pass builds only the rows that are to be seen, and every
word is looked up once.
"""

from collections.abc import Collection, Iterator

from tmp_tui.pages.model import Row, View
from tmp_tui.pages.results import Results
from tmp_tui.pages.standing import Standing, standard_text
from tmp_tui.wire import Standard

FOLDED_LINES = 2  # of a statement, until its standard is opened


def tree(
    standards: list[Standard],
    standing: Standing,
    results: Results,
    view: View,
    only: Collection[int] | None = None,
) -> Iterator[Row]:
    """Every row that is not hidden by a fold: groups begin open, standards folded.

    With `only`, these and the groups that they are in, which then say no level: theirs is that of others too.
    """
    turned, everything = view.turned, view.everything
    kept = _with_groups(standards, only) if only is not None else None
    depths = [standard.depth for standard in standards]
    depths.append(-1)
    hidden_below = None
    for position, standard in enumerate(standards):
        if kept is not None and position not in kept:
            continue
        depth = standard.depth
        if hidden_below is not None:
            if depth > hidden_below:
                continue
            hidden_below = None
        group = depths[position + 1] > depth
        key = f"s{position}"
        folded = not everything and ((key in turned) if group else (key not in turned))
        facts = standing.facts(position) if only is None or position in only else ()
        yield Row(standard_text(standard), facts, None, key, depth, folded, FOLDED_LINES)
        if folded:
            hidden_below = depth
        elif not group or position in results:
            yield from results.beneath(position, key, depth + 1, quiet=everything)


def _with_groups(standards: list[Standard], only: Collection[int]) -> set[int]:
    kept: set[int] = set()
    below = 0  # depth of the last one kept, going backwards: what is less deep is a group around it
    for position in range(len(standards) - 1, -1, -1):
        depth = standards[position].depth
        if position in only or depth < below:
            kept.add(position)
            below = depth
    return kept
