"""What was said to the reader, told to whoever keeps it."""

from textual.message import Message


class Notice(Message):
    """Something was said at the foot of the screen or beside a field."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
