"""What is odd about a package, gathered by kind, so that 700 items with one oddity are one line."""

from collections import Counter
from collections.abc import Iterator

SHOWN = 8


class Notes:
    """Counts each kind of oddity, and keeps the first few places where it was seen."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._places: dict[str, list[str]] = {}

    def add(self, what: str, place: str = "") -> None:
        """Count one more of a kind; `place` is a code, an identifier or a member of the file."""
        self._counts[what] += 1
        places = self._places.setdefault(what, [])
        if place and len(places) < SHOWN:
            places.append(place)

    def lines(self) -> Iterator[str]:
        """One line for each kind: what, how many, and where."""
        for what, count in self._counts.items():
            places = self._places[what]
            more = f", and {count - len(places)} more" if len(places) < count else ""
            yield f"{what}: {count}" + (f" ({', '.join(places)}{more})" if places else "")
