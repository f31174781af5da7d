"""Routes: taking an assessment."""

from typing import Annotated

import msgspec
from litestar import Response, Router, get, post, put
from litestar.di import Provide
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, PathParameter, QueryParameter
from litestar.response.base import ASGIResponse

from tmp_portal.accounts.guard import signed_in
from tmp_portal.accounts.tokens import Caller
from tmp_portal.attempts import service
from tmp_portal.attempts.pictures import picture
from tmp_portal.attempts.review import review
from tmp_portal.attempts.starting import start
from tmp_portal.attempts.writing import write
from tmp_portal.db.engine import Database
from tmp_portal.given import Asked, TheCaller, TheDatabase
from tmp_portal.sync.documents import etag_of
from tmp_portal.sync.queries import Document
from tmp_portal.sync.routes import sent
from tmp_tui.wire.attempts import Answer, Marks, Paper, Receipt, Saved, Start, Submit, TakeOver

Id = Annotated[str, PathParameter(max_length=40)]


@post("/classes/{class_id:str}/assessments/{number:str}/attempts", status_code=200)
async def start_attempt(
    caller: TheCaller, class_id: Id, number: Id, data: JSONBody[Start], database: TheDatabase
) -> Paper:
    """Begin an attempt, or get the one that this key began or that is running."""
    service.check_key(data.key, data.place)
    which = service.read_number(number)
    attempt_id = await write(database, lambda connection: start(connection, caller, class_id, which, data))
    return await database.read(lambda connection: service.paper(connection, caller, attempt_id, key=data.key))


@get("/attempts/{attempt_id:str}")
async def attempt(
    caller: TheCaller,
    attempt_id: Id,
    database: TheDatabase,
    writer: Annotated[str, QueryParameter(max_length=40)] = "",
) -> Paper:
    """An attempt, to go on with; `writer` is what this place got when it began or took over."""
    await _bring_to_date(database, caller, attempt_id)
    return await database.read(
        lambda connection: service.paper(connection, caller, attempt_id, writer=writer)
    )


@get("/attempts/{attempt_id:str}/review")
async def review_attempt(
    caller: TheCaller, request: Asked, attempt_id: Id, database: TheDatabase
) -> Response[bytes]:
    """An attempt that was handed in, as far as staff released it."""
    await _bring_to_date(database, caller, attempt_id)
    body = msgspec.json.encode(await database.read(lambda connection: review(connection, caller, attempt_id)))
    return sent(request, Document(etag_of(body), body))


async def _bring_to_date(database: Database, caller: Caller, attempt_id: str) -> None:
    """Hand in an attempt whose time is up, before it is looked at."""
    if await database.read(lambda connection: service.look(connection, caller, attempt_id)):
        await write(database, lambda connection: service.bring_to_date(connection, caller, attempt_id))


@post("/attempts/{attempt_id:str}/writer", status_code=200)
async def take_over(
    caller: TheCaller, attempt_id: Id, data: JSONBody[TakeOver], database: TheDatabase
) -> Paper:
    """Make this place the one that writes."""
    service.check_key(data.key, data.place)
    await write(database, lambda connection: service.take_over(connection, caller, attempt_id, data))
    return await database.read(lambda connection: service.paper(connection, caller, attempt_id, key=data.key))


@put("/attempts/{attempt_id:str}/answers/{item_id:str}", responses={200: ResponseSpec(Saved)})
async def save_answer(
    request: Asked, attempt_id: Id, item_id: Id, data: JSONBody[Answer], database: TheDatabase
) -> ASGIResponse:
    """Save a version of an answer."""
    # What happens most of all: the caller by dependency and the reply by Litestar cost 22 us more.
    caller = await signed_in(request, database)
    saved = await write(
        database, lambda connection: service.save(connection, caller, attempt_id, item_id, data)
    )
    return ASGIResponse(body=msgspec.json.encode(saved), media_type="application/json")


@put("/attempts/{attempt_id:str}/marks")
async def save_marks(
    caller: TheCaller, attempt_id: Id, data: JSONBody[Marks], database: TheDatabase
) -> Marks:
    """Save the place in the assessment, flags, notes and struck-out options."""
    return await write(database, lambda connection: service.mark(connection, caller, attempt_id, data))


@post("/attempts/{attempt_id:str}/submit", status_code=200)
async def submit(caller: TheCaller, attempt_id: Id, data: JSONBody[Submit], database: TheDatabase) -> Receipt:
    """Hand in."""
    service.check_key(data.key)
    return await write(database, lambda connection: service.submit(connection, caller, attempt_id, data))


@get("/attempts/{attempt_id:str}/files/{file_id:str}", media_type="application/octet-stream")
async def picture_file(
    caller: TheCaller, attempt_id: Id, file_id: Id, database: TheDatabase
) -> Response[bytes]:
    """The file of a picture in a question; to be saved, never to be shown by a browser."""
    row = await database.read(lambda connection: picture(connection, caller, attempt_id, file_id))
    headers = {"content-disposition": "attachment", "x-content-type-options": "nosniff"}
    return Response(bytes(row.body), media_type="application/octet-stream", headers=headers)


router = Router(
    "/",
    route_handlers=[
        start_attempt,
        attempt,
        review_attempt,
        take_over,
        save_answer,
        save_marks,
        submit,
        picture_file,
    ],
    dependencies={"caller": Provide(signed_in)},
    tags=["Attempts"],
)
