"""The ways in beside a password, and what a student keeps of an account."""

from typing import Annotated, Literal

import msgspec

from tmp_tui.wire.base import Wire
from tmp_tui.wire.sessions import Place

Provider = Literal["google", "clever"]
LinkKind = Literal["activate", "reset", "email"]


class Contact(Wire):
    """Where a school's people find help: a phone number, a mail address, the address of a chat; each may be empty."""

    phone: str = ""
    mail: str = ""
    chat: str = ""


class Portal(Wire):
    """What a sign-in page needs to know of a portal: which other sign-ins it has, whether it sends mail, who helps.

    `device` is whether a sign-in can be finished in a browser, on this computer or another.
    """

    name: str = ""
    providers: list[Provider] = []
    mail: bool = False
    contact: Contact = Contact()
    device: bool = False


class Recovery(Wire):
    """The address of somebody who has forgotten something; the answer is the same whoever it is."""

    email: str


class LinkWord(Wire):
    """What a mail brought: the link's token, or the code."""

    word: str


class Link(Wire):
    """What a link or code is good for, and for whom."""

    kind: LinkKind
    name: str
    account: str = ""
    username: str = ""
    email: str = ""


class LinkUse(Wire):
    """A link or code, used: with the new password, or, for one that confirms an e-mail address, without."""

    word: str
    password: str = ""
    place: Place = "shared"
    place_name: str = ""


class Feedback(Wire):
    """Whether a page of help answered the question."""

    page: str
    helpful: bool
    words: str = ""


class Device(Wire):
    """One of my sessions: `how` it began is password, link, google or clever; times are seconds since 1970."""

    id: str
    place: Place
    name: str
    how: str
    began_at: int
    used_at: int
    current: bool = False


class AccountSettings(Wire):
    """What of my account the synced documents do not say."""

    own_email: str = ""
    pending_email: str = ""
    time_zone: str = ""
    devices: list[Device] = []


class PasswordChange(Wire):
    """The password that is, and the one that shall be: at least eight characters."""

    current: str
    password: str


class EmailChange(Wire):
    """An address to add, which counts once a mail to it was answered; empty removes mine. My password goes with it."""

    email: str
    current: str


class Preferences(Wire):
    """How the portal speaks to me: an IANA time zone, empty for the computer's own."""

    time_zone: str = ""


class DeviceGrant(Wire):
    """A sign-in that is finished in a browser (RFC 8628, section 3.2); lifetimes and interval in seconds."""

    device_code: str
    user_code: str
    verification_uri: str
    verification_uri_complete: str
    expires_in: Annotated[int, msgspec.Meta(ge=0, le=10**9)]
    interval: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 5


class GrantError(Wire):
    """Why there is no token (RFC 8628, section 3.5; RFC 6749, section 5.2)."""

    error: str
    error_description: str = ""


class Ending(Wire):
    """How many sessions ended."""

    ended: int = 0
