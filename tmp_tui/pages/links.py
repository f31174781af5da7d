"""The words of links and codes from a mail, and finding them in what was pasted."""

import re
from typing import TYPE_CHECKING

from tmp_tui.pages.model import Row
from tmp_tui.pages.ways import RECOVER_PASSWORD, SIGN_IN, way
from tmp_tui.pages.wording import one_line
from tmp_tui.text import _

if TYPE_CHECKING:
    from tmp_tui.wire.accounts import Link

TOKEN = 48  # characters of a link's token, its first five included
# What stands around a token in a mail (a folded line, "=3D", the address of a filter) is not a part of it.
_TOKEN = re.compile(r"tmpl_[A-Za-z0-9_=-]*")
_CODE = re.compile(r"(?<![A-Za-z])(?:[B-DF-HJ-NP-TV-XZ]{4}[- ]*){3}(?![A-Za-z])", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z -]{1,40}")


def link_word(typed: str) -> str:
    """The token or the code in what was typed or pasted, or a part of one; empty where there is nothing like it."""
    text = re.sub(r"=\r?\n", "", typed).replace("=3D", "=").strip()
    if token := _TOKEN.search("".join(text.split())):
        return token[0].replace("=", "")[:TOKEN]
    if code := _CODE.search(text):
        return _bare(code[0])
    text = text.strip("<>.,;:\"'()[] ")
    return _bare(text) if _LETTERS.fullmatch(text) else ""


def link_pasted(text: str) -> str:
    """The whole token or code in what was pasted, the code as mails write it; empty where neither is whole."""
    word = link_word(text)
    if len(word) == TOKEN and word.startswith("tmpl_"):
        return word
    code = _CODE.search(text)
    return "-".join(re.findall("....", _bare(code[0]))) if code else ""


def is_part(typed: str) -> bool:
    """Whether the rest of a link is missing: a mail may have broken it over lines."""
    word = link_word(typed)
    return word.startswith("tmpl_") and len(word) < TOKEN


def _bare(code: str) -> str:
    return re.sub(r"[^A-Za-z]", "", code).upper()


def link_asked() -> tuple[str, ...]:
    """What the page for a link or code asks for."""
    return (
        _("Paste the whole address from the mail, or type the code that stands below it."),
        _("Only the newest mail counts. A code looks like this: BCDF-GHJK-LMNP."),
    )


def no_link() -> str:
    """Why something cannot be a link or code."""
    return _("There is no link or code in this. Copy the whole address from the mail, or type its code.")


def link_way_on(code: str) -> tuple[Row, ...]:
    """What can be done about a link or code that was refused; `code` is the portal's."""
    ask = way(RECOVER_PASSWORD, _("Ask for a new mail"))
    return {
        "link-unknown": (ask,),
        "link-truncated": (ask,),
        "link-used": (way(SIGN_IN), ask),
        "link-replaced": (ask,),
        "link-expired": (ask,),
    }.get(code, ())


def is_about_links(code: str) -> bool:
    """Whether a refusal is about the link or code itself."""
    return code.startswith("link-")


def for_whom(link: "Link") -> tuple[str, ...]:
    """Whose password is chosen, and what they sign in with from then on."""
    words = [_("For {name}.").format(name=one_line(link.name).strip() or _("you"))]
    if link.account:
        words.append(_("Account number: {account}").format(account=one_line(link.account)))
    if link.username or link.email:
        name = one_line(link.username or link.email)
        words.append(_("Username or Email Address: {name}").format(name=name))
    return tuple(words)


def password_title(link: "Link") -> str:
    """The page on which the password is chosen."""
    return _("Profile Setup") if link.kind == "activate" else _("Reset Password")


def confirm_words(link: "Link") -> tuple[str, ...]:
    """What confirming an e-mail address does."""
    return (
        _("Do you want to use {email} with the account of {name}?").format(
            email=one_line(link.email), name=one_line(link.name)
        ),
        _("Mail about your account goes there from then on, and you can sign in with it."),
    )


def confirmed_words(link: "Link") -> str:
    """An e-mail address is confirmed."""
    return _("{email} is confirmed. You can sign in with it now.").format(email=one_line(link.email))
