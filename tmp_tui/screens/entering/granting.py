"""A sign-in that is finished in a browser: an address, a code, how long it is good for, and a picture of both."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize
from textual.message import Message

from tmp_tui.pages.granting import (
    AGAIN,
    PICTURE,
    again_rows,
    asking_for_code,
    grant_steps,
    grant_title,
    picture_row,
    time_left,
)
from tmp_tui.pages.model import Row
from tmp_tui.pages.ways import SIGN_IN, way
from tmp_tui.profile import draws_blocks, is_far
from tmp_tui.screens.desk import in_thread
from tmp_tui.screens.entering.door import Door
from tmp_tui.widgets.picture import Picture

if TYPE_CHECKING:
    from tmp_tui.api.errors import ApiError
    from tmp_tui.pages.model import Route
    from tmp_tui.wire.accounts import DeviceGrant

LOOK = 5.0  # seconds between two looks at the time left, which is said in minutes
TEXT = 44  # cells that the words need beside the picture
AROUND = 4  # lines of title and foot

Begin = Callable[[], "Awaitable[DeviceGrant]"]
Wait = Callable[["DeviceGrant"], Awaitable[bool]]


class GrantScreen(Door):
    """The portal is asked beside everything else; Esc stops it."""

    AUTO_FOCUS = "#words"

    class SignedIn(Message):
        """It was approved in the browser; `setup` is whether Profile Setup comes first."""

        def __init__(self, setup: bool) -> None:
            super().__init__()
            self.setup = setup

    class _Began(Message):
        def __init__(self, grant: "DeviceGrant") -> None:
            super().__init__()
            self.grant = grant

    class _Ended(Message):
        def __init__(self, error: "ApiError") -> None:
            super().__init__()
            self.error = error

    class _Drawn(Message):
        def __init__(self, lines: list[str]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, way: "Route", begin: Begin, wait: Wait) -> None:
        super().__init__(grant_title(way.id), (asking_for_code(),))
        self.way, self._begin, self._wait = way, begin, wait
        self._ends = 0.0
        self._picture = Picture(id="picture")

    def compose(self) -> ComposeResult:
        """The picture beside the words, or instead of them."""
        yield self._heading
        with Container(id="side-by-side"):
            yield self.told
            yield self._picture
        yield self._status

    def on_mount(self) -> None:
        """Ask for a code at once: that is what the student came for."""
        self.set_interval(LOOK, self._tell_time)
        self._ask()

    def _ask(self) -> None:
        self.told.offer(())
        self.tell(asking_for_code())
        self.say("")
        self.run_worker(self._enter(), group="grant", exclusive=True)

    async def _enter(self) -> None:
        from tmp_tui.api.errors import ApiError

        try:
            grant = await self._begin()
            self.post_message(self._Began(grant))
            self.post_message(self.SignedIn(await self._wait(grant)))
        except ApiError as error:
            self.post_message(self._Ended(error))

    def on_grant_screen__began(self, event: _Began) -> None:
        """There is a code."""
        self._ends = _clock() + event.grant.expires_in
        self.tell(*grant_steps(event.grant, self.way.id))
        self.told.offer((way(SIGN_IN),))
        self._tell_time()
        if draws_blocks():
            address = event.grant.verification_uri_complete
            self.run_worker(self._draw(address), group="picture", exclusive=True)

    def on_grant_screen__ended(self, event: _Ended) -> None:
        """Nothing came of it: say why, and offer another."""
        self._ends = 0.0
        self.workers.cancel_group(self, "picture")
        self._picture.show(())
        self._arrange(alone=False)
        self.tell(event.error.words)
        self.told.offer(again_rows(self.way))
        self.say("")

    def opened(self, row: Row) -> None:
        """Another code, the picture, or another way in."""
        if row.key == AGAIN:
            self._ask()
        elif row.key == PICTURE:
            self._arrange(alone=True)
        else:
            super().opened(row)

    def go_back(self) -> None:
        """From the picture to the words; from there to the sign-in page, and nobody asks the portal any more."""
        if self.has_class("alone"):
            self._arrange(alone=False)
        else:
            super().go_back()

    def _tell_time(self) -> None:
        if self._ends:
            self._status.show(time_left(self._ends - _clock()), self.keys())

    # The picture

    async def _draw(self, address: str) -> None:
        self.post_message(self._Drawn(await in_thread(partial(_lines_of, address))))

    def on_grant_screen__drawn(self, event: _Drawn) -> None:
        """It is shown where there is room beside the words and the line is not slow; else it can be asked for."""
        self._picture.show(event.lines)
        self._arrange(alone=False)

    def on_resize(self, event: Resize) -> None:
        """There may be room now, or none any more."""
        if self._picture.lines:
            self._arrange(alone=self.has_class("alone"))

    def _arrange(self, *, alone: bool) -> None:
        width, height = self._picture.room
        fits = 0 < width <= self.size.width and height <= self.size.height - AROUND
        beside = fits and not is_far() and width + TEXT <= self.size.width
        alone = alone and fits and not beside
        self.set_class(alone, "alone")
        self.set_class(beside, "beside")
        if self._ends:
            rows = [picture_row(self.way)] if fits and not beside else []
            self.told.offer((*rows, way(SIGN_IN)))
        (self._picture if alone else self.told).focus()


def _clock() -> float:
    return asyncio.get_running_loop().time()


def _lines_of(address: str) -> list[str]:
    """In a thread: making the picture takes a tenth of a second, most of it an import."""
    from tmp_tui.screens.entering.qr import half_blocks

    return half_blocks(address)
