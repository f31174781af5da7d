"""How a class computes levels, and how levels changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables; the levels that there are begin the history."""
    op.create_table(
        "class_mastery",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("cuts", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "class_id"], ["classes.tenant", "classes.id"]),
        sa.PrimaryKeyConstraint("tenant", "class_id"),
    )
    op.create_table(
        "mastery_history",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["tenant", "user_id"], ["users.tenant", "users.id"]),
        sa.ForeignKeyConstraint(["tenant", "class_id"], ["classes.tenant", "classes.id"]),
        sa.ForeignKeyConstraint(["tenant", "standard_id"], ["standards.tenant", "standards.id"]),
        sa.PrimaryKeyConstraint("tenant", "user_id", "class_id", "standard_id", "number"),
    )
    op.execute(
        "insert into mastery_history (tenant, user_id, class_id, standard_id, number, at, level, percent) "
        "select tenant, user_id, class_id, standard_id, 1, at, level, percent from mastery"
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("mastery_history")
    op.drop_table("class_mastery")
