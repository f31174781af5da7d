"""The first way in for a class: mails for those who have an address, cards for everybody."""

import asyncio
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from tests.portal.mail.support import deliver, rows
from tests.portal.staff.conftest import Command
from tests.support.frameworks import enrolled
from tests.support.pdf import Pdf
from tests.support.post_office import post_office
from tests.support.school import Group, School
from tmp_portal.accounts import beside, links
from tmp_portal.cli import main
from tmp_portal.clock import now
from tmp_portal.db.mail import outbox
from tmp_portal.db.people import credentials, users
from tmp_portal.db.school import classes
from tmp_portal.inviting import cards
from tmp_portal.inviting.passwords import Given


@pytest.fixture
def new(school: School, group: Group) -> Group:
    """Ada and Bob have no password yet."""
    school.write(lambda c: c.execute(delete(credentials).where(credentials.c.user_id != "school-tea")))
    return group


def change(school: School, username: str, **values: Any) -> None:
    school.write(
        lambda c: c.execute(update(users).where(users.c.id == f"{school.tenant}-{username}").values(**values))
    )


def codes(school: School) -> list[str]:
    """The codes in the mails, by recipient."""
    return [re.findall(r"^([A-Z]{4}-[A-Z]{4}-[A-Z]{4})$", row.text, re.MULTILINE)[0] for row in rows(school)]


@pytest.mark.usefixtures("new")
def test_each_student_gets_a_mail_with_a_code_that_works(school: School, words: Command) -> None:
    said = words("credentials", "Algebra", "--mail")

    ada, _bob = codes(school)
    found = school.database.read_now(lambda c: links.find(c, ada, now()))
    assert "2 activation mails wait to be sent." in said
    assert "tmp-portal mail list" in said
    assert (found.user_id, found.kind) == ("school-ada", "activate")
    assert "Account number: 4821" in rows(school)[0].text
    assert "Username: ada" in rows(school)[0].text


