"""Passwords: what one must be, and argon2id in a pool of its own.

Parameters are those of OWASP's equal ones for argon2id that need the least memory (7 MiB, t=5, p=1), worked out by libsodium
with what the processor has: two fifths of the time that 19 MiB, t=2 takes in the reference implementation. One thread less
than there are cores, at least one, at lower priority, keeps the slowest of other requests near twice their idle latency while a
school signs in: benchmarks/sign_ins.py.
"""

import asyncio
import contextlib
import hashlib
import os
import secrets
import string
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from tmp_portal.problems import BadPassword, Busy
from tmp_tui.wire import FieldError

# Characters: the seed's rule, what NIST SP 800-63B asks where the password is all there is, and a bound on work.
SHORTEST, STAFF_SHORTEST, LONGEST = 8, 15, 256
# Characters before they are composed. What is longer is never looked at: to compose 100,000 marks takes minutes, during
# which nothing else runs.
LONGEST_TYPED = 4 * LONGEST
# Letters and digits that nobody misreads on paper.
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"
# What the portal, a school and every student have in common.
_AROUND = ("trackmyprogress", "trackprogress", "myprogress", "tmptui", "mastery", "password", "student", "teacher", "school", "welcome", "letmein", "changeme")  # fmt: skip
_LIST = "common_passwords.txt"

_PASSES, _MEMORY = 5, 7 * 2**20  # bytes


def normal(password: str) -> str:
    """The same characters however a keyboard composed them (NFKC, as NIST SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


def hash_now(password: str) -> str:
    """The password's hash; takes about 12 ms of one core."""
    return argon2id.str(normal(password).encode(), _PASSES, _MEMORY).decode()


def verify_now(hashed: str, password: str) -> bool:
    """Whether the password is the one that was hashed; takes as long either way."""
    try:
        return argon2id.verify(hashed.encode(), normal(password).encode())
    except CryptoError:
        return False


def is_outdated(hashed: str) -> bool:
    """Whether it was made with other parameters than passwords are hashed with by now."""
    return not hashed.startswith(f"$argon2id$v=19$m={_MEMORY // 1024},t={_PASSES},p=1$")


@cache
def nobodys_hash() -> str:
    """What the password of an unknown person is checked against, so that knowing nobody takes as long."""
    return hash_now(secrets.token_hex())


def temporary() -> str:
    """A password for a printed sheet: three groups of four plain characters (59 bits)."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(3))


@dataclass(frozen=True)
class Rules:
    """How long a person's password must be, and the words about them that it must not be."""

    shortest: int = SHORTEST
    about: tuple[str, ...] = ()


def check_new(password: str, rules: Rules) -> None:
    """Raises BadPassword for one that is too short, too long, common, or little more than a word `about` the person."""
    length = len(normal(password)) if len(password) <= LONGEST_TYPED else len(password)
    if length < rules.shortest:
        raise BadPassword(
            FieldError(
                "password", f"The password needs at least {rules.shortest} characters; this has {length}."
            )
        )
    if length > LONGEST:
        raise BadPassword(FieldError("password", f"The password may have at most {LONGEST} characters."))
    if _guessed(password, rules.about):
        raise BadPassword(
            FieldError(
                "password",
                "Too many people would guess this one. Three or four words, 15 characters or more, are better.",
            )
        )


def _guessed(password: str, about: tuple[str, ...]) -> bool:
    """Whether it is common, or a word about the person or this place, as it is or with digits around it."""
    bare = _bare(password)
    near = {_bare(word) for word in (*_AROUND, *about)} - {""}
    return bool(
        brief(password) in _common()
        or brief(bare) in _common()
        or len(set(password.casefold())) < 3
        or bare in near
        or bare.strip(string.digits) in near
    )


def _bare(text: str) -> str:
    """Letters and digits only, case folded: what somebody who guesses varies last."""
    return "".join(character for character in normal(text).casefold() if character.isalnum())


def brief(password: str) -> str:
    """How the list of common passwords has one."""
    return hashlib.sha256(password.casefold().encode()).hexdigest()[:12]


@cache
def _common() -> frozenset[str]:
    """The common passwords of eight characters and more, as `brief` has them (made by scripts/common_passwords.py)."""
    text = files("tmp_portal.accounts").joinpath(_LIST).read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


class PasswordPool:
    """argon2id beside the other requests; `longest_wait` in seconds bounds the queue."""

    def __init__(self, threads: int | None = None, longest_wait: float = 20) -> None:
        self._threads = threads or max(1, (os.cpu_count() or 1) - 1)
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="argon2", initializer=_step_back)
        self._waiting = 0
        self._most = int(longest_wait * 60 * self._threads)  # at least 60 checks a second on each core

    async def verify(self, hashed: str | None, password: str) -> bool:
        """Whether the password fits; for no hash it takes as long and is False. Raises Busy."""
        if self._waiting >= self._most:
            raise Busy(retry_after=10)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, _verify, hashed, password)
        finally:
            self._waiting -= 1

    async def hash(self, password: str) -> str:
        """The password's hash."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, hash_now, password)

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _verify(hashed: str | None, password: str) -> bool:
    if len(password) > LONGEST_TYPED:
        hashed, password = None, ""
    fits = verify_now(hashed or nobodys_hash(), password)
    return fits and hashed is not None


def _step_back() -> None:
    """Linux gives each thread its own priority; elsewhere it stays as it is."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
    nobodys_hash()
