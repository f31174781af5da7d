"""Routes: a browser lets a terminal in. To look approves nothing; only the button does."""

from datetime import UTC, datetime

from litestar import Response, Router, get, post
from litestar.params import FromPath

from tmp_portal.accounts import approving, device, oidc
from tmp_portal.accounts.approving import Credentials, Terminal, Visitor
from tmp_portal.clock import now
from tmp_portal.given import Asked, TheDatabase, ThePool
from tmp_portal.problems import CodeExpired, CodeUnknown, CodeUsed, NotFound, Refusal, SignInFailed
from tmp_portal.web import forms
from tmp_portal.web.going import away
from tmp_portal.web.pages import page
from tmp_portal.web.visitor import known, remembered, visitor_of
from tmp_tui.text import _, ngettext

FAULTS = (CodeUnknown, CodeUsed, CodeExpired)


@get("/d")
async def start(request: Asked, database: TheDatabase) -> Response[str]:
    """The page that a terminal names: type its code."""
    visitor = known(request)
    here = await approving.who(database, visitor)
    return remembered(request, page(request, "terminal_code.html", here=here), visitor.word)


@post("/d", status_code=200)
async def typed(request: Asked, database: TheDatabase) -> Response[str]:
    """Go to the terminal that shows this code; or, by the other button, be here no more."""
    fields = await forms.read(request)
    if "leave" in fields:
        await approving.leave(database, visitor_of(request))
        return away("/d")
    code = fields.get("code", "")
    await approving.look(database, visitor_of(request), code)
    return away(f"/d/{device.letters(code)}")


@get(["/d/{code:str}", "/D/{code:str}"])
async def terminal(request: Asked, code: FromPath[str], database: TheDatabase) -> Response[str]:
    """Which terminal it is, and who would sign in there."""
    visitor = known(request)
    return await _asking(request, database, visitor, code)


@post("/d/{code:str}/sign-in", status_code=200)
async def sign_in(request: Asked, code: FromPath[str], database: TheDatabase, pool: ThePool) -> Response[str]:
    """Say who is here with a password."""
    fields = await forms.read(request)
    visitor = visitor_of(request)
    await approving.look(database, visitor, code)
    try:
        word = await approving.sign_in(database, pool, visitor, credentials(fields))
    except SignInFailed:
        errors = {"account": incorrect()}
        return await _asking(request, database, visitor, code, errors=errors, typed=fields)
    return remembered(request, away(f"/d/{device.letters(code)}"), word)


@post("/d/{code:str}/other", status_code=200)
async def other(request: Asked, code: FromPath[str], database: TheDatabase) -> Response[str]:
    """It is somebody else who is to sign in."""
    await forms.read(request)
    await approving.leave(database, visitor_of(request))
    return away(f"/d/{device.letters(code)}")


@post("/d/{code:str}/approve", status_code=200)
async def approve(request: Asked, code: FromPath[str], database: TheDatabase) -> Response[str]:
    """Let the terminal in, as whom the button names."""
    named = (await forms.read(request)).get("person", "")
    try:
        await approving.approve(database, visitor_of(request), code, named)
    except NotFound:  # ten minutes are over, or somebody else said meanwhile who they are: ask again
        return away(f"/d/{device.letters(code)}")
    return away("/d/done")


@post("/d/{code:str}/deny", status_code=200)
async def deny(request: Asked, code: FromPath[str], database: TheDatabase) -> Response[str]:
    """Tell the terminal no."""
    await forms.read(request)
    await approving.deny(database, visitor_of(request), code)
    return away("/d/denied")


@get("/d/done", sync_to_thread=False)
def done(request: Asked) -> Response[str]:
    """The terminal goes on."""
    return page(request, "terminal_done.html")


@get("/d/denied", sync_to_thread=False)
def denied(request: Asked) -> Response[str]:
    """The terminal was told no."""
    return page(request, "terminal_denied.html")


async def _asking(
    request: Asked,
    database: TheDatabase,
    visitor: Visitor,
    code: str,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response[str]:
    found = await approving.look(database, visitor, code)
    response = page(
        request,
        "terminal.html",
        status=422 if errors else 200,
        code=device.letters(code),
        shown=device.shown(device.letters(code)),
        place=place_words(found),
        began=_began(found.began_at),
        lasts=lasting(found),
        here=await approving.who(database, visitor),
        providers=_wanted_first(request, found),
        errors=errors or {},
        typed=typed or {},
    )
    return remembered(request, response, visitor.word)


def credentials(fields: dict[str, str]) -> Credentials:
    """What was typed to say who it is."""
    return Credentials(fields.get("account", ""), fields.get("username", ""), fields.get("password", ""))


def incorrect() -> str:
    """What is wrong with it, of which no part is told apart."""
    return _(
        "The account number, username or password is incorrect. Check all three, and that Caps Lock is off."
    )


def place_words(terminal: Terminal) -> str:
    """What the terminal says of itself."""
    kinds = {
        "shared": _("a terminal on {name}, a computer that others use too"),
        "personal": _("a terminal on {name}, said to be somebody's own computer"),
        "ssh": _("a terminal on {name}, reached over a remote shell"),
    }
    return kinds[terminal.place].format(name=terminal.name or _("a computer without a name"))


def lasting(terminal: Terminal) -> str:
    """How long it would stay signed in."""
    lifetimes = terminal.lifetimes
    return _(
        "It stays signed in until you sign out there, at most for {most}, and for {idle} while nobody uses it."
    ).format(most=_span(lifetimes.absolute), idle=_span(lifetimes.idle))


def _span(seconds: int) -> str:
    for size, one, many in (
        (86_400, "{n} day", "{n} days"),
        (3_600, "{n} hour", "{n} hours"),
        (60, "{n} minute", "{n} minutes"),
    ):
        if seconds >= size:
            return ngettext(one, many, seconds // size).format(n=seconds // size)
    return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)


def _began(at: int) -> str:
    clock = datetime.fromtimestamp(at, UTC).strftime("%H:%M")
    minutes = int(now() - at) // 60
    if not minutes:
        return _("started {clock} UTC, less than a minute ago").format(clock=clock)
    return ngettext(
        "started {clock} UTC, {n} minute ago", "started {clock} UTC, {n} minutes ago", minutes
    ).format(clock=clock, n=minutes)


def _wanted_first(request: Asked, terminal: Terminal) -> list[tuple[str, str]]:
    found = oidc.providers(request.app.state.settings)
    return [(one, oidc.NAMES[one]) for one in sorted(found, key=lambda one: one != terminal.provider)]


def on_fault(request: Asked, fault: Refusal) -> Response[str]:
    """A code that leads nowhere: the page to type it again, with what is wrong and what to do."""
    code = str(request.path_params.get("code", ""))
    response = page(
        request,
        "terminal_code.html",
        status=fault.status,
        here=None,
        errors={"code": fault.title},
        typed={"code": code[:20]},
    )
    return remembered(request, response, known(request).word)


router = Router(
    "/",
    route_handlers=[start, typed, terminal, sign_in, other, approve, deny, done, denied],
    exception_handlers=dict.fromkeys(FAULTS, on_fault),
)
