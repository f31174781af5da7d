"""What this terminal can do, decided before Textual is imported."""

import os
import sys

DUMB = {"", "dumb", "unknown"}


def wants_lines(*, asked: bool, setting: bool) -> bool:
    """Whether to walk line by line: asked for, set, or all that this terminal can do."""
    if asked or os.environ.get("TMP_TUI_LINE", "") not in ("", "0") or setting:
        return True
    return not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "") in DUMB


def draws_blocks() -> bool:
    """Whether half blocks in two colours of ours can be shown: a picture of an address is of use then."""
    # Textual has put something of its own in the place of sys.stdout.
    encoding = (getattr(sys.__stdout__, "encoding", None) or "").lower().replace("-", "")
    return encoding == "utf8" and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "linux"


def is_far() -> bool:
    """Whether the terminal is at the other end of a line, where a picture takes its time."""
    return bool(os.environ.get("SSH_CONNECTION"))
