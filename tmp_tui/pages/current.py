"""Which of my classes are current, and which are past."""

from tmp_tui.pages.model import Copy
from tmp_tui.pages.when import utc_date
from tmp_tui.wire import ClassEntry, Me


def archived(entry: ClassEntry, now: float) -> bool:
    """Whether staff archived the class, or its last day is over (`ends_on` is exclusive; dates are Greenwich's)."""
    return entry.archived or (entry.ends_on is not None and utc_date(now) >= entry.ends_on)


def current_classes(me: Me, now: float) -> list[ClassEntry]:
    """The classes that are not past, those not yet begun included."""
    return [entry for entry in me.classes if not archived(entry, now)]


def archived_classes(me: Me, now: float) -> list[ClassEntry]:
    """The classes that are past."""
    return [entry for entry in me.classes if archived(entry, now)]


def entry_of(copy: Copy, class_id: str) -> ClassEntry | None:
    """The class as my list of classes has it."""
    me = copy.me()
    return next((entry for entry in me.classes if entry.id == class_id), None) if me is not None else None
