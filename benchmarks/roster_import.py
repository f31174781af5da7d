"""How fast a large roster is imported, and in how much memory: a child process each, the first time and again."""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.figures import Figure

STUDENTS, IN_CLASS, CLASSES_EACH = 100_000, 30, 6

# The child says what it took itself, so that starting Python and making the tables do not count.
_CHILD = """
import resource, sys, time
from pathlib import Path
from tmp_portal.db import metadata
from tmp_portal.db.engine import Database
from tmp_portal.imports.oneroster import import_roster
database = Database(sys.argv[1])
metadata.create_all(database.engine)
began = time.perf_counter()
report = import_roster(database, Path(sys.argv[2]))
seconds = time.perf_counter() - began
rows = sum(n.added + n.unchanged for n in report.changes.values())
print(rows, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def write_roster(folder: Path, students: int) -> None:
    """A 1.2 bulk roster of one district with a school, a teacher and six classes for every 30 students or so."""
    folder.mkdir()
    schools, classes = max(1, students // 1000), students * CLASSES_EACH // IN_CLASS
    teachers = max(1, students // 20)
    people = [*range(students), *range(-teachers, 0)]
    files = ("orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments")
    properties = {
        "manifest.version": "1.0",
        "oneroster.version": "1.2",
        **{f"file.{file}": "bulk" for file in files},
    }
    _write(folder, "manifest", "propertyName,value", properties.items())
    _write(
        folder,
        "orgs",
        "sourcedId,name,type,identifier,parentSourcedId",
        [
            ("d", "District", "district", "", ""),
            *((f"s{n}", f"School {n}", "school", n, "d") for n in range(schools)),
        ],
    )
    _write(
        folder,
        "academicSessions",
        "sourcedId,title,type,startDate,endDate,schoolYear",
        [("y", "2027", "schoolYear", "2026-08-01", "2027-07-01", "2027")],
    )
    _write(
        folder, "courses", "sourcedId,title,orgSourcedId", ((f"k{n}", f"Course {n}", "d") for n in range(200))
    )
    _write(
        folder,
        "classes",
        "sourcedId,title,courseSourcedId,classType,schoolSourcedId,termSourcedIds",
        ((f"c{n}", f"Class {n}", f"k{n % 200}", "scheduled", f"s{n % schools}", "y") for n in range(classes)),
    )
    _write(
        folder,
        "users",
        "sourcedId,enabledUser,username,givenName,familyName,email,grades",
        (
            (f"u{n}", "true", f"person.{n}", f"Given{n}", f"Family{n}", f"person.{n}@example.org", "09")
            for n in people
        ),
    )
    _write(
        folder,
        "roles",
        "sourcedId,userSourcedId,roleType,role,orgSourcedId",
        (
            (f"r{n}", f"u{n}", "primary", "student" if n >= 0 else "teacher", f"s{n % schools}")
            for n in people
        ),
    )
    _write(
        folder,
        "enrollments",
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate",
        (
            (
                f"e{n}-{k}",
                f"c{(n * CLASSES_EACH + k) % classes}",
                f"s{n % schools}",
                f"u{n}",
                "student",
                "2026-08-01",
                "",
            )
            for k in range(CLASSES_EACH)
            for n in range(students)
        ),
    )


def _write(folder: Path, file: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with (folder / f"{file}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _import(database: Path, roster: Path) -> tuple[float, float, float]:
    command = [sys.executable, "-c", _CHILD, f"sqlite:///{database}", str(roster)]
    rows, seconds, rss = map(float, subprocess.check_output(command, text=True).split())
    return rows, seconds, rss


def measurements(students: int = STUDENTS) -> dict[str, float]:
    """Rows, seconds and rows a second of the first import, seconds of the same again, the higher memory peak in MB."""
    with tempfile.TemporaryDirectory() as name:
        roster, database = Path(name, "roster"), Path(name, "portal.db")
        write_roster(roster, students)
        rows, seconds, rss = _import(database, roster)
        _, again_seconds, again_rss = _import(database, roster)
    return {
        "rows": rows,
        "seconds": seconds,
        "rows_per_second": rows / seconds,
        "again_seconds": again_seconds,
        "peak_rss_mb": max(rss, again_rss),
    }


def measure() -> list[Figure]:
    """A district of 100,000 students."""
    got = measurements()
    detail = f"{got['rows']:,.0f} rows in {got['seconds']:.1f} s, again in {got['again_seconds']:.1f} s"
    return [
        Figure(
            "roster import, 100,000 students",
            got["rows_per_second"],
            "rows/s",
            5000,
            most=False,
            detail=detail,
        ),
        Figure("roster import, memory", got["peak_rss_mb"], "MB", 300),
    ]
