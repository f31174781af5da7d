"""Why a score cannot be had: of an item as such, or of one set of responses to it."""


class CannotScore(Exception):
    """Raised on reading: an item's scoring is not supported; `reason` completes "the item was refused: it ..."."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unscorable(Exception):
    """Raised on scoring: these responses need a person; `reason` says why. It never leaves `tmp_portal.items`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
