"""Small OneRoster files, good until a test changes them, and a database to load them into."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import Table, select

from tmp_portal.db import metadata
from tmp_portal.db.engine import Database
from tmp_portal.imports.oneroster import RosterReport, import_roster
from tmp_portal.imports.report import Fault, ImportRefused

Rows = list[dict[str, str]]
NOON = "2026-03-01T12:00:00Z"

_COLUMNS = {
    "manifest": "propertyName,value",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds",
    "users": "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,grades,password,"
    "preferredGivenName,preferredFamilyName",
    "users in 1.1": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,"
    "email,grades,password",
    "roles": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate",
}
_PEOPLE = {"ada": "student", "grace": "student", "mary": "teacher"}


class Roster:
    """The files of a roster as rows of text, in the order of their columns; `raw` are files given as bytes instead."""

    def __init__(self, version: str = "1.2", mode: str = "bulk") -> None:
        self.mode = mode
        self.columns = {name: columns.split(",") for name, columns in _COLUMNS.items()}
        in_1_1 = self.columns.pop("users in 1.1")
        if version == "1.1":
            self.columns["users"] = in_1_1
            del self.columns["roles"]
        self.rows: dict[str, Rows] = {}
        self.raw: dict[str, bytes] = {}
        self.manifest = {"manifest.version": "1.0", "oneroster.version": version}

    def add(self, file: str, sourced_id: str, **values: str) -> "Roster":
        """Put a row into a file, which is declared in the manifest; a delta's row is active, changed at NOON."""
        given = {"status": "active", "dateLastModified": NOON} if self.mode == "delta" else {}
        self.manifest.setdefault(f"file.{file}", self.mode)
        self.rows.setdefault(file, []).append({"sourcedId": sourced_id} | given | values)
        return self

    def row(self, file: str, sourced_id: str) -> dict[str, str]:
        """A row, to be changed in place."""
        return next(row for row in self.rows[file] if row["sourcedId"] == sourced_id)

    def remove(self, file: str, *sourced_ids: str) -> "Roster":
        """Take rows out of a file."""
        self.rows[file] = [row for row in self.rows[file] if row["sourcedId"] not in sourced_ids]
        return self

    def without(self, file: str) -> "Roster":
        """Take a whole file out, and its name from the manifest."""
        del self.rows[file], self.manifest[f"file.{file}"]
        return self

    def files(self) -> dict[str, bytes]:
        """Each file's name and bytes."""
        manifest: Rows = [{"propertyName": name, "value": value} for name, value in self.manifest.items()]
        all_rows = {"manifest": manifest} | self.rows
        return {f"{name}.csv": self._csv(name, rows) for name, rows in all_rows.items()} | self.raw

    def _csv(self, name: str, rows: Rows) -> bytes:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns[name], restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()

    def folder(self, path: Path) -> Path:
        """Write the files into a new folder."""
        path.mkdir()
        for name, content in self.files().items():
            (path / name).write_bytes(content)
        return path

    def zip(self, path: Path, prefix: str = "") -> Path:
        """Write the files into a zip, their names after `prefix`."""
        return zipped(path, {prefix + name: content for name, content in self.files().items()})


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """A zip with these files."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def lakes(version: str = "1.2") -> Roster:
    """The Lake District: two schools, a year with a term, two classes, students Ada and Grace, the teacher Mary."""
    roster = Roster(version)
    roster.add("orgs", "d", name="Lake District", type="district", identifier="0100")
    roster.add("orgs", "hill", name="Hill School", type="school", identifier="0101", parentSourcedId="d")
    roster.add("orgs", "lake", name="Lake School", type="school", identifier="0102", parentSourcedId="d")
    year = {"startDate": "2025-08-01", "endDate": "2026-07-01", "schoolYear": "2026"}
    roster.add("academicSessions", "t1", title="Spring", type="term", parentSourcedId="y", **year)
    roster.add("academicSessions", "y", title="2025-26", type="schoolYear", **year)
    roster.add("courses", "alg", title="Algebra", courseCode="02052", orgSourcedId="d")
    for name, school in (("alg-1", "hill"), ("alg-2", "lake")):
        place = {"schoolSourcedId": school, "termSourcedIds": "t1"}
        roster.add("classes", name, title=name.upper(), courseSourcedId="alg", classType="scheduled", **place)
    for name, role in _PEOPLE.items():
        add_person(roster, name, role)
        place = {"classSourcedId": "alg-1", "schoolSourcedId": "hill"}
        roster.add("enrollments", f"e-{name}", userSourcedId=name, role=role, **place)
    return roster


def add_person(roster: Roster, name: str, role: str = "student", org: str = "hill") -> None:
    """A user with one role, as the roster's version tells it."""
    values = {"enabledUser": "true", "username": name, "givenName": name.title(), "familyName": "Lake"}
    if "roles" in roster.columns:
        roster.add("users", name, **values)
        roster.add("roles", f"r-{name}", userSourcedId=name, roleType="primary", role=role, orgSourcedId=org)
    else:
        roster.add("users", name, orgSourcedIds=org, role=role, **values)


def crowd(number: int) -> Roster:
    """The Lake District with so many more students."""
    roster = lakes()
    for n in range(number):
        add_person(roster, f"student{n}")
    return roster


@dataclass
class Office:
    """Where an administrator loads rosters: a database, and a folder for the files."""

    database: Database
    path: Path
    _numbers: "count[int]" = field(default_factory=count)

    def load(self, roster: Roster | Path, **wishes: Any) -> RosterReport:
        """Load a roster, from a new folder unless it is a path."""
        path = (
            roster if isinstance(roster, Path) else roster.folder(self.path / f"roster{next(self._numbers)}")
        )
        return import_roster(self.database, path, **wishes)

    def faults(self, roster: Roster | Path, **wishes: Any) -> list[Fault]:
        """What is wrong with a roster, which is refused, and nothing of it was loaded."""
        before = self.everything()
        with pytest.raises(ImportRefused) as refusal:
            self.load(roster, **wishes)
        assert self.everything() == before
        return refusal.value.faults

    def refusal(self, roster: Roster | Path, **wishes: Any) -> list[str]:
        """The same as lines."""
        return [str(fault) for fault in self.faults(roster, **wishes)]

    def rows(self, table: Table, *names: str, **where: Any) -> list[tuple[Any, ...]]:
        """Some columns of the rows where other columns have these values, in order."""
        statement = select(*(table.c[name] for name in names)).filter_by(**where)
        return sorted(
            tuple(row) for row in self.database.read_now(lambda connection: connection.execute(statement))
        )

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table."""
        return {
            name: sorted(map(str, self.rows(table, *table.c.keys())))
            for name, table in metadata.tables.items()
        }
