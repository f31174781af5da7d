"""Profile Setup, a line at a time."""

from tmp_tui.api.errors import ApiError, PortalFailed, SignedOut, Unreachable
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.pages.sign_in import saved_before, setup_words
from tmp_tui.text import _


def set_up(asker: Asker) -> bool:
    """Choose the first password; false where the session ended meanwhile, so that sign-in begins anew. Raises Left
    where nobody typed one."""
    asker.watch()
    asker.console.say(_("Profile Setup"), setup_words())
    may_be_saved = False
    while True:
        password = asker.new_password()
        try:
            asker.wait(asker.session().set_up(password))
        except ApiError as error:
            say_refusal(asker, error)
            if isinstance(error, SignedOut):
                if may_be_saved:
                    asker.console.say(saved_before())
                return False
            may_be_saved |= isinstance(error, Unreachable | PortalFailed)
        else:
            asker.console.say(_("Your password is saved."))
            return True


def say_refusal(asker: Asker, error: ApiError) -> None:
    """What happened, and what is wrong with which answer."""
    asker.console.say(error.words)
    if error.problem is not None:
        asker.console.say(*(fault.message for fault in error.problem.errors))
