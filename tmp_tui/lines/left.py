"""How reading ends."""


class Left(Exception):
    """The reader is done with the pages; `for_good` is whether with line mode as well, `words` are said after it."""

    def __init__(self, *, for_good: bool, words: str = "") -> None:
        super().__init__()
        self.for_good, self.words = for_good, words
