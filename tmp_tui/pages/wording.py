"""Small words that many pages use."""

from collections.abc import Iterable

import msgspec

from tmp_tui.pages.model import Fact, Row
from tmp_tui.text import _, ngettext

BETWEEN = " · "


def one_line(text: str) -> str:
    """The text without line ends."""
    return " ".join(text.split()) if "\n" in text else text


def titled(text: str) -> str:
    """A title on one line, or words that say that there is none."""
    return one_line(text).strip() or _("(no title)")


def joined(names: Iterable[str]) -> str:
    """Several names, one after the other, those without a letter left out."""
    return ", ".join(name for name in (one_line(name).strip() for name in names) if name)


def place(teachers: Iterable[str], title: str) -> str:
    """What stands over everything of a class: "Ms. Ortega · Algebra 1"."""
    return BETWEEN.join(part for part in (joined(teachers), titled(title)) if part)


def number(value: float) -> str:
    """Points as people write them: "3", "2.5", "0.33"."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def points(got: float, possible: float) -> str:
    """Points out of points: "3 of 4"."""
    if possible < 0:
        return number(got)
    return _("{points} of {possible}").format(points=number(got), possible=number(possible))


def minutes(count: int) -> str:
    """A length of time: "45 minutes"."""
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def label(fact: Fact) -> Row:
    """A row that is a fact's name and its value."""
    return Row(fact.name, (msgspec.structs.replace(fact, alone=True),), key=fact.key)
