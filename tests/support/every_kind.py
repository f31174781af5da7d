"""A question of each kind that a keyboard answers, and one with a passage and a table."""

from tmp_portal.items.model import StoredItem
from tmp_portal.items.scoring import Scoring
from tmp_tui.wire.items import (
    Associate,
    Block,
    Cell,
    Choice,
    ExtendedText,
    Gap,
    GapMatch,
    Heading,
    Hot,
    Hottext,
    Inline,
    InlineChoice,
    Item,
    Match,
    Option,
    Order,
    Paragraph,
    Slider,
    Table,
    TextEntry,
    Upload,
)

R = "RESPONSE"


def words(*runs: Inline) -> list[Block]:
    """A paragraph."""
    return [Paragraph(list(runs))]


def options(*texts: str, most: int = 1) -> list[Option]:
    """Options whose identifiers are A, B, C and so on; `most` is in how many pairs each may be."""
    return [Option(chr(65 + at), words(text), match_max=most) for at, text in enumerate(texts)]


def cells(*texts: str, header: bool = False) -> list[Cell]:
    """A row of a table."""
    return [Cell(words(text), header=header) for text in texts]


BODIES: dict[str, list[Block]] = {
    "one": [Choice(R, words("Which is a mammal?"), options("whale", "shark", "salmon"))],
    "several": [Choice(R, words("Which are even?"), options("2", "3", "4"), max_choices=0)],
    "inline_choice": words("They ", InlineChoice(R, options("was", "were")), " late."),
    "text_entry": words("The capital of France is ", TextEntry(R), "."),
    "number": words("3 + 4 = ", TextEntry(R, base="integer")),
    "extended_text": [ExtendedText(R, words("Why is the sky blue?"))],
    "order": [Order(R, words("From small to large:"), options("cat", "ant", "horse"))],
    "match": [
        Match(
            R,
            words("Who eats what?"),
            first=[Option("COW", words("cow"), match_max=1), Option("FOX", words("fox"), match_max=1)],
            second=options("grass", "rabbits"),
        )
    ],
    "gap_match": [
        GapMatch(
            R,
            words("Fill the gaps."),
            options("sun", "moon"),
            words("The ", Gap("G1"), " shines by day, the ", Gap("G2"), " by night."),
        )
    ],
    "associate": [Associate(R, words("Which go together?"), options("hot", "cold", "warm", "cool"))],
    "hottext": [
        Hottext(R, words("Choose the verb."), words(Hot("A", ["Dogs"]), " ", Hot("B", ["bark"]), " loudly."))
    ],
    "slider": [Slider(R, words("How warm is it?"), lower=0, upper=40, step=2, base="integer")],
    "upload": [Upload(R, words("Bring your report."))],
}

TABLE = Table(
    [cells("Planet", "Moons", header=True), cells("Mars", "2"), cells("Saturn", "146")],
    caption=["Moons of planets"],
)
PASSAGE: list[Block] = [Heading(1, ["The moons"]), *words("Some planets have many moons."), TABLE]


def stored(name: str, body: list[Block], stimulus: list[Block] | None = None) -> StoredItem:
    """A question with this body, scored by nobody."""
    item = Item(name, name, body, stimulus or [], f"about-{name}" if stimulus else "")
    return StoredItem(name, item, Scoring(), 1.0)


def every_kind() -> list[StoredItem]:
    """One of each kind, and one with a passage and a table."""
    kinds = [stored(name, body) for name, body in BODIES.items()]
    about: list[Block] = [Choice(R, words("Which has more?"), options("Mars", "Saturn"))]
    return [*kinds, stored("passage", about, PASSAGE)]


# What a student presses for each kind, with the cursor where the question opens, and what then is answered.
BY_KEYBOARD: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "one": (("a",), ["A"]),
    "several": (("a", "c"), ["A", "C"]),
    "inline_choice": (("b",), ["B"]),
    "text_entry": (("text:Paris", "enter"), ["Paris"]),
    "number": (("enter", "text:7", "enter"), ["7"]),
    "extended_text": (("text:Light is scattered.", "escape"), ["Light is scattered."]),
    "order": (("b", "a", "c"), ["B", "A", "C"]),
    "match": (("a", "down", "b"), ["COW A", "FOX B"]),
    "gap_match": (("a", "down", "b"), ["A G1", "B G2"]),
    "associate": (("b", "down", "down", "d"), ["A B", "C D"]),
    "hottext": (("b",), ["B"]),
    "slider": (("enter", "text:20", "enter"), ["20"]),
    "passage": (("b",), ["B"]),
}

# The same without letters: Enter on what the arrows reach.
BY_ARROWS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "one": (("enter",), ["A"]),
    "several": (("enter", "down", "down", "space"), ["A", "C"]),
    "inline_choice": (("down", "enter"), ["B"]),
    "text_entry": (("enter", "text:Paris", "enter"), ["Paris"]),
    "number": (("enter", "text:7", "enter"), ["7"]),
    "extended_text": (("enter", "text:Light.", "escape"), ["Light."]),
    "order": (("down", "enter", "up", "enter", "down", "down", "enter"), ["B", "A", "C"]),
    "match": (("enter", "down", "enter", "down", "enter", "down", "down", "enter"), ["COW A", "FOX B"]),
    "gap_match": (("enter", "down", "enter", "down", "enter", "down", "down", "enter"), ["A G1", "B G2"]),
    "associate": (("enter", "down", "enter"), ["A B"]),
    "hottext": (("down", "enter"), ["B"]),
    "slider": (("enter", "text:20", "enter"), ["20"]),
    "passage": (("down", "enter"), ["B"]),
}
