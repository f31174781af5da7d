"""Profile Settings: the words of the form, what can be wrong with what is typed, and what became of it."""

import msgspec

from tmp_tui.pages.roles import works_here
from tmp_tui.pages.sign_in import SHORTEST
from tmp_tui.text import _

SHORTEST_OF_STAFF = 15
FIELDS = ("current", "password", "confirm", "email")


class Typed(msgspec.Struct, frozen=True):
    """What was typed into the form; what is left empty is left alone."""

    current: str = ""
    password: str = ""
    confirm: str = ""
    email: str = ""

    @property
    def changes_password(self) -> bool:
        """Whether a new password is wanted."""
        return bool(self.password or self.confirm)


class Outcome(msgspec.Struct, frozen=True):
    """What became of it: `done` are sentences, `errors` what is wrong with which field, `trouble` what else is."""

    done: tuple[str, ...] = ()
    errors: dict[str, str] = {}
    trouble: str = ""

    @property
    def ok(self) -> bool:
        """Whether all that was wanted is done."""
        return not self.errors and not self.trouble


def title() -> str:
    """The name of the form."""
    return _("Profile Settings")


def names() -> dict[str, str]:
    """The fields' names."""
    return {
        "current": _("Current Password"),
        "password": _("New Password"),
        "confirm": _("Confirm Password"),
        "email": _("Student Email"),
    }


def save_words() -> str:
    """What the button says."""
    return _("Save Changes")


def help_words(role: str, own: str) -> tuple[str, ...]:
    """What to know before typing."""
    least = (
        _("A new password has at least fifteen characters: three or four words are easy to keep in mind.")
        if works_here(role)
        else _("A new password has at least eight characters.")
    )
    told = [
        _("Type your current password, and what you want to change. What you leave empty stays as it is."),
        least,
        _("A new email address counts once you have answered the mail that is sent to it."),
    ]
    if own:
        told.append(_("Your own email address now: {email}.").format(email=own))
    return tuple(told)


def faults(typed: Typed, role: str) -> dict[str, str]:
    """What is wrong with which field, before the portal is asked."""
    found = {}
    if not typed.changes_password and not typed.email.strip():
        return {"password": _("Type a new password, or an email address below.")}
    if not typed.current:
        found["current"] = _("Type the password that you signed in with.")
    if typed.changes_password:
        found |= _password_faults(typed, role)
    if typed.email.strip() and not is_email(typed.email.strip()):
        found["email"] = _("That is not an email address. One looks like name@example.org.")
    return found


def is_email(text: str) -> bool:
    """Whether it looks like an address: the portal says whether it takes it."""
    name, at, host = text.rpartition("@")
    return bool(name and at and "." in host.strip(".") and not any(map(str.isspace, text)))


def _password_faults(typed: Typed, role: str) -> dict[str, str]:
    if works_here(role) and len(typed.password) < SHORTEST_OF_STAFF:
        return {"password": _("That password is too short. Choose one of at least fifteen characters.")}
    if len(typed.password) < SHORTEST:
        return {"password": _("That password is too short. Choose one of at least eight characters.")}
    if typed.password != typed.confirm:
        return {"confirm": _("Not the same as the new password above.")}
    if typed.password == typed.current:
        return {"password": _("That is your current password. Choose another one.")}
    return {}
