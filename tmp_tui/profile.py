"""What this terminal can do, decided before Textual is imported."""

import os
import sys

DUMB = {"", "dumb", "unknown"}


def wants_lines(*, asked: bool, setting: bool) -> bool:
    """Whether to walk line by line: asked for, set, or all that this terminal can do."""
    if asked or os.environ.get("TMP_TUI_LINE", "") not in ("", "0") or setting:
        return True
    return not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM", "") in DUMB
