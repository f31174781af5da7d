"""S6: hostile text in every text of a question, on every screen of the player: nothing but text reaches the terminal."""

import time

import pytest

from tests.support.every_kind import R, stored
from tests.support.hostile import HOSTILE, acts
from tests.support.player import Seat, taking
from tests.support.school import Group, School
from tests.support.ui import NARROW, screen_lines
from tmp_portal.items.model import StoredItem
from tmp_tui.wire.attempts import Kept
from tmp_tui.wire.items import (
    Associate,
    Block,
    Cell,
    Choice,
    ExtendedText,
    Gap,
    GapMatch,
    Graphical,
    Heading,
    Hot,
    Hottext,
    Inline,
    InlineChoice,
    List,
    Marked,
    Match,
    Option,
    Order,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Slider,
    Table,
    TextEntry,
    Upload,
)


def read_only(text: str) -> list[Block]:
    """The text in everything that is only read."""
    run: list[Inline] = [text, Marked("strong", text), Marked("sub", text), Picture(text, "", text)]
    paragraph: list[Block] = [Paragraph(run)]
    return [
        Heading(1, run),
        *paragraph,
        List([paragraph, paragraph], ordered=True),
        Table([[Cell(paragraph, header=True)], [Cell(paragraph)]], caption=run),
        Preformatted(text),
        Quote(paragraph),
        Picture(text),
    ]


def items(text: str) -> list[StoredItem]:
    """Questions of every kind with the text wherever there is one."""
    said: list[Block] = [Paragraph([text])]
    two = [Option("A", said), Option("B", said)]
    bodies: dict[str, list[Block]] = {
        "several": [
            Choice(R, said, two),
            Order("O", said, two),
            Hottext("H", said, [Paragraph([Hot("A", [text])])]),
        ],
        "pairs": [
            Match("M", said, two, two),
            Associate("S", said, two),
            GapMatch("G", said, two, [Paragraph([text, Gap("G1")])]),
        ],
        "typed": [
            Paragraph([TextEntry("T", hint=text), InlineChoice("I", two)]),
            ExtendedText("E", said, hint=text),
            Slider("L", said),
            Upload("U", said, types=[text]),
            Graphical("P", said, name=text),
        ],
    }
    return [stored(name, body, read_only(text)) for name, body in bodies.items()]


@pytest.fixture
def group(school: School) -> Group:
    return school.class_("Algebra", {school.person("ada"): "student"})


def drawn(seat: Seat) -> str:
    return "".join(screen_lines(seat.app))


LARGE = ("lines", "long", "marks", "wide")
SMALL = sorted(set(HOSTILE) - {"half", *LARGE})
TEXTS = {
    "first": " ".join(HOSTILE[name] for name in SMALL),
    "last": " ".join(HOSTILE[name] for name in reversed(SMALL)),
    **{name: HOSTILE[name][:20_000] for name in LARGE},
}


@pytest.mark.parametrize("name", TEXTS)
async def test_S06_in_every_text_of_a_question_it_is_only_text(
    school: School, group: Group, name: str
) -> None:
    began = time.monotonic()
    async with taking(school, group, items(TEXTS[name]), size=NARROW) as seat:
        seen = ""
        for _question in range(3):
            for key in ("f2", "pagedown", "end", "enter", "home", "f6"):
                await seat.press(key)
                seen += drawn(seat)
        for key in ("f7", "end", "enter"):
            await seat.press(key)
            seen += drawn(seat)

        assert acts(seen) == set()
        assert seat.app.is_running
    assert time.monotonic() - began < 60


async def test_S06_in_an_answer_of_another_place_and_in_a_note(school: School, group: Group) -> None:
    text = "".join(words[:200] for words in HOSTILE.values() if "\ud800" not in words)
    async with taking(school, group, [stored("essay", [ExtendedText(R)])]) as seat:
        seat.taking.write_note(text)
        version = seat.journal.answer(seat.taking.attempt, seat.taking.item.id, {R: [text]}, 1)
        kept = Kept(seat.taking.item.id, 5, {R: [text]}, 1)
        seat.journal.refused(seat.taking.attempt, seat.taking.item.id, version, "conflict", kept)
        seat.question.show_again()
        for key in ("up", "f4", "escape", "f7", "escape", "ctrl+d"):
            await seat.press(key)
            assert acts(drawn(seat)) == set(), key
        await seat.shows("The portal has:", "1 Decide later")
        await seat.press("home")
        await seat.shows("Given here:")
