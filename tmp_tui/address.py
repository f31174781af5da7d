"""The address of a portal: what may be typed, and what keeps a password safe on the way."""

from tmp_tui.text import _

_HERE = ("localhost", "127.0.0.1", "[::1]")  # a portal on this very machine may go without TLS


def portal_address(typed: str) -> str:
    """What was typed as a whole address, or else words that say what is wrong with it."""
    scheme, divider, rest = "".join(typed.split()).rpartition("://")
    rest, scheme = rest.rstrip("/"), scheme.lower()
    if not rest:
        return _("Type the address of your school's portal.")
    host = rest.partition("/")[0]
    here = (host if host.endswith("]") else host.partition(":")[0] or host) in _HERE or host.startswith(
        "[::1]:"
    )
    if not divider:
        return f"{'http' if here else 'https'}://{rest}"
    if scheme not in ("http", "https"):
        return _("This is no address of a portal. It begins with https://")
    if scheme == "http" and not here:
        return _("Only https:// keeps your password safe on the way.")
    return f"{scheme}://{rest}"
