"""What the portal writes to people: one function for each kind of mail.

An address in a mail is always made of the portal's own setting, never of what a request calls this host: who asks for
somebody else's link would choose where it leads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tmp_portal.accounts.links import GOOD_FOR, Kind
from tmp_portal.mail.letter import Code, Facts, Heading, Link, Part, Words, as_html, as_text
from tmp_portal.mail.outbox import WORTH_SENDING, Message
from tmp_tui.text import _, ngettext, safe_text

LONGEST = 80  # characters of a name


@dataclass(frozen=True)
class Addressed:
    """Whom a mail is about: their name, school, its account number, their username."""

    name: str
    school: str
    account: str
    username: str


@dataclass(frozen=True)
class Invited(Addressed):
    """The same with a link, empty where the portal's address is not known, and a code."""

    link: str
    code: str


def link_to(settings_url: str, token: str) -> str:
    """Where a token is used in a browser; empty where the portal does not know its own address."""
    return f"{settings_url.rstrip('/')}/l/{token}" if settings_url else ""


def activation(to: Addressed, link: str, code: str) -> Message:
    """A new account, and the way to its first password."""
    subject = _("Your account for Track My Progress")
    school = _safe(to.school) or _("Your school")
    return _message("activate", subject, [
        _hello(to),
        Words(_("{school} has an account for you in Track My Progress, where you see your classes, your assessments and how far you have come. It needs a password of your own.").format(school=school)),
        *_ways(link, code, _("Choose my password")),
        _facts(to),
        Words(_good_once("activate")),
        Words(_("You do not know this school, or this mail is for somebody else? Then do nothing, and tell the school if you can. Nobody gets in without the code.")),
    ], GOOD_FOR["activate"])  # fmt: skip


def reset(people: Sequence[Invited]) -> Message:
    """A way to a new password for each person whose address this is."""
    subject = _("A new password for Track My Progress")
    several = len(people) > 1
    parts: list[Part] = [
        Words(_("Hello,")) if several else _hello(people[0]),
        Words(_("Somebody, most likely you, asked for a new password.")),
    ]
    if several:
        parts.append(
            Words(_("This address belongs to several people; each has a link and a code of their own."))
        )
    for person in people:
        if several:
            parts.append(Heading(_safe(person.name) or _safe(person.username)))
        parts += [_facts(person), *_ways(person.link, person.code, _("Choose a new password"))]
    parts += [
        Words(_good_once("reset")),
        Words(_("You did not ask for it? Then do nothing: your password stays as it is. If such mails keep coming, tell your school.")),
    ]  # fmt: skip
    return _message("reset", subject, parts, GOOD_FOR["reset"])


def account_numbers(people: Sequence[Addressed]) -> Message:
    """The account numbers and usernames of the people whose address this is."""
    subject = _("Your account number for Track My Progress")
    several = len(people) > 1
    parts: list[Part] = [
        Words(_("Hello,")) if several else _hello(people[0]),
        Words(
            _("Somebody, most likely you, asked which account number belongs to this address. Sign in with:")
        ),
    ]
    for person in people:
        if several:
            parts.append(Heading(_safe(person.name) or _safe(person.username)))
        parts.append(_facts(person, school=True))
    parts.append(Words(_("You did not ask for it? Then do nothing: nothing has changed, and no password is in this mail.")))  # fmt: skip
    return _message("account-numbers", subject, parts)


def confirm_email(to: Addressed, email: str, link: str, code: str) -> Message:
    """To an address that somebody added to their account: is it theirs?"""
    subject = _("Confirm your e-mail address for Track My Progress")
    return _message("confirm-email", subject, [
        _hello(to),
        Words(_("The address {email} was added to your account in Track My Progress. It counts once you confirm it.").format(email=_safe(email, 254))),
        *_ways(link, code, _("Confirm this address"), _('In tmp-tui, signed in, open Account Settings, choose "Confirm ... with the code from the mail", and type this code:')),
        _facts(to),
        Words(_good_once("email")),
        Words(_("You did not add it, or this mail is for somebody else? Then do nothing: without you the address does not count.")),
    ], GOOD_FOR["email"])  # fmt: skip


