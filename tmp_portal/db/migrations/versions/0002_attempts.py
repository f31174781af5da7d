"""Items, and taking assessments."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of items and attempts."""
    op.create_table(
        "items",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("bank", sa.String(), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("items_by_bank_identifier", "items", ["tenant", "bank", "identifier"], unique=True)
    op.create_table(
        "assessment_items",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("said_before", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "assessment_id"],
            ["assessments.tenant", "assessments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["items.tenant", "items.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "assessment_id", "position"),
    )
    op.create_index("assessment_items_by_item_id", "assessment_items", ["tenant", "item_id"], unique=False)
    op.create_table(
        "assessment_sources",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("bank", sa.String(), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "assessment_id"],
            ["assessments.tenant", "assessments.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "assessment_id"),
    )
    op.create_index(
        "assessment_sources_by_bank_identifier",
        "assessment_sources",
        ["tenant", "bank", "identifier"],
        unique=True,
    )
    op.create_table(
        "item_files",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["items.tenant", "items.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "item_id", "id"),
    )
    op.create_table(
        "item_standards",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["items.tenant", "items.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "standard_id"],
            ["standards.tenant", "standards.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "item_id", "standard_id"),
    )
    op.create_index(
        "item_standards_by_standard_id", "item_standards", ["tenant", "standard_id"], unique=False
    )
    op.create_table(
        "item_versions",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.Column("scoring", sa.LargeBinary(), nullable=False),
        sa.Column("rubric", sa.LargeBinary(), nullable=False),
        sa.Column("template", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("imported_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id"],
            ["items.tenant", "items.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "item_id", "version"),
    )
    op.create_table(
        "accommodations",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("time_percent", sa.Integer(), nullable=False),
        sa.Column("more_attempts", sa.Integer(), nullable=False),
        sa.Column("shuffle", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "delivery_id"],
            ["deliveries.tenant", "deliveries.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "delivery_id", "user_id"),
    )
    op.create_table(
        "delivery_rules",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("grace", sa.Integer(), nullable=False),
        sa.Column("shuffle", sa.Boolean(), nullable=False),
        sa.Column("offline", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "delivery_id"],
            ["deliveries.tenant", "deliveries.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "delivery_id"),
    )
    op.create_table(
        "attempt_papers",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("written_since", sa.Integer(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("submit_key", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("handed_in_at", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id"],
            ["attempts.tenant", "attempts.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id"),
    )
    op.create_index("attempt_papers_by_code", "attempt_papers", ["tenant", "code"], unique=True)
    op.create_table(
        "attempt_items",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("said_before", sa.LargeBinary(), nullable=True),
        sa.Column("shape", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id"],
            ["attempt_papers.tenant", "attempt_papers.attempt_id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "item_id", "version"],
            ["item_versions.tenant", "item_versions.item_id", "item_versions.version"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id", "name"),
    )
    op.create_table(
        "attempt_starts",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id"],
            ["attempt_papers.tenant", "attempt_papers.attempt_id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "user_id", "delivery_id", "key"),
    )
    op.create_table(
        "attempt_writers",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("writer", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id"],
            ["attempt_papers.tenant", "attempt_papers.attempt_id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id", "key"),
    )
    op.create_table(
        "attempt_answers",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id", "name"],
            ["attempt_items.tenant", "attempt_items.attempt_id", "attempt_items.name"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id", "name", "version"),
    )
    op.create_table(
        "item_scores",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Float(), nullable=True),
        sa.Column("needs_staff", sa.String(), nullable=False),
        sa.Column("scored_by", sa.String(length=36), nullable=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id", "name"],
            ["attempt_items.tenant", "attempt_items.attempt_id", "attempt_items.name"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id", "name"),
    )
    op.create_table(
        "refused_answers",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id", "name"],
            ["attempt_items.tenant", "attempt_items.attempt_id", "attempt_items.name"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id", "name", "key"),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    """Remove them."""
    op.drop_table("refused_answers")
    op.drop_table("item_scores")
    op.drop_table("attempt_answers")
    op.drop_table("attempt_writers")
    op.drop_table("attempt_starts")
    op.drop_table("attempt_items")
    op.drop_index("attempt_papers_by_code", table_name="attempt_papers")
    op.drop_table("attempt_papers")
    op.drop_table("delivery_rules")
    op.drop_table("accommodations")
    op.drop_table("item_versions")
    op.drop_index("item_standards_by_standard_id", table_name="item_standards")
    op.drop_table("item_standards")
    op.drop_table("item_files")
    op.drop_index("assessment_sources_by_bank_identifier", table_name="assessment_sources")
    op.drop_table("assessment_sources")
    op.drop_index("assessment_items_by_item_id", table_name="assessment_items")
    op.drop_table("assessment_items")
    op.drop_index("items_by_bank_identifier", table_name="items")
    op.drop_table("items")
    # ### end Alembic commands ###
