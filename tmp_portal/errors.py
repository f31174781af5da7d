"""What staff are told when something cannot be done."""


class NotDone(Exception):
    """What was asked cannot be done; the message says why and what to do next."""
