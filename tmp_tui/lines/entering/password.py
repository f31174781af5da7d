"""Profile Setup, a line at a time."""

from tmp_tui.api.errors import ApiError, PortalFailed, SignedOut, Unreachable
from tmp_tui.lines.entering.asking import Asker
from tmp_tui.lines.left import Left
from tmp_tui.pages.sign_in import saved_before, setup_words
from tmp_tui.text import _


def set_up(asker: Asker) -> None:
    """Choose the first password. Raises Left where nobody typed one, and where the session ended meanwhile, so that sign-in
    begins anew with nobody there."""
    asker.watch()
    asker.console.say(_("Profile Setup"), setup_words())
    may_be_saved = False
    while True:
        password = asker.new_password()
        try:
            asker.wait(asker.session().set_up(password))
        except ApiError as error:
            if isinstance(error, SignedOut):
                said = (error.words, saved_before()) if may_be_saved else (error.words,)
                raise Left(for_good=False, words="\n".join(said)) from error
            say_refusal(asker, error)
            may_be_saved |= isinstance(error, Unreachable | PortalFailed)
        else:
            asker.console.say(_("Your password is saved."))
            return


def say_refusal(asker: Asker, error: ApiError) -> None:
    """What happened, and what is wrong with which answer."""
    asker.console.say(error.words)
    if error.problem is not None:
        asker.console.say(*(fault.message for fault in error.problem.errors))
