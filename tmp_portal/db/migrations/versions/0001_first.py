"""The first shape of the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "academic_sessions",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index(
        "academic_sessions_by_sourced_id", "academic_sessions", ["tenant", "sourced_id"], unique=True
    )
    op.create_table(
        "assessments",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_table(
        "documents",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("owner", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=5), nullable=False),
        sa.Column("etag", sa.String(length=8), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "owner", "class_id"),
    )
    op.create_index("documents_by_class_id", "documents", ["tenant", "class_id"], unique=False)
    op.create_table(
        "frameworks",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("creator", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("license", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("frameworks_by_identifier", "frameworks", ["tenant", "identifier"], unique=True)
    op.create_table(
        "orgs",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("orgs_by_sourced_id", "orgs", ["tenant", "sourced_id"], unique=True)
    op.create_table(
        "standards",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("framework_id", sa.String(length=36), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("leaf", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("grades", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index(
        "standards_by_framework_id_identifier",
        "standards",
        ["tenant", "framework_id", "identifier"],
        unique=True,
    )
    op.create_index(
        "standards_by_framework_id_position",
        "standards",
        ["tenant", "framework_id", "position"],
        unique=False,
    )
    op.create_table(
        "tenants",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("roster_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "throttles",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("subject", sa.String(length=36), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("blocked_until", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "subject"),
    )
    op.create_table(
        "users",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("username_key", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("grades", sa.String(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("users_by_email_key", "users", ["tenant", "email_key"], unique=False)
    op.create_index("users_by_sourced_id", "users", ["tenant", "sourced_id"], unique=True)
    op.create_index("users_by_username_key", "users", ["tenant", "username_key"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("number", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "org_id"],
            ["orgs.tenant", "orgs.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "number"),
    )
    op.create_index("accounts_by_number", "accounts", ["number"], unique=True)
    op.create_index("accounts_by_org_id", "accounts", ["tenant", "org_id"], unique=True)
    op.create_table(
        "assessment_standards",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=False),
        sa.Column("possible", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "assessment_id"],
            ["assessments.tenant", "assessments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "standard_id"],
            ["standards.tenant", "standards.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "assessment_id", "standard_id"),
    )
    op.create_table(
        "courses",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "org_id"],
            ["orgs.tenant", "orgs.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("courses_by_sourced_id", "courses", ["tenant", "sourced_id"], unique=True)
    op.create_table(
        "credentials",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("temporary", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.Integer(), nullable=False),
        sa.Column("seal_key", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "user_id"),
    )
    op.create_table(
        "roles",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "org_id"],
            ["orgs.tenant", "orgs.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("roles_by_sourced_id", "roles", ["tenant", "sourced_id"], unique=True)
    op.create_index("roles_by_user_id", "roles", ["tenant", "user_id"], unique=False)
    op.create_table(
        "term_reports",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("published_at", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index(
        "term_reports_by_user_id_published_at",
        "term_reports",
        ["tenant", "user_id", "published_at"],
        unique=False,
    )
    op.create_table(
        "token_families",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("setup", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.Integer(), nullable=True),
        sa.Column("revoked_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("token_families_by_user_id", "token_families", ["tenant", "user_id"], unique=False)
    op.create_table(
        "access_tokens",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("family_id", sa.String(length=36), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "family_id"],
            ["token_families.tenant", "token_families.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "hash"),
    )
    op.create_index("access_tokens_by_family_id", "access_tokens", ["tenant", "family_id"], unique=False)
    op.create_table(
        "classes",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("grades", sa.String(), nullable=False),
        sa.Column("course_id", sa.String(length=36), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("framework_id", sa.String(length=36), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "course_id"],
            ["courses.tenant", "courses.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "school_id"],
            ["orgs.tenant", "orgs.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("classes_by_sourced_id", "classes", ["tenant", "sourced_id"], unique=True)
    op.create_table(
        "refresh_tokens",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("family_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Integer(), nullable=True),
        sa.Column("replaced_by", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "family_id"],
            ["token_families.tenant", "token_families.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "hash"),
    )
    op.create_index("refresh_tokens_by_family_id", "refresh_tokens", ["tenant", "family_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("delivery_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("activity_by_class_id_at", "activity", ["tenant", "class_id", "at"], unique=False)
    op.create_table(
        "class_standards",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "standard_id"],
            ["standards.tenant", "standards.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "class_id", "standard_id"),
    )
    op.create_table(
        "class_terms",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "session_id"],
            ["academic_sessions.tenant", "academic_sessions.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "class_id", "session_id"),
    )
    op.create_table(
        "deliveries",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("test_id", sa.String(length=6), nullable=False),
        sa.Column("test_id_expires_at", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.Integer(), nullable=True),
        sa.Column("closes_at", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("in_portal", sa.Boolean(), nullable=False),
        sa.Column("release_scores", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "assessment_id"],
            ["assessments.tenant", "assessments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index(
        "deliveries_by_class_id_number", "deliveries", ["tenant", "class_id", "number"], unique=True
    )
    op.create_index("deliveries_by_test_id", "deliveries", ["tenant", "test_id"], unique=False)
    op.create_table(
        "enrollments",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sourced_id", sa.String(), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("primary_teacher", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("modified_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("enrollments_by_class_id", "enrollments", ["tenant", "class_id"], unique=False)
    op.create_index("enrollments_by_sourced_id", "enrollments", ["tenant", "sourced_id"], unique=True)
    op.create_index("enrollments_by_user_id", "enrollments", ["tenant", "user_id"], unique=False)
    op.create_table(
        "mastery",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Float(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "standard_id"],
            ["standards.tenant", "standards.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "user_id", "class_id", "standard_id"),
    )
    op.create_table(
        "playlists",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "class_id"],
            ["classes.tenant", "classes.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index(
        "playlists_by_class_id_position", "playlists", ["tenant", "class_id", "position"], unique=False
    )
    op.create_table(
        "attempts",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("delivery_id", sa.String(length=36), nullable=False),
        sa.Column("class_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.Integer(), nullable=True),
        sa.Column("points", sa.Float(), nullable=True),
        sa.Column("possible", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "delivery_id"],
            ["deliveries.tenant", "deliveries.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "user_id"],
            ["users.tenant", "users.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("attempts_by_delivery_id", "attempts", ["tenant", "delivery_id"], unique=False)
    op.create_index(
        "attempts_by_user_id_class_id", "attempts", ["tenant", "user_id", "class_id"], unique=False
    )
    op.create_table(
        "playlist_activities",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("playlist_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "playlist_id"],
            ["playlists.tenant", "playlists.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "playlist_id", "position"),
    )
    op.create_table(
        "standard_scores",
        sa.Column("tenant", sa.String(length=6), nullable=False),
        sa.Column("attempt_id", sa.String(length=36), nullable=False),
        sa.Column("standard_id", sa.String(length=36), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("possible", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "attempt_id"],
            ["attempts.tenant", "attempts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "standard_id"],
            ["standards.tenant", "standards.id"],
        ),
        sa.PrimaryKeyConstraint("tenant", "attempt_id", "standard_id"),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    """Remove every table."""
    op.drop_table("standard_scores")
    op.drop_table("playlist_activities")
    op.drop_index("attempts_by_user_id_class_id", table_name="attempts")
    op.drop_index("attempts_by_delivery_id", table_name="attempts")
    op.drop_table("attempts")
    op.drop_index("playlists_by_class_id_position", table_name="playlists")
    op.drop_table("playlists")
    op.drop_table("mastery")
    op.drop_index("enrollments_by_user_id", table_name="enrollments")
    op.drop_index("enrollments_by_sourced_id", table_name="enrollments")
    op.drop_index("enrollments_by_class_id", table_name="enrollments")
    op.drop_table("enrollments")
    op.drop_index("deliveries_by_test_id", table_name="deliveries")
    op.drop_index("deliveries_by_class_id_number", table_name="deliveries")
    op.drop_table("deliveries")
    op.drop_table("class_terms")
    op.drop_table("class_standards")
    op.drop_index("activity_by_class_id_at", table_name="activity")
    op.drop_table("activity")
    op.drop_index("refresh_tokens_by_family_id", table_name="refresh_tokens")
    op.drop_table("refresh_tokens")
    op.drop_index("classes_by_sourced_id", table_name="classes")
    op.drop_table("classes")
    op.drop_index("access_tokens_by_family_id", table_name="access_tokens")
    op.drop_table("access_tokens")
    op.drop_index("token_families_by_user_id", table_name="token_families")
    op.drop_table("token_families")
    op.drop_index("term_reports_by_user_id_published_at", table_name="term_reports")
    op.drop_table("term_reports")
    op.drop_index("roles_by_user_id", table_name="roles")
    op.drop_index("roles_by_sourced_id", table_name="roles")
    op.drop_table("roles")
    op.drop_table("credentials")
    op.drop_index("courses_by_sourced_id", table_name="courses")
    op.drop_table("courses")
    op.drop_table("assessment_standards")
    op.drop_index("accounts_by_org_id", table_name="accounts")
    op.drop_index("accounts_by_number", table_name="accounts")
    op.drop_table("accounts")
    op.drop_index("users_by_username_key", table_name="users")
    op.drop_index("users_by_sourced_id", table_name="users")
    op.drop_index("users_by_email_key", table_name="users")
    op.drop_table("users")
    op.drop_table("throttles")
    op.drop_table("tenants")
    op.drop_index("standards_by_framework_id_position", table_name="standards")
    op.drop_index("standards_by_framework_id_identifier", table_name="standards")
    op.drop_table("standards")
    op.drop_index("orgs_by_sourced_id", table_name="orgs")
    op.drop_table("orgs")
    op.drop_index("frameworks_by_identifier", table_name="frameworks")
    op.drop_table("frameworks")
    op.drop_index("documents_by_class_id", table_name="documents")
    op.drop_table("documents")
    op.drop_table("assessments")
    op.drop_index("academic_sessions_by_sourced_id", table_name="academic_sessions")
    op.drop_table("academic_sessions")
    # ### end Alembic commands ###
