"""Need your account #? and Forgotten your password?, a line at a time."""

from tmp_tui.api.errors import ApiError
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.pages.model import Route
from tmp_tui.pages.recovering import email_fault, recovery_answer, recovery_asked, recovery_ways
from tmp_tui.pages.ways import RECOVER_ACCOUNT, way_name
from tmp_tui.text import _
from tmp_tui.wire.accounts import Portal


def recover(asker: Asker, route: Route, portal: Portal | None) -> Route | None:
    """Ask for an address and have something mailed to it; returns where to go on."""
    asker.console.say(way_name(route), recovery_asked(route))
    while email := asker.typed(_("Email Address, or b for back: ")):
        if fault := email_fault(email):
            asker.console.say(fault)
        elif _sent(asker, route, email):
            asker.console.say(*recovery_answer(route, portal))
            row = asker.choose(recovery_ways(route))
            return row.go if row is not None else None
    return None


def _sent(asker: Asker, route: Route, email: str) -> bool:
    entrance = asker.session().entrance
    send = entrance.recover_account if route == RECOVER_ACCOUNT else entrance.recover_password
    try:
        asker.wait(send(email))
    except ApiError as error:
        asker.console.say(error.words)
        return False
    return True
