"""A question as plain lines: how it stands, what it is about, what is asked, where it is answered."""

from collections.abc import Iterable, Iterator, Sequence

from tmp_tui.pages.overview import spans
from tmp_tui.player.blocks import Said, header_and_value
from tmp_tui.player.numbers import bounds
from tmp_tui.player.places import PICKED, Place
from tmp_tui.player.sheet import Line
from tmp_tui.player.taking import Standing, Taking
from tmp_tui.player.words import option_said, place_words, refused_why
from tmp_tui.text import _, cut

SHORT = 160  # cells of an answer that is told in passing


def question_lines(taking: Taking, *, heard: str = "") -> list[str]:
    """The question in reading order; `heard` is the stimulus that was read last, and is not read again."""
    return [head(taking), *_stimulus(taking, heard), *read_aloud(taking.lines()), *_note(taking)]


def head(taking: Taking) -> str:
    """Which question it is, and how it stands."""
    standing = taking.standing(taking.number)
    parts = [_("Question {number} of {count}").format(number=standing.number, count=taking.count)]
    parts += [_("flagged")] if standing.flagged else []
    parts += [answered_words(standing)]
    title = " ".join(standing.title.split())
    return f"{', '.join(parts)}. {title}".rstrip()


def answered_words(standing: Standing) -> str:
    """How far a question is answered, in a word."""
    known = {
        "answered": _("answered"),
        "partly": _("partly answered"),
        "blank": _("blank"),
        "nothing": _("nothing to answer here"),
    }
    return known[standing.answered]


def stimulus_of(taking: Taking) -> str:
    """What tells one stimulus from another; empty where there is none, or it belongs to this question alone."""
    return taking.item.stimulus_id if taking.item.stimulus else ""


def _stimulus(taking: Taking, heard: str) -> list[str]:
    if not taking.item.stimulus:
        return []
    if heard and stimulus_of(taking) == heard:
        return [_("The text is the same as before. /text reads it again.")]
    return [*stimulus_lines(taking), _("Question:")]


def stimulus_lines(taking: Taking) -> list[str]:
    """What the question is about."""
    return list(read_aloud(taking.stimulus))


def _note(taking: Taking) -> list[str]:
    return [_("Your note: {note}").format(note=taking.note)] if taking.note else []


def read_aloud(lines: Iterable[Line]) -> Iterator[str]:
    """Lines of a question as they are read, tables as "Header: value" (A13)."""
    for line in lines:
        if line.said is not None:
            yield from _said(line.said)
        elif line.place is not None and line.option is not None:
            yield option_said(line.place, line.option, struck=line.struck)
        elif line.place is not None:
            yield numbered_place(line.place)


def _said(said: Said) -> list[str]:
    words = ([said.words] if said.words else []) + (header_and_value(said) if said.cells else [])
    return ["  " * min(said.indent, 6) + line for text in words for line in text.split("\n")]


def numbered_place(place: Place) -> str:
    """A place with its number and answer, on one line: "2. Dog: a) mammal"."""
    words = short(place)
    by_number = [name.format(number=place.number) for name in (_("Blank {number}"), _("Part {number}"))]
    if place.name in ("", *by_number):
        return words
    return f"{place.number}. {words}"


def short(place: Place) -> str:
    """A place and its answer, the answer cut where it is long; of a blank one what it wants."""
    if not place.blank:
        return cut(place_words(place), SHORT)
    words = _("{place}: blank").format(place=place.name or _("Your answer"))
    return f"{words} ({wanted})" if (wanted := _wanted(place)) else words


def _wanted(place: Place) -> str:
    """What is to be typed at a place, where that is known."""
    if place.high > place.low:
        said = _("a number from {low} to {high}")
        if place.step > 0:
            said = _("a number from {low} to {high} in steps of {step}")
        return said.format(**bounds(place))
    return cut(place.hint, SHORT)


def place_lines(taking: Taking, number: int) -> list[str]:
    """One of several places, with its options."""
    lines = [line for line in taking.lines(opened=[number]) if line.place and line.place.number == number]
    return list(read_aloud(lines))


def state_words(taking: Taking) -> str:
    """Where the answer to this question is, in truth (G2); empty where there is none."""
    match taking.where:
        case "saved":
            return _("Saved.")
        case "on-this-computer":
            return _("On this computer, not sent.")
        case "refused":
            return refused_words(taking)
        case "not-saved":
            return _("Not saved: {trouble}. Keep this program open, and tell your teacher.").format(
                trouble=taking.disk_trouble or _("the disk does not take it")
            )
    return ""


def refused_words(taking: Taking) -> str:
    """That the portal did not take the answer to this question, and why; empty where it did or has not seen it."""
    code = taking.refusals().get(taking.number, "")
    if not code:
        return ""
    return _("On this computer; the portal did not take it: {why}.").format(why=refused_why(code))


def changed_words(before: Sequence[Place], after: Sequence[Place], at: Place | None) -> list[str]:
    """What is answered now, at each place where it is another, and at the one that was meant."""
    pairs = zip(before, after, strict=True)
    return [
        numbered_place(new)
        for old, new in pairs
        if (old.chosen, old.text) != (new.chosen, new.text) or (at is not None and new.number == at.number)
    ]


def map_lines(taking: Taking) -> list[str]:
    """All questions by how they stand, each kind on a line."""
    standings = taking.standings()
    conflicts = set(taking.conflicts())
    unsent = [one for one in standings if one.where in ("on-this-computer", "not-saved")]
    kinds = [
        (_("Answered"), [one for one in standings if one.answered == "answered"]),
        (_("Partly answered"), [one for one in standings if one.answered == "partly"]),
        (_("Blank"), [one for one in standings if one.answered == "blank"]),
        (_("Nothing to answer here"), [one for one in standings if one.answered == "nothing"]),
        (_("Flagged"), [one for one in standings if one.flagged]),
        (_("Not sent yet"), unsent),
        (_("Not taken by the portal"), [one for one in standings if one.where == "refused"]),
        (_("To be decided, two answers"), [one for one in standings if one.number in conflicts]),
    ]
    return [f"{name}: {spans([one.number for one in found])}." for name, found in kinds if found]


def how_to_type(places: Sequence[Place]) -> list[str]:
    """How this question is answered by typing."""
    open_ = [place for place in places if place.how != "graphical"]
    if not open_:
        return [_("This question needs a graphical browser. Ask your teacher how to answer it.")]
    several = len(places) > 1
    lines = [_how_to_type(open_[0])]
    if several:
        example = "2 b" if open_[0].how in PICKED else "2 = text"
        lines.append(
            _(
                "There are {count} places to answer. Begin with the number of one, for example {example}."
            ).format(count=len(places), example=example)
        )
        lines.append(_("A number alone reads that place."))
    return lines


def _how_to_type(place: Place) -> str:
    match place.how:
        case "one":
            return _("To answer, type the letter of an option, for example b.")
        case "several":
            return _("To answer, type the letters of all that you choose, for example a c.")
        case "order":
            return _("To answer, type the letters in order, the first one first, for example c a b.")
        case "number":
            return _("To answer, type the number.")
        case "lines":
            return _("To answer, type /w, then your text, line by line. A line with a single . ends it.")
        case "file":
            return _("To bring a file, type = and its path, for example = ~/essay.txt.")
        case _:
            return _("To answer, type your text. Put = before it where it begins with / or ?.")
