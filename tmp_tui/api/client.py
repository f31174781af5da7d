"""The portal's client: one funnel for address, limits, decoding and errors; a short method for each thing to ask."""

import socket
import ssl
import threading
from typing import TypeVar
from urllib.parse import quote, urlencode

import httpx
import msgspec

from tmp_tui.api import errors, grants, revoking
from tmp_tui.api.auth import SessionAuth
from tmp_tui.api.traffic import Traffic
from tmp_tui.text import safe_data
from tmp_tui.wire import ProfileSetup, Refresh, Session, SignIn, SyncReply, SyncRequest, TestIdEntry
from tmp_tui.wire.accounts import (
    AccountSettings,
    DeviceGrant,
    EmailChange,
    Ending,
    Feedback,
    Link,
    LinkUse,
    LinkWord,
    PasswordChange,
    Portal,
    Preferences,
    Recovery,
)
from tmp_tui.wire.attempts import (
    Answer,
    AttemptProblem,
    Marks,
    Paper,
    Receipt,
    Saved,
    Start,
    Submit,
    TakeOver,
)
from tmp_tui.wire.review import Review

T = TypeVar("T")

LIMIT = 64 * 1024 * 1024  # bytes of one reply, unpacked
# Of one text in a reply. An answer comes back as it was given: nothing of a student's work is cut short.
LINES, LENGTH = 200, 20_000
WORK_LINES, WORK_LENGTH = 10_000, 1_000_000
TIMEOUT = httpx.Timeout(30, connect=10)  # seconds: a slow line is not a dead one


