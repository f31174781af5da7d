"""Nobody looks into the program, and nothing around it makes it write things down."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tmp_tui import quietly
from tmp_tui.quietly import no_debugging

NOBODY = 65_534
PYTHON = Path("/usr/bin/python3")  # one that another user may start
KEEP = Path(quietly.__file__).read_text() + "\nkeep_to_ourselves()"

LOOKS = """
import sys
try:
    with open(f"/proc/{sys.argv[1]}/mem", "rb"): print("open")
except OSError as error: print(error.strerror)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0 or not PYTHON.exists(),
    reason="becomes another user, on Linux",
)
@pytest.mark.parametrize(("first", "found"), [("", "open"), (KEEP, "Permission denied")])
def test_another_process_of_the_same_user_cannot_read_our_memory(first: str, found: str) -> None:
    holder = _as_nobody(f"{first}\nprint(flush=True); input()")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "\n"

    seen = _as_nobody(LOOKS, str(holder.pid)).communicate(timeout=10)[0]

    holder.communicate("\n", timeout=10)
    assert seen.strip() == found


def _as_nobody(code: str, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [PYTHON, "-c", code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        cwd="/",
    )


def test_no_core_is_dumped() -> None:
    code = "from tmp_tui.quietly import keep_to_ourselves as k; k(); import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "(0, 0)"


def test_the_switches_of_textual_are_not_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    switches = ["TEXTUAL_LOG", "TEXTUAL_DRIVER", "TEXTUAL_DEBUG", "TEXTUAL_PRESS", "TEXTUAL_DEVTOOLS_HOST"]
    for name in switches:
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")

    no_debugging()

    assert [name for name in os.environ if name.startswith("TEXTUAL_")] == ["TEXTUAL_ANIMATIONS"]
