"""A small school for tests: a real database, filled by the portal's own services, and the real portal over it."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import httpx
import msgspec
from litestar import Litestar
from sqlalchemy import Connection, insert, text, update

from tmp_portal.accounts import passwords
from tmp_portal.accounts.queries import store_password
from tmp_portal.activity import service as activity
from tmp_portal.asgi import create_app
from tmp_portal.assessments import service as assessments
from tmp_portal.clock import now
from tmp_portal.db import metadata
from tmp_portal.db.engine import Database
from tmp_portal.db.migrate import HEAD
from tmp_portal.db.people import accounts, orgs, roles, tenants, users
from tmp_portal.db.school import academic_sessions, class_terms, classes, courses, enrollments
from tmp_portal.db.standards import class_standards, frameworks, standards
from tmp_portal.ids import new_id
from tmp_portal.progress import service as progress
from tmp_portal.settings import Settings
from tmp_portal.sync import documents
from tmp_tui.session import Session
from tmp_tui.wire import Session as WireSession

T = TypeVar("T")

PASSWORD = "correct horse battery"
DAY = 86_400


@dataclass
class Group:
    """A class in a test: its id, its standards' ids, the ids of its deliveries."""

    id: str
    standards: list[str]
    deliveries: list[str] = field(default_factory=list)


