"""Term progress reports that a school hands out."""

from sqlalchemy import Connection, insert

from tmp_portal.db.students_work import term_reports
from tmp_portal.ids import new_id
from tmp_portal.sync import documents


def publish(connection: Connection, tenant: str, user_id: str, title: str, term: str, at: int) -> str:
    """Make a report available to a student. Returns its id."""
    report_id = new_id()
    connection.execute(
        insert(term_reports).values(
            tenant=tenant, id=report_id, user_id=user_id, title=title, term=term, published_at=at
        )
    )
    documents.me_changed(connection, tenant, user_id)
    return report_id
