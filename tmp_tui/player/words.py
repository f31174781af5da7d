"""What is said of a question and its answer, in the same words everywhere."""

from tmp_tui.player.places import Choosable, Place
from tmp_tui.text import _, ngettext
from tmp_tui.wire.uploads import unpack

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
