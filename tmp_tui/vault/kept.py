"""What is kept of a session: one small item for each portal, so that it fits into any keyring."""

import msgspec

LARGEST = 1_280  # characters: a credential of Windows has 2,560 bytes, of two each


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose session it is, what buys the next tokens, and the key of the local copy, to read it without the portal.

    The access token is never kept. `idle` is how many seconds the session may lie unused, `ends_at` when it ends at
    the latest (seconds since 1970); 0 where the portal does not say.
    """

    user_id: str
    refresh_token: str
    seal_key: str
    idle: int = 0
    ends_at: int = 0


def packed(kept: Kept) -> bytes:
    """The item's bytes, ASCII. Raises ValueError where they are too many."""
    data = msgspec.json.encode(kept)
    if len(data) > LARGEST or not data.isascii():
        raise ValueError("the session is too large for a keyring")
    return data


def unpacked(data: bytes) -> Kept | None:
    """The item again; None for what is none of ours."""
    try:
        return msgspec.json.decode(data, type=Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
