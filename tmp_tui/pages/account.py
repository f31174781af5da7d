"""Account Settings: who I am here, what can be changed, and what this computer does in its own way."""

from collections.abc import Iterator

import msgspec

from tmp_tui.commands import THEMES, USUAL_THEME, command
from tmp_tui.pages.colours import colours_page
from tmp_tui.pages.data_used import data_page, size
from tmp_tui.pages.devices import device_rows, devices_page
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.pages.keys import keys_page
from tmp_tui.pages.missing import missing, unknown
from tmp_tui.pages.model import ACT, Copy, Fact, Page, Route, Row, View
from tmp_tui.pages.roles import role_name, works_here
from tmp_tui.pages.time_zones import zone_facts, zone_page
from tmp_tui.pages.wording import label, one_line
from tmp_tui.text import _
from tmp_tui.wire import Me

FROM_PORTAL = ("", "devices")  # what of the account the portal is asked for


def account_page(copy: Copy, route: Route, view: View = View()) -> Page:  # noqa: B008  (frozen)
    """The page itself, or one of those that its rows open: `route.item` names it."""
    page = Page(route, _("Account Settings"))
    match route.item:
        case "":
            return _settings(copy, page, view)
        case "devices":
            return devices_page(copy, page)
        case "zone":
            return zone_page(copy, page)
        case "colours":
            return colours_page(page, view.here)
        case "keys":
            return keys_page(page, view.here)
        case "data":
            return data_page(page, view.here)
    return unknown(route)


def is_asked_for(route: Route) -> bool:
    """Whether the portal is asked for something whenever the page is opened: it may say more than the last time."""
    return route.page == "review" or (route.page == "account" and route.item in FROM_PORTAL)


def student_name(me: Me) -> str:
    """Given and family name, or failing these the username."""
    name = one_line(f"{me.given_name} {me.family_name}").strip()
    return name or one_line(me.username).strip() or _("Your name")


def own_email(copy: Copy) -> str:
    """The address that I added and confirmed, or none."""
    settings, me = copy.settings(), copy.me()
    return settings.own_email if settings is not None else me.own_email if me is not None else ""


def pending_email(copy: Copy) -> str:
    """The address that I added and did not confirm yet, or none."""
    settings = copy.settings()
    return settings.pending_email if settings is not None else ""


def _settings(copy: Copy, page: Page, view: View) -> Page:
    me = copy.me()
    if me is None:
        return missing(copy, page)
    facts = tuple(label(fact) for fact in _facts(copy, me))
    rows = (*facts, *_changes(copy, me, view), *_kept(copy, view))
    if view.everything:  # for programs: nothing to choose, and no page beneath
        rows = (*(row for row in rows if not row.opens), *device_rows(copy))
        rows = tuple(msgspec.structs.replace(row, go=None) for row in rows)
    else:
        rows = (*rows, *_ways_out())
    return msgspec.structs.replace(page, place=one_line(me.school).strip(), rows=rows)


def _facts(copy: Copy, me: Me) -> Iterator[Fact]:
    none = _("None")
    yield Fact("name", _("Name"), student_name(me))
    if works_here(me.role):
        yield Fact("role", _("Role"), role_name(me.role), me.role)
    yield Fact("school", _("School"), one_line(me.school).strip() or none)
    yield Fact("account", _("Account number"), one_line(me.account).strip() or none)
    yield Fact("username", _("Username"), one_line(me.username).strip() or none)
    yield Fact("email", _("Email address"), one_line(me.email).strip() or none)
    yield Fact("own_email", _("Your own email address"), one_line(own_email(copy)).strip() or none)
    if pending := one_line(pending_email(copy)).strip():
        yield Fact("pending_email", _("Waits to be confirmed"), pending)


def _changes(copy: Copy, me: Me, view: View) -> Iterator[Row]:
    """What can be changed, each with what it is now."""
    own, pending = one_line(own_email(copy)).strip(), one_line(pending_email(copy)).strip()
    both = (
        _("Profile Settings: change your password or email address")
        if own
        else _("Profile Settings: change your password, add an email address")
    )
    yield _act("profile", both)
    if pending:
        yield _act("confirm", _("Confirm {email} with the code from the mail").format(email=pending))
    if own or pending:
        yield _act("remove", _("Remove {email}").format(email=own or pending))
    zone, theme = zone_facts(copy)[0].value, view.here.theme
    letters = _("single letters on") if view.here.letters else _("single letters off")
    yield _part("zone", _("Time zone"), zone)
    yield _part("colours", _("Colours"), THEMES.get(theme, THEMES[USUAL_THEME]))
    yield _part("keys", _("Keys"), letters)
    yield _part("data", _("Data used"), size(view.here.sent + view.here.received))
    settings = copy.settings()
    yield _part("devices", _("Devices"), str(len(settings.devices)) if settings is not None else "")
    yield _act("held", _("Save what the portal holds about you"))


def _kept(copy: Copy, view: View) -> Iterator[Row]:
    yield label(Fact("language", _("Language"), _("English"), "en"))
    for fact in zone_facts(copy) if view.everything else ():
        yield label(fact)
    if view.here.keeping:
        yield label(Fact("keeping", _("Your session is kept"), view.here.keeping))
    yield label(Fact("freshness", _("This computer's copy"), freshness_line(copy)))


def _ways_out() -> Iterator[Row]:
    yield _act("sign-out", command("sign-out").name)
    yield _act("everywhere", _("Sign out everywhere"))


def _act(key: str, words: str) -> Row:
    return Row(words, go=Route(ACT, item=key), key=key)


def _part(key: str, name: str, value: str) -> Row:
    return Row(name, (Fact(key, name, value),) if value else (), Route("account", item=key), key=key)
