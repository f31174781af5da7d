"""What a student sees of a scored attempt, and how long one student's window is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SWITCHES = ("release_items", "release_key", "release_analysis", "release_answers", "key_while_open")


def upgrade() -> None:
    """Add the switches, off, and a student's own end of the window."""
    for name in SWITCHES:
        op.add_column("deliveries", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("accommodations", sa.Column("closes_at", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Remove them."""
    op.drop_column("accommodations", "closes_at")
    for name in SWITCHES:
        op.drop_column("deliveries", name)
