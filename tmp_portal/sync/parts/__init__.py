"""From tables to documents: who I am, the class's part, my part."""

from tmp_portal.sync.parts.class_part import class_
from tmp_portal.sync.parts.me import me
from tmp_portal.sync.parts.mine import mine

__all__ = ["class_", "me", "mine"]
