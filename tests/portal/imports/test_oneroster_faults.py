"""A bad roster is refused whole; each fault is told with file, line, column, value and what was expected."""

import pytest

from tests.support.rosters import Office, Roster, add_person, lakes
from tmp_portal.db.people import users
from tmp_portal.db.school import enrollments
from tmp_portal.imports.report import ImportRefused


@pytest.mark.parametrize(
    ("file", "sourced_id", "values", "fault"),
    [
        (
            "users",
            "ada",
            {"enabledUser": "TRUE"},
            "users.csv:2: enabledUser 'TRUE': true or false (lower case)",
        ),
        ("users", "ada", {"enabledUser": "yes"}, "users.csv:2: enabledUser 'yes': true or false"),
        ("users", "ada", {"enabledUser": ""}, "users.csv:2: enabledUser true or false, not a blank"),
        ("users", "ada", {"username": ""}, "users.csv:2: username a value, not a blank"),
        (
            "users",
            "grace",
            {"username": "ADA"},
            "users.csv:3: username 'ADA': a username that no other active user has; line 2 has it, capital letters aside",
        ),
        (
            "users",
            "ada",
            {"givenName": "", "familyName": ""},
            "users.csv:2: familyName a name, given or family",
        ),
        (
            "classes",
            "alg-1",
            {"classType": "Scheduled"},
            "classes.csv:2: classType 'Scheduled': homeroom or scheduled (lower case)",
        ),
        (
            "classes",
            "alg-1",
            {"courseSourcedId": "geo"},
            "classes.csv:2: courseSourcedId 'geo': a sourcedId in courses.csv",
        ),
        (
            "classes",
            "alg-1",
            {"termSourcedIds": "t1,t9"},
            "classes.csv:2: termSourcedIds 't9': a sourcedId in academicSessions.csv",
        ),
        ("courses", "alg", {"orgSourcedId": ""}, "courses.csv:2: orgSourcedId a sourcedId in orgs.csv"),
        (
            "academicSessions",
            "t1",
            {"startDate": "1/05/2026"},
            "academicSessions.csv:2: startDate '1/05/2026': a date as YYYY-MM-DD",
        ),
        (
            "academicSessions",
            "t1",
            {"endDate": ""},
            "academicSessions.csv:2: endDate a date as YYYY-MM-DD, not a blank",
        ),
        (
            "academicSessions",
            "t1",
            {"endDate": "2026-02-30"},
            "academicSessions.csv:2: endDate '2026-02-30': a date as YYYY-MM-DD",
        ),
        (
            "academicSessions",
            "t1",
            {"schoolYear": "26"},
            "academicSessions.csv:2: schoolYear '26': a year as YYYY",
        ),
        (
            "academicSessions",
            "y",
            {"type": "schoolyear"},
            "academicSessions.csv:3: type 'schoolyear': gradingPeriod, semester, schoolYear or term "
            "(capital letters count)",
        ),
        (
            "academicSessions",
            "y",
            {"parentSourcedId": "y"},
            "academicSessions.csv:3: parentSourcedId 'y': a parent that is not below this",
        ),
        (
            "roles",
            "r-ada",
            {"userSourcedId": "nobody"},
            "roles.csv:2: userSourcedId 'nobody': a sourcedId in users.csv",
        ),
        ("roles", "r-ada", {"roleType": "main"}, "roles.csv:2: roleType 'main': primary or secondary"),
        (
            "enrollments",
            "e-ada",
            {"role": "aide"},
            "enrollments.csv:2: role 'aide': administrator, proctor, student or teacher",
        ),
        ("enrollments", "e-ada", {"primary": "1"}, "enrollments.csv:2: primary '1': true or false"),
        (
            "enrollments",
            "e-ada",
            {"schoolSourcedId": "moon"},
            "enrollments.csv:2: schoolSourcedId 'moon': a sourcedId in orgs.csv",
        ),
        ("orgs", "hill", {"sourcedId": "lake"}, "orgs.csv:4: sourcedId 'lake': an id that no line above has"),
    ],
)
def test_a_bad_value_is_a_fault(
    office: Office, file: str, sourced_id: str, values: dict[str, str], fault: str
) -> None:
    roster = lakes()
    roster.row(file, sourced_id).update(values)

    assert fault in office.refusal(roster)


