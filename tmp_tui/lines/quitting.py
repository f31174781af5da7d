"""Leaving before anybody is signed in."""


class Quit(Exception):
    """The reader asked to leave."""
