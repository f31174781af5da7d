"""What a form brings: a few fields of text, each once, none of them long."""

from urllib.parse import parse_qsl

from tmp_portal.given import Asked
from tmp_portal.problems import Refusal
from tmp_portal.web import csrf
from tmp_tui.text import safe_text

LARGEST = 20_000  # bytes
MOST = 12  # fields
FORM = "application/x-www-form-urlencoded"
# What is taken as it is typed: to change a password would be to refuse it.
SECRET = frozenset({"password", "confirm"})


class BadForm(Refusal):
    """No form that a page of ours has."""

    status, code = 400, "bad-form"
    title = "What the browser sent could not be understood."


async def read(request: Asked) -> dict[str, str]:
    """The fields of a form of ours, their text made safe. Raises BadForm, NotOurForm."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise BadForm
    try:
        body = (await request.body()).decode("ascii")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST, errors="strict")
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadForm from error
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise BadForm
    csrf.check(request, fields.pop(csrf.FIELD, ""))
    return {name: text if name in SECRET else _safe(text) for name, text in fields.items()}


def _safe(text: str) -> str:
    return safe_text(text, lines=100, length=4_000).strip()
