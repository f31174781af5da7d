"""How a class makes levels of results: its method, and the percentages from which levels begin."""

import re
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, delete, insert, select

from tmp_portal.db.progress import class_mastery
from tmp_portal.errors import NotDone
from tmp_portal.progress.levels import CUTS
from tmp_portal.progress.methods import COUNTS, MOST_RECENT, RATES, Method, UnknownMethod

METHODS = (
    "most_recent, highest, average, mode, "
    + ", ".join(f"{name}[:{rates[0]} to {rates[-1]}]" for name, rates in RATES.items())
    + f", n_mastery[:{COUNTS[0]} to {COUNTS[-1]}[:PERCENT]]"
)


_WHOLE = re.compile("[0-9]{1,3}")


@dataclass(frozen=True)
class Rules:
    """A method, and the whole percentages from which Near Mastery, Mastery and, if there are three, Exceeds begin."""

    method: Method = MOST_RECENT
    cuts: tuple[int, ...] = tuple(map(int, CUTS))

    @classmethod
    def read(cls, method: str, cuts: str) -> Self:
        """Rules from the words that staff type, and that the database keeps; raises NotDone."""
        return cls(_method(method), _cuts(cuts))

    @property
    def cuts_text(self) -> str:
        """The cuts as `read` reads them: "50,80"."""
        return ",".join(map(str, self.cuts))


def rules_of(connection: Connection, tenant: str, class_id: str) -> Rules:
    """What staff chose for the class, else the defaults."""
    row = connection.execute(
        select(class_mastery.c.method, class_mastery.c.cuts).where(
            class_mastery.c.tenant == tenant, class_mastery.c.class_id == class_id
        )
    ).one_or_none()
    return Rules.read(row.method, row.cuts) if row is not None else Rules()


def keep_rules(connection: Connection, tenant: str, class_id: str, rules: Rules) -> None:
    """Write them down; `service.set_rules` also computes the class's levels anew."""
    connection.execute(
        delete(class_mastery).where(class_mastery.c.tenant == tenant, class_mastery.c.class_id == class_id)
    )
    connection.execute(
        insert(class_mastery).values(
            tenant=tenant, class_id=class_id, method=rules.method.text, cuts=rules.cuts_text
        )
    )


def _method(text: str) -> Method:
    try:
        method = Method.parse(text)
    except UnknownMethod as error:
        raise NotDone(f"there is no method {text!r}. Methods: {METHODS}") from error
    if method.threshold is not None and not 0 <= method.threshold <= 100:
        raise NotDone(f"{text!r} counts results from {method.threshold:g} percent on: choose 0 to 100")
    return method


def _cuts(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    cuts = tuple(int(part) for part in parts if _WHOLE.fullmatch(part.strip()))
    rising = all(low < high for low, high in zip((0, *cuts), (*cuts, 101), strict=True))
    if len(cuts) != len(parts) or len(cuts) not in (2, 3) or not rising:
        raise NotDone(
            f"{text!r} are no cuts. They are the percentages from which Near Mastery, Mastery and, if wanted, Exceeds "
            "begin: two or three whole numbers from 1 to 100, each higher than the one before, such as 50,80 or 50,80,95"
        )
    return cuts
