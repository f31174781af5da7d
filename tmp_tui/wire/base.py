"""The common manners of everything on the wire."""

from typing import dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Wire(msgspec.Struct, frozen=True, omit_defaults=True):
    """A value that travels: frozen, defaults left out, unknown members ignored (an older app meets a newer portal)."""
