"""Before an assessment starts: how that is done, how long there is and why, what happens without the portal, and after."""

from tmp_tui.pages.deliveries import Delivery, deliveries
from tmp_tui.pages.model import TAKE, Copy, Fact, Route, Row
from tmp_tui.pages.when import iso
from tmp_tui.pages.wording import minutes, titled
from tmp_tui.text import _, moment, ngettext

MINUTE = 60
SOON = 180  # minutes


def start_rows(delivery: Delivery, route: Route) -> list[Row]:
    """Start Assessment, or going on with it, where that can be done here and now."""
    name = _begin_words(delivery, route)
    go = Route(TAKE, route.id, route.item, test_id=route.test_id)
    return [Row(name, _standing(delivery), go, key="take")] if name else []


def _begin_words(delivery: Delivery, route: Route) -> str:
    here = delivery.here
    if here is not None and here.state == "handing-in":
        return _("See what is sent")
    if delivery.running:
        return _("Continue the assessment")
    if delivery.open and (delivery.assessment.in_portal or route.test_id):
        return _("Start again") if delivery.complete else _("Start Assessment")
    return ""


def _standing(delivery: Delivery) -> tuple[Fact, ...]:
    """Where I am in a try that lies on this computer."""
    here = delivery.here
    if here is None or here.state == "handed-in":
        return ()
    done = _("{answered} of {questions}").format(answered=here.answered, questions=here.questions)
    unsent = [Fact("unsent", _("Not sent yet"), str(here.unsent), alone=False)] if here.unsent else []
    refused = [Fact("refused", _("Not counted"), str(here.refused), alone=False)] if here.refused else []
    return (Fact("answered", _("Answered"), done, alone=False), *unsent, *refused)


def confirmation(copy: Copy, route: Route) -> list[str]:
    """What a start costs, to be read before it; nothing where it costs nothing, or was begun already."""
    delivery = delivery_of(copy, route)
    found = costs(delivery) if delivery is not None else []
    return [titled(delivery.assessment.title), *found] if delivery is not None and found else []


def delivery_of(copy: Copy, route: Route) -> Delivery | None:
    """The assessment of a page, as it is given to me; None where the copy does not have it."""
    document, mine = copy.class_(route.id), copy.mine(route.id)
    if document is None or mine is None:
        return None
    found = deliveries(document, mine, copy.now(), copy.work())
    return next((one for one in found if str(one.assessment.number) == route.item), None)


def costs(delivery: Delivery) -> list[str]:
    """What a start uses up, each in a sentence; nothing where it was begun already."""
    if delivery.running:
        return []
    told = []
    if delivery.minutes or delivery.closes_at:
        words = (
            _("Your time begins when you start. Time limit: {time}.")
            if delivery.minutes
            else _("Time limit: {time}.")
        )
        told.append(words.format(time=time(delivery).value))
    if delivery.left is not None:
        left = ngettext(
            "You have {count} attempt left; this uses it.", "You have {count} attempts left; this uses one.",
            delivery.left,
        )  # fmt: skip
        told.append(left.format(count=delivery.left))
    return told


def how_to_start(delivery: Delivery, route: Route) -> list[Fact]:
    """What a student needs that is not here."""
    if delivery.assessment.in_portal or route.test_id or delivery.running or not delivery.open:
        return []
    words = _("With the Test ID from your teacher: type it on Home.")
    return [Fact("start", _("How to start"), words, "test_id")]


def time(delivery: Delivery) -> Fact:
    """How long there is, and what cuts it (G12)."""
    name, limit, end = _("Time limit"), delivery.minutes, delivery.closes_at
    if delivery.running and delivery.deadline:
        return Fact(
            "time_left", _("Time"), _("Until {when}").format(when=moment(delivery.deadline, delivery.now))
        )
    if not limit and not (end and delivery.open):
        return Fact("time_limit", name, _("None"))
    left = int(end - delivery.now) // MINUTE if end else 0
    if not (end and delivery.open and (not limit or left < limit)):
        return Fact("time_limit", name, minutes(limit))
    said = _("{limit}, but it closes {when}") if limit else _("None, but it closes {when}")
    if left < SOON:
        said = (
            _("{limit}, but it closes {when}: you would have {left}")
            if limit
            else _("None, but it closes {when}: you would have {left}")
        )
    words = said.format(limit=minutes(limit), when=moment(end, delivery.now), left=minutes(left))
    return Fact("time_limit", name, words, iso(end))


def rules(delivery: Delivery) -> list[Fact]:
    """What happens when the line drops, and what is shown in the end (G15)."""
    if not delivery.open and not delivery.running:
        return []
    grace = minutes(max(1, delivery.assessment.grace // MINUTE))
    timed = delivery.minutes > 0 or delivery.closes_at > 0
    if delivery.assessment.offline:
        line = _("Go on. Your answers are kept on this computer and sent by themselves.")
    else:
        line = _("Wait. Without the portal you can read, but not answer. Nothing that you answered is lost.")
    if timed and delivery.assessment.grace:
        late = _("What you answered in time counts if it arrives within {grace} after the end.")
        line = f"{line} {late.format(grace=grace)}"
    return [Fact("offline", _("If the line drops"), line), Fact("shown", _("Afterwards"), _shown(delivery))]


def _shown(delivery: Delivery) -> str:
    known = {
        "score": _("your score"),
        "items": _("the questions"),
        "answers": _("your answers"),
        "key": _("the right answers"),
        "analysis": _("how the class did"),
    }
    told = [words for name, words in known.items() if name in delivery.assessment.shown]
    if not told:
        return _("Your teacher decides what you see.")
    return _("You see: {what}.").format(what=", ".join(told))
