"""How the web pages say no: a page with what happened and what to do next, where an app gets problem+json."""

from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.exceptions import HTTPException

from tmp_portal import problems
from tmp_portal.given import Asked
from tmp_portal.problems import Refusal
from tmp_portal.web.pages import page
from tmp_tui.text import _, ngettext

# What programs ask for; a person's mistyped address is none of these.
FOR_PROGRAMS = ("/v1", "/oauth", "/openapi.json", "/healthz", "/readyz", "/metrics")


def is_for_people(request: Asked) -> bool:
    """Whether somebody looks at the answer: a browser, at an address that is not the app's."""
    path = request.scope["path"]
    if any(path == one or path.startswith(f"{one}/") for one in FOR_PROGRAMS):
        return False
    return "text/html" in request.headers.get("accept", "")


def on_refusal(request: Asked, error: Refusal) -> Response[Any]:
    """A rule's no."""
    return _fault(request, error.status, error.code, error.retry_after)


def on_http_exception(request: Asked, error: HTTPException) -> Response[Any]:
    """The framework's no, without its internals."""
    return _fault(request, error.status_code, "")


def on_too_busy(request: Asked, _error: Exception) -> Response[Any]:
    """Others write for too long."""
    return _fault(request, 503, "busy", 5)


def on_exception(request: Asked, error: Exception) -> Response[Any]:
    """A fault of ours: the log has its type and place, the page nothing."""
    request.app.state.log_fault(error)
    return _fault(request, 500, "portal-failed")


def on_bad_text(request: Asked, _error: Exception) -> Response[Any]:
    """Bytes that are no text, or characters that the database has no place for."""
    return _fault(request, 400, "bad-form")


def on_no_route(request: Asked, error: HTTPException) -> Response[Any]:
    """An address that nobody answers, or not like this: in words for whoever looks, else as a problem."""
    if is_for_people(request):
        return on_http_exception(request, error)
    return problems.on_http_exception(request, error)


def _fault(request: Asked, status: int, code: str, wait: int = 0) -> Response[Any]:
    heading, words = _words(status, code, wait)
    headers = {"retry-after": str(wait)} if wait else {}
    return page(
        request,
        "fault.html",
        status=status,
        headers=headers,
        heading=heading,
        words=words,
        again=_again(request, status),
    )


def _again(request: Asked, status: int) -> str:
    """Where the page of the form is: its address has one or two parts, and what stands behind them is one of its buttons."""
    if request.method != "POST" or status in (404, 405, 410):
        return ""
    return "/" + "/".join(quote(request.scope["path"]).strip("/").split("/")[:2])


def _words(status: int, code: str, wait: int) -> tuple[str, str]:
    """What happened, and what to do next."""
    if code == "not-our-form":
        return (
            _("This form could not be checked"),
            _(
                "Nothing was changed. Open the page once more, fill it in again and send it from there. "
                "If this happens again, allow cookies for this address: the form needs one."
            ),
        )
    if status == 404:
        return (
            _("There is no page here"),
            _(
                "Check the address, above all its end: a mail may have broken it over two lines. Copy all of it."
            ),
        )
    if status == 405:
        return (_("That cannot be done here"), _("Open the page from its beginning and try again."))
    if status == 410:
        return (_("This page is gone"), _("It was there once. Ask for a new link where you got this one."))
    if status == 413:
        return (_("That was too much text"), _("Nothing was kept. Go back, write less, and send it again."))
    if status == 429:
        return _("Too many tries"), _wait(wait or 60)
    if status == 503:
        return (
            _("The portal is very busy"),
            _("Nothing was changed. Wait a few seconds, then send the page again."),
        )
    if status >= 500:
        return (
            _("The portal has a problem of its own"),
            _(
                "It is not your fault, and staff can see it. Try again in a few minutes; if it stays, tell your school."
            ),
        )
    return (
        _("That could not be understood"),
        _("Nothing was changed. Open the page once more, fill it in again and send it from there."),
    )


def _wait(seconds: int) -> str:
    if seconds < 90:
        return ngettext(
            "Wait {n} second, then try again.", "Wait {n} seconds, then try again.", seconds
        ).format(n=seconds)
    minutes = -(-seconds // 60)
    return ngettext(
        "Wait {n} minute, then try again. If you cannot wait, ask your teacher for a new sign-in card.",
        "Wait {n} minutes, then try again. If you cannot wait, ask your teacher for a new sign-in card.",
        minutes,
    ).format(n=minutes)
