"""What can go wrong between a person, a provider and the portal; each has words, and a next step."""

from tmp_portal.problems import Refusal


class ProviderTrouble(Refusal):
    """A sign-in at a provider did not come about; `heading` and `title` name the provider as {name}."""

    status, code = 502, "provider-failed"
    heading = "{name} could not sign you in"
    title = "{name} answered with something that cannot be trusted. Try again, or sign in with your account number."

    def __init__(self, name: str, *, words: str = "") -> None:
        super().__init__()
        self.terminal = ""  # the code that the browser was busy with
        self.heading = self.heading.format(name=name)
        self.title = (words or self.title).format(name=name)


class Unreachable(ProviderTrouble):
    """No connection, or an error of its own."""

    code = "provider-unreachable"
    heading = "{name} does not answer"
    title = "{name} cannot be reached just now. Try again in a minute, or sign in with your account number."


class Slow(ProviderTrouble):
    """No answer in time."""

    status, code = 504, "provider-slow"
    heading = "{name} takes too long"
    title = "{name} did not answer in time. Try again in a minute, or sign in with your account number."


class Declined(ProviderTrouble):
    """The person, or their school, said no there."""

    status, code = 403, "provider-declined"
    heading = "You are not signed in"
    title = (
        "{name} was not allowed to tell us who you are. Try again and choose to go on, "
        "or sign in with your account number."
    )


class StartAgain(ProviderTrouble):
    """An answer that this browser did not ask for, or not just now."""

    status, code = 400, "provider-start-again"
    heading = "Please begin again"
    title = (
        "This sign-in with {name} was begun in another browser, was used already, or is older than ten minutes. "
        "Begin it again on this page."
    )


class OtherDomain(ProviderTrouble):
    """An account that is not the school's."""

    status, code = 403, "provider-other-domain"
    heading = "This is not your school's account"
    title = "You chose an account of {name} that is not your school's. Try again, and choose the one that your school gave you."


class Taken(ProviderTrouble):
    """The provider's account is another person's here."""

    status, code = 409, "provider-taken"
    heading = "This account is somebody else's"
    title = "This account of {name} belongs to somebody else here. Use your own, or ask your school to look into it."


class NotHere(ProviderTrouble):
    """Whose account it is has no place here any more."""

    status, code = 403, "provider-not-here"
    heading = "Your account is closed"
    title = "Your account here is closed. If that is wrong, ask your school."
