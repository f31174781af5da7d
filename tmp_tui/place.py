"""Where the student sits: at a computer that others use too, at their own, or at the other end of a remote shell."""

import os
import platform
from typing import TYPE_CHECKING

from tmp_tui import site
from tmp_tui.text import _, safe_text

if TYPE_CHECKING:
    from tmp_tui.wire.sessions import Place

LONGEST_NAME = 60  # characters


def place(*, own: bool) -> "Place":
    """What the portal is told, and what lifetimes follow from it: shared, unless the student said that it is theirs.

    What the site says is not for a student to undo.
    """
    if not own or not may_be_own():
        return "shared"
    return "ssh" if os.environ.get("SSH_CONNECTION") else "personal"


def may_be_own() -> bool:
    """Whether a student may say that this computer is theirs."""
    return not site.load().shared


def place_name() -> str:
    """What this computer is called, for other places to read: "open on lab-12"."""
    return safe_text(platform.node(), length=LONGEST_NAME) or _("a computer without a name")
