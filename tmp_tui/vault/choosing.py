"""Which store it is to be, decided once, before anybody signs in. Whatever goes wrong here means: there is none."""

import sys

import msgspec

from tmp_tui.vault.keeping import Why
from tmp_tui.vault.limited import limited
from tmp_tui.vault.stores import Store


class Choice(msgspec.Struct, frozen=True):
    """A store, or, without one, why the session is in memory only."""

    store: Store | None = None
    why: Why = ""


async def choose(*, remote: bool) -> Choice:
    """The best that the student's own computer has; `remote` is whether they came by a remote shell.

    A locked keyring is not unlocked and not gone around: the student may unlock it and sign in again.
    """
    try:
        if sys.platform != "linux":
            return await limited(_of_this_system)
        choice = await _on_linux()
        if choice.store is None and choice.why != "locked" and remote:
            return await limited(lambda: _of_this_login(choice))
    except Exception:  # D-Bus, ctypes and keyrings raise what they like
        return Choice(why="absent")
    return choice


async def _on_linux() -> Choice:
    from tmp_tui.vault import secret_service

    try:
        state = await limited(secret_service.probe)
    except Exception:  # the same
        return Choice(why="broken")
    return Choice(secret_service.SecretService()) if state == "ready" else Choice(why=state)


def _of_this_login(otherwise: Choice) -> Choice:
    from tmp_tui.vault import login

    return Choice(login.Login()) if login.there_is_one() else otherwise


def _of_this_system() -> Choice:
    from tmp_tui.vault.system import of_this_system

    store = of_this_system()
    return Choice(store, "" if store else "absent")
