"""What is typed as an answer: kept by itself, kept whatever closes it, and never something else than text."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.support.every_kind import BODIES, R, every_kind, options, stored, words
from tests.support.hostile import acts
from tests.support.player import Seat, events_of, taking
from tests.support.school import Group, School
from tests.support.ui import NARROW, screen_lines, until
from tmp_portal.items.model import StoredItem
from tmp_tui.app import TmpApp
from tmp_tui.screens import typing_in
from tmp_tui.store.journal import Journal
from tmp_tui.wire.items import Choice, TextEntry

ESSAY = stored("essay", BODIES["extended_text"])
LINE = stored("line", BODIES["text_entry"])
NUMBER = stored("number", BODIES["number"])
TYPING = "You are typing: not kept yet."


def on_disk(seat: Seat, number: int = 1) -> list[str]:
    """What another program finds in the journal's file."""
    (path,) = [file for file in seat.session._folder.iterdir() if file.suffix == ".journal"]
    journal = Journal(path, b"k" * 32)
    found = journal.values(seat.taking.attempt, seat.taking.paper.items[number - 1].id).get(R, [])
    journal.close()
    return found


@pytest.mark.parametrize("item", [ESSAY, LINE])
async def test_G01_what_is_typed_is_kept_after_a_pause_without_a_key(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch, item: StoredItem
) -> None:
    monkeypatch.setattr(typing_in, "PAUSE", 0.05)
    async with taking(school, group, [item]) as seat:
        await seat.press("enter", "text:Par")
        assert seat.where == TYPING
        await until(seat.pilot, lambda: seat.where != TYPING)

        assert on_disk(seat) == ["Par"]
        await seat.press("text:is")
        assert seat.where == TYPING
        await until(seat.pilot, lambda: on_disk(seat) == ["Paris"])
        assert seat.question._editor is not None


async def test_G01_who_types_without_a_pause_loses_no_more_than_a_few_seconds(
    school: School, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_in, "LONGEST", 0.0)
    async with taking(school, group, [ESSAY]) as seat:
        await seat.press("enter", "text:No pause at all")
        await until(seat.pilot, lambda: on_disk(seat) == ["No pause at all"])


@pytest.mark.parametrize("kind", ["extended_text", "text_entry"])
async def test_G01_whatever_key_leaves_the_field_keeps_what_was_typed(
    school: School, group: Group, kind: str
) -> None:
    keys = ("escape", "f6", "f7", "f10", "ctrl+g", "f4", "tab", "shift+f6")
    async with taking(school, group, [stored(key, BODIES[kind]) for key in keys]) as seat:
        for number, key in enumerate(keys, 1):
            seat.question.go(number)
            await seat.press("enter", "text:Paris", key)
            assert seat.question._editor is None, key
            await seat.press("escape") if seat.app.screen is not seat.question else None
            assert on_disk(seat, number) == ["Paris"], key


async def sign_out(app: TmpApp) -> None:
    await app._sign_out("")


async def quit_it(app: TmpApp) -> None:
    app.keep_typed()


@pytest.mark.parametrize("leave", [sign_out, quit_it])
async def test_G01_leaving_the_program_keeps_what_was_typed(
    school: School, group: Group, leave: Callable[[TmpApp], Awaitable[None]]
) -> None:
    async with taking(school, group, [ESSAY]) as seat:
        await seat.press("enter", "text:Paris")
        attempt, item = seat.taking.attempt, seat.taking.item.id
        await leave(seat.app)
        (path,) = [file for file in seat.session._folder.iterdir() if file.suffix == ".journal"]

        assert Journal(path, b"k" * 32).values(attempt, item) == {R: ["Paris"]}


async def test_G02_typing_back_to_what_is_kept_is_not_typing(school: School, group: Group) -> None:
    async with taking(school, group, [ESSAY]) as seat:
        await seat.press("enter", "a", "backspace")

        assert seat.where == "No answer yet."
        assert seat.journal.pending() == []


async def test_what_is_no_number_stays_in_the_field_and_is_said(school: School, group: Group) -> None:
    async with taking(school, group, [NUMBER, LINE]) as seat:
        await seat.press("enter", "text:seven", "enter")
        assert seat.foot.startswith("seven is not a number. Type digits, for example 7.")
        assert seat.question._editor is not None

        await seat.press("escape")

        assert seat.question._editor is None
        assert (seat.foot, seat.where) == ("It is as it was.", "No answer yet.")
        assert seat.taking.values == {}


async def test_a_number_below_and_above_the_slider_is_refused_in_words(school: School, group: Group) -> None:
    async with taking(school, group, [stored("slider", BODIES["slider"])]) as seat:
        await seat.shows("A number from 0 to 40, in steps of 2:")
        for wrong, told in (("41", "from 0 to 40"), ("7", "in steps of 2"), ("3.5", "whole number")):
            await seat.press("enter", f"text:{wrong}", "enter")
            assert told in seat.foot
            await seat.press("escape")
        await seat.press("enter", "text:40", "enter")
        assert seat.taking.values == {R: ["40"]}


