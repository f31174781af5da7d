"""Public ids: short, random, unguessable."""

import os

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE = len(_ALPHABET)


def new_id(length: int = 11) -> str:
    """A random id of base-58 characters; 11 of them carry 64 bits."""
    number = int.from_bytes(os.urandom(length))
    characters = []
    for _ in range(length):
        number, digit = divmod(number, _BASE)
        characters.append(_ALPHABET[digit])
    return "".join(characters)


def new_tenant_id() -> str:
    """A tenant's id: short, for it is a part of every key and every token."""
    return new_id(6)
