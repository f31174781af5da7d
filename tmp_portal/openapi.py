"""The portal's description of itself (OpenAPI 3.1), where Litestar's own would not be true.

Bodies are msgspec structs, some of which travel as arrays, so msgspec describes them; whatever goes wrong is a problem
(RFC 9457); and everything but the doors wants a bearer token.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from tmp_portal.problems import MEDIA_TYPE
from tmp_tui import wire
from tmp_tui.wire import accounts, attempts, problem, sessions, sync, test_ids
from tmp_tui.wire.review import Review

# What anybody may call: everything else needs a session.
DOORS = (
    "/healthz",
    "/readyz",
    "/v1/sessions",
    "/v1/sessions/refresh",
    "/v1/portal",
    "/v1/recovery/",
    "/v1/links/",
    "/v1/feedback",
    "/oauth/",
)
# What is sent as the bytes that lie ready, and what is in them.
READY: dict[tuple[str, str], type[msgspec.Struct]] = {
    ("post", "/v1/sync"): wire.SyncReply,
    ("get", "/v1/classes/{class_id}"): wire.ClassDocument,
    ("get", "/v1/classes/{class_id}/mine"): wire.MineDocument,
    ("get", "/v1/attempts/{attempt_id}/review"): Review,
}
TRAVELLING = (accounts, attempts, problem, sessions, sync, test_ids)
LITESTARS_OWN = "400"  # it describes an error of a shape that is never sent
REFERENCE = "#/components/schemas/{name}"


class Description(JsonRenderPlugin):
    """What `/openapi.json` says."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Litestar's description, with what it cannot know."""
        return super().render(request, described(openapi_schema))


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """The same description with bodies as msgspec has them, with problems, and with who needs a token."""
    components = schema.get("components", {})
    schemas = components.get("schemas", {}) | _schemas()
    bearer = {"bearer": {"type": "http", "scheme": "bearer"}}
    paths = {path: _described(path, operations) for path, operations in schema["paths"].items()}
    return schema | {
        "paths": paths,
        "components": components | {"schemas": schemas, "securitySchemes": bearer},
    }


def _described(path: str, operations: dict[str, Any]) -> dict[str, Any]:
    return {method: _operation(method, path, operation) for method, operation in operations.items()}


def _operation(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    answers = {status: answer for status, answer in operation["responses"].items() if status != LITESTARS_OWN}
    if ready := READY.get((method, path)):
        answers["200"] = {
            "description": (ready.__doc__ or "").partition("\n")[0],
            "content": {"application/json": {"schema": _to(ready)}},
        }
    if (method == "get" and path.startswith("/v1/classes/")) or path.endswith("/review"):
        answers["304"] = {"description": "The caller has it already (If-None-Match)."}
    if path.startswith("/oauth/"):
        refused = {"application/json": {"schema": _to(accounts.GrantError)}}
        answers |= {
            status: {"description": "OAuth's own no.", "content": refused} for status in ("400", "401")
        }
    answers["default"] = {
        "description": "Why not.",
        "content": {MEDIA_TYPE: {"schema": _to(wire.Problem)}},
    }
    free = any(path == door or (door.endswith("/") and path.startswith(door)) for door in DOORS)
    return operation | {"responses": answers, "security": [] if free else [{"bearer": []}]}


def _to(struct: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(name=struct.__name__)}


def _schemas() -> dict[str, Any]:
    """Every struct that travels, as JSON Schema."""
    structs = [*_structs(), wire.ClassDocument, wire.MineDocument, Review]
    return msgspec.json.schema_components(structs, ref_template=REFERENCE)[1]


def _structs() -> Iterator[type[msgspec.Struct]]:
    for module in TRAVELLING:
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, wire.Wire)
                and value.__module__ == module.__name__
            ):
                yield value
