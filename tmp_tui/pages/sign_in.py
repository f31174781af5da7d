"""The words of sign-in and Profile Setup."""

import re

from tmp_tui.text import _

SHORTEST = 8  # characters of a password


def things_to_check() -> tuple[str, ...]:
    """What to look at when a sign-in was refused, in the order of the fields."""
    return (
        _(
            "Account number: four to six digits, the same for everyone at your school. "
            "District administrators have the letter d and one to three digits."
        ),
        _("Username or email address: the one that your school or district gave you."),
        _("Password: capital and small letters differ. Is Caps Lock on?"),
        _("If none of this helps, ask your teacher or your school."),
    )


def is_account_number(text: str) -> bool:
    """Whether it can be one."""
    return re.fullmatch(r"[0-9]{4,6}|d[0-9]{1,3}", text) is not None


def account_fault() -> str:
    """Why something cannot be an account number."""
    return _("An account number has four to six digits (a district's: d and one to three).")


def password_fault(password: str, confirmed: str) -> str:
    """What is wrong with a first password typed twice; empty when nothing is."""
    if len(password) < SHORTEST:
        return _("That password is too short. Choose one of at least eight characters.")
    if password != confirmed:
        return _("The two passwords are not the same. Type them again.")
    return ""


def setup_words() -> str:
    """What Profile Setup asks for."""
    return _("Choose a password of at least eight characters, and type it twice.")


def stopped_saving() -> str:
    """What is said when nobody waits any longer for something to be saved."""
    return _("Stopped. It may be saved already.")


def saved_before() -> str:
    """What to do where the portal knows the session no longer after a password that it was not heard to save."""
    return _("The new password was probably saved before: sign in with it.")