HARM = "one\r\ntwo\x1b]52;c;ZQ==\x07\x1b[2J\u202ethree\x9b2J\nfour"


async def test_S06_what_is_pasted_into_a_text_is_text(school: School, group: Group) -> None:
    async with taking(school, group, [ESSAY]) as seat:
        await seat.press("enter", f"paste:{HARM}", "escape")

        (text,) = seat.taking.values[R]
        assert acts(text) - {"\n"} == set()
        assert text.split("\n")[0] == "one"
        assert text.split("\n")[-1] == "four"
        assert acts("".join(screen_lines(seat.app))) == set()


@pytest.mark.parametrize("item", [LINE, NUMBER, stored("up", BODIES["upload"])])
async def test_S06_what_is_pasted_into_a_line_is_one_line(
    school: School, group: Group, item: StoredItem
) -> None:
    async with taking(school, group, [item]) as seat:
        await seat.press("enter", f"paste:{HARM}")

        assert acts("".join(screen_lines(seat.app))) == set()
        await seat.press("enter")
        assert acts("".join(seat.taking.values.get(R, []))) == set()
        assert seat.app.is_running


async def test_a_paste_of_a_hundred_thousand_characters_is_cut_or_refused_and_nothing_breaks(
    school: School, group: Group
) -> None:
    async with taking(school, group, [ESSAY, LINE]) as seat:
        await seat.press("enter", "paste:" + "word " * 20_000, "escape")
        await seat.sent()
        assert len(seat.on_portal()["essay"][R][0]) <= 60_000

        await seat.press("f6", "enter", "paste:" + "x" * 100_000, "enter")
        await seat.sent()

        assert seat.where == "Saved: the portal has this answer."
        assert len(seat.on_portal()["line"][R][0]) <= 60_000


async def test_a_text_typed_beyond_what_the_portal_takes_is_said_and_not_lost(
    school: School, group: Group
) -> None:
    async with taking(school, group, [ESSAY]) as seat:
        await seat.press("enter", "paste:" + "word " * 11_000, "paste:" + "more " * 11_000, "escape")

        assert "too long" in seat.foot
        assert seat.question._editor is not None
        assert len(seat.question._editor.text) > 60_000


async def test_keys_typed_in_one_packet_end_up_in_order(school: School, group: Group) -> None:
    async with taking(school, group, [LINE, stored("one", BODIES["one"]), ESSAY]) as seat:
        for key in ("enter", "text:Paris", "enter", "f6", "b", "f6", "enter", "text:Done", "escape"):
            for event in events_of(key):
                seat.app.post_message(event)
        await seat.settled()
        await seat.sent()

        assert seat.on_portal() == {"line": {R: ["Paris"]}, "one": {R: ["B"]}, "essay": {R: ["Done"]}}


async def test_two_questions_in_one_are_answered_each_at_its_place(school: School, group: Group) -> None:
    both = stored(
        "both",
        [Choice("A", words("Which?"), options("x", "y")), *words("Because ", TextEntry("B"), ".")],
    )
    async with taking(school, group, [both]) as seat:
        await seat.press("b")
        assert seat.taking.standing(1).answered == "partly"
        await seat.press("end", "text:it is", "enter")

        assert seat.taking.values == {"A": ["B"], "B": ["it is"]}
        assert seat.taking.standing(1).answered == "answered"


async def test_A09_what_is_to_be_typed_is_said_in_full_at_40_columns(school: School, group: Group) -> None:
    async with taking(school, group, [stored("up", BODIES["upload"]), ESSAY], size=NARROW) as seat:
        await seat.press("enter")
        await seat.shows("type the path of a file, for example ~/report.txt, then Enter", "Esc Done")
        await seat.press("escape", "f6", "enter")
        await seat.shows("type your text; Esc goes back to the question")


async def test_a_file_is_brought_by_its_path(school: School, group: Group, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Moons")
    async with taking(school, group, [stored("up", BODIES["upload"])]) as seat:
        await seat.press("enter", f"text:{tmp_path}/nothing.txt", "enter")
        assert "There is no file" in seat.foot
        assert seat.taking.values == {}
        await seat.press("escape", "enter", f"text:{tmp_path}/report.txt", "enter")
        await seat.sent()

        assert seat.where == "Saved: the portal has this answer."
        await seat.shows("report.txt, 1 KB")


async def test_every_theme_draws_the_field(school: School, group: Group) -> None:
    async with taking(school, group, every_kind()[5:6]) as seat:
        await seat.press("enter", "text:Light")
        for theme in ("dark", "light", "high-contrast", "ansi-dark"):
            seat.app.action_colours(theme)
            await seat.shows("Light")
