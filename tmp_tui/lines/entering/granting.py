"""A sign-in that is finished in a browser, told in lines."""

import time
from collections.abc import Coroutine
from typing import Any

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.lines.entering.link import IN
from tmp_tui.lines.entering.password import set_up
from tmp_tui.pages.granting import again_rows, asking_for_code, grant_steps, grant_title, time_left
from tmp_tui.pages.model import Route
from tmp_tui.text import _
from tmp_tui.wire.accounts import DeviceGrant, Provider

STILL = 15.0  # seconds between two words about a wait
LOOK = 0.2  # seconds between two looks whether Enter was pressed

_PROVIDERS: dict[str, Provider] = {"google": "google", "clever": "clever"}


def grant(asker: Asker, route: Route) -> Route | None:
    """Say address and code, and wait until somebody approves; returns where to go on."""
    entrance = asker.session().entrance
    asker.console.say(grant_title(route.id), asking_for_code())
    try:
        given = asker.wait(entrance.begin_device(_PROVIDERS.get(route.id), own=asker.own))
        _tell(asker, given, route.id)
        setup = _awaited(asker, entrance.await_device(given))
    except ApiError as error:
        asker.console.say(error.words)
        row = asker.choose(again_rows(route))
        return row.go if row is not None else None
    if setup is None:
        asker.console.say(_("Stopped."))
        return None
    if setup:
        set_up(asker)
    return IN


def _tell(asker: Asker, given: DeviceGrant, provider: str) -> None:
    asker.console.say(*filter(None, map(str.strip, grant_steps(given, provider))))
    asker.console.say(time_left(given.expires_in), _("Waiting for the browser. Enter stops it."))


def _awaited(asker: Asker, work: Coroutine[Any, Any, bool]) -> bool | None:
    """What came of it; None where the student stopped it before anything did. Raises ApiError."""
    came: list[bool] = []

    async def awaited() -> None:
        came.append(await work)

    answer, said = asker.background.start(awaited()), time.monotonic()
    try:
        while not answer.done() and not asker.console.pressed(LOOK):
            if time.monotonic() - said >= STILL:
                said = time.monotonic()
                asker.console.say(_("Still waiting."))
    except KeyboardInterrupt:
        pass
    if not answer.cancel():
        answer.result()
    # Where the answer came, not here: in between it can be too late to stop.
    return asker.background.call(lambda: came[0] if came else None)
