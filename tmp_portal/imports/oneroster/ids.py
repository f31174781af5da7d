"""The ids of the records of one kind, found by sourcedId."""

from collections.abc import Callable
from functools import cached_property


class Ids:
    """Those in the file and, unless it is a bulk file and so the whole truth, those that are stored.

    `whole` is false where the records could not all be read: a name that is not found is then not its user's fault.
    `skipped` are the file's records that are older than the stored ones.
    """

    def __init__(self, file: str, stored: Callable[[], dict[str, str] | None] | None = None) -> None:
        self.here: dict[str, str] = {}
        self.skipped: set[str] = set()
        self.whole = True
        self.expected = f"a sourcedId in {file}{' or loaded before' if stored else ''}"
        self._load = stored

    def get(self, sourced_id: str) -> str | None:
        """The record's id, None where there is no such record."""
        return self.here.get(sourced_id) or self._stored.get(sourced_id)

    @cached_property
    def _stored(self) -> dict[str, str]:
        stored = self._load() if self._load else {}
        if stored is None:
            self.whole = False
        return stored or {}
