"""Where this program keeps things on the student's machine: folders that only their owner can enter."""

import os
from pathlib import Path

import platformdirs

NAME = "tmp-tui"


def config_file() -> Path:
    """Settings (TOML)."""
    return platformdirs.user_config_path(NAME) / "config.toml"


def state_folder() -> Path:
    """Local copies, the demo, the log."""
    return platformdirs.user_state_path(NAME)


def copies_folder() -> Path:
    """The sealed local copies."""
    return state_folder() / "copies"


def private(folder: Path) -> Path:
    """The folder, made if it is not there, for its owner only (0700); raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077 and folder.stat().st_uid == os.getuid():
        folder.chmod(0o700)
    return folder
