"""Reading claims one by one: absent and empty are the same, anything of another type is refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused

MAX_TEXT = 200
MAX_ITEMS = 100


def refused(detail: str) -> TokenRefused:
    """The refusal of a claim; `detail` names it and never quotes it."""
    return TokenRefused(TokenFault.TOKEN_CLAIMS, detail)


def text(claims: Mapping[str, Any], name: str) -> str:
    """A claim as trimmed text, empty when absent, null or blank."""
    value = claims.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise refused(f"{name}: text expected")
    trimmed = value.strip()
    if not trimmed.isprintable():
        raise refused(f"{name}: printable text expected")
    return trimmed


def required_text(claims: Mapping[str, Any], name: str) -> str:
    """A claim as text that must not be blank."""
    value = text(claims, name)
    if not value:
        raise refused(f"{name}: required")
    return value


def objects(claims: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    """A claim as a list of objects, empty when absent or null."""
    value = claims.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_ITEMS:
        raise refused(f"{name}: list expected")
    if not all(isinstance(each, dict) for each in value):
        raise refused(f"{name}: list of objects expected")
    return value


def one_object(claims: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A claim as an object, empty when absent or null."""
    value = claims.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise refused(f"{name}: object expected")
    return value
