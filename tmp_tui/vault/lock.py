"""One process after the other: renewing a session that several of them share."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tmp_tui import paths

PAUSE = 0.02  # seconds between two tries; a renewal takes about as long
LONGEST = 45.0  # seconds; whoever holds it for longer is stopped or gone, and the portal forgives what is tried within 60


@asynccontextmanager
async def alone(name: str) -> AsyncIterator[None]:
    """Until the end of the block no other process of this user is in a block of this name. A disk that refuses is no
    reason to wait: the portal forgives one that renews beside another."""
    try:
        import fcntl

        file = os.open(
            _folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600
        )
    except (ImportError, OSError):
        yield
        return
    try:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(PAUSE)
            except OSError:  # a file system without locks
                break
        yield
    finally:
        os.close(file)  # lets go of the lock, too


def _folder() -> Path:
    """A folder that only this user can enter. Raises OSError."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and Path(runtime).is_dir() and Path(runtime).stat().st_uid == os.getuid():
        return paths.private(Path(runtime) / paths.NAME)
    return paths.private(paths.state_folder())
