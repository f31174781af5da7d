"""The ways in beside a password: links, devices, other sign-ins, mail; and what is kept of who came in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "audit",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("audit_by_at", "audit", ["tenant", "at"], unique=False)
    op.create_index("audit_by_user_id", "audit", ["tenant", "user_id"], unique=False)
    op.create_table(
        "browser_states",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("browser_states_by_hash", "browser_states", ["hash"], unique=True)
    op.create_table(
        "device_grants",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("place_name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("polled_at", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_tenant", sa.String(length=6), nullable=True),
        sa.Column("approved_user", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("device_grants_by_code", "device_grants", ["user_code_hash"], unique=True)
    op.create_index("device_grants_by_device", "device_grants", ["device_hash"], unique=True)
    op.create_table(
        "feedback",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_table(
        "outbox",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("outbox_by_state", "outbox", ["state", "try_at"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "org_id"],
            ["orgs.tenant", "orgs.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "org_id"),
    )
    op.create_table(
        "identities",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("provider", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("linked_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "provider", "subject"),
    )
    op.create_index("identities_by_subject", "identities", ["provider", "subject"], unique=False)
    op.create_index("identities_by_user_id", "identities", ["tenant", "user_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Integer(), nullable=True),
        sa.Column("replaced_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("links_by_code", "links", ["code_hash"], unique=True)
    op.create_index("links_by_token", "links", ["token_hash"], unique=True)
    op.create_index("links_by_user_id", "links", ["tenant", "user_id"], unique=False)
    op.create_table(
        "own_emails",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "user_id"),
    )
    op.create_index("own_emails_by_email_key", "own_emails", ["tenant", "email_key"], unique=False)
    op.create_index("own_emails_by_key", "own_emails", ["email_key"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "user_id"),
    )
    op.add_column("token_families", sa.Column("place_name", sa.String(), nullable=False, server_default=""))
    op.add_column("token_families", sa.Column("how", sa.String(), nullable=False, server_default="password"))
    op.add_column("token_families", sa.Column("used_at", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("users_by_email", "users", ["email_key"], unique=False)


def downgrade() -> None:
    """Remove them."""

    op.drop_index("users_by_email", table_name="users")
    op.drop_column("token_families", "used_at")
    op.drop_column("token_families", "how")
    op.drop_column("token_families", "place_name")
    op.drop_table("preferences")
    op.drop_index("own_emails_by_key", table_name="own_emails")
    op.drop_index("own_emails_by_email_key", table_name="own_emails")
    op.drop_table("own_emails")
    op.drop_index("links_by_user_id", table_name="links")
    op.drop_index("links_by_token", table_name="links")
    op.drop_index("links_by_code", table_name="links")
    op.drop_table("links")
    op.drop_index("identities_by_user_id", table_name="identities")
    op.drop_index("identities_by_subject", table_name="identities")
    op.drop_table("identities")
    op.drop_table("contacts")
    op.drop_index("outbox_by_state", table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("feedback")
    op.drop_index("device_grants_by_device", table_name="device_grants")
    op.drop_index("device_grants_by_code", table_name="device_grants")
    op.drop_table("device_grants")
    op.drop_index("browser_states_by_hash", table_name="browser_states")
    op.drop_table("browser_states")
    op.drop_index("audit_by_user_id", table_name="audit")
    op.drop_index("audit_by_at", table_name="audit")
    op.drop_table("audit")
