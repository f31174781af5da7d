"""The same stories against the real portal: nobody is told who is known, and every link has the portal's own words."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from tests.app.screens.entering.conftest import TO_THE_WAYS, flat
from tests.portal.accounts.support import NEW, codes, link, mails
from tests.support.school import School
from tests.support.ui import WIDE, press, screen_lines, screen_text, until
from tmp_portal.db.getting_in import links
from tmp_portal.problems import LinkExpired, LinkReplaced, LinkTruncated, LinkUnknown, LinkUsed, Refusal
from tmp_tui.app import TmpApp
from tmp_tui.screens.page import PageScreen
from tmp_tui.screens.sign_in import SignInScreen


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A school with Ada, who has a password of her own."""
    made = School(tmp_path / "school")
    made.person("ada")
    yield made
    made.close()


def app_at(school: School, transport: httpx.AsyncBaseTransport | None = None) -> TmpApp:
    return TmpApp(lambda server: school.session(transport), account="4821")


async def test_S03_S04_a_forgotten_password_becomes_a_new_one_and_strangers_hear_the_same(
    school: School,
) -> None:
    app = app_at(school)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *TO_THE_WAYS, "3")
        said = []
        for email in ("nobody@hill.example", "ada@hill.example"):
            await press(pilot, f"text:{email}", "enter")
            await until(pilot, lambda: "If that address is known" in screen_text(app))
            said.append(flat(app).split("Send ]")[1])
            await press(pilot, "shift+tab", "shift+tab", "ctrl+u")
        assert said[0] == said[1]

        await until(pilot, lambda: len(mails(school)) == 1)
        (code,) = codes(mails(school)[0].text)
        await press(pilot, "tab", "tab", "1", f"text:{code}", "enter")
        await until(pilot, lambda: "Reset Password" in screen_lines(app)[0])
        await press(pilot, f"text:{NEW}", "enter", f"text:{NEW}", "enter")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))

        assert len(app.screen_stack) == 2


@pytest.mark.parametrize("fault", [LinkUnknown, LinkTruncated, LinkUsed, LinkReplaced, LinkExpired])
async def test_every_fault_of_a_link_is_told_in_the_portals_words(
    school: School, fault: type[Refusal]
) -> None:
    made = link(school, "school-ada")
    typed = {LinkUnknown: "BCDF-GHJK-LMNP", LinkTruncated: made.token[:20]}.get(fault, made.token)
    if fault is LinkReplaced:
        link(school, "school-ada")
    column = {LinkUsed: {"used_at": 1}, LinkExpired: {"expires_at": 1}}.get(fault)
    if column:
        school.write(lambda connection: connection.execute(update(links).values(**column)))
    app = app_at(school)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *TO_THE_WAYS, "1", f"text:https://portal.example/activate#{typed}", "enter")

        await until(pilot, lambda: fault.title in flat(app))
        assert "Ask for a new mail" in flat(app)


async def test_a_portal_that_stops_is_told_of_and_what_was_typed_can_be_sent_later(school: School) -> None:
    class Stopped(httpx.AsyncBaseTransport):
        there = False

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if not self.there:
                raise httpx.ConnectError("stopped")
            return await school.transport().handle_async_request(request)

    line, made = Stopped(), link(school, "school-ada")
    app = app_at(school, line)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, *TO_THE_WAYS, "1", f"text:{made.code}", "enter")
        await until(pilot, lambda: "does not answer" in flat(app))
        assert made.code in screen_text(app)

        line.there = True
        await press(pilot, "enter")
        await until(pilot, lambda: "Reset Password" in screen_lines(app)[0])
        await press(pilot, "escape", "escape")

        assert isinstance(app.screen, SignInScreen)
