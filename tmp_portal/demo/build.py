"""Making the sample school: OneRoster and CASE files through the importers, content through the services."""

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select, update

from tmp_portal import clock
from tmp_portal.accounts import service as accounts
from tmp_portal.activity import service as activity
from tmp_portal.assessments import service as assessments
from tmp_portal.classes import service as classes_service
from tmp_portal.db.engine import Database
from tmp_portal.db.items import assessment_sources
from tmp_portal.db.migrate import upgrade
from tmp_portal.db.people import tenants, users
from tmp_portal.db.school import classes
from tmp_portal.db.standards import class_standards, frameworks, standards
from tmp_portal.db.students_work import deliveries
from tmp_portal.demo.content import (
    AssessmentPlan,
    ClassPlan,
    PlaylistPlan,
    ResultPlan,
    plan,
    reports,
    results,
    seconds,
)
from tmp_portal.demo.roster import DATA, write_roster
from tmp_portal.errors import NotDone
from tmp_portal.imports.case import import_standards
from tmp_portal.imports.items import import_items
from tmp_portal.imports.oneroster import import_roster
from tmp_portal.inviting.mails import invite
from tmp_portal.playlists import service as playlists
from tmp_portal.progress import service as progress
from tmp_portal.reports import service as reports_service

VERSION = 4  # counts up when the sample school changes
STALE_AFTER = 120  # days: by then everything in it lies long ago
MARK = "demo.json"
SCHOOL, NUMBER = "HL-O-1", "4821"
ADA, GRACE = ("ada", "analytical-engine"), ("grace", "nanosecond-1906")


def is_built(folder: Path) -> bool:
    """Whether this version's sample school is there whole, and not out of date."""
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        age = (clock.today() - date.fromisoformat(mark["built_on"])).days
        return bool(mark["version"] == VERSION) and 0 <= age < STALE_AFTER
    except (OSError, ValueError, KeyError, TypeError):
        return False


