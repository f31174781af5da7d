"""`tmp-tui export` and `tmp-tui data`: what they write, and with which exit status."""

import json
import stat
from pathlib import Path

import httpx
import pytest

from tests.support.accounts import AccountPortal, account_session, refused
from tests.support.hostile import acts
from tmp_tui import cli, paths
from tmp_tui.data import data
from tmp_tui.export import export

ADA = ("4821", "ada", "analytical-engine")


class Exported:
    """What a call of `export` did."""

    def __init__(
        self, portal: AccountPortal, out: Path | None = None, typed: tuple[str, str, str] | None = ADA
    ) -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self.session = account_session(portal)
        self.status = export(
            self.session, out, credentials=lambda: typed, write=self.out.append, write_error=self.err.append
        )


def test_it_is_written_to_standard_output_laid_out_and_the_session_ends() -> None:
    done = Exported(AccountPortal())

    assert (done.status, "".join(done.out)) == (0, '{\n  "name": "Ada"\n}\n')
    assert [asked[0] for asked in done.session.asked] == ["sign_in", "sign_out"]


def test_S06_on_standard_output_nothing_acts_on_a_terminal_and_nothing_is_lost() -> None:
    text = "é 字 \u009b2J \u202e \U000e0041 \x1b]52;c;eA==\x07"
    portal = AccountPortal()
    portal.held = json.dumps({text: text}, ensure_ascii=False).encode()

    done = Exported(portal)

    assert json.loads("".join(done.out)) == {text: text}
    assert "é 字" in done.out[0]
    assert acts("".join(done.out).replace("\n", "")) == set()


def test_S08_a_file_is_new_and_for_its_owner_only(tmp_path: Path) -> None:
    out = tmp_path / "me.json"
    assert Exported(AccountPortal(), out).status == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600

    out.write_text("mine")
    again = Exported(AccountPortal(), out)

    assert (again.status, out.read_text()) == (1, "mine")
    assert str(out) in again.err[0]


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (httpx.ConnectError("down"), 5),
        (refused("maintenance", "Soon.", 503), 5),
        (refused("signed-out", "No.", 401), 4),
        (refused("too-many", "Wait.", 429), 1),
    ],
)
def test_what_fails_says_why_with_a_status_of_its_own(
    refusal: httpx.Response | Exception, status: int
) -> None:
    portal = AccountPortal()
    portal.refusals["/v1/me/export"] = refusal

    done = Exported(portal)

    assert (done.status, done.out) == (status, [])
    assert done.err[0].startswith("tmp-tui: ")


def test_without_credentials_it_is_4() -> None:
    assert Exported(AccountPortal(), typed=None).status == 4


def test_export_without_a_portal_is_a_mistake_in_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--account", "4821", "--username", "ada"]) == 2
    assert "which portal?" in capsys.readouterr().err


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_data_lists_sizes_and_clears_copies_but_never_answers(tmp_path: Path) -> None:
    for name in ("a.copy", "a.copy-wal", "a.journal", "a.journal.damaged-1", "notes.txt"):
        (tmp_path / name).write_bytes(b"x" * 1500)
    said: list[str] = []

    assert data(tmp_path, write=said.append) == 0
    assert any("1.5 KB" in line and "copy of pages: a.copy" in line for line in said)
    assert "tmp-tui data --clear" in said[-2]
    assert kept(tmp_path) == ["a.copy", "a.copy-wal", "a.journal", "a.journal.damaged-1", "notes.txt"]

    assert data(tmp_path, clear=True, write=said.append) == 0
    assert kept(tmp_path) == ["a.journal", "a.journal.damaged-1", "notes.txt"]


def test_data_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.journal").write_bytes(b"x" * 7)
    said: list[str] = []

    data(tmp_path, as_json=True, write=said.append)

    assert json.loads(said[0])["kept"] == [{"file": "a.journal", "kind": "journal", "bytes": 7}]


def test_data_where_nothing_is_kept_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["data"]) == 0
    assert capsys.readouterr().out == f"Nothing is kept in {paths.copies_folder()}.\n"
