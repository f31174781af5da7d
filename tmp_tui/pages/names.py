"""Finding things by what somebody types of their names."""

from collections.abc import Sequence


def folded(text: str) -> str:
    """The text as it is compared: letters and digits, small."""
    return "".join(character for character in text.casefold() if character.isalnum())


def matching(names: Sequence[str], typed: str) -> list[int]:
    """The positions of the names that are meant: those that are it, else those that begin so, else those that hold it."""
    wanted = folded(typed)
    if not wanted:
        return []
    heard = [folded(name) for name in names]
    for meant in (wanted.__eq__, lambda name: name.startswith(wanted), lambda name: wanted in name):
        found = [position for position, name in enumerate(heard) if meant(name)]
        if found:
            return found
    return []