@pytest.mark.usefixtures("new")
def test_the_link_leads_to_the_portals_own_address(
    school: School, staff: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMP_PORTAL_URL", "https://portal.hill.example/")

    staff("credentials", "Algebra", "--mail", "--student", "ada")

    (row,) = rows(school)
    (link,) = re.findall(r"^https://portal\.hill\.example/l/(tmpl_[\w-]{43})$", row.text, re.MULTILINE)
    found = school.database.read_now(lambda c: links.find(c, link, now()))
    assert found.user_id == "school-ada"
    assert f'href="https://portal.hill.example/l/{link}"' in row.html


@pytest.mark.usefixtures("new")
def test_who_has_no_address_that_can_be_right_is_named(school: School, words: Command) -> None:
    change(school, "ada", email="", given_name="A\x1b[31mda")
    change(school, "bob", email="bob at hill")

    said = words("credentials", "Algebra", "--mail")

    assert "0 activation mails" in said
    assert "Ada Hill (ada)" in said
    assert "Bob Hill (bob)" in said
    assert "--sheet" in said
    assert "\x1b" not in said


def test_who_has_a_password_is_left_alone_unless_it_is_renewed(
    school: School, group: Group, staff: Command
) -> None:
    first = staff("credentials", group.id, "--mail")
    then = staff("credentials", group.id, "--mail", "--renew", "--student", "Bob")  # as at a sign-in

    assert {row["why_not"] for row in first} == {"has a password already"}
    assert [row["why_not"] for row in then] == [""]
    assert asyncio.run(school.token("bob"))  # theirs is good until they choose another


def test_who_is_in_the_class_twice_gets_one_password_which_works(
    school: School, new: Group, staff: Command
) -> None:
    enrolled(school, new.id, "school-ada", begins_on=date(2026, 1, 12))  # came back: the roster has both

    given = staff("credentials", "Algebra", "--student", "ada")
    mailed = staff("credentials", "Algebra", "--mail", "--student", "ada")

    assert [row["username"] for row in given] == ["ada"]
    assert [row["username"] for row in mailed] == ["ada"]


@pytest.mark.usefixtures("new")
def test_of_two_mails_only_the_newer_waits(school: School, staff: Command) -> None:
    staff("credentials", "Algebra", "--mail", "--student", "ada")
    (old,) = codes(school)

    staff("credentials", "Algebra", "--mail", "--student", "ada")

    (newer,) = codes(school)
    assert newer != old


@pytest.mark.usefixtures("new")
def test_a_sheet_has_a_card_for_each_with_a_password_that_works(
    school: School, words: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMP_PORTAL_URL", "https://portal.hill.example")
    file = tmp_path / "algebra.pdf"

    said = words("credentials", "Algebra", "--sheet", str(file))

    pdf = Pdf(file)
    (page,) = pdf.pages()
    passwords = re.findall(r"^[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$", page, re.MULTILINE)
    assert "2 cards" in said
    assert not any(password in said for password in passwords)
    assert file.stat().st_mode & 0o777 == 0o600
    assert pdf.tagged
    assert page.count("4821") == page.count("https://portal.hill.example") == len(passwords) == 2
    assert "Ada Hill" in page
    assert asyncio.run(signs_in(school, "ada", passwords[0]))


async def signs_in(school: School, username: str, password: str) -> bool:
    form = {"account": "4821", "username": username, "password": password}
    async with school.http() as http:
        return (await http.post("/v1/sessions", json=form)).status_code == 201


@pytest.mark.usefixtures("new")
def test_an_existing_file_is_kept_and_nobody_gets_a_password(
    school: School, refused: Command, words: Command, tmp_path: Path
) -> None:
    file = tmp_path / "algebra.pdf"
    file.write_text("mine")

    said = refused("credentials", "Algebra", "--sheet", str(file))
    kept = file.read_text()
    forced = words("credentials", "Algebra", "--sheet", str(file), "--force")

    assert "--force" in said
    assert kept == "mine"
    assert "2 cards" in forced  # so nobody had got one before
    assert file.stat().st_mode & 0o777 == 0o600


def test_where_there_is_nothing_to_print_no_file_is_left(
    group: Group, refused: Command, tmp_path: Path
) -> None:
    assert "--renew" in refused("credentials", group.id, "--sheet", str(tmp_path / "a.pdf"))
    assert "no student" in refused(
        "credentials", group.id, "--sheet", str(tmp_path / "a.pdf"), "--student", "eve"
    )

    assert not list(tmp_path.glob("*a.pdf*"))


def test_a_page_has_eight_cards(tmp_path: Path) -> None:
    students = [Given("4821", f"student{n}", f"Student {n}", "abcd-efgh-jkmn") for n in range(17)]

    made, _ = cards.cards(students, "Hill School", "Algebra", "")
    (tmp_path / "a.pdf").write_bytes(made)

    assert [page.count("abcd-efgh-jkmn") for page in Pdf(tmp_path / "a.pdf").pages()] == [8, 8, 1]


@pytest.mark.parametrize(
    ("name", "complete"),
    [
        ("#panic() *a* $x$ [b] \\ // <c> @d", True),
        ("\x1b[31mAda\n<script>alert(1)</script>", True),
        ("W" * 300, True),
        ("Linh Trần Yıldız", True),
        ("李小龙", False),
        ("", True),
    ],
)
def test_S06_any_name_makes_a_card(tmp_path: Path, name: str, complete: bool) -> None:
    student = Given("4821", "ada", name, "abcd-efgh-jkmn")

    made, is_complete = cards.cards([student], name, name, "https://portal.hill.example")
    (tmp_path / "a.pdf").write_bytes(made)

    (page,) = Pdf(tmp_path / "a.pdf").pages()
    assert is_complete is complete
    assert "abcd-efgh-jkmn" in page
    if complete and name:
        assert cards._safe(name)[:9] in page


@pytest.mark.usefixtures("new")
async def test_a_mailed_code_is_enough_to_begin(school: School, staff: Command) -> None:
    staff("credentials", "Algebra", "--mail", "--student", "ada")
    (code,) = codes(school)

    async with school.http() as http:
        looked = await http.post("/v1/links/look", json={"word": code.lower()})
        used = await http.post("/v1/links/use", json={"word": code, "password": "three quiet green lamps"})
        again = await http.post("/v1/links/look", json={"word": code})

    assert looked.json()["username"] == "ada"
    assert used.status_code in (200, 201)
    assert again.status_code == 410
    assert staff("mail", "list") == []  # nothing waits that is good for nothing
    assert await signs_in(school, "ada", "three quiet green lamps")


@pytest.mark.usefixtures("new")
async def test_a_forgotten_password_goes_through_a_real_mail_server(school: School) -> None:
    async with school.http() as http:
        asked = await http.post("/v1/recovery/password", json={"email": "ADA@hill.example "})
    await beside.finished()

    with post_office() as office:
        await asyncio.to_thread(deliver, school, f"smtp://127.0.0.1:{office.port}")

    (mail,) = office.arrived
    body = mail.get_body(("plain",))
    assert asked.status_code < 300
    assert body is not None
    assert mail["To"] == "ada@hill.example"
    assert any(re.fullmatch(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", line) for line in body.get_content().splitlines())


@pytest.mark.usefixtures("new")
@pytest.mark.parametrize("how", ["--mail", "--sheet"])
def test_staff_are_told_that_nobody_will_know_where_the_portal_is(
    school: School,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    how: str,
) -> None:
    words = ["credentials", "Algebra", how, *([str(tmp_path / "cards.pdf")] if how == "--sheet" else [])]
    school.stamp()

    main(["--data", str(school.folder), *words])
    without = capsys.readouterr().err
    monkeypatch.setenv("TMP_PORTAL_URL", "https://portal.hill.example")
    main(["--data", str(school.folder), *words, "--renew", *(["--force"] if how == "--sheet" else [])])

    assert "url is not set" in without
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("new")
def test_staff_are_told_that_a_class_is_over(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    school.stamp()
    school.write(lambda c: c.execute(update(classes).values(archived=True)))

    main(["--data", str(school.folder), "credentials", "Algebra"])

    said = capsys.readouterr()
    assert said.err == "Algebra is archived. Its students are given a way in all the same.\n"
    assert "Username: ada" in said.out


@pytest.mark.usefixtures("new")
def test_a_mail_that_failed_is_not_there_to_be_tried_again_once_there_is_a_newer_one(
    school: School, staff: Command
) -> None:
    address = update(users).where(users.c.username == "ada").values(email="ada@hill.example")
    school.write(lambda connection: connection.execute(address))
    staff("credentials", "Algebra", "--mail", "--student", "ada")
    school.write(lambda connection: connection.execute(update(outbox).values(state="failed")))

    staff("credentials", "Algebra", "--mail", "--student", "ada")

    assert [row.state for row in rows(school)] == ["waiting"]


@pytest.mark.parametrize("shape", [[], ["--csv"], ["--json"]])
def test_passwords_that_no_disk_had_room_for_are_told_to_be_given_anew(
    school: School, new: Group, shape: list[str]
) -> None:
    school.stamp()
    named = update(users).where(users.c.username == "bob").values(username="b$(ob)")
    school.write(lambda connection: connection.execute(named))

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tmp_portal", "--data", school.folder, "credentials", "Algebra", *shape],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )

    assert done.returncode == 1
    assert "credentials CLASS --renew --student ada --student 'b$(ob)'" in done.stderr
    assert done.stderr.endswith("tmp-portal: No space left on device\n")
