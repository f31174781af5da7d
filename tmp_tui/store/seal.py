"""Sealing what lies on disk: AES-256-GCM with the key that the portal gives at sign-in."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes, as NIST SP 800-38D recommends


class Broken(Exception):
    """What was sealed cannot be opened: another key, or changed bytes."""


class Seal:
    """Seals and opens bytes under one key of 32 bytes; `about` binds what is sealed to its name."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def close(self, plain: bytes, about: str) -> bytes:
        """The sealed bytes: a random nonce, then ciphertext and tag."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """The plain bytes again; raises Broken."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise Broken(about) from error
