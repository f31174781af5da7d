"""What ASVS asks of passwords, tokens and the doors, where no other test tries it. Row numbers are in docs/security.md."""

import asyncio
import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import func, select, update

from tests.portal.test_sign_in import sign_in
from tests.support.school import PASSWORD, School
from tmp_portal import clock
from tmp_portal.accounts import passwords, proving, queries
from tmp_portal.accounts.queries import Candidate
from tmp_portal.asgi import create_app
from tmp_portal.cli import main
from tmp_portal.db.engine import Database
from tmp_portal.db.people import credentials, users
from tmp_portal.settings import Settings

TWO_YEARS = 2 * 365 * 86_400
SPOKEN = "Les cinq élèves mangent 3 crêpes ☕ au château, très tôt le matin, et rient encore"

# PASSWORD before libsodium was here: another memory and number of passes.
THEIRS = "$argon2id$v=19$m=19456,t=2,p=1$YdVIf5wLETGhdkkyFoO/sQ$LHzFExGoiwEFjKTfpbnQYB4pQ//sA/fRY2tIKKbJ8ew"


def hash_of_the_one(school: School) -> str:
    return str(
        school.database.read_now(lambda connection: connection.scalar(select(credentials.c.password_hash)))
    )


@pytest.mark.parametrize("password", [SPOKEN, "  blanks at both ends  ", "ñandú-ñandú-ñandú", "x" * 256])
async def test_S10_any_character_and_length_counts(school: School, password: str) -> None:
    school.person("ada", password=password)

    right = await sign_in(school, "ada", password)
    composed = await sign_in(school, "ada", unicodedata.normalize("NFD", password))
    cut_short = await sign_in(school, "ada", password[:-1])

    assert (right.status_code, composed.status_code, cut_short.status_code) == (201, 201, 401)


