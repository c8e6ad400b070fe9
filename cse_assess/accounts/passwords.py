"""Passwords: how they are kept, and which ones are refused.

Kept with argon2id at the lowest cost that OWASP's Password Storage Cheat Sheet gives (19 MiB, two
passes, one lane). The rule follows NCSC and NIST SP 800-63B: length and a list of what people
choose, not kinds of characters.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from itertools import pairwise

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from cse_assess.errors import DomainError

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 200

_FEWEST_DIFFERENT = 5
_SHORTEST_WORD = 3
_LEET = str.maketrans("013457@$!", "oleastasi")
_COMMON = (files("cse_assess.accounts") / "common_words.txt").read_text("ascii").split()

_hasher = PasswordHasher(
    time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID
)
_DUMMY_HASH = _hasher.hash(secrets.token_hex())


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, with its cost and salt in it."""
    return _hasher.hash(_normalise(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether `password` is the one of `password_hash`.

    Without a hash (no such account, or none set yet) the answer is no at the same cost, so that
    the time taken says nothing.
    """
    try:
        _hasher.verify(password_hash or _DUMMY_HASH, _normalise(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def needs_rehash(password_hash: str) -> bool:
    """Tell whether `password_hash` was made at another cost than today's."""
    return _hasher.check_needs_rehash(password_hash)


def check_password(password: str, *, own_words: Iterable[str] = ()) -> None:
    """Raise `DomainError` for a password that is too short, too long or easy to guess.

    `own_words` are the person's name, e-mail address and organisation.
    """
    password = _normalise(password)
    if len(password) < MINIMUM_LENGTH:
        raise _refuse(f"Password must be {MINIMUM_LENGTH} characters or more")
    if len(password) > MAXIMUM_LENGTH:
        raise _refuse(f"Password must be {MAXIMUM_LENGTH} characters or fewer")
    if _is_common(password):
        raise _refuse("Choose a password that is harder to guess, such as three random words")
    if _count_words(_squash(password), _parts(own_words)):
        raise _refuse("Password must not be your name, your email address or your organisation")


def _refuse(message: str) -> DomainError:
    return DomainError(message, field="password")


def _normalise(password: str) -> str:
    """Make one text of what two keyboards type as the same password."""
    return unicodedata.normalize("NFKC", password)


def _is_common(password: str) -> bool:
    folded = password.casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT or _is_run(folded):
        return True
    return any(_is_common_text(_squash(each)) for each in (folded, folded.translate(_LEET)))


def _is_common_text(letters: str) -> bool:
    """Tell whether `letters` is one word over and over, or two that everybody tries."""
    return _count_words(letters, _COMMON) in {1, 2} or any(
        letters == word * (len(letters) // len(word)) for word in _COMMON if letters
    )


def _is_run(text: str) -> bool:
    """Tell whether each character follows the one before by one step, as in 123456789012."""
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(text)}
    return len(steps) == 1 or (text.isdigit() and steps <= {1, 9})


def _count_words(text: str, words: Iterable[str]) -> int | None:
    """Return the smallest number of words, repeated or not, that make up `text` (None: none do)."""
    words = [word for word in words if len(word) >= _SHORTEST_WORD]
    fewest = {0: 0}
    for start in range(len(text)):
        if start in fewest:
            for word in words:
                if text.startswith(word, start):
                    end = start + len(word)
                    fewest[end] = min(fewest.get(end, len(text)), fewest[start] + 1)
    return fewest.get(len(text)) if text else None


def _parts(texts: Iterable[str]) -> set[str]:
    """Return the words of the texts, as `_squash` leaves them."""
    return {_squash(part) for text in texts for part in re.split(r"[\W\d_]+", text)}


def _squash(text: str) -> str:
    """Keep the letters of `text`, in lower case."""
    return re.sub(r"[\W\d_]", "", text.casefold())
