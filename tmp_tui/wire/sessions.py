"""Signing in, staying signed in, and the first password."""

from typing import Annotated, Literal

import msgspec

from tmp_tui.wire.base import Wire

Place = Literal["shared", "personal", "ssh"]


class SignIn(Wire):
    """What a student types: account number (4 to 6 digits, or d and 1 to 3), username or e-mail, password."""

    account: str
    username: str
    password: str
    place: Place = "shared"
    place_name: str = ""


class Session(Wire):
    """A way in: opaque tokens, and the key (32 bytes, base64) that seals this student's local copy.

    `setup` is true after a temporary password: nothing but Profile Setup is reachable until a password is chosen.
    Lifetimes are in seconds: the access token's, how long the session may be idle, and how long it lasts at most.
    """

    access_token: str
    refresh_token: str
    expires_in: Annotated[int, msgspec.Meta(ge=0, le=10**9)]
    user_id: str
    seal_key: str
    setup: bool = False
    idle: int = 0
    lasts: int = 0


class Refresh(Wire):
    """The one-time refresh token that buys the next pair."""

    refresh_token: str


class ProfileSetup(Wire):
    """The password that a student chooses at the first sign-in: at least eight characters."""

    password: str
