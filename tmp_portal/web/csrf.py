"""That a form comes from a page of ours: a random token in a cookie, once more in the form, and what the browser says itself.

OWASP's double submit without scripts. Browsers say in Sec-Fetch-Site where a request comes from (Fetch Metadata); older ones
say it in Origin, which is "null" from our pages, for they send no referrer (Fetch, section 3.2.5).
"""

import re
import secrets
from urllib.parse import urlsplit

from litestar.datastructures import Cookie

from tmp_portal.given import Asked
from tmp_portal.problems import Refusal

FIELD = "form_token"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class NotOurForm(Refusal):
    """A form that did not come from a page of ours, or whose cookie is gone."""

    status, code = 403, "not-our-form"
    title = "This form could not be checked."


class Form:
    """The token of the page that is being made; there is a cookie only where a form asks for it."""

    def __init__(self, request: Asked) -> None:
        self._secure = is_secure(request)
        self._name = cookie_name(secure=self._secure)
        self._known = request.cookies.get(self._name, "")
        self._token = ""

    def token(self) -> str:
        """The word that goes into the form; a browser has one for all its pages, so that two can be open."""
        if not self._token:
            self._token = self._known if _TOKEN.fullmatch(self._known) else secrets.token_urlsafe(32)
        return self._token

    def cookies(self) -> list[Cookie]:
        """The cookie, where the page has a form and the browser no cookie yet."""
        if self._token in ("", self._known):
            return []
        return [
            Cookie(
                key=self._name,
                value=self._token,
                path="/",
                secure=self._secure,
                httponly=True,
                samesite="lax",
            )
        ]


def check(request: Asked, token: str) -> None:
    """Raise NotOurForm unless the form is from a page of ours."""
    known = request.cookies.get(cookie_name(secure=is_secure(request)), "")
    same = _TOKEN.fullmatch(known) and secrets.compare_digest(known.encode(), token.encode())
    if not same or not _from_here(request):
        raise NotOurForm


def _from_here(request: Asked) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "null")
    ours = (request.headers.get("host", ""), urlsplit(request.app.state.settings.url).netloc)
    return origin == "null" or origin.partition("://")[2] in ours


def is_secure(request: Asked) -> bool:
    """Whether students reach us by https: their browser then holds the cookie to this very host."""
    return request.scope["scheme"] == "https" or request.app.state.settings.url.startswith("https://")


def cookie_name(*, secure: bool) -> str:
    """The cookie's name; a browser takes a __Host- cookie from nobody but this host, by https."""
    return "__Host-form" if secure else "form"
