"""The local copy: sealed on disk, whole in memory, replaced all at once or not at all."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from tmp_tui.store.copy import Garbled, LocalCopy
from tmp_tui.wire import Changed, ClassDocument, ClassEntry, Me, MineDocument, StandardLevel, SyncReply

KEY = b"k" * 32


def changed(name: str, document: msgspec.Struct, etag: str = "etagetag") -> Changed:
    return Changed(name, etag, msgspec.Raw(msgspec.json.encode(document)))


def me(name: str = "Ada") -> Me:
    return Me(
        "u", name, "Hill", "student", "Hill School", "4821", "ada", classes=[ClassEntry("c1", "Algebra")]
    )


def reply(*documents: Changed, gone: list[str] | None = None) -> SyncReply:
    return SyncReply(now=1_773_673_200, changed=list(documents), gone=gone or [])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "one.copy"


def test_G03_what_was_seen_is_there_after_a_restart(path: Path) -> None:
    LocalCopy(path, KEY).apply(
        reply(changed("me", me()), changed("mine/c1", MineDocument([StandardLevel(0, 3, 90)])))
    )

    again = LocalCopy(path, KEY)

    assert again.me() == me()
    assert again.mine("c1") == MineDocument([StandardLevel(0, 3, 90)])
    assert again.freshness.at == 1_773_673_200


def test_what_it_has_is_told_in_pairs(path: Path) -> None:
    copy = LocalCopy(path, KEY)
    copy.apply(
        reply(
            changed("me", me(), "meetagme"), changed("class/c1", ClassDocument("c1", "Algebra"), "classtag")
        )
    )

    assert copy.have() == {"me": "meetagme", "c1": "classtag--------"}


def test_nothing_readable_lies_on_disk(path: Path) -> None:
    LocalCopy(path, KEY).apply(reply(changed("me", me("Ada Byron-Reyes"))))

    content = b"".join(file.read_bytes() for file in path.parent.iterdir())

    assert b"Ada" not in content
    assert b"Algebra" not in content
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_another_key_sees_an_empty_copy(path: Path) -> None:
    LocalCopy(path, KEY).apply(reply(changed("me", me())))

    assert LocalCopy(path, b"x" * 32).me() is None


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100])
def test_a_damaged_file_is_begun_anew(path: Path, damage: bytes) -> None:
    LocalCopy(path, KEY).apply(reply(changed("me", me())))
    path.write_bytes(damage)

    copy = LocalCopy(path, KEY)
    copy.apply(reply(changed("me", me())))

    assert LocalCopy(path, KEY).me() == me()


def test_a_swapped_document_is_noticed(path: Path) -> None:
    LocalCopy(path, KEY).apply(
        reply(changed("me", me()), changed("class/c1", ClassDocument("c1", "Algebra")))
    )
    with sqlite3.connect(path) as connection:
        connection.execute("update documents set body = (select body from documents where name = 'me')")

    assert LocalCopy(path, KEY).me() is None


def test_a_full_disk_loses_the_file_and_not_the_view(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = LocalCopy(path, KEY)

    def full(_: LocalCopy) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(LocalCopy, "_connect", full)
    copy.apply(reply(changed("me", me())))

    assert copy.me() == me()
    assert "full" in copy.disk_trouble


@pytest.mark.parametrize("body", [b"{}", b"[1,2]", b'{"id":5}', b'"text"', b"[" * 2000 + b"]" * 2000])
def test_a_garbled_reply_changes_nothing(path: Path, body: bytes) -> None:
    copy = LocalCopy(path, KEY)
    copy.apply(reply(changed("me", me())))

    with pytest.raises(Garbled):
        copy.apply(
            reply(
                changed("class/c1", ClassDocument("c1", "New")), Changed("me", "xxxxxxxx", msgspec.Raw(body))
            )
        )

    assert copy.me() == me()
    assert copy.class_("c1") is None


def test_what_is_gone_is_gone(path: Path) -> None:
    copy = LocalCopy(path, KEY)
    copy.apply(reply(changed("class/c1", ClassDocument("c1", "Algebra"))))

    copy.apply(reply(gone=["class/c1", "mine/c1"]))

    assert copy.class_("c1") is None
    assert LocalCopy(path, KEY).have() == {}


def test_S06_what_comes_in_is_made_safe(path: Path) -> None:
    copy = LocalCopy(path, KEY)

    copy.apply(
        reply(
            changed("class/c1", ClassDocument("c1", "A\x1b]52;c;RVZJTA==\x07lgebra\u202e", ["\x9b2JMs Hill"]))
        )
    )

    document = copy.class_("c1")
    assert document is not None
    assert (document.title, document.teachers) == ("Algebra", ["Ms Hill"])


def test_the_portals_clock_rules(path: Path) -> None:
    copy = LocalCopy(path, KEY)
    copy.apply(reply(changed("me", me())))

    assert abs(copy.now() - 1_773_673_200) < 5
    assert abs(LocalCopy(path, KEY).now() - 1_773_673_200) < 5


def test_a_file_that_another_program_holds_is_left_alone(path: Path) -> None:
    LocalCopy(path, KEY).apply(reply(changed("me", me())))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin exclusive")

    copy = LocalCopy(path, KEY)

    assert "locked" in copy.disk_trouble
    holder.close()
    assert LocalCopy(path, KEY).me() == me()


def test_a_document_of_another_version_is_asked_for_anew(path: Path) -> None:
    copy = LocalCopy(path, KEY)
    copy._bodies["me"] = ("etagetag", b'{"id": 5}')

    assert copy.me() is None
    assert copy.have() == {}
