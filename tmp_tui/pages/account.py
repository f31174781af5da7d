"""Account Settings: who I am here, and how old what this computer knows is."""

import msgspec

from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.missing import missing
from tmp_tui.pages.model import Copy, Fact, Page, Route
from tmp_tui.pages.wording import label, one_line
from tmp_tui.text import _
from tmp_tui.wire import Me


def account_page(copy: Copy, route: Route) -> Page:
    """My name, school, account number, username and e-mail address."""
    page = Page(Route("account"), _("Account Settings"))
    me = copy.me()
    if me is None:
        return missing(copy, page)
    facts = (
        Fact("name", _("Name"), student_name(me)),
        Fact("school", _("School"), one_line(me.school).strip() or _("None")),
        Fact("account", _("Account number"), one_line(me.account).strip() or _("None")),
        Fact("username", _("Username"), one_line(me.username).strip() or _("None")),
        Fact("email", _("Email address"), one_line(me.email).strip() or _("None")),
        Fact("freshness", _("This computer's copy"), freshness_line(copy)),
    )
    rows = tuple(label(fact) for fact in facts)
    return msgspec.structs.replace(page, place=one_line(me.school).strip(), rows=rows)


def student_name(me: Me) -> str:
    """Given and family name, or failing these the username."""
    name = one_line(f"{me.given_name} {me.family_name}").strip()
    return name or one_line(me.username).strip() or _("Your name")
