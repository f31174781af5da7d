"""The common manners of everything on the wire."""

import msgspec


class Wire(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that travels: frozen, defaults left out, unknown members ignored (an older app meets a newer portal)."""