class School:
    """One school with the account number 4821, in the tenant `school`; `elsewhere` makes another district's."""

    def __init__(
        self, folder: Path, *, tenant: str = "school", number: str = "4821", database: Database | None = None
    ) -> None:
        self.tenant, self.number, self.folder = tenant, number, folder
        self.groups: list[Group] = []
        self._owner = database is None
        if database is None:
            folder.mkdir(parents=True)
            shutil.copy(_empty_database(), folder / "portal.db")
        self.settings = Settings.load(folder)
        self.database = database or Database(self.settings.database)
        self._app: Litestar | None = None
        self.write(self._found)

    def _found(self, connection: Connection) -> None:
        t = self.tenant
        connection.execute(insert(tenants).values(tenant=t, name=t, created_at=0))
        connection.execute(
            insert(orgs).values(tenant=t, id="org", sourced_id="org", name="Hill School", type="school")
        )
        connection.execute(insert(accounts).values(tenant=t, number=self.number, org_id="org"))
        connection.execute(
            insert(courses).values(tenant=t, id="course", sourced_id="c", title="Course", org_id="org")
        )
        connection.execute(
            insert(frameworks).values(tenant=t, id="frame", identifier="frame", title="Hill Mathematics")
        )

    def stamp(self) -> None:
        """Say in the database that its tables are the newest."""
        self.write(lambda c: c.execute(text("create table alembic_version (version_num text)")))
        self.write(lambda c: c.execute(text(f"insert into alembic_version values ('{HEAD}')")))

    def elsewhere(self) -> "School":
        """Another district in the same database."""
        return School(self.folder, tenant="others", number="9999", database=self.database)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Change something as the services do."""
        return self.database.write_now(work)

    def person(
        self, username: str, role: str = "student", *, temporary: bool = False, password: str = PASSWORD
    ) -> str:
        """Someone who can sign in. Returns the user id."""
        user_id = f"{self.tenant}-{username}"

        def work(connection: Connection) -> None:
            connection.execute(
                insert(users).values(
                    tenant=self.tenant,
                    id=user_id,
                    sourced_id=username,
                    username=username,
                    username_key=username.casefold(),
                    email=f"{username}@hill.example",
                    email_key=f"{username}@hill.example".casefold(),
                    given_name=username.capitalize(),
                    family_name="Hill",
                )
            )
            connection.execute(
                insert(roles).values(
                    tenant=self.tenant,
                    id=user_id,
                    sourced_id=username,
                    user_id=user_id,
                    org_id="org",
                    role=role,
                )
            )
            expires = int(now()) + DAY if temporary else None
            store_password(connection, self.tenant, user_id, _hashed(password), b"k" * 32, now(), expires)

        self.write(work)
        return user_id

    def class_(
        self,
        title: str,
        people: dict[str, str],
        *,
        standards_count: int = 4,
        ends_on: date = date(2026, 6, 20),
    ) -> Group:
        """A class with people by user id and role, and standards one group deep."""
        group = Group(new_id(), [new_id() for _ in range(standards_count)])
        t = self.tenant

        def work(connection: Connection) -> None:
            session_id = new_id()
            connection.execute(
                insert(academic_sessions).values(
                    tenant=t, id=session_id, sourced_id=session_id, title="Term", type="term", starts_on=date(2025, 8, 20), ends_on=ends_on
                )
            )  # fmt: skip
            connection.execute(
                insert(classes).values(
                    tenant=t, id=group.id, sourced_id=group.id, title=title, type="scheduled", course_id="course", school_id="org", framework_id="frame"
                )
            )  # fmt: skip
            connection.execute(insert(class_terms).values(tenant=t, class_id=group.id, session_id=session_id))
            for user_id, role in people.items():
                enrollment = new_id()
                connection.execute(
                    insert(enrollments).values(
                        tenant=t,
                        id=enrollment,
                        sourced_id=enrollment,
                        class_id=group.id,
                        user_id=user_id,
                        role=role,
                    )
                )
            for place, standard_id in enumerate(group.standards):
                connection.execute(
                    insert(standards).values(
                        tenant=t,
                        id=standard_id,
                        framework_id="frame",
                        identifier=standard_id,
                        parent_id=group.standards[0] if place else None,
                        position=place,
                        depth=min(place, 1),
                        leaf=place > 0,
                        code=f"H.{place}",
                        statement=f"Standard number {place}",
                    )
                )
                connection.execute(
                    insert(class_standards).values(
                        tenant=t, class_id=group.id, standard_id=standard_id, position=place
                    )
                )
            documents.everything_changed(connection, t)

        self.write(work)
        self.groups.append(group)
        return group

    def reword(self, group: Group, statements: list[str]) -> None:
        """Give a class's standards other words."""

        def work(connection: Connection) -> None:
            for standard_id, statement in zip(group.standards, statements, strict=True):
                connection.execute(
                    update(standards).where(standards.c.id == standard_id).values(statement=statement)
                )
            documents.everything_changed(connection, self.tenant)

        self.write(work)

    def leave(self, group: Group, user_id: str) -> None:
        """A student's enrollment ends, as an import ends one."""

        def work(connection: Connection) -> None:
            connection.execute(
                update(enrollments)
                .where(enrollments.c.class_id == group.id, enrollments.c.user_id == user_id)
                .values(active=False)
            )
            documents.everything_changed(connection, self.tenant)

        self.write(work)

    def assessment(self, group: Group, title: str, terms: assessments.Terms | None = None) -> str:
        """Give an assessment of all the class's standards but the group above them. Returns the delivery's id."""

        def work(connection: Connection) -> str:
            made = assessments.create(
                connection, self.tenant, title, 10, dict.fromkeys(group.standards[1:], 4.0)
            )
            given = terms or assessments.Terms(given_at=int(now()) - DAY, in_portal=True)
            return assessments.deliver(connection, self.tenant, group.id, made, given)

        group.deliveries.append(self.write(work))
        return group.deliveries[-1]

    def score(self, group: Group, user_id: str, points: float, *, delivery: int = -1) -> None:
        """A student's finished try: so many of 4 points in every standard of the class."""
        scores = dict.fromkeys(group.standards[1:], (points, 4.0))

        def work(connection: Connection) -> None:
            done = assessments.Scored(user_id, int(now()), scores)
            assessments.record(connection, self.tenant, group.id, group.deliveries[delivery], [done])
            progress.recompute(connection, self.tenant, group.id, [user_id])

        self.write(work)

    def note(self, group: Group, title: str, text: str = "") -> None:
        """Something a teacher says to the class."""
        post = activity.Post(int(now()), "note", title, text)
        self.write(lambda connection: activity.add(connection, self.tenant, group.id, [post]))

    @property
    def app(self) -> Litestar:
        """The portal."""
        if self._app is None:
            self._app = create_app(self.settings)
        return self._app

    def transport(self) -> httpx.ASGITransport:
        """The portal, reached without a socket."""
        return httpx.ASGITransport(self.app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar's own ASGI types

    def http(self, token: str = "") -> httpx.AsyncClient:
        """A plain client, signed in if a token is given."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return httpx.AsyncClient(transport=self.transport(), base_url="http://portal", headers=headers)

    async def token(self, username: str, number: str = "4821") -> str:
        """Sign in and return the access token."""
        async with self.http() as http:
            answer = await http.post(
                "/v1/sessions", json={"account": number, "username": username, "password": PASSWORD}
            )
        return msgspec.json.decode(answer.content, type=WireSession).access_token

    def session(self, transport: httpx.AsyncBaseTransport | None = None) -> Session:
        """The app's session with this portal."""
        return Session("http://portal", self.folder / "copies", transport=transport or self.transport())

    def close(self) -> None:
        """Let go of database and threads."""
        if self._app is not None:
            self._app.state.close()
        if self._owner:
            self.database.close()


@cache
def _empty_database() -> Path:
    """Made once for each test process: creating thirty tables takes longer than copying a file."""
    path = Path(tempfile.mkdtemp()) / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.write_now(metadata.create_all)
    database.close()
    return path


_hash_for_good = passwords.hash_now  # not what a test has put there for a while


@cache
def _hashed(password: str) -> str:
    return _hash_for_good(password)
