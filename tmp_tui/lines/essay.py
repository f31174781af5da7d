"""Writing a longer text line by line, each line kept as soon as it is typed."""

from collections.abc import Callable, Sequence

from tmp_tui.lines.console import Console
from tmp_tui.player.answering import NotPossible
from tmp_tui.player.places import Place
from tmp_tui.text import _

END = "."

Keep = Callable[[str], bool]


def text_place(places: Sequence[Place], number: str = "") -> Place | None:
    """The place for a longer text of this number, without one the first; None where there is none."""
    found = [place for place in places if place.how == "lines" and number in ("", str(place.number))]
    return found[0] if found else None


def write_lines(
    console: Console, place: Place, keep: Keep, *, anew: bool = False, first: str | None = None
) -> None:
    """Take lines until a single point, or until one cannot be kept; without `anew` they go on after what there is.

    `keep` keeps the whole text so far and says whether that could be done. `first` is a line that was typed already.
    """
    lines = place.text.split("\n") if place.text and not anew else []
    if lines and first is None:
        console.say(_("There is this, and you go on after it:"), *_numbered(lines))
    console.say(_("Write. Each line is kept when you press Enter. A line with a single . ends."))
    line = first
    while True:
        if line is None:
            line = console.ask_answer(_("Line {number}: ").format(number=len(lines) + 1))
        if line.strip() == END or not keep("\n".join([*lines, line.rstrip()])):
            return
        lines.append(line.rstrip())
        line = None


def _numbered(lines: list[str]) -> list[str]:
    return [f"{number}: {line}" for number, line in enumerate(lines, 1)]


def with_line(text: str, typed: str) -> str:
    """The text with one of its lines anew: "3 Its new words." Raises NotPossible."""
    number, _space, words = typed.strip().partition(" ")
    lines = text.split("\n") if text else []
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(lines)):
        raise NotPossible(
            _(
                "Type the number of a line and its new words, for example /line 1 My words. Lines here: {count}."
            ).format(count=len(lines))
        )
    lines[int(number) - 1] = words.strip()
    return "\n".join(lines)
