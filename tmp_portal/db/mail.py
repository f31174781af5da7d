"""Tables: mail on its way out. Times are whole seconds since 1970 UTC."""

from sqlalchemy import Column, Index, Integer, String

from tmp_portal.db.metadata import key, table

outbox = table(
    "outbox",
    key(),
    Column("user_id", String(36), nullable=False, default=""),
    Column("kind", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("text", String, nullable=False),  # emptied once it is sent: it may hold a link
    Column("html", String, nullable=False, default=""),
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),  # of what is in it: later it is not worth sending
    Column("try_at", Integer, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("state", String, nullable=False),  # waiting, sent, failed
    Column("trouble", String, nullable=False, default=""),
    Index("outbox_by_state", "state", "try_at"),
)
