"""For teachers and administrators: what of these pages is a student's, and where their own commands are."""

from tmp_tui.pages.model import Copy, Fact, Page, Route, Row
from tmp_tui.pages.wording import label
from tmp_tui.text import _
from tmp_tui.wire import Me

STAFF = Route("staff")


def is_staff(me: Me) -> bool:
    """Whether somebody signed in who is no student."""
    return me.role in ("teacher", "administrator")


def staff_words(me: Me) -> tuple[str, ...]:
    """What Home says to them first."""
    who = {
        "teacher": _("You are signed in as a teacher."),
        "administrator": _("You are signed in as an administrator."),
    }
    return (
        who[me.role],
        _("These pages are for students: what they can take, and what was given to them, appears here."),
    )


def staff_row() -> Row:
    """What leads to their commands."""
    return Row(_("Where your own commands are"), go=STAFF, key="staff")


def staff_page(copy: Copy, route: Route) -> Page:
    """The commands that are needed most, by what they do."""
    commands = (
        (_("See the classes"), "tmp-portal classes"),
        (_("Give a class its sign-ins"), "tmp-portal credentials CLASS --mail"),
        (_("Give an assessment to a class"), "tmp-portal assign ASSESSMENT CLASS"),
        (_("See who is at it"), "tmp-portal attempts CLASS NUMBER"),
        (_("Give more time"), "tmp-portal extend CLASS NUMBER MINUTES"),
        (_("Show answers and scores to students"), "tmp-portal release CLASS NUMBER"),
        (_("See mail, and hand it over"), "tmp-portal mail list"),
        (_("Say whom students ask for help"), "tmp-portal settings"),
    )
    intro = (
        _(
            "Staff work with tmp-portal, on the machine where the portal is. Whoever looks after it can let you in."
        ),
        _("Every command explains itself with --help; docs/staff.md of Track My Progress has examples."),
    )
    rows = tuple(label(Fact(command.split()[1], words, command)) for words, command in commands)
    return Page(STAFF, _("For teachers and administrators"), intro=intro, rows=rows)
