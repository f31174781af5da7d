"""Help with signing in: the steps in their order, the school's own contact, and whether it helped."""

import pytest

from tests.app.screens.entering.conftest import At, flat, rows
from tests.support.door import Door
from tests.support.ui import NARROW, press, screen_lines, screen_text, signed_in, status, until
from tmp_tui.screens.entering import helping
from tmp_tui.screens.page import PageScreen

STEPS = (
    "Account number",
    "Username or email address",
    "Password",
    "Difficulty resetting",
    "Your school",
    "Did this",
)


async def test_the_steps_come_in_the_order_of_the_fields_and_then_who_helps(at: At) -> None:
    async with at(Door(), "Help with") as (app, pilot):
        await until(pilot, lambda: "Phone" in rows(app))
        text = rows(app)

        assert [text.index(step) for step in STEPS] == sorted(text.index(step) for step in STEPS)
        for said in (
            "four to six digits",
            "letter d and one to three",
            "may not have made an account",
            "Caps Lock",
            "newest mail",
        ):
            assert said in text


async def test_the_contact_is_that_of_the_school_whose_number_is_typed(at: At) -> None:
    door = Door()
    async with at(door, "Help with", size=NARROW) as (app, pilot):
        await until(pilot, lambda: "Phone" in rows(app))
        await press(pilot, "end")

        assert door.said("/v1/portal")[-1] == {"account": "4821"}
        assert "800-555-0100 x2" in screen_text(app)
        assert "https://chat.hill.example" in flat(app)


async def test_a_contact_that_cannot_be_asked_for_says_why_and_retry_asks_again(at: At) -> None:
    door = Door()
    async with at(door) as (app, pilot):
        door.refuse("/v1/portal", 500, "broken", "x")
        await press(pilot, "ctrl+p")
        await press(pilot, *"Help with signing", "enter")
        await until(pilot, lambda: "problem of its own" in rows(app))

        await press(pilot, "ctrl+r")

        await until(pilot, lambda: "Phone" in rows(app))


async def test_yes_is_sent_and_thanked_for(at: At) -> None:
    door = Door()
    async with at(door, "Help with") as (app, pilot):
        await press(pilot, "end", "up", "enter")
        await until(pilot, lambda: "Thanks for the feedback." in rows(app))

        assert door.said("/v1/feedback") == [{"page": "sign-in", "helpful": True}]


async def test_no_asks_for_a_line_of_words_which_esc_takes_back(at: At) -> None:
    door = Door()
    async with at(door, "Help with") as (app, pilot):
        await press(pilot, "end", "enter", "escape")
        assert "Help with signing in" in screen_lines(app)[0]
        assert app.focused is app.screen.query_one("#words")

        await press(pilot, "enter", "text:my d number", "enter")
        await until(pilot, lambda: "Thanks for the feedback." in rows(app))

        assert door.said("/v1/feedback") == [{"page": "sign-in", "helpful": False, "words": "my d number"}]


async def test_feedback_that_is_not_sent_is_kept_and_retried_by_a_key(at: At) -> None:
    door = Door()
    door.refuse("/v1/feedback", 503, "maintenance", "x")
    async with at(door, "Help with") as (app, pilot):
        await press(pilot, "end", "enter", "text:my d number", "enter")
        await until(pilot, lambda: "not sent" in status(app))
        assert "my d number" in screen_text(app)

        await press(pilot, "ctrl+r")
        await until(pilot, lambda: "Thanks for the feedback." in rows(app))

        assert [said["words"] for said in door.said("/v1/feedback")] == ["my d number"] * 2


async def test_it_is_tried_once_more_by_itself_and_only_once(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helping, "AGAIN", 0.01)
    door = Door()
    for _try in range(3):
        door.refuse("/v1/feedback", 503, "maintenance", "x")
    async with at(door, "Help with") as (app, pilot):
        await press(pilot, "end", "up", "enter")
        await until(pilot, lambda: "still not sent" in status(app))

        assert len(door.said("/v1/feedback")) == 2


async def test_whoever_is_signed_in_reads_it_too_without_the_ways_in() -> None:
    async with signed_in() as (app, pilot):
        await press(pilot, "ctrl+p")
        await press(pilot, *"Help with signing", "enter")
        await until(pilot, lambda: "Help with signing in" in screen_lines(app)[0])
        assert "Forgotten your password?" not in rows(app)

        await press(pilot, "escape")

        assert isinstance(app.screen, PageScreen)
