"""What a roster's import found and did, with the account numbers to sign in with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tmp_portal.imports.report import Report


@dataclass(frozen=True)
class Account:
    """A school or district and its number, blank where it is given only when the file is loaded."""

    number: str
    name: str
    type: str
    sourced_id: str


@dataclass
class RosterReport(Report):
    """The counts and notes of any import, and the accounts."""

    accounts: list[Account] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report in words, then the account numbers."""
        yield from super().lines()
        if self.accounts:
            yield "Account numbers"
            width = max(len(account.number) for account in self.accounts)
            for account in self.accounts:
                yield f"  {account.number:>{width}}  {account.name}"
