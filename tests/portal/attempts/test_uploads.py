"""A file as an answer: taken whole, back whole, and no larger than it may be."""

import asyncio
from pathlib import Path

import pytest

from tests.portal.attempts.support import choice, code, give, taking
from tests.support.school import PASSWORD, Group, School
from tests.support.waiting import until
from tmp_portal.assessments.finding import find_delivery
from tmp_portal.attempts.files import handed_in_files, write_files
from tmp_portal.attempts.overview import attempts_of
from tmp_portal.items.model import StoredItem
from tmp_portal.items.scoring import Scoring
from tmp_tui.wire.items import ExtendedText, Item, Upload
from tmp_tui.wire.uploads import LARGEST, pack, unpack

WHOLE = bytes(range(256)) * (LARGEST // 256)


def upload(name: str) -> StoredItem:
    """A question that is answered by a file."""
    item = Item(name, name, [Upload("RESPONSE")], by_hand=True)
    return StoredItem(name, item, Scoring(), 1.0)


def essay(name: str) -> StoredItem:
    """A question that is answered by a text."""
    return StoredItem(name, Item(name, name, [ExtendedText("RESPONSE")], by_hand=True), Scoring(), 1.0)


@pytest.fixture
def algebra(school: School) -> Group:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group, [upload("file"), choice("choice"), essay("text")])
    return group


async def test_the_largest_file_is_taken_and_a_larger_one_is_not(school: School, algebra: Group) -> None:
    async with taking(school, algebra) as ada:
        await ada.start()

        assert code(await ada.save(pack("plan.bin", WHOLE), nth=0, key="a")) == "ok"
        assert code(await ada.save(pack("plan.bin", WHOLE * 2), nth=0, version=2, key="b")) == "too-large"


async def test_what_is_no_file_is_no_larger_than_a_text(school: School, algebra: Group) -> None:
    async with taking(school, algebra) as ada:
        await ada.start()

        assert code(await ada.save("x" * 65_537, nth=1)) == "bad-answer"
        assert code(await ada.save("x" * 65_537, nth=2)) == "bad-answer"


@pytest.mark.parametrize(
    ("nth", "text"), [(0, pack("plan.bin", WHOLE)), (2, "one more line\n" * 1_500 + "the end")]
)
async def test_G16_a_long_answer_comes_back_whole_on_another_machine(
    school: School, algebra: Group, nth: int, text: str
) -> None:
    here, there = school.session(), school.session()
    there._folder = school.folder / "another"
    await here.sign_in("4821", "ada", PASSWORD)
    attempt = await here.begin(algebra.id, 1)
    taken = here.taking(attempt)
    taken.go(nth + 1)
    taken.answer({"RESPONSE": [text]})
    sending = asyncio.create_task(here.keep_sending(lambda: None))
    await until(lambda: taken.where == "saved", 20)
    sending.cancel()

    await there.sign_in("4821", "ada", PASSWORD)
    again = there.taking(await there.begin(algebra.id, 1))
    again.go(nth + 1)

    assert again.values == {"RESPONSE": [text]}


def test_a_file_is_packed_with_its_name_and_unpacked_again() -> None:
    packed = pack("my plan.txt", b"\x00\xff")

    found = unpack(packed)

    assert found is not None
    assert (found.name, found.data) == ("my plan.txt", b"\x00\xff")
    assert unpack("file:name\nnot base64!") is None
    assert unpack("just a text") is None


async def test_S08_staff_get_files_by_safe_names_within_the_folder_and_over_nothing(
    school: School, algebra: Group, tmp_path: Path
) -> None:
    async with taking(school, algebra) as ada:
        await ada.start()
        await ada.save(pack("../../.ssh/authorized keys\x1b[2J", b"first"), nth=0, key="a")
        delivery = school.database.read_now(lambda c: find_delivery(c, school.tenant, algebra.id, 1))
        lines = school.database.read_now(lambda c: attempts_of(c, school.tenant, delivery))
        files = school.database.read_now(lambda c: handed_in_files(c, school.tenant, lines))

    assert write_files(files, tmp_path / "files") == 1
    assert write_files([files[0]._replace(data=b"second")], tmp_path / "files") == 0

    (written,) = (tmp_path / "files").rglob("*")
    assert written.parent == tmp_path / "files"
    assert written.read_bytes() == b"first"
    assert all(character.isalnum() or character in "._-" for character in written.name)
