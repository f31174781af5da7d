"""The words for a shared computer that was left alone: nothing in them tells whose pages they hide."""

from tmp_tui.text import _, ngettext


def asked_title() -> str:
    """Half a minute before the lock."""
    return _("Still there?")


def asked_words(*, taking: bool) -> tuple[str, ...]:
    """Why the page is hidden; `taking` is whether an assessment is open."""
    return (
        *_why(taking=taking),
        _("Press any key to go on."),
        _("Soon only the password opens the page again."),
    )


def asked_line() -> str:
    """The same in line mode, in the middle of whatever is read."""
    return _("Still there? Press Enter, or this is locked in half a minute.")


def locked_title() -> str:
    """The password is asked for."""
    return _("Locked")


def locked_words(minutes: float, *, taking: bool, can_confirm: bool) -> tuple[str, ...]:
    """What opens the page again, and when it is too late; `can_confirm` is whether a password can be asked for."""
    how = (
        _("Type the password of whoever is signed in to go on.")
        if can_confirm
        else _(
            "You came in without a password, so that none can be asked for here. "
            "Sign out, and come in again the same way to go on."
        )
    )
    return (
        *_why(taking=taking),
        how,
        _("After {time} without anybody, this session ends.").format(time=_time(minutes)),
    )


def over_words(minutes: float) -> str:
    """At the sign-in page, after the end."""
    return _(
        "You were signed out, for nobody used this computer for {time}. Every answer is kept: sign in to go on."
    ).format(time=_time(minutes))


def wrong_words() -> str:
    """Another password."""
    return _("That is not the password of whoever is signed in. Type it again, or sign out.")


def left_at_the_door() -> str:
    """At the sign-in page, where somebody left before they were in."""
    return _(
        "Nobody typed anything for a while. What had been typed is gone, for others may use this computer."
    )


def guessed_words() -> str:
    """At the sign-in page, after too many other passwords."""
    return _(
        "You were signed out, for too many passwords were wrong. Every answer is kept: sign in to go on."
    )


def _why(*, taking: bool) -> tuple[str, ...]:
    kept = _("Nobody typed anything here for a while, so the page is hidden. Every answer is kept.")
    return (kept, _("The time of the assessment goes on.")) if taking else (kept,)


def _time(minutes: float) -> str:
    whole = max(1, round(minutes))
    return ngettext("{count} minute", "{count} minutes", whole).format(count=whole)
