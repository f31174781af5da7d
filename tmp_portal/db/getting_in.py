"""Tables: the ways in beside a password, and what a person keeps of an account. Times are whole seconds since 1970 UTC."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String

from tmp_portal.db.metadata import key, lookup, table, to
from tmp_portal.db.people import orgs, users

# What a mail brings: a link, and a code that says the same; both are stored as hashes.
links = table(
    "links",
    key(),
    Column("user_id", String(36), nullable=False),
    Column("kind", String, nullable=False),  # activate, reset, email
    Column("email", String, nullable=False),  # where it was sent; of kind email: what it confirms
    Column("token_hash", LargeBinary(32), nullable=False),
    Column("code_hash", LargeBinary(32), nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("used_at", Integer),
    Column("replaced_at", Integer),  # by a newer one of its kind
    to(users, "user_id"),
    lookup("links", "user_id"),
    # A link or code comes from outside, and nothing else says whose it is.
    Index("links_by_token", "token_hash", unique=True),
    Index("links_by_code", "code_hash", unique=True),
)

# The address that a person added, once it is confirmed; the school's own stands in `users`.
own_emails = table(
    "own_emails",
    key("user_id"),
    Column("email", String, nullable=False),
    Column("email_key", String, nullable=False),  # case-folded
    Column("confirmed_at", Integer, nullable=False),
    to(users, "user_id"),
    lookup("own_emails", "email_key"),
    Index("own_emails_by_key", "email_key"),
)

preferences = table(
    "preferences",
    key("user_id"),
    Column("time_zone", String, nullable=False, default=""),  # an IANA name
    to(users, "user_id"),
)

# RFC 8628. The tenant is empty until somebody approves: a terminal asks before anybody says who they are.
device_grants = table(
    "device_grants",
    key(),
    Column("device_hash", LargeBinary(32), nullable=False),
    Column("user_code_hash", LargeBinary(32), nullable=False),
    Column("provider", String, nullable=False, default=""),  # wanted; once approved, how: also password
    Column("place", String, nullable=False),
    Column("place_name", String, nullable=False),
    Column("address", String, nullable=False),  # from where the terminal asked
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer, nullable=False),
    Column("interval", Integer, nullable=False),
    Column("polled_at", Integer, nullable=False, default=0),
    Column("state", String, nullable=False),  # waiting, approved, denied, used
    Column("approved_tenant", String(6)),
    Column("approved_user", String(36)),
    Index("device_grants_by_device", "device_hash", unique=True),
    Index("device_grants_by_code", "user_code_hash", unique=True),
)

# Who somebody is at Google or Clever.
identities = table(
    "identities",
    key("provider"),
    Column("subject", String, primary_key=True),
    Column("user_id", String(36), nullable=False),
    Column("email", String, nullable=False, default=""),
    Column("linked_at", Integer, nullable=False),
    to(users, "user_id"),
    lookup("identities", "user_id"),
    Index("identities_by_subject", "provider", "subject"),
)

# What a browser is in the middle of: a sign-in at a provider, a session that approves a device. No tenant yet.
browser_states = table(
    "browser_states",
    key(),
    Column("hash", LargeBinary(32), nullable=False),
    Column("kind", String, nullable=False),
    Column("data", String, nullable=False),  # JSON
    Column("expires_at", Integer, nullable=False),
    Index("browser_states_by_hash", "hash", unique=True),
)

# Where a school's people find help; an org without a row takes its parent's.
contacts = table(
    "contacts",
    key("org_id"),
    Column("phone", String, nullable=False, default=""),
    Column("mail", String, nullable=False, default=""),
    Column("chat", String, nullable=False, default=""),
    to(orgs, "org_id"),
)

feedback = table(
    "feedback",
    key(),
    Column("at", Integer, nullable=False),
    Column("page", String, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("words", String, nullable=False, default=""),
)

# What happened to whose way in; never a secret.
audit = table(
    "audit",
    key(),
    Column("at", Integer, nullable=False),
    Column("event", String, nullable=False),
    Column("user_id", String(36), nullable=False, default=""),
    Column("detail", String, nullable=False, default=""),
    lookup("audit", "at"),
    lookup("audit", "user_id"),
)
