"""What travels between app and portal: msgspec structs, shared by both sides.

Nothing else of ours is imported here, so that either side can change without the other.
"""

from tmp_tui.wire.base import Wire
from tmp_tui.wire.documents import (
    Activity,
    Allowed,
    Assessment,
    Attempt,
    ClassDocument,
    ClassEntry,
    Me,
    MineDocument,
    Playlist,
    PlaylistActivity,
    ReportEntry,
    Result,
    Standard,
    StandardLevel,
)
from tmp_tui.wire.problem import FieldError, Problem
from tmp_tui.wire.sessions import ProfileSetup, Refresh, Session, SignIn
from tmp_tui.wire.sync import Changed, SyncReply, SyncRequest
from tmp_tui.wire.test_ids import TestIdEntry

__all__ = [
    "Activity",
    "Allowed",
    "Assessment",
    "Attempt",
    "Changed",
    "ClassDocument",
    "ClassEntry",
    "FieldError",
    "Me",
    "MineDocument",
    "Playlist",
    "PlaylistActivity",
    "Problem",
    "ProfileSetup",
    "Refresh",
    "ReportEntry",
    "Result",
    "Session",
    "SignIn",
    "Standard",
    "StandardLevel",
    "SyncReply",
    "SyncRequest",
    "TestIdEntry",
    "Wire",
]
