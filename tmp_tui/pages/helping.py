"""Help with signing in: what to check, in the order of the fields, then who at the school helps."""

from tmp_tui.pages.model import Fact, Page, Row
from tmp_tui.pages.ways import HELPING, LINK, RECOVER_ACCOUNT, RECOVER_PASSWORD, way, way_name
from tmp_tui.pages.wording import label, one_line
from tmp_tui.text import _
from tmp_tui.wire.accounts import Contact, Portal

NAME = "sign-in"  # what the portal knows the page by
YES, NO = "yes", "no"  # keys of the rows that answer whether it helped


def helping_page(
    portal: Portal | None, *, account: str = "", trouble: str = "", signed_in: bool = False
) -> Page:
    """The steps; `portal` is None where it has not answered for this account number, `trouble` says why.

    Who is signed in gets no ways in.
    """
    rows = (
        *_steps(signed_in=signed_in),
        Row(_("Your school"), key="school", heading=True),
        *_contact_rows(portal, account, trouble),
    )
    intro = _("If your sign-in is refused, go through this from the top.")
    return Page(HELPING, way_name(HELPING), intro=(intro,), rows=rows)


def question_rows() -> tuple[Row, ...]:
    """Whether it helped."""
    return (
        Row(_("Did this answer your question?"), key="question", heading=True),
        Row(_("Yes"), go=HELPING, key=YES),
        Row(_("No"), go=HELPING, key=NO),
    )


def thanks() -> str:
    """The feedback arrived."""
    return _("Thanks for the feedback.")


def not_sent(why: str) -> str:
    """The feedback did not arrive; what was answered is kept."""
    return _("Your feedback was not sent. {why} It is kept here, and tried once more by itself.").format(
        why=why
    )


def still_not_sent(why: str) -> str:
    """Nor did it the second time."""
    return _("Your feedback is still not sent. {why}").format(why=why)


def words_asked() -> str:
    """What is asked of whoever says no."""
    return _("What did you look for? A few words help us; you need not say any.")


def _steps(*, signed_in: bool) -> tuple[Row, ...]:
    def ways(*rows: Row) -> tuple[Row, ...]:
        return () if signed_in else rows

    return (
        Row(_("Account number"), key="account", heading=True),
        Row(
            _(
                "It has four to six digits, and is the same for every student, teacher and administrator of a "
                "school. A district's administrators have another one: the letter d and one to three digits."
            )
        ),
        *ways(way(RECOVER_ACCOUNT)),
        Row(_("Username or email address"), key="username", heading=True),
        Row(
            _(
                "Type the username or the e-mail address that your school or district gave you. If it is not known, "
                "your school may not have made an account for you yet: ask there."
            )
        ),
        Row(_("Password"), key="password", heading=True),
        Row(
            _(
                "Capital and small letters differ, so look whether Caps Lock is on; ctrl+t shows what you typed. If "
                "you are not sure of your password, choose a new one."
            )
        ),
        *ways(way(RECOVER_PASSWORD)),
        Row(_("Difficulty resetting your password"), key="reset", heading=True),
        Row(
            _(
                "If the button in the mail does not work, copy the address below it into a browser, all of it, also "
                "where the mail breaks it into several lines. Or type the code from the mail here."
            )
        ),
        Row(_("If you asked more than once, only the newest mail counts.")),
        *ways(way(LINK)),
    )


def _contact_rows(portal: Portal | None, account: str, trouble: str) -> tuple[Row, ...]:
    if portal is None:
        asking = _("Asking the portal how your school can be reached…")
        return (Row(trouble or asking, key="contact"),)
    rows = contact_rows(portal.contact)
    if not rows and not account:
        return (
            Row(_("Ask your teacher, or the office of your school."), key="contact"),
            Row(
                _("Type your account number where you sign in, and how to reach your school may stand here."),
                key="number",
            ),
        )
    if not rows:
        return (Row(_("Ask your teacher, or the office of your school."), key="contact"),)
    return (Row(_("If none of this helps, ask your school:"), key="contact"), *rows)


def contact_rows(contact: Contact) -> tuple[Row, ...]:
    """Phone, mail and chat, as far as the school has said them."""
    facts = (
        Fact("phone", _("Phone"), one_line(contact.phone).strip()),
        Fact("mail", _("Email"), one_line(contact.mail).strip()),
        Fact("chat", _("Online chat"), one_line(contact.chat).strip()),
    )
    return tuple(label(fact) for fact in facts if fact.value)
