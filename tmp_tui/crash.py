"""A fault of ours: one plain line on the screen, and in the log where it was. Never a value, so never a secret."""

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from tmp_tui import paths
from tmp_tui.text import _


def log_file() -> Path:
    """Where faults are written down."""
    return paths.state_folder() / "crash.log"


def root_of(error: BaseException) -> BaseException:
    """The error itself, where Textual wraps one that came from a worker."""
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) else error


def words(error: BaseException, log: Path | None) -> str:
    """The one line."""
    kind = type(root_of(error)).__name__
    if log is None:
        return _("Track My Progress stopped: {kind}.").format(kind=kind)
    return _("Track My Progress stopped: {kind}. Where it was is in {log}").format(kind=kind, log=log)


def write_down(error: BaseException, log: Path) -> Path | None:
    """Add type and places of the error to the log, readable by its owner only; None if that cannot be done.

    Messages and local values are left out: they may hold what a student typed.
    """
    root = root_of(error)
    frames = traceback.extract_tb(root.__traceback__)
    places = "".join(f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)
    entry = (
        f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {type(root).__module__}.{type(root).__qualname__}\n{places}"
    )
    try:
        paths.private(log.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(log, flags, 0o600), "w", encoding="utf-8") as file:
            file.write(entry)
    except OSError:
        return None
    return log
