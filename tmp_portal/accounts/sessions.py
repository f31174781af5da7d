"""A session as it travels, and how one begins, whatever the way in."""

import base64

from sqlalchemy import Connection

from tmp_portal.accounts import audit, queries, tokens
from tmp_portal.accounts.tokens import Pair
from tmp_tui.wire import Session


def begin(
    connection: Connection,
    tenant: str,
    user_id: str,
    place: str,
    now: float,
    *,
    place_name: str = "",
    how: str = "password",
    setup: bool = False,
) -> Session:
    """Let somebody in who has credentials; `how` is password, link, google or clever."""
    pair = tokens.open_family(
        connection, tenant, user_id, place, now, place_name=place_name, how=how, setup=setup
    )
    audit.note(connection, tenant, "signed-in", now, user_id=user_id, detail=f"{how}, {place}")
    return of(pair, user_id, queries.seal_key(connection, tenant, user_id), setup=setup)


def of(pair: Pair, user_id: str, seal_key: bytes, *, setup: bool = False) -> Session:
    """The session of a pair of tokens."""
    return Session(
        access_token=pair.access,
        refresh_token=pair.refresh,
        expires_in=pair.expires_in,
        user_id=user_id,
        seal_key=base64.b64encode(seal_key).decode(),
        setup=setup,
        idle=pair.idle,
        lasts=pair.lasts,
    )
