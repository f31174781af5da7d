"""Where a session lives, in words: on the Account page, after signing in, and for `tmp-tui status`."""

import time
from typing import Literal

import msgspec

from tmp_tui.text import _, moment
from tmp_tui.vault.stores import Where

# Why a session is in memory only: a shared computer, a locked keyring, none, one that does not answer, or did not take it.
Why = Literal["", "shared", "locked", "absent", "broken", "unwritten"]


class Keeping(msgspec.Struct, frozen=True):
    """Where the session lives and, where that is in memory only, why."""

    where: Where = "memory"
    why: Why = "shared"

    @property
    def kept(self) -> bool:
        """Whether it is there at the next start."""
        return self.where != "memory"

    @property
    def words(self) -> str:
        """A sentence or two."""
        if self.where == "keyring":
            return _("In this computer's keyring: you stay signed in until you sign out.")
        if self.where == "login":
            return _(
                "In the system's memory, for this login: you stay signed in until you sign out or log out here."
            )
        return " ".join(filter(None, (_("In this program's memory, until you leave it."), _reason(self.why))))

    @property
    def sentence(self) -> str:
        """What follows from it for whoever has just signed in."""
        if self.where == "keyring":
            return _("This computer's keyring keeps your session: you stay signed in until you sign out.")
        if self.where == "login":
            return _(
                "The system keeps your session for this login: you stay signed in until you sign out or log out here."
            )
        only = _("You stay signed in only until you leave this program.")
        return " ".join(filter(None, (only, _reason(self.why))))


def not_found(why: Why) -> str:
    """What keeps us from looking for a session that may have been kept; empty where nothing does."""
    if why == "locked":
        return _("Your keyring is locked. Unlock it and start again to be signed in, or sign in here.")
    if why == "broken":
        return _("This computer's keyring does not answer. Sign in here.")
    return ""


def not_ended(why: Why) -> str:
    """What keeps us from ending a session that may have been kept; empty where nothing does."""
    if why == "locked":
        return _("Your keyring is locked: the session may still be in it. Unlock it and sign out again.")
    return _still_in_it() if why == "broken" else ""


def farewell(*, gone: bool, told: bool, ends_at: float) -> str:
    """What is to be known after signing out; nothing where nothing is left, here or at the portal.

    `ends_at` is when a portal that was not reached ends the session (seconds since 1970), 0 where it does not say.
    """
    said = []
    if not told and ends_at:
        when = moment(ends_at, time.time())
        said.append(
            _("Signed out here. The portal was not reached; it ends the session by {when}.").format(when=when)
        )
    elif not told:
        said.append(_("Signed out here. The portal was not reached; it ends the session by itself later."))
    if not gone:
        said.append(_still_in_it())
    return " ".join(said)


def _still_in_it() -> str:
    return _(
        "This computer's keyring does not answer: the session may still be in it. "
        "Remove the entry of tmp-tui there."
    )


def _reason(why: Why) -> str:
    return {
        "": "",
        "shared": _("This counts as a shared computer."),
        "locked": _("Your keyring is locked. To stay signed in, unlock it and sign in again."),
        "absent": _("This computer has no keyring that could keep it."),
        "broken": _("This computer's keyring does not answer."),
        "unwritten": _("This computer's keyring did not take it."),
    }[why]
