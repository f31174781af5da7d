"""A student in a hurry, who types the wrong thing everywhere: nothing is lost, nothing crashes, every refusal says how."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.lines.taking import START, after, on_portal, walk
from tests.app.lines.test_S06_hostile_text import HOSTILE, acts
from tests.portal.attempts.support import choice, give
from tests.support.papers import of_every_kind, stored, words
from tests.support.school import Group, School
from tmp_portal.attempts import paper
from tmp_tui.lines.orders import ORDERS
from tmp_tui.wire.items import Choice, Item, Option

WRONG = (
    "next", "submit", "/", "//", "/x", "0", "99", "z", "a b c d", "1 z", "9 a", "=", "= ", "2 =", "/99", "/g", "/c 99",
    "/c x", "/line", "/line 9 x", "/w 9", "/w nine", "/strike", "/strike z", "/strike 1 z", "/time x", "/mine",
    "/theirs", "/take", "mine", "/u", "/note", "/note -", "/t",
)  # fmt: skip


TOLD = [
    name for name in ORDERS if name not in ("go", "help", "mine", "theirs", "take")
]  # those are told in place


def test_wrong_words_everywhere_answer_nothing_but_where_words_are_answers(
    school: School, algebra: Group
) -> None:
    give(school, algebra, of_every_kind(), attempts=0)
    kinds_of_words = (5, 11)  # a text, a longer text
    numbers = [number for number in range(1, 15) if number not in (*kinds_of_words, 6, 12)]
    typed = [line for number in numbers for line in (f"/{number}", *WRONG)]

    typist = walk(school, *START, *typed, "/m", "/leave", "q")

    assert on_portal(school) == {}
    assert all(typist.written)


def test_a_command_without_its_sign_is_told_how_it_is_typed(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    typist = walk(school, *START, "submit", "/5", "next", "/u", "/leave")

    assert after(typist, "Question 1 of 14. Answer") == [
        "There is no option submit here. Options are a to c; commands begin with /.",
        "If you meant the command, type /submit.",
    ]
    assert after(typist, "Question 5 of 14. Answer") == [
        "Your answer: next",
        "Saved.",
        "If you meant the command, type /next.",
    ]


def test_a_command_without_its_sign_begins_no_longer_text(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    typist = walk(school, *START, "/11", "submit", "= submit", ".", "/leave")

    assert after(typist, "Question 11 of 14. Answer") == [
        "Nothing was written. /w begins to write.",
        "If you meant the command, type /submit.",
    ]
    assert b'"submit"' in on_portal(school)["extended_text"]


def test_a_file_that_the_portal_does_not_take_is_said_and_does_not_keep_from_handing_in(
    school: School, algebra: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "LARGEST_FILES", 100)
    give(school, algebra, of_every_kind(), attempts=0)
    (tmp_path / "large").write_bytes(b"x" * 100_000)

    typist = walk(school, *START, "b", "/13", f"= {tmp_path}/large", "/r", "/submit", "submit")

    refused = "On this computer; the portal did not take it: it is too large, or no answer to this question."
    assert refused in typist.written
    assert "Not taken by the portal: 13." in after(typist, "Before you submit:")
    assert "Submitted." in typist.written
    kept = "1 answer was not taken by the portal. It is kept on this computer; tell your teacher."
    assert kept in typist.written
    assert "Answered: 1 of 14." in typist.written


def test_the_first_and_the_last_question_say_that_they_are(school: School, algebra: Group) -> None:
    give(school, algebra, [choice("one"), choice("two")], attempts=0)

    typist = walk(school, *START, "/p", "", "", "/3")

    assert "This is the first question." in typist.written
    assert "This is the last question. /m tells what is blank; /submit submits." in typist.written
    assert "There are questions 1 to 2. For example: /1." in typist.written


def test_help_tells_first_how_this_question_is_answered(school: School, algebra: Group) -> None:
    give(school, algebra, of_every_kind(), attempts=0)

    typist = walk(school, *START, "?", *[line for number in range(2, 15) for line in (f"/{number}", "?")])

    told = [after(typist, f"Question {number} of 14. Answer")[0] for number in range(1, 15)]
    assert told[0].startswith("To answer, type the letter of an option")
    assert told[9] == told[0]
    assert told[12] == "To bring a file, type = and its path, for example = ~/essay.txt."
    assert told[13] == "This question needs a graphical browser. Ask your teacher how to answer it."
    text = "\n".join(typist.written)
    assert all(f"/{name}:" in text or f"/{name} " in text or f"/{name[0]}:" in text for name in TOLD)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(
    lines=st.lists(
        st.sampled_from(
            [*WRONG, *(f"/{name}" for name in ORDERS if name != "leave"), "", "b", "1 b", "a c", "."]
        )
        | st.text(max_size=30),
        max_size=25,
    )
)
def test_G18_whatever_is_typed_the_way_back_to_the_pages_is_there(
    school: School, algebra: Group, lines: list[str]
) -> None:
    if not algebra.deliveries:
        give(school, algebra, of_every_kind(), attempts=0)

    typist = walk(school, "1", "1", *lines, ".", "back", "/leave", "/leave", "h", "yes", "yes")

    assert typist.written[-1] == "Goodbye."
    assert not any(acts(line) for line in typist.written)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()], ids=lambda text: repr(text)[:12])
def test_S06_hostile_text_in_a_question_and_in_answers_does_not_act(
    school: School, algebra: Group, text: str
) -> None:
    harmless = text.encode(errors="ignore").decode()[:5_000]
    asked = Choice("R", words(harmless), [Option("A", words(harmless)), Option("B", words("b"))])
    item = Item("q", harmless, [asked], words(harmless), "s")
    give(school, algebra, [stored(item), *of_every_kind()], attempts=0)

    typist = walk(
        school, *START, text, "a", f"/note {text}", "/r", "/text", "/m", "/6", text, "/12", text, ".", "/r"
    )

    assert not any(acts(line) or "\n" in line for line in typist.written)
