"""Tables: who there is, and who may come in. Times are whole seconds since 1970 UTC."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table

from tmp_portal.db.metadata import key, lookup, metadata, table, tenant, to

tenants = Table(
    "tenants",
    metadata,
    tenant(),
    Column("name", String, nullable=False),
    Column("created_at", Integer, nullable=False),
    # The dateLastModified or import time of the newest roster that was loaded.
    Column("roster_at", Integer, nullable=False, default=0),
)

orgs = table(
    "orgs",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False),
    Column("identifier", String, nullable=False, default=""),
    Column("parent_id", String(36)),
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    lookup("orgs", "sourced_id", unique=True),
)

# The one place where a tenant is looked up from outside: a student types the number.
accounts = table(
    "accounts",
    key("number"),
    Column("org_id", String(36), nullable=False),
    to(orgs, "org_id"),
    Index("accounts_by_number", "number", unique=True),
    lookup("accounts", "org_id", unique=True),
)

users = table(
    "users",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("username", String, nullable=False),
    Column("username_key", String, nullable=False),  # case-folded
    Column("email", String, nullable=False, default=""),
    Column("email_key", String, nullable=False, default=""),  # case-folded
    Column("given_name", String, nullable=False),
    Column("family_name", String, nullable=False),
    Column("grades", String, nullable=False, default=""),
    Column("enabled", Boolean, nullable=False, default=True),
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    lookup("users", "sourced_id", unique=True),
    lookup("users", "username_key"),
    lookup("users", "email_key"),
    Index("users_by_email", "email_key"),  # who asks for an account number has none to say whose tenant it is
)

roles = table(
    "roles",
    key(),
    Column("sourced_id", String, nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("org_id", String(36), nullable=False),
    Column("role", String, nullable=False),  # student, teacher, administrator
    Column("begins_on", Date),
    Column("ends_on", Date),
    Column("active", Boolean, nullable=False, default=True),
    Column("modified_at", Integer, nullable=False, default=0),
    to(users, "user_id"),
    to(orgs, "org_id"),
    lookup("roles", "sourced_id", unique=True),
    lookup("roles", "user_id"),
)

credentials = table(
    "credentials",
    key("user_id"),
    Column("password_hash", String, nullable=False),
    Column("temporary", Boolean, nullable=False, default=False),
    Column("expires_at", Integer),  # of a temporary password
    Column("changed_at", Integer, nullable=False),
    Column("seal_key", LargeBinary(32), nullable=False),  # seals the student's local copies
    to(users, "user_id"),
)

token_families = table(
    "token_families",
    key(),
    Column("user_id", String(36), nullable=False),
    Column("place", String, nullable=False),  # shared, ssh, personal
    Column("setup", Boolean, nullable=False, default=False),  # good for Profile Setup only
    Column("place_name", String, nullable=False, default=""),  # what the computer calls itself
    Column("how", String, nullable=False, default="password"),  # password, link, google, clever
    Column("used_at", Integer, nullable=False, default=0),  # when its tokens were last renewed
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("revoked_at", Integer),
    Column("revoked_why", String),
    to(users, "user_id"),
    lookup("token_families", "user_id"),
)

access_tokens = table(
    "access_tokens",
    Column("hash", LargeBinary(32), primary_key=True),
    Column("family_id", String(36), nullable=False),
    Column("expires_at", Integer, nullable=False),
    to(token_families, "family_id"),
    lookup("access_tokens", "family_id"),
)

refresh_tokens = table(
    "refresh_tokens",
    Column("hash", LargeBinary(32), primary_key=True),
    Column("family_id", String(36), nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("used_at", Integer),
    Column("replaced_by", LargeBinary(32)),
    to(token_families, "family_id"),
    lookup("refresh_tokens", "family_id"),
)

# Failed sign-ins, counted by account and by address; the tenant is empty where none was found.
throttles = table(
    "throttles",
    key("subject"),  # a hash
    Column("failures", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("blocked_until", Integer, nullable=False),
)