@pytest.mark.parametrize("bad", ["", "x" * 256, "a\x1bb", "a\u202eb"])
def test_a_sourced_id_is_short_and_printable(office: Office, bad: str) -> None:
    roster = lakes()
    roster.row("enrollments", "e-ada")["sourcedId"] = bad

    (fault,) = office.faults(roster)

    assert (fault.line, fault.column) == (2, "sourcedId")
    assert fault.expected == "an id of 1 to 255 printable characters"


def test_a_bad_row_brings_no_faults_upon_those_that_refer_to_it(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada")["enabledUser"] = "no"

    (fault,) = office.faults(roster)

    assert fault.file == "users.csv"


def test_only_the_first_hundred_faults_are_told_and_all_are_counted(office: Office) -> None:
    roster = lakes()
    for n in range(150):
        add_person(roster, f"student{n}")
        roster.row("users", f"student{n}")["enabledUser"] = "?"

    with pytest.raises(ImportRefused) as refusal:
        office.load(roster)

    assert (len(refusal.value.faults), refusal.value.count) == (100, 150)


def test_the_lines_are_those_of_an_editor(office: Office) -> None:
    roster = lakes()
    roster.row("classes", "alg-1")["title"] = "Algebra\nwith\r\nspace"
    roster.row("classes", "alg-2")["classType"] = "?"

    (fault,) = office.faults(roster)

    assert fault.line == 5


def test_a_role_that_the_standard_has_not_is_a_fault_in_1_1(office: Office) -> None:
    roster = lakes("1.1")
    roster.row("users", "ada").update(role="pupil", orgSourcedIds="hill,moon")

    bad_org, bad_role = sorted(office.refusal(roster))
    assert bad_org == "users.csv:2: orgSourcedIds 'moon': a sourcedId in orgs.csv"
    assert bad_role.startswith("users.csv:2: role 'pupil': student, teacher, aide, ")


def test_words_of_the_senders_own_are_kept_or_left_out(office: Office) -> None:
    roster = lakes()
    roster.row("classes", "alg-1")["classType"] = "ext:club"
    roster.row("roles", "r-ada")["role"] = "ext:mentor"
    roster.row("enrollments", "e-ada")["role"] = "ext:mentor"

    report = office.load(roster)

    assert (report.changes["roles"].added, report.changes["enrollments"].added) == (2, 2)
    assert "roles.csv: left out, the portal has no such role (ext:) (line 2)" in report.notes
    assert "enrollments.csv: left out, the portal has no such role (ext:) (line 2)" in report.notes


def test_an_end_before_the_beginning_is_a_note(office: Office) -> None:
    roster = lakes()
    for name in ("e-ada", "e-grace"):
        roster.row("enrollments", name).update(beginDate="2026-02-01", endDate="2026-01-01")

    report = office.load(roster)

    assert "enrollments.csv: endDate is before beginDate (2 lines, the first is 2)" in report.notes
    assert len(office.rows(enrollments, "id")) == 3


def test_status_in_a_bulk_file_is_a_note(office: Office) -> None:
    office.load(lakes())
    roster = lakes()
    for row in roster.rows["users"]:
        row.update(status="active", dateLastModified="2026-01-01T00:00:00Z")
    roster.row("users", "ada")["status"] = "tobedeleted"

    report = office.load(roster)

    assert report.changes["users"].inactive == 1
    assert any("should be blank (3 lines, the first is 2)" in note for note in report.notes)


def test_one_name_is_enough(office: Office) -> None:
    roster = lakes()
    roster.row("users", "ada")["familyName"] = ""

    office.load(roster)

    assert office.rows(users, "given_name", "family_name", sourced_id="ada") == [("Ada", "")]


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ("title,orgSourcedId", ["courses.csv:1: sourcedId a column of this name"]),
        (
            "SourcedID,title,orgSourcedId",
            ["courses.csv:1: sourcedId a column of this name; capital letters count, there is 'SourcedID'"],
        ),
        (
            "sourcedId,title,title,orgSourcedId",
            ["courses.csv:1: title a column of this name once, not twice"],
        ),
        (
            "sourcedId,x,orgSourcedId,x",
            [
                "courses.csv:1: x a column of this name once, not twice",
                "courses.csv:1: title a column of this name",
            ],
        ),
    ],
)
def test_the_header_must_have_each_required_column_once(
    office: Office, header: str, faults: list[str]
) -> None:
    roster = lakes()
    roster.raw["courses.csv"] = f"{header}\n".encode()

    assert office.refusal(roster) == faults


