"""Random tokens: the bearer holds the token, the database only its SHA-256."""

import hashlib
import secrets

TOKEN_BYTES = 32


def make_token() -> str:
    """Return a new URL-safe token of 32 random bytes."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Return the SHA-256 of `token` in hexadecimal, which is what the database keeps."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
