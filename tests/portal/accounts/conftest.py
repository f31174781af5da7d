"""Staff at the command line, as everywhere; a class of students."""

from tests.portal.staff.conftest import group, refused, staff, words

__all__ = ["group", "refused", "staff", "words"]
