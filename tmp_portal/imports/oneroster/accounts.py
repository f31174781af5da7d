"""Account numbers: 4 to 6 digits for a school, `d` and 1 to 3 digits for a district; asked for, or given."""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tmp_portal.db.people import accounts, orgs
from tmp_portal.imports.oneroster.read import Row
from tmp_portal.imports.oneroster.report import Account
from tmp_portal.imports.oneroster.settle import Work
from tmp_portal.imports.report import Fault, Faults, ImportRefused


@dataclass(frozen=True)
class Shape:
    """How the numbers of one type of org look; `lengths` of digits are tried in turn."""

    words: str
    pattern: re.Pattern[str]
    prefix: str
    lengths: tuple[int, ...]


SHAPES = {
    "district": Shape("d and 1 to 3 digits, for a district", re.compile(r"d[0-9]{1,3}"), "d", (3, 2, 1)),
    "school": Shape("4 to 6 digits, for a school", re.compile(r"[0-9]{4,6}"), "", (4, 5, 6)),
}
_TRIES = 60


@dataclass(frozen=True)
class Org:
    """A district or a school, as the command line may name it."""

    id: str
    sourced_id: str
    identifier: str
    name: str
    type: str


def settle_accounts(
    work: Work, rows: Sequence[Row], *, whole: bool, asked: Mapping[str, str], faults: Faults
) -> None:
    """Plan a number for every district and school that has none, and tell all numbers in the report."""
    everyone = _orgs(work, rows, whole=whole)
    stored = dict(work.connection.execute(select(accounts.c.number, accounts.c.org_id)).all())
    numbers = chosen_numbers(everyone, stored, asked, faults)
    if not work.report.dry_run:
        numbers = with_free_numbers(everyone, numbers, stored)
    before = {org_id: number for number, org_id in stored.items()}
    new = [(number, org_id) for org_id, number in numbers.items() if before.get(org_id) != number]
    old = [(before[org_id],) for _, org_id in new if org_id in before]
    work.spool.put(accounts, "delete", ("number",), old)
    work.spool.put(accounts, "insert", ("number", "org_id"), new)
    for org in everyone:
        number = numbers.get(org.id, "")
        work.report.accounts.append(Account(number, org.name, org.type, org.sourced_id))
        if before.get(org.id, number) != number:
            work.report.note(f"{org.name}: the account number {before[org.id]} is now {number}")


def _orgs(work: Work, rows: Sequence[Row], *, whole: bool) -> list[Org]:
    """The active districts and schools as they will be: those stored, unless `rows` are all, with the rows over them."""
    names = (orgs.c.id, orgs.c.sourced_id, orgs.c.identifier, orgs.c.name, orgs.c.type)
    statement = select(*names).where(orgs.c.tenant == work.tenant, orgs.c.active, orgs.c.type.in_(SHAPES))
    found = {} if whole else {row.sourced_id: Org(*row) for row in work.connection.execute(statement)}
    ids = work.known.orgs
    for row in rows:
        if row.sourced_id in ids.skipped:
            continue
        found.pop(row.sourced_id, None)
        if row["type"] in SHAPES and not row.gone:
            key, identifier, name = ids.here[row.sourced_id], row.text("identifier", 255), row.text("name")
            found[row.sourced_id] = Org(key, row.sourced_id, identifier, name, row["type"])
    return sorted(found.values(), key=lambda org: (org.type, org.name, org.sourced_id))


def chosen_numbers(
    everyone: Sequence[Org], stored: Mapping[str, str], asked: Mapping[str, str], faults: Faults
) -> dict[str, str]:
    """The numbers of the orgs that have one, by the org's id; the numbers asked for win.

    `stored` are all numbers that there are, with the ids of their orgs; `asked` are numbers by an org's sourcedId,
    identifier or name.
    """
    mine = {org.id for org in everyone}
    chosen = {org_id: number for number, org_id in stored.items() if org_id in mine}
    wanted = {
        org.id: number for name, number in asked.items() if (org := _named(everyone, name, number, faults))
    }
    chosen |= wanted
    others = {number for number, org_id in stored.items() if org_id not in mine}
    for number in wanted.values():
        if number in others or list(chosen.values()).count(number) > 1:
            faults.add("--account", 0, "", number, "a number that no other school or district has")
    return chosen


def with_free_numbers(
    everyone: Sequence[Org], chosen: Mapping[str, str], taken: Collection[str]
) -> dict[str, str]:
    """The same with a free number for each org that has none."""
    numbers, used = dict(chosen), {*taken, *chosen.values()}
    for org in everyone:
        if org.id not in numbers:
            numbers[org.id] = _free(org, used)
            used.add(numbers[org.id])
    return numbers


def _named(everyone: Sequence[Org], name: str, number: str, faults: Faults) -> Org | None:
    found = (
        [org for org in everyone if org.sourced_id == name]
        or [org for org in everyone if org.identifier == name]
        or [org for org in everyone if org.name.casefold() == name.casefold()]
    )
    if len(found) != 1:
        expected = "the sourcedId, identifier or name of one school or district of the roster"
        faults.add(
            "--account", 0, "", f"{name}={number}", expected + (f"; {len(found)} have this" if found else "")
        )
        return None
    if not SHAPES[found[0].type].pattern.fullmatch(number):
        faults.add("--account", 0, "", f"{name}={number}", f"a number of {SHAPES[found[0].type].words}")
        return None
    return found[0]


def _free(org: Org, taken: Collection[str]) -> str:
    """A number without a leading zero, which spreadsheets drop; a longer one where the short ones are rare."""
    shape = SHAPES[org.type]
    for length in shape.lengths:
        least = 10 ** (length - 1)
        for _ in range(_TRIES):
            number = f"{shape.prefix}{least + secrets.randbelow(9 * least)}"
            if number not in taken:
                return number
    raise ImportRefused([Fault("orgs.csv", 0, "", org.name, "a free account number; none was found")], 1)
