"""Whether whoever sits here is still the student who signed in, and ending their session when they are gone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tmp_tui.api.errors import Refused, SignedOut
from tmp_tui.place import place_name
from tmp_tui.text import _
from tmp_tui.wire import Problem, Refresh, SignIn

if TYPE_CHECKING:
    from tmp_tui.api.client import PortalClient
    from tmp_tui.pages.model import Copy


class Presence:
    """`make_client` makes a client without a session, `signed_in` gives the student's own or None, `copy` what they see."""

    def __init__(
        self,
        make_client: "Callable[[], PortalClient]",
        signed_in: "Callable[[], PortalClient | None]",
        copy: "Callable[[], Copy | None]",
    ) -> None:
        self._make_client, self._signed_in, self._copy = make_client, signed_in, copy

    @property
    def can_confirm(self) -> bool:
        """Whether it is known here whom to ask for a password."""
        copy = self._copy()
        me = copy.me() if copy is not None else None
        return me is not None and bool(me.account and me.username)

    async def confirm(self, password: str) -> None:
        """Have the portal look at the password, by a sign-in that is ended at once: what is open here stays as it is.

        Raises ApiError.
        """
        copy = self._copy()
        me = copy.me() if copy is not None else None
        if me is None:
            raise SignedOut
        from tmp_tui.api.auth import SessionAuth

        client = self._make_client()
        try:
            session = await client.sign_in(SignIn(me.account, me.username, password, "shared", place_name()))
            auth = SessionAuth(session.refresh_token, lambda token: client.renew(Refresh(token)))
            auth.take(session)
            client.use(auth)
            await client.sign_out()
        finally:
            await client.close()
        if session.user_id != me.id:
            raise Refused(Problem(_("That is another account's password."), 401, "sign-in-refused"))

    def revoker(self) -> Callable[[float], None]:
        """What ends this session at the portal, from any thread, whatever the event loop does, also while it signs out
        already; it waits so many seconds for that."""
        client = self._signed_in()

        def revoke(wait: float) -> None:
            work = client.revoke() if client is not None else None
            if work is not None:
                work.join(wait)

        return revoke
