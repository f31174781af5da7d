"""A roster takes a student out of a class, or a class out of the school: what was handed in there can still be seen."""

from sqlalchemy import Column, Table, update

from tests.portal.attempts.support import essay, give, taking
from tests.portal.staff.conftest import Command
from tests.support.school import Group, School
from tmp_portal.db.people import users
from tmp_portal.db.school import classes, enrollments
from tmp_portal.sync import documents
from tmp_portal.sync.parts.common import teachers


def leaves(school: School, table: Table, column: Column[str], value: str) -> None:
    """As a newer roster makes one record inactive."""
    school.write(lambda c: c.execute(update(table).where(column == value).values(active=False)))


def class_removed(school: School, group: Group) -> None:
    """As a newer roster removes it."""
    leaves(school, classes, classes.c.id, group.id)
    leaves(school, enrollments, enrollments.c.class_id, group.id)
    school.write(lambda connection: documents.everything_changed(connection, school.tenant))


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


async def test_a_class_that_alone_left_the_roster_gives_nobody_its_test_id(
    school: School, group: Group
) -> None:
    give(school, group, in_portal=False, test_id="246813")
    leaves(school, classes, classes.c.id, group.id)  # a delta says nothing of who was in it
    async with taking(school, group) as ada:
        found = await ada.http.get("/v1/test-ids/246813")
        begun = await ada.start(test_id="246813")

    assert (found.status_code, begun.status_code) == (404, 404)


def test_who_alone_left_the_roster_is_not_waited_for(school: School, group: Group, staff: Command) -> None:
    give(school, group)
    leaves(school, users, users.c.username, "bob")
    leaves(school, users, users.c.username, "tea")

    assert staff("attempts", "Algebra", "1")["not_begun"] == ["Ada Hill"]
    assert school.database.read_now(lambda c: teachers(c, school.tenant, [group.id])) == {}


async def test_a_teacher_with_the_username_of_one_who_is_gone_gives_points(
    school: School, group: Group, staff: Command
) -> None:
    give(school, group, [essay("e0")])
    async with taking(school, group) as ada:
        await ada.start()
        await ada.save("My thoughts")
        await ada.submit()
    school.person("okafor", "teacher")
    leaves(school, users, users.c.username, "okafor")
    newer = school.person("okafor2", "teacher")
    named = {"username": "okafor", "username_key": "okafor"}
    school.write(lambda c: c.execute(update(users).where(users.c.id == newer).values(**named)))

    [row] = staff("score", ada.paper.id, "1", "1.5", "--by", "okafor")

    assert row["points"] == 1.5
