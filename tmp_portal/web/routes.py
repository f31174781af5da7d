"""The web pages' routes together, and how they say no."""

from litestar import Router
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DataError

from tmp_portal.db.engine import TooBusy
from tmp_portal.problems import Refusal
from tmp_portal.web import faults, forms, home, links, recovering, sso, support, terminals

router = Router(
    "/",
    route_handlers=[
        home.router,
        links.router,
        recovering.router,
        support.router,
        terminals.router,
        sso.router,
    ],
    exception_handlers={
        Refusal: faults.on_refusal,
        HTTPException: faults.on_http_exception,
        TooBusy: faults.on_too_busy,
        UnicodeDecodeError: faults.on_bad_text,
        DataError: faults.on_bad_text,
        Exception: faults.on_exception,
    },
    request_max_body_size=forms.LARGEST,
    include_in_schema=False,
)
