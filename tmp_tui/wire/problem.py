"""How the portal says no: problem+json (RFC 9457)."""

from tmp_tui.wire.base import Wire


class FieldError(Wire):
    """What is wrong with one field of a form, and what would be right."""

    field: str
    message: str


class Problem(Wire):
    """A refusal: `code` is stable and for programs, `title` is a sentence that a student can act on.

    `opens_at` comes with `not-open-yet`, in seconds since 1970.
    """

    title: str
    status: int
    code: str
    type: str = "about:blank"
    errors: list[FieldError] = []
    retry_after: int = 0
    opens_at: int = 0
