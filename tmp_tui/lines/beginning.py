"""From an assessment's page into it: what a start costs is asked first, and every refusal leads back to the page."""

from tmp_tui.api.errors import ApiError, Unreachable
from tmp_tui.lines.console import Console
from tmp_tui.lines.player import Player
from tmp_tui.lines.source import Source
from tmp_tui.pages.deliveries import Delivery, deliveries
from tmp_tui.pages.model import Copy, Route
from tmp_tui.player.countdown import time_words
from tmp_tui.player.taking import Taking
from tmp_tui.text import _, ngettext

MOMENT = 1.5  # seconds for the portal to say how an attempt that lies here stands there
AFTER = 3.0  # seconds for the pages to hear that it was submitted
MINUTE = 60


def take(source: Source, console: Console, route: Route) -> bool:
    """Start the assessment or go on with it, and come back; says whether anything was begun."""
    delivery = source.call(lambda: _delivery(source.copy(), route))
    taking = _on_its_way(source, delivery)
    if taking is None:
        if delivery is None or not delivery.running:
            cost = source.call(lambda: _cost(delivery))
            if cost and not agreed(console, cost):
                return False
        taking = _begun(source, console, route)
    if taking is None:
        return False
    Player(source, console, taking).run()
    source.briefly(source.session.sync(), AFTER)
    return True


def agreed(console: Console, cost: str) -> bool:
    """Whether the student wants to start now, knowing what it costs."""
    typed = console.ask(_("Start now? {cost} Type yes: ").format(cost=cost))
    if typed.casefold() in ("yes", _("yes").casefold()):
        return True
    console.say(_("Not started."))
    return False


def _delivery(copy: Copy, route: Route) -> Delivery | None:
    document, mine = copy.class_(route.id), copy.mine(route.id)
    if document is None or mine is None:
        return None
    found = deliveries(document, mine, copy.now(), copy.work())
    return next((one for one in found if str(one.assessment.number) == route.item), None)


def _cost(delivery: Delivery | None) -> str:
    """What a start uses up, in sentences; empty where it uses nothing."""
    if delivery is None:
        return _("It may be timed.")
    words = []
    if seconds := _seconds(delivery):
        words.append(_("Your {time} begin.").format(time=time_words(seconds)))
    if delivery.left == 1:
        words.append(_("It is your last attempt."))
    elif delivery.left is not None:
        words.append(
            ngettext(
                "You have {count} attempt; this is one.",
                "You have {count} attempts; this is one.",
                delivery.left,
            ).format(count=delivery.left)
        )
    return " ".join(words)


def _seconds(delivery: Delivery) -> float:
    """How long there would be, cut by the end of the window (G12); 0 where no clock begins to run."""
    limit, closes = float(delivery.minutes * MINUTE), delivery.assessment.closes_at
    return min(limit, closes - delivery.now) if limit and closes else limit


def _on_its_way(source: Source, delivery: Delivery | None) -> Taking | None:
    """What was submitted here and waits to be sent is looked at without the portal."""
    here = delivery.here if delivery is not None else None
    if here is None or here.state != "handing-in":
        return None
    return source.call(lambda: source.session.taking(here.attempt))


def _begun(source: Source, console: Console, route: Route) -> Taking | None:
    known = {work.attempt for work in source.call(lambda: source.copy().work())}
    try:
        attempt = source.wait(source.session.begin(route.id, int(route.item), route.test_id))
    except ApiError as error:
        console.say(error.words)
        if isinstance(error, Unreachable):
            console.say(_("Nothing is used up. Try again when the portal answers."))
        return None
    if attempt in known:  # it may have gone on at another place
        source.briefly(source.session.look_again(attempt), MOMENT)
    return source.call(lambda: source.session.taking(attempt))
