"""The words of "Need your account #?" and "Forgotten your password?"."""

import re
from typing import TYPE_CHECKING

from tmp_tui.pages.model import Route, Row
from tmp_tui.pages.ways import HELPING, LINK, RECOVER_ACCOUNT, SIGN_IN, way
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.wire.accounts import Portal

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+")
LONGEST = 254  # characters of an address (RFC 5321, section 4.5.3.1.3, less the brackets)


def recovery_asked(route: Route) -> str:
    """What the page asks for, and what it does with it."""
    if route == RECOVER_ACCOUNT:
        return _("Type your e-mail address, and a mail with your account number is sent to it.")
    return _("Type your e-mail address, and a mail with a link and a code for a new password is sent to it.")


def email_fault(typed: str) -> str:
    """What is wrong with an e-mail address; empty when nothing is."""
    if not typed.strip():
        return _("Type your e-mail address.")
    if len(typed.strip()) > LONGEST or not _EMAIL.fullmatch(typed.strip()):
        return _("This is no whole e-mail address. One looks like this: name@school.example")
    return ""


def recovery_answer(route: Route, portal: "Portal | None") -> tuple[str, ...]:
    """What is said to everybody, whoever they are (S3); where the portal sends no mail, the school hands it over."""
    if portal is None or portal.mail:
        return (
            _("If that address is known, a mail is on its way."),
            _("It may take a few minutes; look in the spam folder too. If none comes, ask your teacher."),
        )
    if route == RECOVER_ACCOUNT:
        ready = _("If that address is known, your account number is ready at your school.")
    else:
        ready = _("If that address is known, a link and a code are ready at your school.")
    return (ready, _("This portal sends no mail: ask your teacher or the office for it."))


def recovery_ways(route: Route) -> tuple[Row, ...]:
    """Where to go on from there."""
    if route == RECOVER_ACCOUNT:
        return (way(SIGN_IN), way(HELPING))
    return (way(LINK, _("I have the link or code now")), way(SIGN_IN), way(HELPING))
