"""What once came through the lock of a shared computer, or stayed of one student for the next."""

import asyncio

import pytest
from textual.events import MouseDown, MouseUp
from textual.screen import Screen

from tests.app.screens.shared import Begun, Shared
from tests.app.screens.taking import ITEMS, take_route
from tests.portal.attempts.support import give
from tests.support.player import seated, taking
from tests.support.school import Group, School
from tests.support.ui import PASSWORD, WIDE, press, screen_text, until
from tmp_tui.screens import away
from tmp_tui.screens.away import AwayScreen
from tmp_tui.screens.choosing import ChoosingScreen
from tmp_tui.screens.overview import OverviewScreen, ReceiptScreen
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen
from tmp_tui.screens.taking import TakingScreen
from tmp_tui.widgets.secret import Secret


def drawn_by(app: Shared) -> list[Screen[object]]:
    """The screens that are drawn from now on."""
    drawn: list[Screen[object]] = []

    def display(screen: Screen[object], renderable: object) -> None:
        if renderable is not None and screen is app.screen and not app._batch_count:
            drawn.append(screen)

    app._display = display  # type: ignore[method-assign]
    return drawn


@pytest.mark.parametrize("key", ["ctrl+o", ""])
async def test_G25_who_signs_a_locked_computer_out_sees_nothing_of_the_page_on_the_way(key: str) -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)
        drawn = drawn_by(app)

        if key:
            await press(pilot, key)
        else:
            app.pass_by(600)

        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        await until(pilot, lambda: any(isinstance(one, SignInScreen) for one in drawn))
        assert not [one for one in drawn if isinstance(one, PageScreen)]


async def test_G25_what_the_student_copied_cannot_be_read_in_the_field_of_the_lock() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        app.copy_to_clipboard("boathouse")
        app.pass_by(300)
        await until(pilot, lambda: "Locked" in screen_text(app))

        await press(pilot, "ctrl+v", "ctrl+t")

        assert isinstance(app.screen, AwayScreen)
        assert "boathouse" not in screen_text(app)


async def test_G25_what_is_said_while_the_student_signs_out_is_not_among_the_messages_of_the_next() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        assert app._shown is not None

        app._shown.say("Fractions is submitted: the portal has it. Receipt 7F3K.")
        await app.action_sign_out()

        await until(pilot, lambda: isinstance(app.screen, SignInScreen))
        await until(pilot, lambda: any("signed out" in words for words in app._messages))
        await pilot.pause()
        assert not [words for words in app._messages if "Receipt" in words]


async def test_G25_a_late_answer_to_sign_out_everywhere_does_not_sign_the_next_student_out() -> None:
    app, answered = Shared(), asyncio.Event()

    async def end_devices() -> int:
        await answered.wait()
        return 2

    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        app.session.account.end_devices = end_devices  # type: ignore[method-assign]
        app._worker("everywhere", app._sign_out_everywhere)
        await pilot.pause()
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SignInScreen) and app.session.copy is None)
        app.screen.form.fields["account"].value = ""  # type: ignore[attr-defined]
        app.screen.from_the_top()  # type: ignore[attr-defined]
        await pilot.pause()
        await app.at_home(pilot)

        answered.set()
        await pilot.pause(0.2)  # what is tested is that nothing happens

        assert isinstance(app.screen, PageScreen)


async def test_S04_who_is_in_profile_setup_is_offered_no_other_way_in() -> None:
    app = Shared(Begun())
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "text:4821", "enter", "text:ada", "enter", f"text:{PASSWORD}", "enter")
        await until(pilot, lambda: "Profile Setup" in screen_text(app))

        assert app._helping()._signed_in  # type: ignore[attr-defined]


def click(app: Shared, x: int, y: int) -> None:
    """What the terminal says of a click."""
    for kind in (MouseDown, MouseUp):
        app.post_message(
            kind(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
        )


async def test_G25_a_click_that_answers_the_question_opens_nothing_beneath_it() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        row = next(y for y, line in enumerate(screen_text(app).splitlines()) if y > 2 and "1 " in line[:6])
        app.post_message(
            MouseDown(None, 5, row, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=5, screen_y=row)
        )
        await pilot.pause()
        before = screen_text(app)
        app.pass_by(270)
        await until(pilot, lambda: "Still there?" in screen_text(app))

        click(app, 5, row)

        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.pause()
        assert screen_text(app) == before


async def test_G25_an_assessment_with_its_map_open_under_the_lock_ends_quietly(
    school: School, group: Group
) -> None:
    async with taking(school, group) as seat:
        await seat.press("f7")
        assert isinstance(seat.app.screen, OverviewScreen)
        await seat.app._hide()

        await seat.app._end_alone()

        await until(seat.pilot, lambda: isinstance(seat.app.screen, SignInScreen))
        await seat.pilot.pause()
        assert seat.app._exception is None


async def test_G25_a_password_left_half_typed_in_the_lock_is_not_there_for_whoever_comes_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(away, "FORGOTTEN_AFTER", 0.1)
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.locked(pilot)

        await press(pilot, "ctrl+t", "text:analyti")

        await until(pilot, lambda: "analyti" not in screen_text(app))
        field = app.screen.query_one(Secret)
        assert field.value == ""
        assert field.password


async def test_G25_that_an_assessment_is_open_elsewhere_is_not_asked_over_the_lock(
    school: School, group: Group
) -> None:
    give(school, group, ITEMS, attempts=0)
    async with seated(school, folder="lab-12") as first:
        await first.take(group)
        async with seated(school, folder="lab-13") as second:
            app, push = second.app, second.app.push_screen

            async def push_and_lock(screen: Screen[object]) -> None:
                await push(screen)
                if isinstance(screen, TakingScreen):
                    await app._hide()  # as the lock may come at any moment

            app.push_screen = push_and_lock  # type: ignore[method-assign,assignment]
            app._begin_in_worker(take_route(group))
            await until(second.pilot, lambda: any(isinstance(one, AwayScreen) for one in app.screen_stack))
            await second.settled()

            assert isinstance(app.screen, AwayScreen)
            await app._lift()
            await until(second.pilot, lambda: isinstance(app.screen, ChoosingScreen))


async def test_G25_a_lock_that_comes_while_pages_are_closed_is_not_closed_with_them() -> None:
    app = Shared()
    async with app.run_test(size=WIDE) as pilot:
        await app.at_home(pilot)
        await press(pilot, "f1")
        await app.action_messages()

        closing = asyncio.create_task(app._back_to_pages())
        await asyncio.sleep(0)
        await app._hide()
        await closing
        await pilot.pause()

        assert isinstance(app.screen, AwayScreen)
        await app._lift()
        assert isinstance(app.screen, PageScreen)


async def test_G25_pages_that_are_to_be_closed_behind_the_lock_wait_for_it(
    school: School, group: Group
) -> None:
    async with taking(school, group) as seat:
        await seat.app._hide()

        handed_in = asyncio.create_task(seat.app._submit())
        await seat.pilot.pause()

        assert isinstance(seat.app.screen, AwayScreen)
        await seat.app._lift()
        await handed_in
        assert isinstance(seat.app.screen, ReceiptScreen)
