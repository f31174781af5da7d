"""What teachers and administrators are told, who sign in here too: what is for students, and where their own commands are."""

from tmp_tui.text import _
from tmp_tui.wire import Me

STAFF = ("teacher", "administrator")


def is_staff(role: str) -> bool:
    """Whether somebody works at the school: their password is longer, and their work is done elsewhere."""
    return role in STAFF


def roles() -> dict[str, str]:
    """Who is who, in words."""
    return {"student": _("Student"), "teacher": _("Teacher"), "administrator": _("Administrator")}


def staff_words(me: Me) -> tuple[str, ...]:
    """Before everything else on Home; nothing for students."""
    if not is_staff(me.role):
        return ()
    return (
        _("You are signed in as: {role}.").format(role=roles()[me.role]),
        _(
            "These pages are for students: classes that you take, assessments and progress of your own. "
            "Account Settings (your name, above) are yours too."
        ),
        _(
            "Your own commands are tmp-portal's, on the portal's computer: tmp-portal --help lists them. "
            "Whoever looks after the portal can let you in there."
        ),
    )
