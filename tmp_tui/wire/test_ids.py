"""What a Test ID stands for."""

from tmp_tui.wire.base import Wire


class TestIdEntry(Wire):
    """The assessment behind a six-digit Test ID, and the class in which it was given to me."""

    __test__ = False

    class_id: str
    assessment: int
    title: str
