"""One round trip that brings a whole local copy up to date.

A document's name is `me`, `class/ID` or `mine/ID`. To keep the request small, what the app has of a class is one
entry: the etags of `class/ID` and `mine/ID`, one after the other, each `ETAG_LENGTH` characters (`-` repeated: none).
"""

from typing import Annotated

import msgspec

from tmp_tui.wire.base import Wire

ETAG_LENGTH = 8
NO_ETAG = "-" * ETAG_LENGTH


class SyncRequest(Wire):
    """`have`: `{"me": etag, class id: etag of the class's part + etag of my part}`."""

    have: dict[str, str] = {}


class Changed(Wire, array_like=True):
    """A document that the app lacks, as the portal keeps it."""

    name: str
    etag: str
    body: msgspec.Raw


class SyncReply(Wire):
    """`now` is the portal's clock; `gone` names the documents that are no longer mine to see."""

    now: Annotated[int, msgspec.Meta(ge=0, le=10**12)]
    changed: list[Changed] = []
    gone: list[str] = []
