"""By which time zone times are told, and choosing another."""

from datetime import timedelta
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from tmp_tui.pages.model import ACT, Copy, Fact, Field, Page, Route, Row
from tmp_tui.pages.names import folded
from tmp_tui.pages.when import minute, offset
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
    """The computer's own, then every zone of today; or, first of all, those with `route.filter` in their names."""
    wanted = folded(page.route.filter)
    names = found_zones(wanted) if wanted else list(zone_names())
    own = _row("")
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
        rows=(*map(_row, names), own) if wanted else _all_rows(own, names, copy.now()),
        field=Field("zone", _("Part of a name"), _("Find"), _("For example york, or los ang.")),
    )


def found_zones(wanted: str) -> list[str]:
    """Those with the words in their names; an old name is found where there is none of today's."""
    found = [name for name in zone_names() if wanted in folded(name)]
    return found or [name for name in old_names() if wanted in folded(name)]


@cache
def zone_names() -> tuple[str, ...]:
    """The zones that are called by a region and a city, without their old names, and UTC."""
    listed = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text()
    of_today = {line.split("\t")[2] for line in listed.splitlines() if line and not line.startswith("#")}
    return (*(name for name in old_names() if name in of_today), "UTC")


@cache
def old_names() -> tuple[str, ...]:
    """The zones that are called by a region and a city, their old names among them."""
    from zoneinfo import available_timezones

    return tuple(sorted(name for name in available_timezones() if name.split("/")[0] in REGIONS))


def _all_rows(own: Row, names: list[str], now: float) -> tuple[Row, ...]:
    """Those that tell the same time as this computer come first: one of them is wanted, as a rule."""
    at = minute(now)
    near = _telling(offset(at), at)
    rows = [own]
    for heading, some in (
        (_("The same time as here, now"), [name for name in names if name in near]),
        (_("Another time"), [name for name in names if name not in near]),
    ):
        rows += [Row(heading, heading=True), *map(_row, some)] if some else []
    return tuple(rows)


@lru_cache(maxsize=1)
def _telling(wanted: timedelta | None, at: float) -> frozenset[str]:
    """The zones that are so far from Greenwich at that moment; each is read from its file for it."""
    return frozenset(name for name in zone_names() if offset(at, name) == wanted)


def _row(name: str) -> Row:
    return Row(zone_words(name), go=Route(ACT, id=name, item="zone"), key=f"zone-{name}")
