"""Routes: what a Test ID stands for."""

from typing import Annotated

from litestar import Router, get
from litestar.di import Provide
from litestar.params import PathParameter

from tmp_portal.accounts.guard import signed_in
from tmp_portal.assessments import service
from tmp_portal.attempts.writing import write
from tmp_portal.given import TheCaller, TheDatabase
from tmp_tui.wire import TestIdEntry


@get("/test-ids/{test_id:str}")
async def test_id(
    caller: TheCaller, test_id: Annotated[str, PathParameter(max_length=20)], database: TheDatabase
) -> TestIdEntry:
    """The assessment behind a six-digit Test ID."""
    return await write(database, lambda connection: service.find_test_id(connection, caller, test_id))


router = Router(
    "/", route_handlers=[test_id], dependencies={"caller": Provide(signed_in)}, tags=["Assessments"]
)
