"""The base that the environment names, seen by the identity of its token."""

import os
from typing import TYPE_CHECKING

from ordonnance.domain.errors import Refusal
from ordonnance.doors.cli import program
from ordonnance.doors.cli.problems import NOT_ALLOWED, Problem, Trouble

if TYPE_CHECKING:
    from ordonnance.client import Client

DEFAULT_URL = "http://127.0.0.1:8765"

ENVIRONMENT = {
    "ORDONNANCE_URL": f"Adresse de la base ; {DEFAULT_URL} par défaut.",
    "ORDONNANCE_TOKEN": "Jeton de la session, transmis à chaque demande.",
    "ORDONNANCE_PLACE": "Lieu d'exercice quand la session en porte plusieurs "
    "(FINESS, SIRET ou rang).",
    "ORDONNANCE_PKCS11": "Bibliothèque PKCS#11 de la carte, pour `sign`.",
    "ORDONNANCE_TSA": "Adresse de l'autorité d'horodatage (RFC 3161), pour `sign`.",
    program.VARIABLE: "Nom du programme dans l'aide et les conseils ; "
    f"`{program.DEFAULT}` par défaut.",
}
"""Environment variables that the commands read."""


def address() -> str:
    """The address of the base."""
    return os.environ.get("ORDONNANCE_URL", "").strip() or DEFAULT_URL


def connect() -> "Client":
    """The client of this session. Raises Problem when there is no usable token."""
    token = os.environ.get("ORDONNANCE_TOKEN", "").strip()
    if not token:
        refusal = Refusal.of("TOKEN_MISSING").first
        raise Problem(
            NOT_ALLOWED,
            Trouble(
                refusal.code,
                refusal.message,
                "Donner un jeton par ORDONNANCE_TOKEN\u202f; en démonstration\u202f:\n"
                f"export ORDONNANCE_TOKEN=$({program.command('tokens demo --as medecin')})",
            ),
        )
    return open_client(_header("TOKEN_MALFORMED", token))


def connect_as_anybody() -> "Client":
    """The client of this session, or of nobody when the environment names no session."""
    token = os.environ.get("ORDONNANCE_TOKEN", "").strip()
    return open_client(_header("TOKEN_MALFORMED", token) or None)


def open_client(token: str | None = None) -> "Client":
    """A client of the base for that token, or without any."""
    from ordonnance.client import Client

    place = os.environ.get("ORDONNANCE_PLACE", "").strip()
    return Client(address(), token, _header("PLACE_UNKNOWN", place) or None)


def _header(code: str, value: str) -> str:
    """A value that can travel in a header."""
    if not value.isascii() or not value.replace(" ", "x").isprintable() or len(value) > 8192:
        raise Refusal.of(code)
    return value
