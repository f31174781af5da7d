"""What line mode and `tmp-tui show` need of a session; `tmp_tui.session.Session` has it all."""

from collections.abc import Callable
from typing import Protocol

from tmp_tui.pages.model import Copy
from tmp_tui.wire import TestIdEntry


class StudentSession(Protocol):
    """One student's time at one portal."""

    @property
    def server(self) -> str: ...

    @property
    def copy(self) -> Copy | None: ...

    async def sign_in(self, account: str, username: str, password: str) -> bool: ...

    async def set_up(self, password: str) -> None: ...

    async def sign_out(self) -> None: ...

    async def leave(self) -> None: ...

    async def sync(self) -> None: ...

    async def keep_in_sync(self, changed: Callable[[], None]) -> None: ...

    async def look_up(self, test_id: str) -> TestIdEntry: ...
