"""Routes: a browser goes to Google or Clever, and comes back."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from tmp_portal.accounts import approving, device, oidc
from tmp_portal.accounts.oidc import Identity
from tmp_portal.accounts.trouble import ProviderTrouble, StartAgain
from tmp_portal.given import Asked, TheDatabase, ThePool, TheSignIns
from tmp_portal.problems import NotFound, SetupFirst, SignInFailed
from tmp_portal.web import forms
from tmp_portal.web.going import away
from tmp_portal.web.pages import page
from tmp_portal.web.terminals import credentials, incorrect
from tmp_portal.web.visitor import known, remembered, visitor_of
from tmp_tui.text import _

CLEVER = "clever"


@get("/d/{code:str}/with/{provider:str}")
async def go(
    request: Asked, code: FromPath[str], provider: FromPath[str], database: TheDatabase, sign_ins: TheSignIns
) -> Response[str]:
    """To a provider, on the way to letting a terminal in."""
    await approving.look(database, visitor_of(request), code)
    return await _gone(request, database, sign_ins, provider, device.letters(code))


@get("/sso/{provider:str}/callback")
async def back(
    request: Asked, provider: FromPath[str], database: TheDatabase, pool: ThePool, sign_ins: TheSignIns
) -> Response[str]:
    """Back from it. Clever also sends people who come from its own portal, without a state of ours.

    Theirs is a code that anybody could have planted, so it is left alone and a sign-in of our own begins at once
    (Clever's own advice); who comes back from that one replaces whoever was here.
    """
    client = approving.client_of(sign_ins, provider)
    answer = _answer(request)
    if "state" not in answer and "code" in answer and client.provider == CLEVER:
        return await _gone(request, database, sign_ins, provider, "")
    if "state" not in answer:  # which changes nothing here
        raise oidc.refused(client, answer["error"]) if "error" in answer else StartAgain(client.name)
    found = await approving.come_back(database, pool, sign_ins, client, visitor_of(request), answer)
    to = "/sso/proof" if found.unproven else _next(found.code)
    return remembered(request, away(to), found.word)


@get("/sso/proof")
async def proof(request: Asked, database: TheDatabase) -> Response[str]:
    """Whoever a provider knows and we do not says once, with a password, who it is."""
    return _proof(request, await approving.unproven(database, visitor_of(request)))


@post("/sso/proof", status_code=200)
async def proved(request: Asked, database: TheDatabase, pool: ThePool) -> Response[str]:
    """The accounts are linked."""
    fields = await forms.read(request)
    visitor = visitor_of(request)
    account = await approving.unproven(database, visitor)
    try:
        found = await approving.link(database, pool, visitor, credentials(fields))
    except SignInFailed:
        return _again(request, account, fields, incorrect())
    except SetupFirst:
        words = _(
            "This is your temporary password. Sign in to the app with it first, choose your own, then try again."
        )
        return _again(request, account, fields, words)
    return remembered(request, away(_next(found.code)), found.word)


def _again(request: Asked, account: Identity, fields: dict[str, str], words: str) -> Response[str]:
    return _proof(request, account, status=422, errors={"account": words}, typed=fields)


def _proof(request: Asked, account: Identity, **more: Any) -> Response[str]:
    """Whose account it is stands there: at a computer that others use too it may be another's."""
    name = oidc.NAMES[account.provider]
    return page(request, "proof.html", name=name, called=account.called, **more)


async def _gone(
    request: Asked, database: TheDatabase, sign_ins: TheSignIns, provider: str, code: str
) -> Response[str]:
    client = approving.client_of(sign_ins, provider)
    visitor = known(request)
    url = await approving.go(database, sign_ins, client, visitor.word, code)
    return remembered(request, away(url), visitor.word)


def _next(code: str) -> str:
    return f"/d/{code}" if code else "/d"


def _answer(request: Asked) -> dict[str, str]:
    """The query, of which nothing may be there twice (RFC 6749, section 3.1)."""
    pairs = list(request.query_params.multi_items())
    answer = dict(pairs)
    return answer if len(answer) == len(pairs) else {"state": ""}


def on_trouble(request: Asked, trouble: ProviderTrouble) -> Response[Any]:
    """What went wrong, and the way on."""
    return page(
        request,
        "provider_fault.html",
        status=trouble.status,
        heading=trouble.heading,
        words=trouble.title,
        code=trouble.terminal or str(request.path_params.get("code", "")),
    )


def on_nothing(request: Asked, _error: NotFound) -> Response[str]:
    """Ten minutes are over, or the provider is none of ours."""
    return away("/d")


router = Router(
    "/",
    route_handlers=[go, back, proof, proved],
    exception_handlers={ProviderTrouble: on_trouble, NotFound: on_nothing},
)
