"""Files that the operator gives by a setting: issuers of tokens, authorities, token of /metrics."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.identity.demo_issuer import DemoIssuer
from ordonnance.adapters.identity.issuers import IssuerKind, TrustedIssuer
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.revocation import ListUnreadable, RevocationFolder
from ordonnance.adapters.stopped import Stopped
from ordonnance.settings import Settings

LEAST_TOKEN = 16
"""Fewest characters of the token of /metrics."""


class OpeningRefused(Stopped):
    """The base cannot be opened; `code` is stable, `message` and `do` are French."""


def read_issuers(path: Path | None, audience: str) -> tuple[TrustedIssuer, ...]:
    """The issuers of ORDONNANCE_ISSUERS: a JSON list of {kind, iss, jwks}."""
    if path is None:
        return ()
    try:
        listed: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        if not listed:
            raise ValueError("no issuer: nobody could sign in")
        return tuple(
            TrustedIssuer(IssuerKind(each["kind"]), each["iss"], audience, each["jwks"])
            for each in listed
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OpeningRefused(
            "ISSUERS_UNREADABLE",
            "Le fichier ORDONNANCE_ISSUERS n'est pas lisible ou pas sûr.",
            "Une liste JSON d'objets {kind, iss, jwks} est attendue ; voir la documentation.",
        ) from error


def verifier_of(
    path: Path | None, audience: str, demo: DemoIssuer | None, clock: SystemClock
) -> TokenVerifier:
    """What verifies tokens: those of the demonstration's issuer when there is one."""
    trusted = demo.trusted() if demo else read_issuers(path, audience)
    return TokenVerifier(trusted, clock.now)


def read_metrics_token(path: Path | None) -> str | None:
    """The token of ORDONNANCE_METRICS_TOKEN: one line of 16 characters or more."""
    if path is None:
        return None
    try:
        token = path.read_text(encoding="ascii").strip()
        if len(token) < LEAST_TOKEN or not token.isprintable():
            raise ValueError("too short")
    except (OSError, ValueError) as error:
        raise OpeningRefused(
            "METRICS_TOKEN_UNREADABLE",
            "Le fichier ORDONNANCE_METRICS_TOKEN n'est pas lisible, ou son jeton est trop court.",
            f"Une ligne d'au moins {LEAST_TOKEN} caractères est attendue.",
        ) from error
    return token


def read_trust(path: Path | None) -> TrustAnchors | None:
    """The authorities of ORDONNANCE_TRUST: one or several certificates in PEM; None without it."""
    if path is None:
        return None
    try:
        return TrustAnchors.from_pem(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OpeningRefused(
            "TRUST_UNREADABLE",
            "Le fichier ORDONNANCE_TRUST n'est pas lisible.",
            "Un ou plusieurs certificats d'autorité au format PEM sont attendus.",
        ) from error


def read_revocation(path: Path | None) -> RevocationFolder | None:
    """The lists of ORDONNANCE_REVOCATION; None without it. An empty folder waits for its lists."""
    if path is None:
        return None
    try:
        return RevocationFolder(path)
    except (OSError, ListUnreadable) as error:
        named = f" ({error})" if isinstance(error, ListUnreadable) else ""
        raise OpeningRefused(
            "REVOCATION_UNREADABLE",
            f"Le dossier ORDONNANCE_REVOCATION n'est pas lisible{named}.",
            "Un dossier de listes de révocation (.crl, .pem, .der) est attendu.",
        ) from error


def require_readable(settings: Settings) -> None:
    """Read every file given, before anything is made: a mistyped setting must not leave a base
    behind. Raises OpeningRefused."""
    read_issuers(settings.issuers, settings.audience)
    read_trust(settings.trust)
    read_revocation(settings.revocation)
    read_metrics_token(settings.metrics_token)
