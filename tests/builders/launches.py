"""Launches that a fictitious software (LRM) signs, honest or not."""

import json
from datetime import datetime, timedelta
from typing import Any

from joserfc.jwk import ECKey

from ordonnance.adapters.identity.issuers import read_jwks
from ordonnance.adapters.identity.launches import LaunchClient, Launches
from ordonnance.adapters.seal.compact_jws import sign_compact
from tests.builders.tokens import NOW, MovingClock, jwk

LRM, BASE, ORIGIN = "lrm-exemple", "https://base.example", "https://lrm.example"
LRM_KEY = ECKey.generate_key("P-256", private=True)
PATIENT = {
    "nom": "EXEMPLE", "prenoms": "Jeanne", "naissance": "15/06/1970", "sexe": "F",
    "ins": "270069999900106", "qualifiee": True,
}  # fmt: skip


def software(*, registered: bool = False, origins: tuple[str, ...] = (ORIGIN,)) -> LaunchClient:
    """The software, with its public key."""
    keys = read_jwks({"keys": [jwk(LRM_KEY, "lrm-1")]})
    return LaunchClient(LRM, "LRM Exemple", origins, keys, registered)


def launches(clock: MovingClock | None = None, **more: Any) -> Launches:
    """Who reads its launches."""
    return Launches((software(**more),), BASE, clock or MovingClock())


def launch(
    key: ECKey = LRM_KEY, kid: str = "lrm-1", at: datetime = NOW, seconds: int = 60, **claims: Any
) -> str:
    """A launch signed by that key; claims given as None are left out."""
    held = {
        "iss": LRM, "aud": BASE, "iat": int(at.timestamp()),
        "exp": int((at + timedelta(seconds=seconds)).timestamp()), "jti": "un",
        "appel": "fr.exemple.59.12345", "patient": PATIENT, "jeton": "jeton.du.regulateur",
        **claims,
    }  # fmt: skip
    kept = {name: value for name, value in held.items() if value is not None}
    header = {"alg": "ES256", "kid": kid, "typ": "JWT"}
    return sign_compact(header, json.dumps(kept).encode(), key)
