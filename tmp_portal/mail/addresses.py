"""What can be an e-mail address at all, and how one is written for a mail server."""

import re
from email.headerregistry import Address

from tmp_tui.text import safe_text

LONGEST = 254  # characters: RFC 5321, section 4.5.3.1, with RFC 3696's erratum 1690
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}")
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")


def is_address(text: str) -> bool:
    """Whether this is somebody's address; quoted local parts and numeric hosts are not taken."""
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    return (
        bool(at)
        and len(text) <= LONGEST
        and text == safe_text(text, length=LONGEST)
        and _LOCAL.fullmatch(local) is not None
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )


def parsed(text: str) -> Address:
    """An address with or without a name before it: `Hill School <portal@hill.example>`; raises ValueError.

    A domain in other letters is written as mail servers know it (IDNA); the local part stays as it is.
    """
    name, bracket, rest = text.strip().rpartition("<")
    spec = (rest.removesuffix(">") if bracket else text).strip()
    if not is_address(spec):
        raise ValueError("no e-mail address")
    local, _, domain = spec.rpartition("@")
    return Address(
        safe_text(name.strip().strip('"'), length=100), local, domain.encode("idna").decode("ascii")
    )
