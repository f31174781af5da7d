"""`tmp-tui export`: what the portal holds about me, as JSON on standard output or in a new file."""

import sys
from collections.abc import Callable
from pathlib import Path

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.background import Background
from tmp_tui.lines.student_session import StudentSession
from tmp_tui.show import FAILED, OK, Credentials, Stop, complain, sign_in, status_of
from tmp_tui.text import _, safe_text


def put(text: str) -> None:
    """Write it as it is."""
    sys.stdout.write(text)


def export(
    session: StudentSession,
    out: Path | None,
    *,
    credentials: Credentials,
    write: Callable[[str], object] = put,
    write_error: Callable[[str], object] = complain,
) -> int:
    """Sign in, ask, write; returns the exit status.

    0 it was written; 1 it could not be; 4 not signed in; 5 the portal did not answer. `out` is a file that is not there
    yet, None is standard output.
    """
    try:
        with Background() as background:
            ours = sign_in(session, background, credentials)
            try:
                content = _held(session, background)
            finally:
                if ours:
                    background.wait(session.sign_out())  # what began for this ends with it
                elif session.keeping.kept:
                    background.wait(session.leave())
        _put(content, out, write, write_error)
    except Stop as stop:
        for line in stop.lines:
            write_error(safe_text(f"tmp-tui: {line}"))
        return stop.status
    return OK


def _held(session: StudentSession, background: Background) -> bytes:
    from tmp_tui.held import readable

    try:
        return readable(background.wait(session.account.held()))
    except ApiError as error:
        raise Stop(status_of(error), error.words) from error


def _put(
    content: bytes, out: Path | None, write: Callable[[str], object], write_error: Callable[[str], object]
) -> None:
    from tmp_tui.store.exporting import NotWritten, write_to

    if out is None:
        write(content.decode())
        return
    try:
        write_to(out, content)
    except NotWritten as error:
        raise Stop(FAILED, str(error)) from error
    write_error(safe_text(_("Written to {path}.").format(path=out)))
