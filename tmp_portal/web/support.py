"""Routes: what to try when signing in fails, step by step, then who helps, and whether that answered the question."""

from litestar import Response, Router, get, post
from sqlalchemy.exc import SQLAlchemyError

from tmp_portal.db.engine import Database, TooBusy
from tmp_portal.given import Asked, TheDatabase
from tmp_portal.problems import Refusal
from tmp_portal.web import forms, helping
from tmp_portal.web.home import host
from tmp_portal.web.pages import page
from tmp_tui.text import _
from tmp_tui.wire.accounts import Feedback

PAGE = "web/support"
LONGEST = 2_000  # characters of words


@get("/support")
async def support(request: Asked, database: TheDatabase) -> Response[str]:
    """The steps, the school's contact, and the question."""
    return await _support(request, database)


@post("/support", status_code=200)
async def answered(request: Asked, database: TheDatabase) -> Response[str]:
    """Keep whether it helped, for staff; where that fails, what was typed is still there."""
    typed = await forms.read(request)
    if errors := _faults(typed):
        return await _support(request, database, 422, errors, typed)
    feedback = Feedback(PAGE, typed["helpful"] == "yes", typed.get("words", ""))
    try:
        await helping.keep_feedback(database, feedback, host(request))
    except (Refusal, TooBusy, SQLAlchemyError) as error:
        if isinstance(error, SQLAlchemyError):
            request.app.state.log_fault(error)
        not_kept = {
            "words": _("This could not be kept just now. It is still here: send it again in a minute.")
        }
        return await _support(request, database, 503, not_kept, typed)
    contact = await helping.contact(database)
    return page(request, "thanks.html", helpful=feedback.helpful, contact=contact)


async def _support(
    request: Asked,
    database: Database,
    status: int = 200,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response[str]:
    contact = await helping.contact(database)
    return page(
        request, "support.html", status=status, contact=contact, errors=errors or {}, typed=typed or {}
    )


def _faults(typed: dict[str, str]) -> dict[str, str]:
    found = {}
    if typed.get("helpful") not in ("yes", "no"):
        found["helpful"] = _("Choose Yes or No.")
    if len(typed.get("words", "")) > LONGEST:
        found["words"] = _("That is longer than can be kept: {longest} characters at most.").format(
            longest=LONGEST
        )
    return found


router = Router("/", route_handlers=[support, answered])
