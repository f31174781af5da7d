"""The kernel's keyring of a remote login: real keys, in a session keyring that `keyctl session` makes."""

import os
import platform
import shutil
import subprocess
import sys

import pytest

from tmp_tui.vault import login

BEGIN = """
import ctypes, subprocess, sys
from tmp_tui.vault.login import *
from tmp_tui.vault.login import _find, _keyctl
store = Login()
def elsewhere(code, *before):
    return subprocess.run([*before, sys.executable, "-c", code], capture_output=True, text=True)
"""


def run(code: str, *, session: bool = True) -> subprocess.CompletedProcess[str]:
    """Run code, in a login of its own; skips where the kernel keeps no keys for us, as in some containers."""
    if sys.platform != "linux" or shutil.which("keyctl") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no keyctl: install keyutils")
    command = [sys.executable, "-c", BEGIN + code]
    if session:
        command = ["keyctl", "session", "-", *command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    if "not permitted" in done.stderr or "not implemented" in done.stderr:
        pytest.skip(done.stderr)
    return done


def test_what_is_written_is_read_by_the_next_program_of_the_login() -> None:
    code = """
store.write("p", b"item", 60)
print(there_is_one(), elsewhere("from tmp_tui.vault.login import *; print(Login().read('p'))").stdout)
"""

    assert run(code).stdout.split() == ["True", "b'item'"]


def test_another_login_of_the_same_user_cannot_read_it() -> None:
    code = """
store.write("p", b"item", 60)
reading = f"from tmp_tui.vault.login import *; from tmp_tui.vault.login import _keyctl; print(_keyctl(11, {_find('p')}, ctypes.create_string_buffer(99), 99))"
print(elsewhere(reading).stdout)
print(elsewhere(reading, "keyctl", "session", "-").stderr)
"""

    lines = run(code).stdout.split("\n")

    assert lines[0] == "4"
    assert any("Permission denied" in line for line in lines)


def test_it_is_replaced_removed_and_forgotten_in_time() -> None:
    code = """
store.write("p", b"one", 60)
store.write("p", b"two", 60)
print(store.read("p"))
store.delete("p")
print(store.read("p"))
store.delete("p")
store.write("p", b"three", 1)
while store.read("p") is not None: pass
print("gone")
"""

    assert run(code).stdout.split() == ["b'two'", "None", "gone"]


def test_a_keyring_that_outlasts_the_login_is_none() -> None:
    """Without a session keyring the kernel offers the one that all logins of a user share."""
    done = run("print(there_is_one())", session=False)

    shared = subprocess.run(["keyctl", "show", "@s"], capture_output=True, text=True, check=False).stdout
    assert done.stdout.strip() == str("_uid" not in shared.split("keyring: ")[1].split()[0])


def test_a_system_whose_calls_are_not_known_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "pdp11")

    assert not login.there_is_one()
