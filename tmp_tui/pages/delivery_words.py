"""What is said about an assessment that was given to a class."""

from tmp_tui.pages.deliveries import Delivery
from tmp_tui.pages.model import Fact, Route
from tmp_tui.pages.when import moment_fact
from tmp_tui.pages.wording import minutes, points
from tmp_tui.text import _, moment


def assessment_route(class_id: str, number: int) -> Route:
    """Where an assessment's page is."""
    return Route("assessment", class_id, str(number))


def state(delivery: Delivery) -> Fact:
    """Where I stand with it."""
    code, value = _state(delivery)
    return Fact("state", _("State"), value, code)


def _state(delivery: Delivery) -> tuple[str, str]:
    if delivery.running:
        return _at_it(delivery)
    if delivery.here is not None and delivery.here.state == "handed-in" and delivery.begun:
        return "submitted", _("Submitted (not scored yet)")  # the portal's documents have not said so yet
    if delivery.last is not None:
        if delivery.last.state == "scored":
            return "complete", _("Complete")
        return "submitted", _("Submitted (not scored yet)")
    if delivery.early:
        return "opens", _("Opens {when}").format(when=moment(delivery.assessment.opens_at, delivery.now))
    if delivery.closed:
        return (
            ("closed", _("Closed (started, not submitted)"))
            if delivery.tries
            else ("not_taken", _("Not taken"))
        )
    if delivery.assessment.in_portal:
        return "to_do", _("To-Do")
    return "to_do", _("To-Do (by Test ID from your teacher)")


def _at_it(delivery: Delivery) -> tuple[str, str]:
    here = delivery.here
    if here is not None and here.state == "handing-in":
        return "handing_in", _("Submitted on this computer; the portal does not have it yet")
    return "started", _("Started, not submitted")


def score(delivery: Delivery) -> list[Fact]:
    """The points of my newest try, where they were released."""
    last = delivery.last
    if last is None or last.state != "scored" or last.points < 0:
        return []
    return [Fact("score", _("Score"), points(last.points, last.possible))]


def questions(delivery: Delivery) -> list[Fact]:
    """How many questions it has, where that is known."""
    count = delivery.assessment.questions
    return [Fact("questions", _("Questions"), str(count), alone=False)] if count > 0 else []


def time_limit(delivery: Delivery) -> list[Fact]:
    """Its time limit, where it has one."""
    limit = delivery.minutes
    return [Fact("time_limit", _("Time limit"), minutes(limit), alone=False)] if limit > 0 else []


def opens(delivery: Delivery) -> list[Fact]:
    """When it opens or opened, where that was said."""
    at, name = delivery.assessment.opens_at, _("Opens") if delivery.early else _("Opened")
    return [moment_fact("opens", name, at, delivery.now, alone=False)] if at > 0 else []


def closes(delivery: Delivery) -> list[Fact]:
    """When it closes or closed, where that was said."""
    at, name = delivery.closes_at, _("Closed") if delivery.closed else _("Closes")
    return [moment_fact("closes", name, at, delivery.now, alone=False)] if at > 0 else []


def attempts_left(delivery: Delivery) -> list[Fact]:
    """How many tries may still be handed in, where they are counted."""
    left = delivery.left
    return [Fact("attempts_left", _("Attempts left"), str(left), alone=False)] if left is not None else []


def again(delivery: Delivery) -> list[Fact]:
    """How many tries are left of an assessment that was handed in and can be taken again."""
    return attempts_left(delivery) if delivery.complete and delivery.open else []


def in_a_list(delivery: Delivery) -> tuple[Fact, ...]:
    """What a list of assessments says of each."""
    if delivery.complete:
        return (state(delivery), *score(delivery), *again(delivery))
    return (state(delivery), *questions(delivery), *time_limit(delivery), *closes(delivery))