async def test_S10_a_password_does_not_grow_old(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    school.person("ada")
    later = clock.now() + TWO_YEARS
    monkeypatch.setattr("tmp_portal.accounts.service.now", lambda: later)

    answer = await sign_in(school, "ada", PASSWORD)

    assert answer.status_code == 201


def test_S10_a_password_is_kept_as_argon2id_with_owasps_parameters(school: School) -> None:
    school.person("ada")

    stored = hash_of_the_one(school)

    assert stored.startswith("$argon2id$v=19$m=7168,t=5,p=1$")
    assert not passwords.is_outdated(stored)
    assert not passwords.verify_now(stored, PASSWORD.upper())


def test_S10_a_hash_of_the_reference_implementation_is_as_good_as_ours() -> None:
    """Portals made theirs with it before libsodium was here."""
    assert passwords.verify_now(THEIRS, PASSWORD)
    assert not passwords.verify_now(THEIRS, PASSWORD.upper())


async def test_S10_who_signs_in_with_an_outdated_hash_has_one_of_today_from_then_on(school: School) -> None:
    school.person("ada")
    school.write(lambda connection: connection.execute(update(credentials).values(password_hash=THEIRS)))

    wrong = await sign_in(school, "ada", PASSWORD.upper())
    after_the_wrong_one = hash_of_the_one(school)
    right = await sign_in(school, "ada", PASSWORD)
    again = await sign_in(school, "ada", PASSWORD)

    assert (wrong.status_code, right.status_code, again.status_code) == (401, 201, 201)
    assert after_the_wrong_one == THEIRS
    assert not passwords.is_outdated(hash_of_the_one(school))


async def test_S10_of_two_who_sign_in_at_once_with_an_outdated_hash_neither_is_refused(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    school.write(lambda connection: connection.execute(update(credentials).values(password_hash=THEIRS)))
    both_are_right, hash_anew = asyncio.Barrier(2), proving._hashed_anew

    async def together(*given: Any) -> Candidate:
        await both_are_right.wait()
        return await hash_anew(*given)

    monkeypatch.setattr(proving, "_hashed_anew", together)
    first, second = await asyncio.gather(sign_in(school, "ada", PASSWORD), sign_in(school, "ada", PASSWORD))

    assert (first.status_code, second.status_code) == (201, 201)


async def test_S10_another_password_that_was_chosen_meanwhile_keeps_the_old_one_out(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.person("ada")
    school.write(lambda connection: connection.execute(update(credentials).values(password_hash=THEIRS)))
    make = passwords.PasswordPool.hash

    async def chosen_meanwhile(pool: passwords.PasswordPool, password: str) -> str:
        other = await make(pool, "another one by now")
        school.write(lambda connection: connection.execute(update(credentials).values(password_hash=other)))
        return await make(pool, password)

    monkeypatch.setattr(passwords.PasswordPool, "hash", chosen_meanwhile)

    assert (await sign_in(school, "ada", PASSWORD)).status_code == 401


def test_S10_a_password_chosen_while_the_old_one_is_hashed_anew_stays(school: School) -> None:
    school.person("ada")
    before = queries.Candidate("school", "school-ada", THEIRS, 0, None)

    school.write(lambda connection: queries.renew_hash(connection, before, "of the old password"))

    assert hash_of_the_one(school) != "of the old password"


@pytest.mark.parametrize("broken", ["", "x" * 200, "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA", "ñ"])
def test_S10_what_is_no_hash_fits_no_password(broken: str) -> None:
    assert not passwords.verify_now(broken, PASSWORD)


def test_S10_a_fresh_portal_knows_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "portal"

    assert main(["--data", str(folder), "init"]) == 0

    database = Database(Settings.load(folder).database)
    people = database.read_now(lambda connection: connection.scalar(select(func.count()).select_from(users)))
    database.close()
    assert people == 0


async def test_S10_every_sign_in_brings_tokens_of_its_own(school: School) -> None:
    school.person("ada")

    sessions = [(await sign_in(school, "ada", PASSWORD)).json() for _ in range(3)]

    tokens = [session[name] for session in sessions for name in ("access_token", "refresh_token")]
    assert len(set(tokens)) == 6
    assert all(re.fullmatch(r"tmp[ar]_school[\w-]{43}", token) for token in tokens)  # 43 characters: 256 bits


@pytest.mark.parametrize("words", ["' or 1=1 --", "%", "ada'; drop table users; --", "ad_", "\\", "ada\x00"])
async def test_S10_nothing_that_is_typed_is_a_statement(school: School, words: str) -> None:
    school.person("ada")

    as_name = await sign_in(school, words, PASSWORD)
    as_account = await sign_in(school, "ada", PASSWORD, words)
    async with school.http(await school.token("ada")) as http:
        as_test_id = await http.get(f"/v1/test-ids/{quote(words)}")

    assert {as_name.status_code, as_account.status_code} <= {400, 401}
    assert as_test_id.status_code in (400, 404)
    assert (await sign_in(school, "ada", PASSWORD)).status_code == 201


async def test_S10_a_form_sets_what_it_asks_for_and_nothing_else(school: School) -> None:
    school.person("ada", temporary=True)
    more = {"tenant": "others", "user_id": "others-eve", "role": "administrator", "setup": False}
    form = {"account": "4821", "username": "ada", "password": PASSWORD}

    async with school.http() as http:
        answer = (await http.post("/v1/sessions", json=form | more)).json()
        http.headers["authorization"] = f"Bearer {answer['access_token']}"
        chosen = (await http.post("/v1/me/setup", json={"password": "three small words"} | more)).json()
        http.headers["authorization"] = f"Bearer {chosen['access_token']}"
        me = (await http.post("/v1/sync", json={"have": {}})).json()["changed"][0][2]

    assert answer["setup"] is True
    assert chosen["user_id"] == "school-ada"
    assert (me["id"], me["role"]) == ("school-ada", "student")


def test_S10_faults_are_not_shown(school: School) -> None:
    assert not create_app(school.settings).debug


async def test_S10_what_gives_a_session_is_what_the_document_names(school: School) -> None:
    document = (Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8")

    async with school.http() as http:
        described = (await http.get("/openapi.json")).json()["paths"]

    giving = {
        path
        for path, operations in described.items()
        for operation in operations.values()
        if "schemas/Session" in str(operation["responses"])
    }
    assert giving
    assert [path for path in giving if f"`{path}`" not in document] == []
