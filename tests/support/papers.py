"""A question of every kind, as a bank would hold it, to be taken by a student of a test."""

from tests.portal.attempts.support import choice
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
    Graphical,
    Hot,
    Hottext,
    InlineChoice,
    Item,
    Marked,
    Match,
    Option,
    Order,
    Paragraph,
    Picture,
    Slider,
    Table,
    TextEntry,
    Upload,
)


def options(*words: str, most: int = 1) -> list[Option]:
    """Options A, B, C and so on with these words."""
    return [Option("ABCDEFGHIJ"[at], [Paragraph([each])], match_max=most) for at, each in enumerate(words)]


def words(text: str) -> list[Block]:
    """A paragraph."""
    return [Paragraph([text])]


def bodies() -> dict[str, list[Block]]:
    """A body for each kind of interaction, by its name."""
    table = Table(
        [
            [Cell(words("Animal"), header=True), Cell(words("Legs"), header=True)],
            [Cell(words("Dog")), Cell(words("4"))],
        ],
        ["Animals"],
    )
    gaps: list[Block] = [Paragraph(["A dog is a ", Gap("G1"), ", a frog an ", Gap("G2"), "."])]
    hot: list[Block] = [
        Paragraph(["The ", Hot("H1", ["cat"]), " ", Hot("H2", ["sat"]), " on ", Hot("H3", ["it"])])
    ]
    return {
        "choice": [table, Choice("R", words("How many legs?"), options("two", "four", "six"))],
        "several": [Choice("R", words("Which are even?"), options("two", "three", "four"), max_choices=0)],
        "order": [Order("R", words("Smallest first."), options("ten", "one", "five"))],
        "inline_choice": [
            Paragraph(["They ", InlineChoice("R1", options("was", "were")), " and "]),
            Paragraph(["he ", InlineChoice("R2", options("was", "were")), "."]),
        ],
        "text_entry": [Paragraph(["The capital is ", TextEntry("R"), "."])],
        "number": [Paragraph(["H", Marked("sub", "2"), "O: half of 7 is ", TextEntry("R", "float"), "."])],
        "match": [Match("R", words("What is it?"), options("Dog", "Frog"), options("mammal", "amphibian"))],
        "associate": [Associate("R", words("Who belongs together?"), options("Romeo", "Juliet", "Hamlet"))],
        "gap_match": [GapMatch("R", [], options("mammal", "amphibian"), gaps)],
        "hottext": [Hottext("R", words("Which is a verb?"), hot)],
        "extended_text": [ExtendedText("R", words("What did you do?"))],
        "slider": [Slider("R", words("How warm?"), 0, 10, 0.5)],
        "upload": [Upload("R", words("Bring your drawing."))],
        "graphical": [Picture("a map of Spain"), Graphical("R", words("Where is Madrid?"), "hotspot")],
    }


def every_kind() -> list[Item]:
    """A question of each kind, titled by it."""
    return [Item(name, name, body) for name, body in bodies().items()]


def stored(item: Item) -> StoredItem:
    """The question as it lies in a bank; nobody scores it."""
    return StoredItem(item.id, item, Scoring(), 1.0)


def of_every_kind() -> list[StoredItem]:
    """A question of each kind in a bank."""
    return [stored(item) for item in every_kind()]


__all__ = ["choice", "every_kind", "of_every_kind", "options", "stored", "words"]
