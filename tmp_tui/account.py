"""What a signed-in student does with the account itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tmp_tui.api.errors import SignedOut
from tmp_tui.wire.accounts import AccountSettings, EmailChange, PasswordChange, Preferences

if TYPE_CHECKING:
    from tmp_tui.api.client import PortalClient


class Account:
    """The account of whoever is signed in; `client` gives theirs, or raises SignedOut, `heard` is told a new password."""

    def __init__(self, client: "Callable[[], PortalClient]", heard: Callable[[str], None]) -> None:
        self._client, self._heard = client, heard

    def traffic(self) -> tuple[int, int]:
        """Bytes sent and received since sign-in; none where nobody is signed in."""
        try:
            counted = self._client().traffic
        except SignedOut:
            return 0, 0
        return counted.sent, counted.received

    async def settings(self) -> AccountSettings:
        """My own address, my time zone, my sessions. Raises ApiError."""
        return await self._client().account()

    async def change_password(self, current: str, password: str) -> None:
        """Change it; my other sessions end. Raises ApiError."""
        await self._client().change_password(PasswordChange(current, password))
        self._heard(password)

    async def change_email(self, email: str, current: str) -> None:
        """Add an address of mine, or, with an empty one, remove it; `current` is my password. Raises ApiError."""
        await self._client().change_email(EmailChange(email.strip(), current))

    async def prefer(self, time_zone: str) -> None:
        """An IANA time zone, or empty for the computer's own. Raises ApiError."""
        await self._client().prefer(Preferences(time_zone))

    async def end_device(self, id: str) -> None:
        """End one of my sessions. Raises ApiError."""
        await self._client().end_device(id)

    async def end_devices(self) -> int:
        """End all my sessions, this one too; how many they were. Raises ApiError."""
        return (await self._client().end_devices()).ended

    async def held(self) -> bytes:
        """Everything that the portal holds about me, as JSON. Raises ApiError."""
        return await self._client().held()
