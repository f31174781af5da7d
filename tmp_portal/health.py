"""Routes: whether this process is alive, and whether it can do its work."""

from litestar import Response, Router, get
from litestar.openapi.datastructures import ResponseSpec

from tmp_portal.db.migrate import is_current
from tmp_portal.given import TheDatabase


@get("/healthz", sync_to_thread=False)
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@get(
    "/readyz",
    sync_to_thread=True,
    responses={503: ResponseSpec(dict[str, str], generate_examples=False, description="Not yet.")},
)
def ready(database: TheDatabase) -> Response[dict[str, str]]:
    """The database answers and has the shape that this code expects."""
    if is_current(database.engine):
        return Response({"status": "ok"})
    return Response({"status": "database is not up to date"}, status_code=503)


router = Router("/", route_handlers=[alive, ready], tags=["Health"])
