"""Levels of mastery: from a percentage, and from the standards beneath."""

LEVELS = {1: "Remediation", 2: "Near Mastery", 3: "Mastery", 4: "Exceeds"}
CUTS = (50.0, 80.0)  # percent from which Near Mastery and Mastery begin (Mastery Connect's defaults)


def level_of(percent: float, cuts: tuple[float, ...] = CUTS) -> int:
    """The level that a percentage reaches: 1 below all cuts, one more for each cut reached."""
    return 1 + sum(percent >= cut for cut in cuts)


def lowest_of_children(depths: list[int], levels: dict[int, tuple[int, float]]) -> None:
    """Give each standard that was not assessed itself the lowest level among the assessed ones beneath it.

    `depths` are the tree in reading order; `levels` maps a place in it to level and percent, and is added to.
    """
    beneath: dict[int, tuple[int, float]] = {}  # by depth: the lowest met since the last node above it
    for place in range(len(depths) - 1, -1, -1):
        depth = depths[place]
        inherited = beneath.pop(depth + 1, None)
        if place not in levels and inherited is not None:
            levels[place] = inherited
        if place in levels:
            beneath[depth] = min(levels[place], beneath.get(depth, levels[place]))
