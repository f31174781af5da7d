"""From an assessment's page into it: what a start costs is asked first, and every refusal leads back to the page."""

from tmp_tui.api.errors import ApiError, Unreachable
from tmp_tui.lines.console import Console
from tmp_tui.lines.player import Player
from tmp_tui.lines.source import Source
from tmp_tui.pages.deliveries import Delivery
from tmp_tui.pages.model import Route
from tmp_tui.pages.starting import costs, delivery_of
from tmp_tui.player.taking import Taking
from tmp_tui.text import _

MOMENT = 1.5  # seconds for the portal to say how an attempt that lies here stands there
AFTER = 3.0  # seconds for the pages to hear that it was submitted


def take(source: Source, console: Console, route: Route) -> bool:
    """Start the assessment or go on with it, and come back; says whether anything was begun."""
    delivery = source.call(lambda: delivery_of(source.copy(), route))
    taking = _on_its_way(source, delivery)
    if taking is None:
        cost = source.call(lambda: costs(delivery)) if delivery is not None else [_("It may be timed.")]
        if cost and not agreed(console, " ".join(cost)):
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
