"""S7: a fault of ours prints one line without values, writes down where it was, and does not end in 0."""

import io
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from tests.support.pretended import PretendSession
from tests.support.ui import WIDE, until
from tmp_tui.app import TmpApp

SECRET = "tmpr_SECRETSECRET"


class Faulty(TmpApp):
    def action_fail(self) -> None:
        token = SECRET
        raise RuntimeError(f"boom {token}")

    def action_fail_beside(self) -> None:
        self.run_worker(self.fail_beside())

    async def fail_beside(self) -> None:
        token = SECRET
        raise LookupError(token)


async def run(app: Faulty, action: str) -> None:
    """Until it falls; the pilot raises again what made it fall."""
    with suppress(RuntimeError, WorkerFailed):
        async with app.run_test(size=WIDE) as pilot:
            app.call_later(app.run_action, action)
            await until(pilot, lambda: app.return_code)


@pytest.mark.parametrize(("action", "kind"), [("fail", "RuntimeError"), ("fail_beside", "LookupError")])
async def test_S07_one_line_no_values_and_a_status(action: str, kind: str, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "crash.log"
    app = Faulty(lambda server: PretendSession(), crash_log=log)
    said = io.StringIO()
    app.error_console.file = said

    await run(app, action)

    assert said.getvalue() == f"Track My Progress stopped: {kind}. Where it was is in {log}\n"
    assert app.return_code == 1
    written = log.read_text()
    assert kind in written
    assert "test_S07_crash.py" in written
    assert SECRET not in written + said.getvalue()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


async def test_S07_a_log_that_cannot_be_written_is_not_promised(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    app = Faulty(lambda server: PretendSession(), crash_log=tmp_path / "logs" / "crash.log")
    said = io.StringIO()
    app.error_console.file = said

    await run(app, "fail")

    assert said.getvalue() == "Track My Progress stopped: RuntimeError.\n"
