"""How reading ends."""


class Left(Exception):
    """The reader is done with the pages; `for_good` is whether with line mode as well."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good
