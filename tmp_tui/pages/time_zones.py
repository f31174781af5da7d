"""By which time zone times are told, and choosing another."""

from functools import cache

import msgspec

from tmp_tui.pages.model import ACT, Copy, Fact, Field, Page, Route, Row
from tmp_tui.pages.names import folded
from tmp_tui.text import _, zone

REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip


def zone_facts(copy: Copy) -> tuple[Fact, ...]:
    """The time zone in use; where the one that was chosen is unknown here, that too."""
    me = copy.me()
    chosen = me.time_zone if me is not None else ""
    if chosen and zone() is None:
        unknown = _("The computer's own ({zone} is not known here)").format(zone=zone_words(chosen))
        return (Fact("zone", _("Time zone"), unknown, chosen),)
    return (Fact("zone", _("Time zone"), zone_words(chosen), chosen),)


def zone_words(name: str) -> str:
    """A zone's name as it is read: "America/New York"."""
    return name.replace("_", " ") if name else _("The computer's own")


def zone_page(copy: Copy, page: Page) -> Page:
    """The computer's own, then every zone that is known here, or those with `route.filter` in their names."""
    wanted = folded(page.route.filter)
    names = [name for name in zone_names() if wanted in folded(name)]
    intro = [_("Times are told by: {zone}.").format(zone=zone_facts(copy)[0].value)]
    if not names:
        intro.append(
            _("No time zone is called {typed}. Try the name of a large city near you.").format(
                typed=page.route.filter
            )
        )
    return msgspec.structs.replace(
        page,
        title=_("Time zone"),
        place=_("Account Settings"),
        intro=tuple(intro),
        rows=tuple(_row(name) for name in ("", *names)),
        field=Field("zone", _("Part of a name"), _("Find"), _("For example york, or los ang.")),
    )


@cache
def zone_names() -> tuple[str, ...]:
    """The zones that are called by a region and a city, and UTC."""
    from zoneinfo import available_timezones

    found = sorted(name for name in available_timezones() if name.split("/")[0] in REGIONS)
    return (*found, "UTC")


def _row(name: str) -> Row:
    return Row(zone_words(name), go=Route(ACT, id=name, item="zone"), key=f"zone-{name}")
