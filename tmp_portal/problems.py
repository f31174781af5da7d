"""How the rules say no: domain errors, and the one place that turns them into problem+json."""

import traceback
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.serialization import decode_json
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from tmp_tui.wire import FieldError, Problem

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """A rule says no; subclasses fix the status, the stable code and the sentence."""

    status = 400
    code = "refused"
    title = "That cannot be done."

    def __init__(self, *errors: FieldError, retry_after: int = 0) -> None:
        super().__init__(self.code)
        self.errors, self.retry_after = list(errors), retry_after

    def problem(self) -> Problem:
        """The refusal as it travels."""
        return Problem(
            title=self.title,
            status=self.status,
            code=self.code,
            errors=self.errors,
            retry_after=self.retry_after,
        )


class SignInFailed(Refusal):
    """Account number, username or password: it is never said which."""

    status, code = 401, "sign-in-failed"
    title = "The account number, username or password is incorrect."


class SignedOut(Refusal):
    """No session, or one that has ended."""

    status, code = 401, "signed-out"
    title = "Your session has ended. Sign in again."


class SetupFirst(Refusal):
    """A temporary password reaches nothing but Profile Setup."""

    status, code = 403, "profile-setup-first"
    title = "Choose your own password first."


class NotFound(Refusal):
    """There is no such thing, or it is another's: the two look alike."""

    status, code = 404, "not-found"
    title = "There is nothing here for you."


class TooMany(Refusal):
    """Too many failed tries."""

    status, code = 429, "too-many"
    title = "Too many tries. Wait a moment, then try again."


class Busy(Refusal):
    """More waits than can be done soon."""

    status, code = 503, "busy"
    title = "The portal is very busy. Try again in a moment."


class BadPassword(Refusal):
    """The new password does not do; the field errors say why."""

    status, code = 422, "bad-password"
    title = "Choose another password."


class BadEmail(Refusal):
    """That is no e-mail address."""

    status, code = 422, "bad-email"
    title = "That is no e-mail address."


class WrongPassword(Refusal):
    """The current password, asked for once more, is another."""

    status, code = 422, "wrong-password"
    title = "That is not your current password."


class BadTimeZone(Refusal):
    """No time zone has this name."""

    status, code = 422, "bad-time-zone"
    title = "No time zone has this name."


class LinkUnknown(Refusal):
    """No link or code like this was ever sent, or it is long gone."""

    status, code = 404, "link-unknown"
    title = "This is no link or code of ours. Copy it once more from the mail, all of it."


class LinkTruncated(Refusal):
    """A part of a link or code."""

    status, code = 422, "link-truncated"
    title = "A part of the link or code is missing. Copy all of it, also where the mail breaks the line."


class LinkUsed(Refusal):
    """It was good once, and was used."""

    status, code = 410, "link-used"
    title = "This link or code was used already. Sign in with your password, or ask for a new link."


class LinkReplaced(Refusal):
    """A newer one was sent."""

    status, code = 410, "link-replaced"
    title = "A newer mail was sent to you. Use the link or code in that one."


class LinkExpired(Refusal):
    """Its time is over."""

    status, code = 410, "link-expired"
    title = "This link or code has expired. Ask for a new one."


class CodeUnknown(Refusal):
    """No terminal shows this code."""

    status, code = 404, "code-unknown"
    title = "No terminal shows this code now. Compare it with the terminal, letter by letter."


class CodeUsed(Refusal):
    """Somebody has answered under this code already."""

    status, code = 410, "code-used"
    title = "This code was used already. Ask for a new one on the terminal."


class CodeExpired(Refusal):
    """Its ten minutes are over."""

    status, code = 410, "code-expired"
    title = "This code has expired: it is good for ten minutes. Ask for a new one on the terminal."


class TestIdUnknown(Refusal):
    """No class of this student has an assessment under this Test ID."""

    status, code = 404, "test-id-unknown"
    title = "No assessment of yours has this Test ID. Check the six digits, or ask your teacher."


class TestIdExpired(Refusal):
    """The Test ID was right once."""

    status, code = 410, "test-id-expired"
    title = "This Test ID has expired. Ask your teacher for a new one."


class NotOpenYet(Refusal):
    """The assessment's window has not begun."""

    status, code = 409, "not-open-yet"
    title = "This assessment is not open yet. Its page says when it opens."

    def __init__(self, *, opens_at: int) -> None:
        super().__init__()
        self.opens_at = opens_at

    def problem(self) -> Problem:
        """The refusal with when it opens."""
        return msgspec.structs.replace(super().problem(), opens_at=self.opens_at)


class Closed(Refusal):
    """The assessment's window has ended."""

    status, code = 409, "closed"
    title = "This assessment is closed. Ask your teacher whether you can still take it."


def answer(problem: Problem) -> Response[bytes]:
    """The response that carries a problem."""
    headers = {"cache-control": "no-store"}
    if problem.retry_after:
        headers["retry-after"] = str(problem.retry_after)
    return Response(
        msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers
    )


def on_refusal(_: Request[Any, Any, Any], error: Refusal) -> Response[bytes]:
    """A rule's no."""
    return answer(error.problem())


_WORDS = {
    400: ("bad-request", "The request could not be understood."),
    404: ("not-found", NotFound.title),
    405: ("method-not-allowed", "That cannot be done here."),
    413: ("too-large", "That is too large."),
    415: ("unsupported-media-type", "The request must be JSON."),
}


def on_http_exception(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """The framework's no, without its internals."""
    code, title = _WORDS.get(error.status_code, ("refused", Refusal.title))
    return answer(Problem(title=title, status=error.status_code, code=code))


def on_too_busy(_: Request[Any, Any, Any], _error: Exception) -> Response[bytes]:
    """Others write for too long."""
    return answer(Busy(retry_after=5).problem())


def on_bad_text(_: Request[Any, Any, Any], _error: Exception) -> Response[bytes]:
    """Bytes that are no text, or characters that the database has no place for."""
    code, title = _WORDS[400]
    return answer(Problem(title=title, status=400, code=code))


def on_too_deep(request: Request[Any, Any, Any], error: RecursionError) -> Response[bytes]:
    """JSON nested deeper than it can be read; where it was not the reading, it is a fault of ours."""
    *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
    if frame.f_code is decode_json.__code__:
        return on_bad_text(request, error)
    return on_exception(request, error)


def on_exception(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A fault of ours: the log has its type and place, the answer nothing."""
    request.app.state.log_fault(error)
    return answer(
        Problem(
            title="The portal has a problem of its own.",
            status=HTTP_500_INTERNAL_SERVER_ERROR,
            code="portal-failed",
        )
    )
