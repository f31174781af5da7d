"""Who is who: students, and those who work at the school."""

from tmp_tui.text import _

STAFF = ("teacher", "administrator")


def works_here(role: str) -> bool:
    """Whether this is one of the staff: their passwords are longer."""
    return role in STAFF


def role_name(role: str) -> str:
    """A role in a word."""
    return (
        _("Administrator") if role == "administrator" else _("Teacher") if role == "teacher" else _("Student")
    )
