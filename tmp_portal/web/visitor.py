"""Which browser this is, while it finishes what a terminal began: a random word in a cookie, held to this very host."""

import re

from litestar import Response
from litestar.datastructures import Cookie

from tmp_portal.accounts import browsers
from tmp_portal.accounts.approving import Visitor
from tmp_portal.given import Asked, host_of
from tmp_portal.web import csrf

_WORD = re.compile(r"[A-Za-z0-9_-]{43}")


def visitor_of(request: Asked) -> Visitor:
    """The browser; its word is empty where it has none, or none that we could have made."""
    word = request.cookies.get(_name(request), "")
    return Visitor(word if _WORD.fullmatch(word) else "", host_of(request))


def known(request: Asked) -> Visitor:
    """The browser, with a word: a new one where it has none, which `remembered` must tell it."""
    visitor = visitor_of(request)
    return visitor if visitor.word else Visitor(browsers.new_word(), visitor.host)


def remembered(request: Asked, response: Response[str], word: str) -> Response[str]:
    """The response, and the browser's word with it; it ends with the browser, and for us after ten minutes."""
    if request.cookies.get(_name(request)) != word:
        response.set_cookie(
            Cookie(
                key=_name(request),
                value=word,
                path="/",
                secure=csrf.is_secure(request),
                httponly=True,
                samesite="lax",  # it has to come along when a provider sends the browser back
            )
        )
    return response


def _name(request: Asked) -> str:
    return "__Host-browser" if csrf.is_secure(request) else "browser"