class PortalClient:
    """One portal at one address; `auth` holds the session's tokens."""

    def __init__(
        self,
        base_url: str,
        auth: httpx.Auth | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        trust_env: bool = True,
    ) -> None:
        """Without `trust_env` no proxy and no certificates are taken from the environment, which another may have set."""
        self.traffic = Traffic()
        try:
            self._http = httpx.AsyncClient(
                base_url=base_url,
                auth=auth,
                transport=transport,
                timeout=TIMEOUT,
                event_hooks=self.traffic.hooks,
                trust_env=trust_env,
                follow_redirects=False,  # a token never goes to another host (S8)
            )
        except (httpx.InvalidURL, UnicodeError) as error:
            raise errors.NameUnknown from error
        # What a request need not say costs bytes on a slow line (research/backend.md, section 2b).
        for header in ("accept", "connection", "user-agent"):
            del self._http.headers[header]
        self._http.headers["accept-encoding"] = "br, gzip"

    def use(self, auth: httpx.Auth) -> None:
        """Go on with these tokens."""
        self._http.auth = auth

    async def sign_in(self, form: SignIn) -> Session:
        """Exchange a password for a session. Raises ApiError."""
        return await self._send("POST", "/v1/sessions", form, Session)

    async def renew(self, form: Refresh) -> Session:
        """Exchange a refresh token for the next pair. Raises ApiError."""
        return await self._send("POST", "/v1/sessions/refresh", form, Session, signed=False)

    async def set_up(self, form: ProfileSetup) -> Session:
        """Choose the first password; the session that comes back reaches everything. Raises ApiError."""
        return await self._send("POST", "/v1/me/setup", form, Session)

    async def sign_out(self) -> None:
        """End the session. Raises ApiError."""
        await self._send("DELETE", "/v1/sessions/current", None, None)

    def revoke(self) -> threading.Thread | None:
        """Begin to end the session without an event loop; the thread that does it, if there is a session. Never raises."""
        auth = self._http.auth
        return (
            revoking.revoke(str(self._http.base_url), *auth.tokens) if isinstance(auth, SessionAuth) else None
        )

    async def portal(self, account: str = "") -> Portal:
        """What the portal offers whoever wants to sign in, and who helps at the school of an account number."""
        path = f"/v1/portal?account={_part(account)}" if account else "/v1/portal"
        return await self._send("GET", path, None, Portal)

    async def recover_account(self, form: Recovery) -> None:
        """Have the account numbers of an address sent to it. Raises ApiError, never for who is unknown."""
        await self._send("POST", "/v1/recovery/account-number", form, None)

    async def recover_password(self, form: Recovery) -> None:
        """Have links to a new password sent to an address. Raises ApiError, never for who is unknown."""
        await self._send("POST", "/v1/recovery/password", form, None)

    async def look_at_link(self, form: LinkWord) -> Link:
        """What a link or code is good for; that uses nothing up. Raises ApiError."""
        return await self._send("POST", "/v1/links/look", form, Link)

    async def use_link(self, form: LinkUse) -> Session:
        """Choose a password with a link or code, and be signed in. Raises ApiError."""
        return await self._send("POST", "/v1/links/use", form, Session)

    async def confirm_email(self, form: LinkWord) -> None:
        """Confirm an e-mail address with a link or code. Raises ApiError."""
        await self._send("POST", "/v1/links/confirm", form, None)

    async def device_grant(self, provider: str, place: str, place_name: str) -> DeviceGrant:
        """Begin a sign-in that is finished in a browser (RFC 8628, section 3.1). Raises ApiError."""
        asked = {
            "client_id": grants.CLIENT,
            "provider": provider,
            "place": place,
            "place_name": place_name,
        }
        return await self._form("/oauth/device_authorization", asked, DeviceGrant)

    async def device_token(self, device_code: str) -> Session:
        """The session that was approved in the browser. Raises Refused until then, of the codes in `grants`."""
        asked = {"client_id": grants.CLIENT, "grant_type": grants.DEVICE, "device_code": device_code}
        return await self._form("/oauth/token", asked, Session)

    async def feedback(self, form: Feedback) -> None:
        """Say whether a page of help answered the question. Raises ApiError."""
        await self._send("POST", "/v1/feedback", form, None)

    async def account(self) -> AccountSettings:
        """What of my account the documents do not say. Raises ApiError."""
        return await self._send("GET", "/v1/me/account", None, AccountSettings)

    async def change_password(self, form: PasswordChange) -> None:
        """Change my password; every other session of mine ends. Raises ApiError."""
        await self._send("PUT", "/v1/me/password", form, None)

    async def change_email(self, form: EmailChange) -> None:
        """Add an e-mail address of mine, or remove it. Raises ApiError."""
        await self._send("PUT", "/v1/me/email", form, None)

    async def prefer(self, form: Preferences) -> None:
        """Say how the portal shall speak to me. Raises ApiError."""
        await self._send("PUT", "/v1/me/preferences", form, None)

    async def end_device(self, id: str) -> None:
        """End one of my sessions. Raises ApiError."""
        await self._send("DELETE", f"/v1/me/devices/{_part(id)}", None, None)

    async def end_devices(self) -> Ending:
        """End all my sessions, this one too. Raises ApiError."""
        return await self._send("POST", "/v1/me/devices/end", None, Ending)

    async def held(self) -> bytes:
        """Everything that the portal holds about me, as JSON. Raises ApiError."""
        return await self._raw("GET", "/v1/me/export", None)

    async def sync(self, request: SyncRequest) -> SyncReply:
        """What changed since `request.have`; bodies are not yet made safe. Raises ApiError."""
        return await self._send("POST", "/v1/sync", request, SyncReply, safe=False)

    async def look_up(self, test_id: str) -> TestIdEntry:
        """What a Test ID stands for. Raises ApiError."""
        return await self._send("GET", f"/v1/test-ids/{_part(test_id)}", None, TestIdEntry)

    async def start(self, class_id: str, assessment: int, form: Start) -> Paper:
        """Begin an attempt, or get the one that the form's key began. Raises ApiError."""
        return await self._send(
            "POST", f"/v1/classes/{_part(class_id)}/assessments/{assessment}/attempts", form, Paper
        )

    async def paper(self, attempt: str, writer: str = "") -> Paper:
        """An attempt as it is now; `writer` is what this place wrote with. Raises ApiError."""
        return await self._send("GET", f"/v1/attempts/{_part(attempt)}?writer={_part(writer)}", None, Paper)

    async def take_over(self, attempt: str, form: TakeOver) -> Paper:
        """Make this place the one that writes. Raises ApiError."""
        return await self._send("POST", f"/v1/attempts/{_part(attempt)}/writer", form, Paper)

    async def answer(self, attempt: str, item: str, form: Answer) -> Saved:
        """Save one version of one answer. Raises ApiError."""
        return await self._send("PUT", f"/v1/attempts/{_part(attempt)}/answers/{_part(item)}", form, Saved)

    async def marks(self, attempt: str, form: Marks) -> None:
        """Keep where the student is and what they marked. Raises ApiError."""
        await self._send("PUT", f"/v1/attempts/{_part(attempt)}/marks", form, None)

    async def submit(self, attempt: str, form: Submit) -> Receipt:
        """Hand in. Raises ApiError."""
        return await self._send("POST", f"/v1/attempts/{_part(attempt)}/submit", form, Receipt)

    async def review(self, attempt: str) -> Review:
        """What is released of an attempt that was handed in. Raises ApiError."""
        return await self._send("GET", f"/v1/attempts/{_part(attempt)}/review", None, Review)

    async def picture(self, attempt: str, file: str) -> bytes:
        """The file of a picture in a question. Raises ApiError."""
        return await self._raw("GET", f"/v1/attempts/{_part(attempt)}/files/{_part(file)}", None)

    async def close(self) -> None:
        """Let go of the connection."""
        await self._http.aclose()

    async def _send(
        self,
        method: str,
        path: str,
        body: msgspec.Struct | None,
        answer: type[T] | None,
        *,
        safe: bool = True,
        signed: bool = True,
    ) -> T:
        return _decoded(await self._raw(method, path, body, signed=signed), answer, safe=safe)  # type: ignore[return-value]  # None where no answer is expected

    async def _form(self, path: str, fields: dict[str, str], answer: type[T]) -> T:
        content = urlencode(fields).encode()
        raw = await self._exchange("POST", path, content, "application/x-www-form-urlencoded", signed=False)
        return _decoded(raw, answer, safe=True)  # type: ignore[return-value]  # an answer is expected

    async def _raw(
        self, method: str, path: str, body: msgspec.Struct | None, *, signed: bool = True
    ) -> bytes:
        content = None if body is None else msgspec.json.encode(body)
        return await self._exchange(method, path, content, "application/json", signed=signed)

    async def _exchange(
        self, method: str, path: str, content: bytes | None, kind: str, *, signed: bool
    ) -> bytes:
        headers = None if content is None else {"content-type": kind}
        if self._http.is_closed:
            raise errors.SignedOut
        try:
            auth = httpx.USE_CLIENT_DEFAULT if signed else None
            async with self._http.stream(
                method, path, content=content, headers=headers, auth=auth
            ) as response:
                raw = await _read(response)
        except (httpx.TransportError, httpx.InvalidURL, UnicodeError) as error:
            raise _unreachable(error) from error
        except httpx.DecodingError as error:
            raise errors.PortalFailed from error
        if response.status_code >= httpx.codes.MULTIPLE_CHOICES:
            raise _refusal(response, raw)
        return raw


