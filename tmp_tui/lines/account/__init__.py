"""Account Settings a line at a time: what its rows do."""

from tmp_tui.lines.account.acting import act

__all__ = ["act"]
