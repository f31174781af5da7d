"""`tmp-tui login`, `logout` and `status`: a session that outlives the program, for whoever types commands."""

import json
import sys
import time
from collections.abc import Callable

from tmp_tui.api.errors import ApiError, PortalFailed, TooMany, Unreachable
from tmp_tui.lines.background import Background
from tmp_tui.lines.console import put
from tmp_tui.lines.words import signed_in_as
from tmp_tui.pages.account import student_name
from tmp_tui.pages.freshness import freshness_line
from tmp_tui.place import may_be_own
from tmp_tui.player.words import undecided_words, unread_words
from tmp_tui.session import Session
from tmp_tui.text import _, moment, ngettext, safe_text
from tmp_tui.vault.keeping import not_ended

OK, FAILED, NOT_SIGNED_IN, OFFLINE = 0, 1, 4, 5
HOUR, DAY = 3_600, 86_400  # seconds

Credentials = Callable[[], tuple[str, str, str] | None]  # asks for account number, username and password


def login(session: Session, credentials: Credentials, own: Callable[[], bool]) -> int:
    """Sign in and keep the session. 0 kept; 4 it is not, with the reason; 5 the portal did not answer.

    `own` says, or asks, whether the computer is the student's own.
    Where it could not be kept nobody is asked for a password: it would be good for nothing.
    """
    with Background() as background:
        if background.wait(session.resume()):
            put(_said_of(session, background))
            put(_("To sign in as somebody else: tmp-tui logout"))
            background.wait(session.leave())
            return OK
        if not own():
            return _no(*_instead())
        if not background.wait(session.can_keep()):
            return _no(session.keeps_not, _("Start tmp-tui and sign in there."))
        given = credentials()
        if given is None:
            return _no(_("Nobody is signed in: account number, username and password are needed."))
        return _signed_in(session, background, given)


def _instead() -> list[str]:
    """What to do on a computer that others use too."""
    said = [
        _(
            "On a shared computer a session lives only as long as the program: start tmp-tui and sign in there."
        )
    ]
    if may_be_own():
        said.append(_("If nobody else uses this computer: tmp-tui login --own"))
    return said


def _signed_in(session: Session, background: Background, given: tuple[str, str, str]) -> int:
    try:
        if background.wait(session.sign_in(*given, own=True)):
            background.wait(session.sign_out())
            return _no(_("Choose your own password first: start tmp-tui and sign in."))
    except ApiError as error:
        return _no(error.words, status=_status(error))
    background.wait(session.sync())
    put(_said_of(session, background))
    put(session.keeping.sentence)
    kept = session.keeping.kept
    background.wait(session.leave())
    return OK if kept else NOT_SIGNED_IN


def logout(session: Session, *, everywhere: bool) -> int:
    """End the session that is kept here, or all of the student's. 5: the portal was not told; 1: one may still be kept."""
    with Background() as background:
        if not background.wait(session.resume(to_end=True)):
            if said := not_ended(session.keeping.why):
                return _no(said, status=FAILED)
            put(session.refusal or _("Nobody is signed in on this computer."))
            return OK
        unsent, undecided, unread = background.call(
            lambda: (session.unsent, session.undecided, session.unread)
        )
        status = OK
        if everywhere:
            status = _ended(session, background)
        if said := background.wait(session.sign_out()):
            status = _no(said, status=OFFLINE)
        else:
            put(_("You are signed out."))
        if unsent:
            waits = ngettext("{count} answer is not sent yet.", "{count} answers are not sent yet.", unsent)
            put(waits.format(count=unsent))
            put(_("It stays on this computer, sealed, and is sent when you sign in here again."))
        for line in (*undecided_words(undecided), *unread_words(unread)):
            put(line)
        return status


def _ended(session: Session, background: Background) -> int:
    try:
        count = background.wait(session.account.end_devices())
    except ApiError as error:
        return _no(error.words, _("Your other sessions go on."), status=_status(error))
    put(ngettext("{count} session ended.", "{count} sessions ended.", count).format(count=count))
    return OK


def status(session: Session, *, as_json: bool) -> int:
    """Who is signed in where, how the session is kept and for how long, what waits. 0 signed in, 4 not, 5 offline."""
    with Background() as background:
        resumed = background.wait(session.resume())
        told = background.call(lambda: _facts(session, resumed))
        background.wait(session.leave())
    if as_json:
        put(json.dumps(told, ensure_ascii=False))
    else:
        for line in _lines(told):
            put(line)
    if not resumed:
        return NOT_SIGNED_IN
    return OFFLINE if told["trouble"] else OK


def _facts(session: Session, resumed: bool) -> dict[str, object]:
    copy = session.copy
    me = copy.me() if copy is not None else None
    lasts = session.lasts
    return {
        "portal": session.server,
        "signed_in": resumed,
        "name": student_name(me) if me is not None else "",
        "place": session.place if resumed else "",
        "kept_in": session.keeping.where if resumed else "",
        "kept_words": session.keeping.words if resumed else session.refusal,
        "ends_at": lasts.ends_at if lasts else 0,
        "idle_seconds": lasts.idle if lasts else 0,
        "unsent": None if session.unread else session.unsent,
        "unread": session.unread,
        "undecided": session.undecided,
        "trouble": copy.freshness.trouble if copy is not None else "",
        "freshness": freshness_line(copy) if copy is not None else "",
    }


def _lines(told: dict[str, object]) -> list[str]:
    lines = [_("Portal: {address}").format(address=told["portal"])]
    if not told["signed_in"]:
        return [*lines, _("You are not signed in."), *filter(None, (str(told["kept_words"]),))]
    places = {
        "shared": _("a shared computer"),
        "personal": _("your own computer"),
        "ssh": _("a remote login on your own computer"),
    }
    lines += [
        _("Signed in as {name}.").format(name=told["name"]) if told["name"] else _("You are signed in."),
        _("Place: {place}").format(place=places[str(told["place"])]),
        _("The session lives here: {where}").format(where=told["kept_words"]),
    ]
    ends_at, idle = told["ends_at"], told["idle_seconds"]
    if isinstance(ends_at, int) and ends_at:
        lines.append(_("It ends {when} at the latest.").format(when=moment(ends_at, time.time())))
    if isinstance(idle, int) and idle:
        lines.append(_("Unused, it ends after {time}.").format(time=_span(idle)))
    if told["unread"]:
        lines += unread_words(str(told["unread"]))
    else:
        lines.append(_("Answers not sent yet: {count}").format(count=told["unsent"]))
    if told["undecided"]:
        lines.append(_("Questions with two answers, to be decided: {count}").format(count=told["undecided"]))
    return [*lines, str(told["freshness"])]


def _span(seconds: int) -> str:
    """A time in words, in whole days, hours or minutes."""
    if seconds >= 2 * DAY:
        return _("{count} days").format(count=seconds // DAY)
    if seconds >= 2 * HOUR:
        return _("{count} hours").format(count=seconds // HOUR)
    return _("{count} minutes").format(count=seconds // 60)


def _said_of(session: Session, background: Background) -> str:
    return background.call(lambda: signed_in_as(session.copy))


def _no(*words: str, status: int = NOT_SIGNED_IN) -> int:
    for line in words:
        print(safe_text(f"tmp-tui: {line}"), file=sys.stderr)
    return status


def _status(error: ApiError) -> int:
    if isinstance(error, Unreachable | PortalFailed):
        return OFFLINE
    return FAILED if isinstance(error, TooMany) else NOT_SIGNED_IN
