"""The software of ORDONNANCE_LRM that may show a call inside its own pages."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ordonnance.adapters.identity.issuers import read_jwks
from ordonnance.adapters.identity.launches import Launch, LaunchClient, Launches
from ordonnance.adapters.identity.refusals import TokenRefused
from ordonnance.bootstrap.browsing import Browsing, Side
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.settings import Settings

__all__ = ["Launch", "Launches", "begun", "launches_of", "read_clients"]

_KNOWN = frozenset({"id", "name", "origins", "keys", "registered"})
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def launches_of(settings: Settings, address: str, clock: Callable[[], datetime]) -> Launches | None:
    """Whoever may open calls in the base at that address; None without the setting."""
    clients = read_clients(settings.lrm)
    return Launches(clients, address, clock) if clients else None


async def begun(said: Launch, browsing: Browsing, client: SoftwareClient) -> SignedIn:
    """The session of the regulator whose token the launch carries. Raises Refusal TOKEN_…."""
    try:
        return await browsing.begin(said.token, said.place, client, side=Side.EMBEDDED)
    except TokenRefused as refused:
        raise Refusal.of(refused.code.value) from refused


def read_clients(path: Path | None) -> tuple[LaunchClient, ...]:
    """The software of the file, none without one. Raises OpeningRefused LRM_FILE_INVALID."""
    if path is None:
        return ()
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        if set(held) != {"lrm"} or not isinstance(held["lrm"], list):
            raise ValueError("des tables [[lrm]] sont attendues")
        clients = tuple(_client(each, path.parent) for each in held["lrm"])
        if len({each.id for each in clients}) < len(clients):
            raise ValueError("deux logiciels ont le même id")
        return clients
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = str(error) if type(error) is ValueError else type(error).__name__
        raise OpeningRefused(
            "LRM_FILE_INVALID",
            f"Le fichier ORDONNANCE_LRM n'est pas lisible ou pas sûr ({why}).",
            "Des tables [[lrm]] avec id, name, origins et keys sont attendues ; voir « Ouvrir un "
            "appel depuis un LRM ».",
        ) from error


def _client(held: Mapping[str, Any], folder: Path) -> LaunchClient:
    if set(held) - _KNOWN:
        raise ValueError("un membre inconnu")
    if _ID.fullmatch(held["id"]) is None:
        raise ValueError("id\u202f: lettres minuscules, chiffres et tirets")
    jwks = json.loads((folder / held["keys"]).read_text(encoding="utf-8"))
    registered = held.get("registered", False)
    if not isinstance(registered, bool):
        raise ValueError("registered\u202f: true ou false")
    origins = tuple(_origin(each) for each in held["origins"])
    if not origins:
        raise ValueError("origins\u202f: une adresse au moins")
    return LaunchClient(held["id"], str(held["name"]), origins, read_jwks(jwks), registered)


def _origin(text: str) -> str:
    """« https://lrm.exemple.fr »: scheme, host and port, nothing after; http on this machine only.

    What is written there enters a header: nothing but an address passes.
    """
    parts = urlsplit(text)
    host = parts.netloc.rpartition(":")[0] or parts.netloc
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    plain = re.fullmatch(r"https?://[a-z0-9.\-\[\]:]+", text) is not None
    if not safe or not plain or text != f"{parts.scheme}://{parts.netloc}":
        raise ValueError("origins\u202f: https://hôte[:port], sans rien après")
    return text
