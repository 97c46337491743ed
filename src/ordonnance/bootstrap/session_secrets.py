"""The secret of a browser session, whoever’s it is: how it is drawn, what is derived from it."""

import base64
import hmac
import re
import secrets

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
"""What the secret of a session looks like, as a cookie shows it."""

_SECRET_BYTES, _FORM_BYTES = 32, 18


def drawn() -> str:
    """A new secret of 256 bits."""
    return as_text(secrets.token_bytes(_SECRET_BYTES))


def derived(secret: str, purpose: bytes) -> bytes:
    """What a secret makes for one purpose; it tells nothing of the secret nor of the others."""
    return hmac.digest(secret.encode(), purpose, "sha256")


def form_token(secret: str, purpose: bytes) -> str:
    """What each form of a session carries: another site cannot know it."""
    return as_text(derived(secret, purpose)[:_FORM_BYTES])


def same(given: str, expected: str) -> bool:
    """True for the same text, in a time that tells nothing of it."""
    return hmac.compare_digest(given.encode(), expected.encode())


def as_text(value: bytes) -> str:
    """Bytes as they are written in cookies, forms and addresses."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
