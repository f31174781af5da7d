"""Where I am signed in, and what ending a session there means."""

from collections.abc import Iterator

import msgspec

from tmp_tui.api.errors import words
from tmp_tui.pages.model import ACT, Copy, Fact, Page, Route, Row
from tmp_tui.pages.when import iso, moment_fact
from tmp_tui.pages.wording import one_line
from tmp_tui.text import _, ngettext
from tmp_tui.wire.accounts import Device


def devices_page(copy: Copy, page: Page) -> Page:
    """My sessions, this one first, then the one that was used last."""
    page = msgspec.structs.replace(page, title=_("Devices"), place=_("Account Settings"))
    if copy.settings() is None:
        return _not_known(copy, page)
    everywhere = Row(_("Sign out everywhere"), go=Route(ACT, item="everywhere"), key="everywhere")
    intro = (_("Where you are signed in. Open one that you do not know, or no longer use, to end it."),)
    return msgspec.structs.replace(page, intro=intro, rows=(*device_rows(copy), everywhere))


def device_rows(copy: Copy) -> tuple[Row, ...]:
    """A row for each of my sessions, if they were asked for."""
    settings = copy.settings()
    devices = settings.devices if settings is not None else []
    ordered = sorted(devices, key=lambda device: (not device.current, -device.used_at))
    return tuple(_row(device, copy.now()) for device in ordered)


def device_name(device: Device) -> str:
    """What the place called itself."""
    return one_line(device.name).strip() or _("A place without a name")


def find_device(copy: Copy, id: str) -> Device | None:
    """The session of this id, if it was asked for."""
    settings = copy.settings()
    devices = settings.devices if settings is not None else []
    return next((device for device in devices if device.id == id), None)


def ending_words(device: Device) -> str:
    """What it means to end a session elsewhere."""
    return _(
        "Whoever sits there is signed out. Answers that were not sent yet stay there, sealed, until you sign in again."
    )


def ended_words(device: Device) -> str:
    """A session elsewhere was ended."""
    return _("The session on {name} has ended.").format(name=device_name(device))


def everywhere_words(copy: Copy) -> str:
    """How many sessions end, in a sentence."""
    settings = copy.settings()
    if settings is None or not settings.devices:
        return _("All your sessions end, this one too.")
    return ngettext(
        "{count} session ends: this one.",
        "{count} sessions end, this one too.",
        len(settings.devices),
    ).format(count=len(settings.devices))


def everywhere_done(count: int) -> str:
    """They have ended."""
    return ngettext(
        "You are signed out everywhere: {count} session has ended.",
        "You are signed out everywhere: {count} sessions have ended.",
        count,
    ).format(count=count)


def _not_known(copy: Copy, page: Page) -> Page:
    """It is asked for when the page is opened, and kept nowhere: so it is not said to be coming, only not to be here."""
    trouble = copy.freshness.trouble
    if not trouble:
        return msgspec.structs.replace(
            page, state="loading", message=_("Where you are signed in is not known here yet.")
        )
    message = " ".join((words(trouble), _("Then open this page again.")))
    return msgspec.structs.replace(page, state="error", message=message)


def _row(device: Device, now: float) -> Row:
    go = Route(ACT, id=device.id, item="end")
    return Row(device_name(device), tuple(_facts(device, now)), go, key=f"device-{device.id}")


def _facts(device: Device, now: float) -> Iterator[Fact]:
    if device.current:
        yield Fact("current", _("Where"), _("this one"), "current")
    yield Fact("place", _("Kind"), _places().get(device.place, ""), device.place)
    yield Fact("how", _("Signed in"), _ways().get(device.how, one_line(device.how)), device.how)
    yield moment_fact("began", _("Since"), device.began_at, now, alone=False)
    if device.current:
        yield Fact("used", _("Last used"), _("now"), iso(device.used_at), alone=False)
    else:  # the portal notes it when a session is renewed
        yield moment_fact("used", _("Last used about"), device.used_at, now, alone=False)


def _places() -> dict[str, str]:
    return {"shared": _("shared computer"), "personal": _("own computer"), "ssh": _("remote shell")}


def _ways() -> dict[str, str]:
    return {
        "password": _("by password"),
        "link": _("by a link or code"),
        "google": _("with Google"),
        "clever": _("with Clever"),
    }
