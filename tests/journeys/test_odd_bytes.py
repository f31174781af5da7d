"""Bytes that no keyboard of ours sends, in the full screen: they neither end the program nor keep anybody in it."""

import os

import pytest

from tests.journeys.conftest import Start

pytestmark = pytest.mark.journey
NOBODY = "http://127.0.0.1:9"


def test_a_byte_that_is_no_utf8_is_a_mistyped_letter(terminal: Start) -> None:
    app = terminal("tmp_tui", "--server", NOBODY)
    app.wait_for("Account number")

    os.write(app._master, b"48\xe921")  # as a terminal that is set to Latin-1 sends an e with an accent

    app.wait_for("48\ufffd21")
    app.key("ctrl+q")
    assert app.wait() == 0


def test_G18_whoever_pastes_something_without_an_end_can_still_quit(terminal: Start) -> None:
    app = terminal("tmp_tui", "--server", NOBODY)
    app.wait_for("Account number")

    app.type("\x1b[200~4821")
    app.rest()
    app.key("ctrl+q")

    assert app.wait() == 0
