"""Routes: what to try when signing in fails, step by step, then who helps, and whether that answered the question."""

from litestar import Response, Router, get, post
from sqlalchemy.exc import SQLAlchemyError

from tmp_portal.clock import now
from tmp_portal.db.engine import Database, TooBusy
from tmp_portal.given import Asked, TheDatabase, host_of
from tmp_portal.helping import feedback
from tmp_portal.problems import TooMany
from tmp_portal.web import forms, whose
from tmp_portal.web.pages import page
from tmp_tui.text import _
from tmp_tui.wire.accounts import Feedback

PAGE = "web/support"


@get("/support")
async def support(request: Asked, database: TheDatabase) -> Response[str]:
    """The steps, the school's contact, and the question."""
    return await _support(request, database)


@post("/support", status_code=200)
async def answered(request: Asked, database: TheDatabase) -> Response[str]:
    """Keep whether it helped, for staff; where that fails, what was typed is still there."""
    typed = await forms.read(request)
    if typed.get("helpful") not in ("yes", "no"):
        return await _support(request, database, 422, {"helpful": _("Choose Yes or No.")}, typed)
    said = Feedback(PAGE, typed["helpful"] == "yes", typed.get("words", ""))
    try:
        await database.write(lambda connection: feedback.keep(connection, said, host_of(request), now()))
    except feedback.BadFeedback as refused:
        errors = {error.field: error.message for error in refused.errors}
        return await _support(request, database, 422, errors, typed)
    except (TooMany, TooBusy, SQLAlchemyError) as error:
        if isinstance(error, SQLAlchemyError):
            request.app.state.log_fault(error)
        errors = {"words": _("There was a problem keeping this. It is still here: send it again later.")}
        return await _support(request, database, 503, errors, typed)
    _name, contact = await whose.school(database)
    schools = await whose.schools(database)
    return page(request, "thanks.html", helpful=said.helpful, contact=contact, schools=schools)


async def _support(
    request: Asked,
    database: Database,
    status: int = 200,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> Response[str]:
    _name, contact = await whose.school(database)
    return page(
        request,
        "support.html",
        status=status,
        contact=contact,
        schools=await whose.schools(database),
        errors=errors or {},
        typed=typed or {},
    )


router = Router("/", route_handlers=[support, answered])
