"""How taking an assessment is refused; each with its own code."""

from tmp_portal.problems import Refusal
from tmp_tui.wire.attempts import AttemptProblem, Kept, Receipt


class NoAttemptsLeft(Refusal):
    """All attempts that the delivery allows are used."""

    status, code = 409, "no-attempts-left"
    title = "You have used all your attempts at this assessment. Ask your teacher for another."


class NotHere(Refusal):
    """The delivery is opened by Test ID only."""

    status, code = 403, "not-here"
    title = "This assessment starts with its Test ID. Ask your teacher for it."


class NoItems(Refusal):
    """The delivery has no items."""

    status, code = 409, "no-items"
    title = "This assessment has no questions yet."


class NotHandedIn(Refusal):
    """The attempt is still taken: there is nothing to look back at."""

    status, code = 409, "not-handed-in"
    title = "This assessment is not submitted yet."


class PastDeadline(Refusal):
    """The time was up when the answer was given, or when it came."""

    status, code = 409, "past-deadline"
    title = "The time is up. This answer does not count; your teacher can see it."


class WrongItem(Refusal):
    """The attempt has no such item."""

    status, code = 404, "wrong-item"
    title = "This question is not in this assessment."


class BadAnswer(Refusal):
    """The answer is not of the question's shape; the field errors say why."""

    status, code = 422, "bad-answer"
    title = "This cannot be an answer to this question."


class AlreadySubmitted(Refusal):
    """The attempt was handed in; its receipt comes with it."""

    status, code = 409, "already-submitted"
    title = (
        "This assessment was submitted; nothing in it can be changed. Its page says what you can see of it."
    )

    def __init__(self, receipt: Receipt | None = None) -> None:
        super().__init__()
        self.receipt = receipt

    def problem(self) -> AttemptProblem:
        """The refusal with the receipt."""
        return AttemptProblem(self.title, self.status, self.code, receipt=self.receipt)


class Conflict(Refusal):
    """Another answer is on the portal than the app knew of; `kept` is it, None for none."""

    status, code = 409, "conflict"
    title = "The portal has another answer to this question."

    def __init__(self, kept: Kept | None) -> None:
        super().__init__()
        self.kept = kept

    def problem(self) -> AttemptProblem:
        """The refusal with the portal's answer."""
        return AttemptProblem(self.title, self.status, self.code, kept=self.kept)


class NotTheWriter(Refusal):
    """The attempt is open at another place, which comes with it."""

    status, code = 409, "not-the-writer"
    title = "This assessment is open at another place, so it can only be read here."

    def __init__(self, place: str, since: int) -> None:
        super().__init__()
        self.place, self.since = place, since

    def problem(self) -> AttemptProblem:
        """The refusal with the other place."""
        return AttemptProblem(self.title, self.status, self.code, open_at=self.place, open_since=self.since)
