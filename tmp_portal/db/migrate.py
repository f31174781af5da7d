"""Bringing a database to the newest shape (Alembic), and knowing whether it has it."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

# The newest revision in `migrations/versions`; a test compares the two, so that Alembic need not be imported to know.
HEAD = "0005"


def is_current(engine: Engine) -> bool:
    """Whether the database has the shape that this code expects."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("select version_num from alembic_version")).scalar() == HEAD


def upgrade(engine: Engine) -> None:
    """Run what migrations are missing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
