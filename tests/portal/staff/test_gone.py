"""A roster takes a student out of a class, or a class out of the school: what was handed in there can still be seen."""

from sqlalchemy import Connection, update

from tests.portal.attempts.support import essay, give, taking
from tests.portal.staff.conftest import Command
from tests.support.school import Group, School
from tmp_portal.db.school import classes, enrollments
from tmp_portal.sync import documents


def class_removed(school: School, group: Group) -> None:
    """As a newer roster removes it."""

    def work(connection: Connection) -> None:
        for table, mine in ((classes, classes.c.id), (enrollments, enrollments.c.class_id)):
            connection.execute(update(table).where(mine == group.id).values(active=False))
        documents.everything_changed(connection, school.tenant)

    school.write(work)


async def test_who_left_the_class_can_still_hand_in_and_be_given_time_and_looked_at(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group, minutes=10)
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("B")
        school.leave(group, "school-ada")

        saved = await ada.save("C", version=2)
        [extended] = staff("extend", "Algebra", "1", "5", "--student", "ada")
        handed_in = await ada.submit()

    seen = staff("attempts", "Algebra", "1", "--student", "ada")["attempts"]
    assert (saved.status_code, handed_in.status_code) == (200, 200)
    assert extended["username"] == "ada"
    assert [(line["username"], line["answered"]) for line in seen] == [("ada", 1)]


async def test_what_was_handed_in_to_a_class_that_is_gone_can_be_looked_at_and_scored(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group, [essay("e0")])
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("My thoughts")
        class_removed(school, group)
        await ada.submit()

    [line] = staff("attempts", group.id, "1")["attempts"]
    waits = staff("score", "--class", "Algebra", "--number", "1")

    assert (line["username"], line["state"]) == ("ada", "submitted")
    assert [row["attempt"] for row in waits] == [line["id"]]
