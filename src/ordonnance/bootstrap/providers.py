"""The providers of ORDONNANCE_PROVIDERS, and the sessions of who comes from them.

The setting names a JSON list, its secrets in files of their own.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.base_key import PurposeKey
from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.adapters.oidc.client import OidcClient
from ordonnance.adapters.oidc.exchanges import Exchanges
from ordonnance.adapters.oidc.provider import ClientAuth, ClientKey, Provider
from ordonnance.bootstrap.browsing import Browsing
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.mail_sessions import MailSessions
from ordonnance.bootstrap.sign_in import SignIn
from ordonnance.settings import Settings
from ordonnance.usecases.ports import PatientAccounts, Representations

_TEXTS = ("id", "name", "issuer", "client_id", "scope")
_KNOWN = {
    *_TEXTS, "kind", "auth", "acr_values", "discovery", "client_secret_file",
    "private_key_file", "kid", "parameters",
}  # fmt: skip


def require_providers(settings: Settings, *, demonstration: bool) -> None:
    """Read them before anything is made. Raises OpeningRefused, DEMO_WITH_PROVIDERS too."""
    if demonstration and settings.providers:
        raise OpeningRefused(
            "DEMO_WITH_PROVIDERS",
            "Une base de démonstration n'a que des personnes fictives : ORDONNANCE_PROVIDERS "
            "est défini.",
            "Retirer ce réglage, ou ouvrir une base qui n'est pas de démonstration.",
        )
    read_providers(settings.providers)


def sign_in_of(
    settings: Settings,
    key: PurposeKey,
    clock: Callable[[], datetime],
    address: str,
    accounts: PatientAccounts,
    representations: Representations,
    mail: MailSessions | None = None,
) -> SignIn | None:
    """The providers that people may come from, sent back to `address`; None without any.

    `mail` is told the access tokens of professionals, to send from their mailboxes.
    """
    exchanges = Exchanges()
    clients = [OidcClient(each, exchanges, clock) for each in read_providers(settings.providers)]
    if not clients:
        return None
    return SignIn(clients, key, clock, address, accounts, representations, mail)


def browsing_of(
    settings: Settings, base: OpenBase, verifier: TokenVerifier, here: str, mail: MailSessions
) -> Browsing:
    """Sessions of browsers of that base, and where people sign in; `here` is its own address."""
    now, idle = SystemClock().now, timedelta(minutes=settings.session_idle)
    kept = base.representations
    sign_in = sign_in_of(settings, base.sign_in_key, now, here, base.patients, kept, mail)
    return Browsing(base.sessions, verifier, now, idle, kept, sign_in)


def read_providers(path: Path | None) -> tuple[Provider, ...]:
    """The providers, none without the setting. Raises OpeningRefused PROVIDERS_UNREADABLE."""
    if path is None:
        return ()
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(listed, list) or not listed:
            raise ValueError("a list of providers is expected")
        providers = tuple(_provider(each, path.parent) for each in listed)
        if len({each.id for each in providers}) < len(providers):
            raise ValueError("two providers share one id")
        return providers
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        # What is said names a member or a file, never a value: a secret may be near.
        why = str(error) if type(error) is ValueError else type(error).__name__
        raise OpeningRefused(
            "PROVIDERS_UNREADABLE",
            f"Le fichier ORDONNANCE_PROVIDERS n'est pas lisible ou pas sûr ({why}).",
            "Une liste JSON d'objets est attendue ; voir « Brancher la connexion ».",
        ) from error


def _provider(given: Mapping[str, Any], beside: Path) -> Provider:
    unknown = sorted(given.keys() - _KNOWN)
    if unknown:
        raise ValueError(f"unknown member {unknown[0][:40]}")
    if given["kind"] not in (IssuerKind.PROFESSIONAL, IssuerKind.PATIENT):
        raise ValueError("kind: professional or patient expected")
    auth = ClientAuth(given.get("auth", ClientAuth.BASIC.value))
    texts = {name: _text(given, name) for name in _TEXTS}
    secret, key = "", None
    if auth is ClientAuth.PRIVATE_KEY:
        pem = (beside / _text(given, "private_key_file")).read_bytes()
        key = ClientKey.from_pem(pem, given.get("kid"))
    else:
        secret = (beside / _text(given, "client_secret_file")).read_text(encoding="ascii").strip()
    more = given.get("parameters", {})
    if not all(isinstance(each, str) for pair in more.items() for each in pair):
        raise ValueError("parameters: texts expected")
    return Provider(
        **texts, kind=IssuerKind(given["kind"]), auth=auth, secret=secret, key=key, more=more,
        acr=tuple(str(given.get("acr_values", "")).split()),
        discovery=str(given.get("discovery", "")),
    )  # fmt: skip


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name}: text expected")
    return value.strip()