def make_room(folder: Path) -> None:
    """An empty folder with the demo's mark in it; raises NotDone where there is something that is not the demo's."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise NotDone(
                f"{folder} is not the sample school's. Choose another folder: tmp-portal --data DIR demo"
            )
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARK).write_text("{}", encoding="utf-8")


def build(database: Database, folder: Path) -> None:
    """Make the sample school in an empty database; the mark in `folder` is written last."""
    today = clock.today()
    upgrade(database.engine)
    with tempfile.TemporaryDirectory() as roster:
        write_roster(Path(roster), today)
        import_roster(database, Path(roster), numbers={SCHOOL: NUMBER})
    tenant = database.read_now(lambda connection: connection.execute(select(tenants.c.tenant)).scalar_one())
    for path in sorted((DATA / "frameworks").glob("*.case.json")):
        import_standards(database, tenant, path)
    for manifest in sorted((DATA / "items").glob("*/imsmanifest.xml")):
        import_items(database, tenant, manifest.parent)
    database.write_now(lambda connection: _fill(connection, tenant, today))
    mark = {"version": VERSION, "built_on": today.isoformat()}
    (folder / MARK).write_text(json.dumps(mark), encoding="utf-8")


def _fill(connection: Connection, tenant: str, today: date) -> None:
    people = dict(
        connection.execute(select(users.c.sourced_id, users.c.id).where(users.c.tenant == tenant)).all()
    )
    named = dict(
        connection.execute(select(users.c.username, users.c.id).where(users.c.tenant == tenant)).all()
    )
    accounts.give_password(connection, tenant, named[ADA[0]], ADA[1], temporary=False)
    accounts.give_password(connection, tenant, named[GRACE[0]], GRACE[1], temporary=True)
    planned = plan(today)
    invite(connection, tenant, planned[0].class_id, [GRACE[0]], "", renew=False)
    scored: dict[str, list[ResultPlan]] = defaultdict(list)
    for result in results(planned, people):
        scored[result.class_id].append(result)
    for each in planned:
        _Filling(connection, tenant, today, people, each).fill(scored[each.class_id])
    for report in reports(today):
        at = seconds(report.published_on, 0)
        reports_service.publish(connection, tenant, people[report.student], report.title, report.term, at)


class _Filling:
    """Gives one class what its plan has."""

    def __init__(
        self, connection: Connection, tenant: str, today: date, people: dict[str, str], planned: ClassPlan
    ) -> None:
        self.connection, self.tenant, self.today, self.people, self.plan = (
            connection,
            tenant,
            today,
            people,
            planned,
        )
        self.teacher = people[planned.teacher]
        self.class_id = connection.execute(
            select(classes.c.id).where(classes.c.tenant == tenant, classes.c.sourced_id == planned.class_id)
        ).scalar_one()

    def fill(self, scored: list[ResultPlan]) -> None:
        """Framework, assessments with results, playlists, notes."""
        framework_id = self._framework()
        classes_service.give_framework(
            self.connection, self.tenant, self.class_id, framework_id, self.plan.branch or None
        )
        self.codes = self._codes()
        by_number: dict[int, list[ResultPlan]] = defaultdict(list)
        for result in scored:
            by_number[result.assessment.number].append(result)
        for assessment in self.plan.assessments:
            self._assessment(assessment, by_number[assessment.number])
        for playlist in self.plan.playlists:
            self._playlist(playlist)
        notes = [
            activity.Post(self._at(note.days_ago), "note", note.title, note.text, self.teacher)
            for note in self.plan.notes
        ]
        activity.add(self.connection, self.tenant, self.class_id, notes)
        students = {self.people[result.student] for result in scored}
        progress.recompute(self.connection, self.tenant, self.class_id, students)

    def _framework(self) -> str:
        title = json.loads((DATA / "frameworks" / self.plan.framework).read_bytes())["CFDocument"][
            "identifier"
        ]
        return str(
            self.connection.execute(
                select(frameworks.c.id).where(
                    frameworks.c.tenant == self.tenant, frameworks.c.identifier == title
                )
            ).scalar_one()
        )

    def _codes(self) -> dict[str, str]:
        rows = self.connection.execute(
            select(standards.c.code, standards.c.id)
            .join_from(class_standards, standards)
            .where(class_standards.c.tenant == self.tenant, class_standards.c.class_id == self.class_id)
        )
        return dict(rows.all())

    def _assessment(self, given: AssessmentPlan, scored: Iterable[ResultPlan]) -> None:
        possible = {self.codes[code]: float(points) for code, points in given.standards.items()}
        made = self._imported(given.items) or assessments.create(
            self.connection, self.tenant, given.title, given.questions, possible
        )
        terms = assessments.Terms(
            given_at=self._at(given.given_days_ago),
            opens_at=None if given.opens_days_ago is None else self._at(given.opens_days_ago),
            closes_at=None if given.closes_days_ago is None else self._at(given.closes_days_ago),
            minutes=given.minutes,
            attempts=given.attempts,
            in_portal=given.in_portal,
            test_id=given.test_id,
            by=self.teacher,
        )
        delivery = assessments.deliver(self.connection, self.tenant, self.class_id, made, terms)
        if given.items:
            self._release(delivery, everything=given.in_portal)
        done = [
            assessments.Scored(
                self.people[result.student],
                self._at(result.submitted_days_ago),
                {
                    self.codes[code]: (points, possible[self.codes[code]])
                    for code, points in result.points.items()
                },
            )
            for result in scored
        ]
        if done:
            assessments.record(self.connection, self.tenant, self.class_id, delivery, done)

    def _imported(self, package: str) -> str:
        """The assessment that a package's test became; empty without a package."""
        wanted = assessment_sources.c.tenant == self.tenant, assessment_sources.c.identifier == package
        query = select(assessment_sources.c.assessment_id).where(*wanted)
        return str(self.connection.execute(query).scalar_one()) if package else ""

    def _release(self, delivery: str, *, everything: bool) -> None:
        """Let students see what they answered; where it is practice also what is right, and how the class did."""
        self.connection.execute(
            update(deliveries)
            .where(deliveries.c.tenant == self.tenant, deliveries.c.id == delivery)
            .values(
                release_items=True,
                release_answers=True,
                release_key=everything,
                key_while_open=everything,
                release_analysis=everything,
            )
        )

    def _playlist(self, given: PlaylistPlan) -> None:
        steps = [
            playlists.Step(step.title, step.kind, step.address, step.about, self.codes.get(step.standard))
            for step in given.activities
        ]
        at = self._at(self.plan.notes[0].days_ago) if self.plan.notes else self._at(30)
        playlists.publish(
            self.connection,
            self.tenant,
            self.class_id,
            given.title,
            given.about,
            steps,
            at=at,
            by=self.teacher,
        )

    def _at(self, days_ago: float) -> int:
        return seconds(self.today, days_ago)
