"""What line mode says of itself."""

from tmp_tui.pages.account import student_name
from tmp_tui.pages.model import Copy
from tmp_tui.text import _


def welcome() -> str:
    """The first line of all."""
    return _("Track My Progress, line mode: plain lines, one after the other. Type ? for help.")


def ways() -> str:
    """What a student without a password has to know."""
    return _("No password yet, or something forgotten? Type w.")


def help_lines() -> tuple[str, ...]:
    """Every command."""
    return (
        _("A number, or part of a name: open it."),
        _("The first letters of a tab: go to that tab. For example: as for Assessments, to for To-Do."),
        _("Enter or m: more of a long list."),
        _("i and a Test ID: see the assessment behind the number from your teacher. For example: i 246813."),
        _("b: back."),
        _("In an assessment what you type is your answer; ? tells there how to go on and how to submit."),
        _("h: Home. c: Classes. p: Progress Reports. n: your name, Account Settings."),
        _("r: ask the portal, and read this page again."),
        _("??: help with signing in, and how to reach your school."),
        _("o: sign out. q: quit. ?: this help."),
    )


def signed_in_as(copy: Copy | None) -> str:
    """Whose session goes on."""
    me = copy.me() if copy is not None else None
    if me is None:
        return _("You are signed in.")
    return _("Signed in as {name}.").format(name=student_name(me))


def waiting() -> str:
    """A wait that has become long."""
    return _("Still waiting for the portal.")


def goodbye() -> str:
    """The last line of all."""
    return _("Goodbye.")
