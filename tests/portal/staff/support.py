"""An assessment that is there and not given yet."""

from sqlalchemy import Connection

from tests.portal.attempts.support import choice, put_items
from tests.support.school import Group, School
from tmp_portal.assessments import service
from tmp_portal.items.model import StoredItem


def made(school: School, group: Group, title: str = "Quiz", stored: list[StoredItem] | None = None) -> str:
    """An assessment with questions. Returns its id."""

    def work(connection: Connection) -> str:
        stored_items = [choice(f"q{n}") for n in range(3)] if stored is None else stored
        assessment = service.create(connection, school.tenant, title, len(stored_items), {})
        put_items(connection, school, group, assessment, stored_items)
        return assessment

    return school.write(work)
