"""Line mode starts fast: it imports nothing heavy before it is needed."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "httpx", "cryptography", "asyncio", "getpass", "sqlite3")


@pytest.mark.parametrize("module", ["tmp_tui.lines", "tmp_tui.pages.showing", "tmp_tui.show"])
def test_importing_it_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "module", ["tmp_tui.app", "tmp_tui.cli", "tmp_tui.session", "tmp_tui.vault.choosing"]
)
def test_no_keyring_is_imported_before_one_is_wanted(module: str) -> None:
    code = f"import sys, {module}; print([name for name in ('keyring', 'secretstorage', 'jeepney', 'ctypes.util') if name in sys.modules])"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
