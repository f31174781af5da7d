"""The portal as an ASGI application."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from litestar import Litestar, Response, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.types import Message, Scope
from sqlalchemy.exc import DataError

from tmp_portal import health, problems
from tmp_portal.accounts import account_routes, beside, recovery_routes
from tmp_portal.accounts import device_routes as grants
from tmp_portal.accounts import routes as accounts
from tmp_portal.accounts.oidc import SignIns
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.sweeping import sweep
from tmp_portal.assessments import routes as assessments
from tmp_portal.attempts import routes as attempts
from tmp_portal.attempts.staff import finalise_due
from tmp_portal.db.engine import Database, TooBusy
from tmp_portal.helping import routes as helping
from tmp_portal.mail.sending import Postman
from tmp_portal.mail.server import mail_server
from tmp_portal.openapi import Description
from tmp_portal.regularly import Regularly
from tmp_portal.settings import Settings
from tmp_portal.sync import routes as sync
from tmp_portal.web import faults
from tmp_portal.web import routes as web
from tmp_portal.web.pages import YEAR
from tmp_tui import __version__

LARGEST_BODY = 1_000_000  # bytes of a request
# Seconds. Each worker does both, for an attempt is handed in once (G14), and what is gone is not swept again.
HAND_IN_EVERY, SWEEP_EVERY = 60.0, 600.0
# For a browser that comes upon any answer: take it for nothing else, load nothing for it, frame it nowhere. Pages say more.
FOR_BROWSERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"),
]
STAY_WITH_TLS = (b"strict-transport-security", f"max-age={YEAR}; includeSubDomains".encode())
log = logging.getLogger("tmp_portal")


def create_app(settings: Settings) -> Litestar:
    """The portal over one database."""
    server = mail_server(settings)
    database, pool = Database(settings.database, patience=5), PasswordPool()
    sign_ins = SignIns(settings)

    def close() -> None:
        pool.close()
        database.close()

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        at_work: list[Regularly | Postman] = [
            Regularly("handing in", partial(finalise_due, database, _log_fault), HAND_IN_EVERY, _log_fault),
            Regularly("sweeping", partial(sweep, database, in_turn=True), SWEEP_EVERY, _log_fault),
            Postman(database, server, _log_fault, _log_mail_trouble),
        ]
        for one in at_work:
            one.start()
        yield
        await beside.finished()
        await asyncio.gather(*(asyncio.to_thread(one.stop) for one in at_work))
        close()

    return Litestar(
        route_handlers=[
            health.router,
            grants.router,
            web.router,
            Router(
                "/v1",
                route_handlers=[
                    accounts.router,
                    recovery_routes.router,
                    account_routes.router,
                    helping.router(settings),
                    sync.router,
                    assessments.router,
                    attempts.router,
                ],
            ),
        ],
        dependencies={
            "database": Provide(lambda: database, sync_to_thread=False, use_cache=True),
            "settings": Provide(lambda: settings, sync_to_thread=False, use_cache=True),
            "sign_ins": Provide(lambda: sign_ins, sync_to_thread=False, use_cache=True),
            "pool": Provide(lambda: pool, sync_to_thread=False, use_cache=True),
        },
        exception_handlers={
            problems.Refusal: problems.on_refusal,
            HTTPException: faults.on_no_route,
            TooBusy: problems.on_too_busy,
            UnicodeDecodeError: problems.on_bad_text,
            DataError: problems.on_bad_text,
            RecursionError: problems.on_too_deep,
            Exception: problems.on_exception,
        },
        openapi_config=OpenAPIConfig(
            title="Track My Progress",
            version=__version__,
            path="/openapi.json",
            render_plugins=[Description(path="/")],
        ),
        after_request=_kept_by_nobody,
        before_send=[_headed],
        request_max_body_size=LARGEST_BODY,
        lifespan=[lifespan],
        logging_config=None,
        state=State({"settings": settings, "sign_ins": sign_ins, "log_fault": _log_fault, "close": close}),
    )


def from_environment() -> Litestar:
    """What `tmp-portal serve` runs in each worker: the folder is in `TMP_PORTAL_DATA`."""
    app = create_app(Settings.load(Path(os.environ["TMP_PORTAL_DATA"])))
    _spare_what_stands()
    return app


def _kept_by_nobody(response: Response[Any]) -> Response[Any]:
    """What is said to one person is kept by no cache, unless the route knows better."""
    response.headers.setdefault("cache-control", "no-store")
    return response


async def _headed(message: Message, scope: Scope) -> None:
    """What every answer says in its head, whoever gives it: a route, a refusal or a fault."""
    if message["type"] != "http.response.start":
        return
    with_tls = scope["app"].state.settings.url.startswith("https://")
    said = {name.lower() for name, _ in message["headers"]}
    given = [*FOR_BROWSERS, STAY_WITH_TLS] if with_tls else FOR_BROWSERS
    message["headers"] = [*message["headers"], *(head for head in given if head[0] not in said)]


def _spare_what_stands() -> None:
    """What is there from the start is never garbage: to look through it held everybody up for 40 ms, time and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # a request that waits for its commit is no garbage either


def _log_fault(error: Exception) -> None:
    """The kind of fault and where it happened: no values, for they may be a student's.

    A database's no has a name, such as SQLITE_FULL, or an SQLSTATE: without it nobody would look at the disk.
    """
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
    no = getattr(error, "orig", None)
    name = getattr(no, "sqlite_errorname", None) or getattr(no, "sqlstate", None)
    log.error("%s%s at %s", type(error).__name__, f" ({name})" if name else "", where)


def _log_mail_trouble(words: str) -> None:
    """Why mail waits, without whose."""
    if words:
        log.warning("mail is not sent: %s", words)
    else:
        log.warning("mail is sent again")
