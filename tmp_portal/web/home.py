"""Routes: the first page, and the style of them all."""

from litestar import Response, Router, get

from tmp_portal.given import Asked, TheDatabase
from tmp_portal.web import whose
from tmp_portal.web.pages import STYLE, STYLE_PATH, YEAR, page


@get("/")
async def home(request: Asked, database: TheDatabase) -> Response[str]:
    """What this address is, and where to go from here."""
    name, contact = await whose.school(database)
    schools = await whose.schools(database)
    return page(
        request, "home.html", address=whose.address(request), school=name, contact=contact, schools=schools
    )


@get(STYLE_PATH, sync_to_thread=False)
def style() -> Response[bytes]:
    """How the pages look; its address has its hash, so it is kept for a year."""
    headers = {"cache-control": f"public, max-age={YEAR}, immutable", "x-content-type-options": "nosniff"}
    return Response(STYLE, media_type="text/css", headers=headers)


router = Router("/", route_handlers=[home, style])