def password_changed(to: Addressed) -> Message:
    """After the fact: so that nobody's password changes behind their back."""
    subject = _("Your password for Track My Progress was changed")
    return _message("password-changed", subject, [
        _hello(to),
        Words(_("The password of your account in Track My Progress was changed just now. Everywhere else you were signed in, that has ended.")),
        _facts(to),
        Words(_("That was you? Then there is nothing to do.")),
        Words(_('It was not you? Choose "Forgotten your password?" on the sign-in page at once, and tell your school.')),
    ])  # fmt: skip


def password_closed(to: Addressed) -> Message:
    """Somebody tried so often that the right password is not taken any more either."""
    subject = _("Too many wrong passwords for your account in Track My Progress")
    return _message("password-closed", subject, [
        _hello(to),
        Words(_("Somebody has tried very many wrong passwords for your account in Track My Progress. So that nobody guesses it, no password is taken now, not even the right one. Where you are signed in, you stay signed in.")),
        _facts(to),
        Words(_('To sign in again, choose "Forgotten your password?" on the sign-in page, or ask your teacher for a new password.')),
        Words(_("That was not you? Then tell your school.")),
    ])  # fmt: skip


def identity_linked(to: Addressed, provider: str) -> Message:
    """After the fact: from now on an account elsewhere lets somebody in."""
    subject = _("Sign-in with {provider} for Track My Progress").format(provider=provider)
    return _message("identity-linked", subject, [
        _hello(to),
        Words(_("An account at {provider} was linked with your account in Track My Progress just now, with your password. Whoever has it can sign in as you.").format(provider=provider)),
        _facts(to),
        Words(_("That was you? Then there is nothing to do.")),
        Words(_('It was not you? Choose "Forgotten your password?" on the sign-in page at once, which parts the two accounts again, and tell your school.')),
    ])  # fmt: skip


def email_changed(to: Addressed, email: str) -> Message:
    """After the fact, to the address that was there before; `email` is empty where one was removed."""
    subject = _("Your e-mail address for Track My Progress was changed")
    if email:
        what = _("Your account in Track My Progress now has the e-mail address {email}. Mails about your password go there too.")  # fmt: skip
    else:
        what = _("The e-mail address that you added to your account in Track My Progress was removed.")
    return _message("email-changed", subject, [
        _hello(to),
        Words(what.format(email=_safe(email, 254))),
        _facts(to),
        Words(_("That was you? Then there is nothing to do.")),
        Words(_("It was not you? Choose a new password at once, look in Account Settings whether the e-mail address is your own, and tell your school.")),
    ])  # fmt: skip


def _hello(to: Addressed) -> Words:
    name = _safe(to.name)
    return Words(_("Hello {name},").format(name=name) if name else _("Hello,"))


def _ways(link: str, code: str, label: str, app: str = "") -> list[Part]:
    """The link and the code, or the code alone where the portal does not know its address.

    `app` says where in the app the code is typed: on the sign-in page, where nothing else is said.
    """
    app = app or _('Start tmp-tui, choose "I have a link or code" on the sign-in page, and type this code:')
    if not link:
        return [Words(app), Code(code)]
    portal = link.rpartition("/l/")[0]
    return [
        Words(_("Open this address in a browser:")),
        Link(label, link),
        Words(_("Or stay in the terminal.") + " " + app),
        Code(code),
        Facts(((_("Portal"), portal),)),
    ]


def _facts(to: Addressed, *, school: bool = False) -> Facts:
    rows = [
        (_("School"), _safe(to.school) if school else ""),
        (_("Account number"), _safe(to.account)),
        (_("Username"), _safe(to.username)),
    ]
    return Facts(tuple(row for row in rows if row[1]))


def _good_once(kind: Kind) -> str:
    minutes = GOOD_FOR[kind] // 60
    hours, days = minutes // 60, minutes // 1440
    if days > 1:
        how_long = ngettext("{n} day", "{n} days", days).format(n=days)
    elif hours > 1:
        how_long = ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    else:
        how_long = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    return _("Link and code are good once, for {how_long}.").format(how_long=how_long)


def _safe(text: str, length: int = LONGEST) -> str:
    return safe_text(text, length=length).strip()


def _message(kind: str, subject: str, parts: list[Part], good_for: int = WORTH_SENDING) -> Message:
    return Message(kind, subject, as_text(parts), as_html(subject, parts), good_for)
