"""The sample school: whole after one command, and never in anybody else's folder."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from tmp_portal.db.engine import Database
from tmp_portal.db.mail import outbox
from tmp_portal.db.school import classes
from tmp_portal.db.students_work import deliveries, mastery
from tmp_portal.demo import build
from tmp_portal.errors import NotDone


def test_it_is_built_whole_and_known_to_be(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    build.make_room(folder)
    assert not build.is_built(folder)

    database = Database(f"sqlite:///{folder / 'portal.db'}")
    build.build(database, folder)

    (mail,) = database.read_now(lambda c: c.execute(select(outbox)).all())
    counts = database.read_now(
        lambda c: [
            c.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (classes, deliveries, mastery)
        ]
    )
    database.close()
    assert build.is_built(folder)
    assert (mail.kind, mail.recipient, mail.state) == ("activate", "grace@harborlight.example", "waiting")
    assert counts[0] == 8
    assert counts[1] >= 150
    assert counts[2] > 1000


def test_a_school_s_own_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "portal.db").write_bytes(b"a real school's")

    with pytest.raises(NotDone, match="Choose another folder"):
        build.make_room(tmp_path)

    assert (tmp_path / "portal.db").read_bytes() == b"a real school's"


@pytest.mark.parametrize(
    "mark", ["{}", "", "not json", '{"version": 0, "built_on": "2026-03-16"}', '{"version": 1}']
)
def test_half_built_or_of_another_version_it_is_built_again(tmp_path: Path, mark: str) -> None:
    (tmp_path / build.MARK).write_text(mark)
    (tmp_path / "portal.db").write_bytes(b"half of it")

    assert not build.is_built(tmp_path)
    build.make_room(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [build.MARK]
