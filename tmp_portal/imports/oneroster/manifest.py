"""What a roster says about itself, and what is so: where the two disagree, the files win (binding 1.2, section 4)."""

from dataclasses import dataclass
from typing import cast, get_args

from tmp_portal.imports.archive import Archive
from tmp_portal.imports.oneroster.columns import (
    FILES,
    MANIFEST,
    MANIFEST_VERSIONS,
    ROLES,
    USERS,
    VERSIONS,
    Columns,
)
from tmp_portal.imports.oneroster.read import Mode, Source, header_of
from tmp_portal.imports.report import Faults, Report


@dataclass(frozen=True)
class Contents:
    """Which of the files are there, each with its mode, and whether a user's line tells the roles as in 1.1."""

    version: str
    modes: dict[str, Mode]
    roles_in_users: bool


def read_contents(archive: Archive, report: Report, faults: Faults) -> Contents:
    """Read the manifest and look at the files; raises ImportRefused where there is no use in reading on."""
    _check_names(archive, faults)
    declared = _properties(archive, report, faults)
    faults.refuse_if_any()
    version = VERSIONS[declared["oneroster.version"]]
    modes = {file: mode for file in FILES if (mode := _mode(archive, file, declared, report))}
    roles_in_users = _tells_roles_in_users(archive, version)
    if roles_in_users != (version == "1.1") and USERS.file in modes:
        version = "1.1" if roles_in_users else "1.2"
        report.note(
            f"manifest.csv says OneRoster {declared['oneroster.version']}; the files are {version} and win"
        )
    if left_out := sorted(archive.names - set(FILES) - {MANIFEST.file}):
        report.note(f"not read: {', '.join(left_out[:30])}{' and more' if len(left_out) > 30 else ''}")
    return Contents(version, modes, roles_in_users)


def _check_names(archive: Archive, faults: Faults) -> None:
    for name in sorted(archive.names):
        if "/" in name:
            faults.add(name, 0, "", "", "files at the root of the zip, not in folders")
        elif name.lower() in _KNOWN and name != _KNOWN[name.lower()]:
            faults.add(name, 0, "", "", f"the name {_KNOWN[name.lower()]}; capital letters count")
    if MANIFEST.file not in archive.names:
        expected = "a manifest.csv beside the other files, as OneRoster 1.1 and 1.2 have (1.0, without one, is not read)"
        faults.add(MANIFEST.file, 0, "", "", expected)
    faults.refuse_if_any()


_KNOWN = {name.lower(): name for name in (MANIFEST.file, *FILES)}


def _properties(archive: Archive, report: Report, faults: Faults) -> dict[str, str]:
    """The manifest's properties; the versions are among them, or a fault is noted."""
    columns = MANIFEST
    if "propertyValue" in header_of(archive, MANIFEST.file):
        report.note("manifest.csv: the column propertyValue is read as value")
        columns = Columns(MANIFEST.file, ("propertyName", "propertyValue"))
    given: dict[str, str] = {}
    for line, values in Source(archive, columns, "bulk", faults).records():
        name, value = (values[column] for column in columns.required)
        if given.setdefault(name, value) != value:
            faults.add(MANIFEST.file, line, name, value, f"one value; above it is {given[name]!r}")
        if name == "manifest.version" and value not in MANIFEST_VERSIONS:
            faults.add(MANIFEST.file, line, name, value, "1.0")
        elif name == "oneroster.version" and value not in VERSIONS:
            faults.add(MANIFEST.file, line, name, value, "1.1 or 1.2")
        elif name.removeprefix("file.") + ".csv" in FILES and value not in ("absent", "bulk", "delta", ""):
            faults.add(MANIFEST.file, line, name, value, "absent, bulk or delta (lower case)")
    faults.refuse_if_any()
    for name, expected in (("manifest.version", "1.0"), ("oneroster.version", "1.1 or 1.2")):
        if name not in given:
            faults.add(MANIFEST.file, 0, name, "", f"a line with this property; its value is {expected}")
    if given.get("manifest.version") == "1":
        report.note("manifest.csv: manifest.version 1 is read as 1.0")
    return given


def _mode(archive: Archive, file: str, declared: dict[str, str], report: Report) -> Mode | None:
    """How a file is to be read, None where it is not there."""
    said = declared.get(f"file.{file.removesuffix('.csv')}", "")
    there = file in archive.names
    if not there:
        if said in get_args(Mode):
            report.note(f"manifest.csv says that {file} is {said}, but it is not there; what is loaded stays")
        return None
    if said in get_args(Mode):
        return cast(Mode, said)
    mode = _mode_by_rows(archive, file)
    report.note(f"manifest.csv says {said or 'nothing'} of {file}, but it is there; it is read as {mode}")
    return mode


def _mode_by_rows(archive: Archive, file: str) -> Mode:
    """A first row with a status is a delta file's."""
    _, values = next(Source(archive, Columns(file, ()), "bulk", Faults()).records(), (0, {"status": ""}))
    return "delta" if values["status"] else "bulk"


def _tells_roles_in_users(archive: Archive, version: str) -> bool:
    if ROLES.file in archive.names:
        return False
    return version == "1.1" or {"orgSourcedIds", "role"} <= set(header_of(archive, USERS.file))
