"""A file as an answer: its name, and its bytes in base64, as one text."""

import base64
import binascii

from tmp_tui.wire.base import Wire

LARGEST = 500_000  # bytes of a file
LARGEST_FILES = 700_000  # bytes of all files of an answer, in base64: LARGEST and a third


class Upload(Wire, frozen=True):
    """A file that a student brought."""

    name: str
    data: bytes


def pack(name: str, data: bytes) -> str:
    """The file as the text of an answer."""
    return f"file:{name}\n{base64.b64encode(data).decode()}"


def unpack(text: str) -> Upload | None:
    """The file in the text of an answer; None where it is something else."""
    head, _line, body = text.partition("\n")
    if not head.startswith("file:"):
        return None
    try:
        return Upload(head.removeprefix("file:"), base64.b64decode(body, validate=True))
    except (binascii.Error, ValueError):
        return None
