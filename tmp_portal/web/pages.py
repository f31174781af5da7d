"""A template made into a page: what every page of ours says in its head, and in its headers.

No template is ever made from data, every value is escaped, and a name that nobody gave is a fault.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response

from tmp_portal.given import Asked
from tmp_portal.web import csrf
from tmp_tui.text import _, ngettext, safe_data

HERE = Path(__file__).parent
STYLE = (HERE / "style.css").read_bytes()
STYLE_PATH = f"/style-{hashlib.sha256(STYLE).hexdigest()[:16]}.css"  # another style has another address
YEAR = 31_536_000  # seconds
LANGUAGE = "en"

HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",  # a link's word is in its path
    "x-robots-tag": "noindex",
}


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]  # comes with the extension
    made.globals |= {"style_path": STYLE_PATH, "language": LANGUAGE}
    return made


_templates = _environment()


def page(
    request: Asked,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    form_action: str = "",
    **values: Any,
) -> Response[str]:
    """A template as a response, every text in the values made safe. `form_action` names an origin that a form may lead to, beside our own."""
    form = csrf.Form(request)
    html = _templates.get_template(template).render(
        {"errors": {}, "typed": {}, "form_token": form.token}
        | {name: _safe(value) for name, value in values.items()}
    )
    return Response(
        html,
        status_code=status,
        media_type="text/html",
        headers=HEADERS | {"content-security-policy": _policy(form_action)} | dict(headers or {}),
        cookies=form.cookies(),
    )


def _safe(value: Any) -> Any:
    data = msgspec.structs.asdict(value) if isinstance(value, msgspec.Struct) else value
    return safe_data(data, lines=100, length=4_000)


def _policy(form_action: str) -> str:
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {form_action}"
    )
    return policy.strip()
