"""The place at which students sit down one after the other: one session at a time, made while the first page is read."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tmp_tui.lines.student_session import StudentSession

T = TypeVar("T")

FIRST_KEYS = 0.3  # seconds in which nothing else is done: to import takes turns with them


class Desk:
    """Holds the session of whoever sits here."""

    def __init__(
        self, make: "Callable[[str], StudentSession]", remember: Callable[..., object] | None = None
    ) -> None:
        """`make` makes a session, given the portal's address if it was asked for here, else ""; it may take its time.
        `remember` is called with `server` and `account` after a sign-in."""
        self.server = self.account = ""  # the account number that was good last
        self._make, self._remember = make, remember
        self._session: asyncio.Future[StudentSession] | None = None
        self._wanted = threading.Event()

    def begin(self, failed: Callable[[Exception], None]) -> None:
        """Make a session in a thread; `failed` hears why there is none."""
        self._session = in_thread(self._made)
        self._session.add_done_callback(lambda made: _tell(made, failed))

    @property
    def has_begun(self) -> bool:
        """Whether a portal is known and a session is being made, or there."""
        return self._session is not None

    async def session(self) -> "StudentSession":
        """The session, once it is made."""
        if self._session is None:
            raise RuntimeError("nobody began a session")
        self._wanted.set()
        return await asyncio.shield(self._session)

    async def is_made(self) -> bool:
        """Wait until the session is made; False where it cannot be, which ends the program, or is not wanted any more."""
        made = self._session  # another one, or none, once somebody left
        if made is None:
            return False
        await asyncio.wait([made])
        return made is self._session and not made.cancelled() and made.exception() is None

    async def sign_in(self, account: str, username: str, password: str, *, own: bool = False) -> bool:
        """Sign in; returns whether Profile Setup comes first. Raises ApiError."""
        session = await self.session()
        setup = await session.sign_in(account, username, password, own=own)
        await self.remember(account)
        return setup

    async def remember(self, account: str) -> None:
        """Keep for the next time what was good: the portal's address, and an account number if there is one."""
        session = await self.session()
        self.account = account or self.account
        if self._remember is not None:
            self._remember(server=session.server, **({"account": account} if account else {}))

    async def leave(self) -> str:
        """Sign whoever sits here out at the portal, on the way out of the program; what there is to know of that."""
        made, self._session = self._session, None
        if made is not None and made.done() and not made.cancelled() and made.exception() is None:
            return await made.result().leave()
        return ""

    def _made(self) -> "StudentSession":
        """In the thread, once the first keys have had their turn or somebody wants it: on the way, import what the next screens
        are made of."""
        self._wanted.wait(FIRST_KEYS)
        from tmp_tui.pages import showing  # noqa: F401
        from tmp_tui.screens import help, page  # noqa: F401

        return self._make(self.server)


def _tell(made: "asyncio.Future[StudentSession]", failed: Callable[[Exception], None]) -> None:
    error = None if made.cancelled() else made.exception()
    if isinstance(error, Exception):
        failed(error)


def in_thread(make: Callable[[], T]) -> "asyncio.Future[T]":
    """What `make` makes, in a thread that never holds up the end of the program."""
    loop = asyncio.get_running_loop()
    made: asyncio.Future[T] = loop.create_future()

    def settle(set_it: Callable[[Any], None], value: object) -> None:
        if not made.done():
            set_it(value)

    def work() -> None:
        result: T | None = None
        error: Exception | None = None
        try:
            result = make()
        except Exception as caught:  # whoever awaits it gets it
            error = caught
        with suppress(RuntimeError):  # the program ended meanwhile
            if error is None:
                loop.call_soon_threadsafe(settle, made.set_result, result)
            else:
                loop.call_soon_threadsafe(settle, made.set_exception, error)

    threading.Thread(target=work, daemon=True).start()
    return made
