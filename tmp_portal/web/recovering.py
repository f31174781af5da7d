"""Routes: "Need your account #?" and "Forgotten your password?", which answer alike whoever asks (S3)."""

from collections.abc import Awaitable, Callable

from litestar import Response, Router, get, post

from tmp_portal.accounts import recovery
from tmp_portal.db.engine import Database
from tmp_portal.given import Asked, TheDatabase, TheSettings, host_of
from tmp_portal.problems import BadEmail
from tmp_portal.settings import Settings
from tmp_portal.web import forms
from tmp_portal.web.pages import page

Ask = Callable[[Database, Settings, str, str], Awaitable[None]]


@get("/recover/account-number", sync_to_thread=False)
def account_number(request: Asked) -> Response[str]:
    """Where to have the account number mailed from."""
    return page(request, "recover_account.html")


@post("/recover/account-number", status_code=200)
async def account_number_asked(request: Asked, database: TheDatabase, settings: TheSettings) -> Response[str]:
    """The account numbers of an address, by mail to it."""
    return await _asked(request, database, settings, recovery.ask_account, "recover_account.html")


@get("/recover/password", sync_to_thread=False)
def password(request: Asked) -> Response[str]:
    """Where to have a link to a new password mailed from."""
    return page(request, "recover_password.html")


@post("/recover/password", status_code=200)
async def password_asked(request: Asked, database: TheDatabase, settings: TheSettings) -> Response[str]:
    """A link and a code to a new password, by mail."""
    return await _asked(request, database, settings, recovery.ask_password, "recover_password.html")


async def _asked(
    request: Asked, database: Database, settings: Settings, ask: Ask, template: str
) -> Response[str]:
    email = (await forms.read(request)).get("email", "")
    try:
        await ask(database, settings, email, host_of(request))
    except BadEmail as refused:
        errors = {error.field: error.message for error in refused.errors}
        return page(request, template, status=422, errors=errors, typed={"email": email})
    return page(request, "asked.html", password=ask is recovery.ask_password, mails=bool(settings.smtp))


router = Router("/", route_handlers=[account_number, account_number_asked, password, password_asked])
