"""Before anything else: nobody looks into this process, and nothing around it tells Textual to write things down."""

import os
import sys

_NOT_DUMPABLE = (4, 0)  # PR_SET_DUMPABLE, see prctl(2)
_OF_TEXTUAL = "TEXTUAL_"
_HARMLESS = {"TEXTUAL_ANIMATIONS", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FPS", "TEXTUAL_SHOW_RETURN"}


def keep_to_ourselves() -> None:
    """No other process of this user reads our memory, and no core is dumped. Where that cannot be had, go on."""
    if sys.platform != "linux":
        return
    try:
        import ctypes
        import resource

        ctypes.CDLL(None).prctl(*_NOT_DUMPABLE, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError, AttributeError):
        return


def no_debugging() -> None:
    """A student before may have set switches of Textual that log keys, press some, or load a driver of theirs."""
    for name in [name for name in os.environ if name.startswith(_OF_TEXTUAL) and name not in _HARMLESS]:
        del os.environ[name]