def test_other_columns_any_order_and_empty_rows_are_fine(office: Office) -> None:
    roster = lakes()
    lines = (
        "metadata.room,orgSourcedId, title ,ext_x,sourcedId,",
        "7,d,Algebra,,alg,,",
        "8,d,Biology,,bio,",
        ",,,,,",
    )
    roster.raw["courses.csv"] = "\r\n".join(lines).encode()

    report = office.load(roster)

    assert report.changes["courses"].added == 2


def test_a_row_has_as_many_fields_as_the_header(office: Office) -> None:
    roster = lakes()
    roster.raw["courses.csv"] = (
        b"sourcedId,title,orgSourcedId\nalg,Algebra\nbio,Biology,d,too,much\ngeo,Geo,d,,\n"
    )

    found = office.refusal(roster)

    assert found[:2] == [
        "courses.csv:2: '2 fields': 3 fields, as in the header",
        "courses.csv:3: '5 fields': 3 fields, as in the header",
    ]


@pytest.mark.parametrize(
    ("properties", "fault"),
    [
        ({"oneroster.version": "2.0"}, "manifest.csv:3: oneroster.version '2.0': 1.1 or 1.2"),
        ({"oneroster.version": ""}, "manifest.csv:3: oneroster.version 1.1 or 1.2"),
        ({"manifest.version": "3"}, "manifest.csv:2: manifest.version '3': 1.0"),
        ({"file.users": "Bulk"}, "manifest.csv:8: file.users 'Bulk': absent, bulk or delta (lower case)"),
    ],
)
def test_the_manifest_is_checked(office: Office, properties: dict[str, str], fault: str) -> None:
    roster = lakes()
    roster.manifest.update(properties)

    assert office.refusal(roster) == [fault]


def test_the_manifest_tells_its_versions(office: Office) -> None:
    roster = lakes()
    roster.manifest = {"file.users": "bulk"}

    assert office.refusal(roster) == [
        "manifest.csv: manifest.version a line with this property; its value is 1.0",
        "manifest.csv: oneroster.version a line with this property; its value is 1.1 or 1.2",
    ]


def test_a_manifest_that_contradicts_itself_is_refused(office: Office) -> None:
    roster = lakes()
    roster.raw["manifest.csv"] = roster.files()["manifest.csv"] + b"oneroster.version,1.1\r\n"

    (fault,) = office.refusal(roster)

    assert fault.endswith("oneroster.version '1.1': one value; above it is '1.2'")


def test_without_a_manifest_it_would_be_1_0(office: Office) -> None:
    path = lakes().folder(office.path / "roster")
    (path / "manifest.csv").unlink()

    (fault,) = office.faults(path)

    assert (fault.file, fault.line) == ("manifest.csv", 0)
    assert "1.0, without one, is not read" in fault.expected


def test_what_a_spreadsheet_did_to_the_manifest_is_understood(office: Office) -> None:
    roster = lakes()
    roster.manifest |= {"manifest.version": "1", "oneroster.version": "1.2.1"}
    lines = [f"{name},{value}" for name, value in roster.manifest.items()]
    roster.raw["manifest.csv"] = "\n".join(("propertyName,propertyValue", *lines)).encode()

    report = office.load(roster)

    assert "manifest.csv: manifest.version 1 is read as 1.0" in report.notes
    assert "manifest.csv: the column propertyValue is read as value" in report.notes


def test_where_manifest_and_files_disagree_the_files_win(office: Office) -> None:
    roster = lakes("1.1")
    roster.manifest |= {"oneroster.version": "1.2", "file.users": "absent", "file.roles": "bulk"}

    report = office.load(roster)

    assert report.changes["roles"].added == 3
    assert report.notes[:3] == [
        "manifest.csv says absent of users.csv, but it is there; it is read as bulk",
        "manifest.csv says that roles.csv is bulk, but it is not there; what is loaded stays",
        "manifest.csv says OneRoster 1.2; the files are 1.1 and win",
    ]


def test_an_undeclared_file_with_a_status_is_a_delta(office: Office) -> None:
    office.load(lakes())
    roster = Roster(mode="delta").add("users", "ada", status="tobedeleted")
    del roster.manifest["file.users"]

    report = office.load(roster)

    assert report.notes == ["manifest.csv says nothing of users.csv, but it is there; it is read as delta"]
    assert office.rows(users, "sourced_id", active=True) == [("grace",), ("mary",)]


def test_a_file_of_another_case_is_named(office: Office) -> None:
    roster = lakes()
    roster.raw["Users.csv"] = b""

    assert office.refusal(roster) == ["Users.csv: the name users.csv; capital letters count"]