def _part(text: str) -> str:
    """A part of a path, whatever is in it."""
    return quote(text, safe="")


async def _read(response: httpx.Response) -> bytes:
    parts, size = [], 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > LIMIT:
            raise errors.PortalFailed
        parts.append(part)
    return b"".join(parts)


def _decoded(raw: bytes, answer: type[T] | None, *, safe: bool) -> T | None:
    if answer is None and not raw:
        return None
    try:
        if answer is None:  # what a network's filter says in the portal's place is a page, and no yes
            msgspec.json.decode(raw)
            return None
        if not safe:
            return msgspec.json.decode(raw, type=answer)
        return msgspec.convert(_safe(raw, work=answer in (Paper, Review)), answer)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise errors.PortalFailed from error


def _safe(raw: bytes, *, work: bool) -> object:
    lines, length = (WORK_LINES, WORK_LENGTH) if work else (LINES, LENGTH)
    return safe_data(msgspec.json.decode(raw), lines=lines, length=length)


def _unreachable(error: Exception) -> errors.Unreachable:
    """Which kind of not reaching it was, by what lies beneath the error."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return errors.NotTrusted(sent=False)
        if isinstance(cause, socket.gaierror | httpx.UnsupportedProtocol | httpx.InvalidURL | UnicodeError):
            return errors.NameUnknown(sent=False)
        cause = cause.__cause__ or cause.__context__
    return errors.NoNetwork(sent=not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout))


def _refusal(response: httpx.Response, raw: bytes) -> errors.ApiError:
    try:
        problem = msgspec.convert(_safe(raw, work=True), AttemptProblem)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        problem = None
    status = response.status_code
    if problem is None and (refused := grants.refusal(raw, status)):
        return refused
    if status == httpx.codes.SERVICE_UNAVAILABLE:
        return errors.Maintenance(problem)
    if problem is None and status == httpx.codes.TOO_MANY_REQUESTS:  # from whatever stands before the portal
        return errors.TooMany()
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or problem is None:
        return errors.PortalFailed()
    if problem.code == errors.SignedOut.code:
        return errors.SignedOut()
    kinds: dict[int, type[errors.ApiError]] = {
        httpx.codes.NOT_FOUND: errors.NotThere,
        httpx.codes.TOO_MANY_REQUESTS: errors.TooMany,
    }
    return kinds.get(status, errors.Refused)(problem)
