"""Whether whoever sits here is still the student who signed in, and ending their session when they are gone.

The password with which somebody came in is kept as what scrypt makes of it, in memory only: so a locked computer opens
again without the portal, too, and whoever guesses at it troubles nobody's account there.
"""

import hashlib
import hmac
import math
import secrets
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from tmp_tui.api.errors import Refused, SignedOut, TooMany
from tmp_tui.store.clock import steady
from tmp_tui.wire import Problem

if TYPE_CHECKING:
    import asyncio

    from tmp_tui.api.client import PortalClient

SLOW_AFTER, OVER_AFTER = 5, 10  # wrong passwords
PAUSE = 30.0  # seconds to the next try, from the fifth wrong one on
COST = 2**14  # of scrypt: 16 MB and a twentieth of a second


class Presence:
    """`signed_in` gives the student's own client, or None."""

    def __init__(
        self, signed_in: "Callable[[], PortalClient | None]", *, clock: Callable[[], float] = steady
    ) -> None:
        self._signed_in, self._clock = signed_in, clock
        self._salt = b""
        self._proof: asyncio.Task[bytes] | None = None
        self._wrong, self._next_at = 0, 0.0

    def heard(self, password: str) -> None:
        """Somebody came in with this password, or has it from now on; what is kept of it is made in a thread."""
        import asyncio

        self._salt = secrets.token_bytes(16)
        made = asyncio.to_thread(_proof, password, self._salt)
        self._proof = asyncio.get_running_loop().create_task(made)
        self._wrong, self._next_at = 0, 0.0

    def forget(self) -> None:
        """They are gone."""
        self._salt, self._proof = b"", None

    @property
    def can_confirm(self) -> bool:
        """Whether they came in with a password, so that they can be asked for it."""
        return self._proof is not None

    async def confirm(self, password: str) -> None:
        """Look at the password.

        Raises Refused for a wrong one, TooMany where the next try has to wait, SignedOut where there were too many.
        """
        import asyncio

        if self._proof is None:
            raise SignedOut
        if (wait := self._next_at - self._clock()) > 0:
            raise TooMany(Problem("", 429, TooMany.code, retry_after=math.ceil(wait)))
        self._wrong += 1  # before it is looked at: whoever stops that has tried all the same
        if hmac.compare_digest(await self._proof, await asyncio.to_thread(_proof, password, self._salt)):
            self._wrong = 0
            return
        if self._wrong >= OVER_AFTER:
            raise SignedOut
        if self._wrong >= SLOW_AFTER:
            self._next_at = self._clock() + PAUSE
        raise Refused

    def revoker(self) -> Callable[[float], None]:
        """What ends this session at the portal, from any thread, whatever the event loop does, also while it signs out
        already; it waits so many seconds for that."""
        client = self._signed_in()

        def revoke(wait: float) -> None:
            work = client.revoke() if client is not None else None
            if work is not None:
                work.join(wait)

        return revoke


def _proof(password: str, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=COST, r=8, p=1)
