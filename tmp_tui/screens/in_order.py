"""Keys that were typed ahead wait for their turn.

Textual hands a key to the widget that has the focus and takes the next key at once, while what the first one does
(the focus moves, a page opens) is still on its way as a message. On a slow line many keys come in one packet: a
password would end up in the field before. Here a key is handed on only when nothing is on its way any more.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from textual.app import App
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump

MOMENT = 200  # turns of the event loop
LONGEST = 1_000  # turns of 2 ms after that: a fault must not keep ctrl+q away


class InOrderApp(App[None]):
    """An app for people who type faster than the line."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self._typed_ahead: deque[Event] = deque()
        self._turn: Event | None = None
        self._catching_up: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        """Hand a key on, or let it wait."""
        if event is self._turn:
            self._turn = None
            await super().on_event(event)
        elif not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._typed_ahead or self._on_its_way():
            self._typed_ahead.append(event)
            if self._catching_up is None or self._catching_up.done():
                self._catching_up = asyncio.create_task(self._catch_up())
        else:
            await super().on_event(event)

    async def _catch_up(self) -> None:
        """Give every waiting key its turn once all that the one before did has been done."""
        while self._typed_ahead:
            await _until(lambda: not self._on_its_way())
            self._turn = self._typed_ahead[0]
            self.post_message(self._turn)
            await _until(lambda: self._turn is None)
            self._typed_ahead.popleft()

    def _on_its_way(self) -> bool:
        """Whether a message waits anywhere between the focus and the app."""
        if not self.screen_stack:
            return False
        pumps: list[MessagePump] = (
            [*self.focused.ancestors_with_self] if self.focused else [self.screen, self]
        )
        # A message that was looked at already is no longer in the queue, but not yet delivered either.
        return any(pump.message_queue_size or pump._pending_message is not None for pump in pumps)


async def _until(true: Callable[[], bool]) -> None:
    """Let others run until something is so: at once if it takes a moment, at leisure if longer, and not for ever."""
    for turn in range(MOMENT + LONGEST):
        if true():
            return
        await asyncio.sleep(0 if turn < MOMENT else 0.002)
