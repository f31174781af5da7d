"""How old the local copy is, and why."""

import msgspec


class Freshness(msgspec.Struct, frozen=True):
    """`at` is when the portal last confirmed the copy (its own clock, seconds; 0: never).

    `asking` is true while a first answer is awaited; `trouble` is the code of what keeps the portal from answering
    (see `tmp_tui.api.errors`), empty when nothing does; `failures` counts the tries that failed since `at`.
    """

    at: float = 0
    asking: bool = False
    trouble: str = ""
    failures: int = 0

    def failed(self, code: str) -> "Freshness":
        """The same after a try that failed for this reason."""
        return msgspec.structs.replace(self, trouble=code, failures=self.failures + 1, asking=False)
