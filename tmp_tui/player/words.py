"""What is said of a question and its answer, in the same words everywhere."""

from typing import TYPE_CHECKING

from tmp_tui.player.countdown import time_words
from tmp_tui.player.numbers import bounds
from tmp_tui.player.places import Choosable, Place
from tmp_tui.text import _, ngettext
from tmp_tui.wire.uploads import unpack

if TYPE_CHECKING:
    from tmp_tui.player.taking import Taking

BLANK = "____"
KB = 1024


def how_to_answer(place: Place) -> str:
    """What is to be done at a place with options."""
    match place.how:
        case "one" if place.part:
            return _("Choose a letter for each:")
        case "one":
            return _("Choose one:")
        case "order":
            return _order(place)
        case "several" if place.part:
            return _("Choose one letter or more for each:")
        case _:
            return _several(place)


def _several(place: Place) -> str:
    if place.most > 1 and place.most < len(place.options):
        if place.least == place.most:
            return _("Choose {most}:").format(most=place.most)
        return _("Choose up to {most}:").format(most=place.most)
    return _("Choose all that are right:")


def _order(place: Place) -> str:
    if place.most and place.most < len(place.options):
        return _("Choose {most} and put them in order, the first one first:").format(most=place.most)
    return _("Put them in order: choose the first one first.")


def bounds_words(place: Place) -> str:
    """Which numbers can be answered, to be read before."""
    words = (
        _("A number from {low} to {high}:")
        if place.step in (0, 1)
        else _("A number from {low} to {high}, in steps of {step}:")
    )
    return words.format(**bounds(place))


def option_reference(option: Choosable) -> str:
    """An option, to be read: "a) mammal"."""
    return f"{option.letter}) {option.words}"


def chosen_words(place: Place, *, letters: bool = True) -> str:
    """What is answered at a place; empty where nothing is."""
    if place.how == "file":
        return file_words(place.text)
    if not place.chosen:
        return place.text
    options = [option for name in place.chosen if (option := place.option(name))]
    return ", ".join(
        " ".join((option_reference(option) if letters else option.words).split("\n")) for option in options
    )


def file_words(text: str) -> str:
    """A file that was brought: its name and size."""
    file = unpack(text)
    if file is None:
        return text
    return _("{name}, {size} KB").format(name=file.name, size=max(1, round(len(file.data) / KB)))


def place_words(place: Place) -> str:
    """A place and its answer, on one line where it is short: "Blank 1: were"."""
    words = chosen_words(place) or BLANK
    if place.how == "lines":
        words = lines_words(place.text)
    name = place.name or _("Your answer")
    return f"{name}: {words}"


def place_hint(place: Place) -> str:
    """What is to be typed at a place, and how it is ended."""
    name = f"{place.number}. {place.name}" if place.name else _("Your answer")
    match place.how:
        case "lines":
            what = _("type your text; Esc goes back to the question")
        case "file":
            what = _("type the path of a file, for example ~/report.txt, then Enter")
        case "number" if place.high > place.low:
            what = _("type a number from {low} to {high}, then Enter").format(**bounds(place))
        case "number":
            what = _("type a number, then Enter")
        case _:
            what = _("type it, then Enter")
    hint = f" ({place.hint})" if place.hint else ""
    return f"{name}: {what}{hint}"


def where_words(where: str | None, trouble: str, line: str = "") -> str:
    """Where the answer to a question is; `trouble` is what keeps the disk from taking it, `line` the portal, in words."""
    match where:
        case "saved":
            return _("Saved: the portal has this answer.")
        case "on-this-computer":
            words = _("On this computer, not sent yet. It is sent by itself.")
            return f"{words} {line}" if line else words
        case "not-saved":
            return _(
                "Not saved: this computer's disk does not take it ({why}). Keep the program open."
            ).format(why=trouble or _("no reason given"))
        case "refused":
            words = _(
                "Not counted: the portal did not take this answer ({why}). It is kept here. Ask your teacher."
            )
            return words.format(why=line)
        case _:
            return _("No answer yet.")


def undecided_words(count: int) -> tuple[str, ...]:
    """Before a session ends, that answers given here are not those that the portal has; nothing where none are."""
    words = ngettext(
        "Another place answered {count} question too: your answer here does not count before you decide which one holds.",
        "Another place answered {count} questions too: your answers here do not count before you decide which ones hold.",
        count,
    )
    return (words.format(count=count),) if count else ()


def unread_words(why: str) -> tuple[str, ...]:
    """That nobody knows what waits here; nothing where it is known."""
    words = _("What waits on this computer to be sent cannot be read: {why}.")
    return (words.format(why=why),) if why else ()


def kept_words(unkept: str, *words: str) -> tuple[str, ...]:
    """What is said where everything is kept; where something is in the program alone (`unkept` is why), that instead."""
    return (where_words("not-saved", unkept),) if unkept else words


def refused_why(code: str) -> str:
    """Why the portal did not take an answer."""
    known = {
        "past-deadline": _("the time was up"),
        "already-submitted": _("the assessment was submitted before"),
        "bad-answer": _("it is too large, or no answer to this question"),
    }
    return known.get(code, code)


def read_only_words(why: str) -> str:
    """Why nothing can be answered here."""
    known = {
        "submitted": _("Submitted. It can be read, and not changed."),
        "time-up": _("The time is up. It can be read, and not changed."),
        "elsewhere": _("Open at another place. It can be read here, and not changed."),
        "offline": _(
            "The portal is not reached, and your teacher wants it to be. You can read until it is back."
        ),
    }
    return known.get(why, "")


def heading_words(taking: "Taking") -> str:
    """Which question it is, and whether it is flagged: "Question 3 of 20, flagged"."""
    words = _("Question {number} of {count}").format(number=taking.number, count=taking.count)
    return _("{question}, flagged").format(question=words) if taking.flagged else words


def time_left_words(left: float | None) -> str:
    """How long there is; empty where there is no end."""
    return _("{time} left").format(time=time_words(left)) if left is not None else ""


def news_words(taking: "Taking") -> str:
    """How much the portal does not have."""
    unsent = taking.unsent
    words = ngettext("{count} answer not sent", "{count} answers not sent", unsent).format(count=unsent)
    return words if unsent else ""


def lines_words(text: str) -> str:
    """A longer text by its length and its beginning."""
    if not text.strip():
        return BLANK
    count = len(text.split())
    long = ngettext("{count} word", "{count} words", count).format(count=count)
    return f"({long}) {text}"


def rank(place: Place, option: Choosable) -> int:
    """The place of an option in an order, from 1; 0 where it is not chosen."""
    return place.chosen.index(option.identifier) + 1 if option.identifier in place.chosen else 0


def sign(place: Place, option: Choosable) -> str:
    """Whether an option is chosen, by a sign before it."""
    at = rank(place, option)
    if place.how == "order":
        return f"[{at}]" if at else "[ ]"
    if place.how == "several":
        return "[x]" if at else "[ ]"
    return "(x)" if at else "( )"


def option_words(place: Place, option: Choosable, *, struck: bool) -> str:
    """An option with its sign and letter."""
    words = f"{sign(place, option)} {option_reference(option)}"
    return _("{option} (struck out)").format(option=words) if struck else words


def option_said(place: Place, option: Choosable, *, struck: bool) -> str:
    """An option as it is read aloud: "b) five (chosen)"."""
    at, words = rank(place, option), option_reference(option)
    if at and place.how == "order":
        words = _("{option} (number {rank})").format(option=words, rank=at)
    elif at:
        words = _("{option} (chosen)").format(option=words)
    return _("{option} (struck out)").format(option=words) if struck else words
