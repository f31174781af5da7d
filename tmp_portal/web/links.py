"""Routes: what a mailed link opens, and the page for its short code. To look uses nothing up; only the button does."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from tmp_portal.accounts import links, recovery
from tmp_portal.given import Asked, TheDatabase, ThePool, host_of
from tmp_portal.problems import (
    BadPassword,
    LinkExpired,
    LinkReplaced,
    LinkTruncated,
    LinkUnknown,
    LinkUsed,
    Refusal,
)
from tmp_portal.web import forms
from tmp_portal.web.pages import HEADERS, page
from tmp_portal.web.whose import address
from tmp_tui.text import _
from tmp_tui.wire.accounts import Link

FAULTS = (LinkUnknown, LinkTruncated, LinkUsed, LinkReplaced, LinkExpired)


@get("/l/{word:str}")
async def opened(request: Asked, word: FromPath[str], database: TheDatabase) -> Response[str]:
    """What the link is for: a password to choose, or an address to confirm."""
    return _asking(request, await recovery.look(database, word, host_of(request)))


@post("/l/{word:str}", status_code=200)
async def used(request: Asked, word: FromPath[str], database: TheDatabase, pool: ThePool) -> Response[Any]:
    """The button under it: the link is used up, unless the password does not do."""
    fields = await forms.read(request)
    link = await recovery.look(database, word, host_of(request))
    if link.kind == "email":
        link = await recovery.confirm(database, word, host_of(request))
        return page(request, "confirmed.html", link=link)
    password = fields.get("password", "")
    errors = _unlike(password, fields.get("confirm", ""))
    try:
        if errors:  # and whatever else is the matter, so that it is told at once
            await recovery.judge(database, pool, word, password, host_of(request))
            return _asking(request, link, errors)
        link = await recovery.choose(database, pool, word, password, host_of(request))
    except BadPassword as refused:
        return _asking(request, link, {error.field: error.message for error in refused.errors} | errors)
    return page(request, "chosen.html", link=link, address=address(request))


def _asking(request: Asked, link: Link, errors: dict[str, str] | None = None) -> Response[str]:
    template = "confirm.html" if link.kind == "email" else "choose.html"
    return page(request, template, status=422 if errors else 200, link=link, errors=errors or {})


def _unlike(password: str, confirm: str) -> dict[str, str]:
    if password == confirm:
        return {}
    return {"confirm": _("The two passwords are not the same. Type the same one in both fields.")}


@get("/code", sync_to_thread=False)
def code(request: Asked) -> Response[str]:
    """The page for whoever has the mail on another screen, or a link that does not open."""
    return page(request, "code.html")


@post("/code", status_code=200)
async def typed(request: Asked, database: TheDatabase) -> Response[Any]:
    """Go where the link would have led."""
    typed = (await forms.read(request)).get("word", "")
    if not typed:
        return _again(request, typed, 422, _("Type the code from the mail, or paste the whole link."))
    try:
        await recovery.look(database, typed, host_of(request))
    except FAULTS as fault:
        return _again(request, typed, fault.status, _what_now(fault))
    return Redirect(f"/l/{links.word(typed)}", status_code=303, headers=HEADERS)


def _again(request: Asked, typed: str, status: int, words: str) -> Response[str]:
    return page(request, "code.html", status=status, errors={"word": words}, typed={"word": typed})


def _what_now(fault: Refusal) -> str:
    heading, words = words_for(fault)
    return f"{heading}. {words}"


def on_fault(request: Asked, fault: Refusal) -> Response[str]:
    """A link that opens nothing, each kind in its own words with the next step."""
    heading, words = words_for(fault)
    return page(
        request,
        "link_fault.html",
        status=fault.status,
        heading=heading,
        words=words,
        used=fault.code == "link-used",
    )


def words_for(fault: Refusal) -> tuple[str, str]:
    """What is the matter with a link or code, and what to do about it."""
    return {
        LinkUnknown.code: (
            _("This is no link or code of ours"),
            _("Copy it from the mail once more, all of it, or type the mail's short code."),
        ),
        LinkTruncated.code: (
            _("A part of the link or code is missing"),
            _(
                "Copy all of it, also where the mail breaks the line, or type the mail's short code: twelve letters."
            ),
        ),
        LinkUsed.code: (
            _("This link or code was used already"),
            _(
                "Sign in to the app with the password that you chose. If you did not choose one, ask for a new link."
            ),
        ),
        LinkReplaced.code: (
            _("A newer mail was sent to you"),
            _("Only the newest one counts: use the link or code in that."),
        ),
        LinkExpired.code: (
            _("This link or code has expired"),
            _("Ask for a new one: it comes by mail within a few minutes."),
        ),
    }[fault.code]


router = Router(
    "/",
    route_handlers=[opened, used, code, typed],
    exception_handlers=dict.fromkeys(FAULTS, on_fault),
)
