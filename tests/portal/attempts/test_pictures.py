"""The files of pictures: for the student who has the question, while it is shown."""

import pytest
from sqlalchemy import update

from tests.portal.attempts.support import give, put_picture, taking
from tests.support.school import Group, School
from tmp_portal.db.students_work import deliveries


@pytest.fixture
def algebra(school: School) -> Group:
    group = school.class_("Algebra", {school.person("ada"): "student"})
    give(school, group)
    give(school, group)
    return group


async def test_a_picture_of_a_question_can_be_saved_while_it_is_answered(
    school: School, algebra: Group
) -> None:
    async with taking(school, algebra) as ada:
        await ada.start()
        put_picture(school, ada.paper.items[0].id, "file-1", b"PNG")

        got = await ada.http.get(f"/v1/attempts/{ada.paper.id}/files/file-1")

    assert (got.status_code, got.content) == (200, b"PNG")
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"] == "attachment"


async def test_a_picture_of_another_assessment_is_not_there(school: School, algebra: Group) -> None:
    async with taking(school, algebra) as ada:
        await ada.start(number=2, key="two")
        put_picture(school, ada.paper.items[0].id, "file-1", b"PNG")
        await ada.start(number=1)

        assert (await ada.http.get(f"/v1/attempts/{ada.paper.id}/files/file-1")).status_code == 404


@pytest.mark.parametrize(("released", "status"), [(False, 404), (True, 200)])
async def test_G29_after_it_is_handed_in_a_picture_is_there_where_the_questions_are(
    school: School, algebra: Group, released: bool, status: int
) -> None:
    school.write(lambda c: c.execute(update(deliveries).values(release_items=released)))
    async with taking(school, algebra) as ada:
        await ada.start()
        put_picture(school, ada.paper.items[0].id, "file-1", b"PNG")
        await ada.submit()

        assert (await ada.http.get(f"/v1/attempts/{ada.paper.id}/files/file-1")).status_code == status
