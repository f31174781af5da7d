"""Running text as words: emphasis, formulas and pictures are told, and places to answer stand where they are.

Signs are few, since each of them is read aloud: *stressed* words, and code only where it is not one word.
"""

from collections.abc import Callable, Sequence

from tmp_tui.text import _
from tmp_tui.wire.items import Gap, Hot, Inline, InlineChoice, Marked, Picture, TextEntry

Spot = Gap | Hot | InlineChoice | TextEntry
Told = Callable[[Spot, str], str]  # what stands in the text for a place to answer, given the words within it

_BELOW = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ABOVE = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def inline_words(runs: Sequence[Inline], told: Told) -> str:
    """The runs as one text; line ends in it are wanted ones."""
    return "".join(_words(run, told) for run in runs)


def _words(run: Inline, told: Told) -> str:
    match run:
        case str():
            return run
        case Marked():
            return _marked(run)
        case Picture():
            return picture_words(run)
        case Hot():
            return told(run, inline_words(run.content, told))
        case Gap() | InlineChoice() | TextEntry():
            return told(run, "")


def _marked(run: Marked) -> str:
    match run.style:
        case "emphasis" | "strong":
            return run.text if len(run.text) == 1 else f"*{run.text}*"  # a letter in italics is a variable
        case "code":
            return f"`{run.text}`" if " " in run.text else run.text
        case "sub":
            return _small(run.text, _BELOW, "_")
        case "super":
            return _small(run.text, _ABOVE, "^")
        case "math":
            return run.text


def _small(text: str, table: dict[int, int], sign: str) -> str:
    """In small figures where there are such, else after a sign: H₂O, x^(a+b)."""
    if all(ord(character) in table for character in text):
        return text.translate(table)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


def picture_words(picture: Picture) -> str:
    """What a picture shows, and the name of its file."""
    alt = picture.alt.strip() or _("no description; ask your teacher what it shows")
    return _("[Picture: {alt}]").format(alt=alt)
