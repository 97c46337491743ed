"""The check of a session token, met for the first time and met again."""

import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from bench.table import Table
from bench.timing import COLUMNS, compared, row
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.identity.demo_issuer import DemoIssuer
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.domain.actors import SoftwareClient

SIGNED = b"x" * 1000


def tokens() -> Table:
    """A pharmacist's token, ES256."""
    clock = SystemClock()
    issuer = DemoIssuer.from_pem(DemoIssuer.generate())
    token = issuer.token("pharmacien", clock.now())
    client = SoftwareClient(product="bench", version="1")
    forgetful = TokenVerifier(issuer.trusted(), clock.now, cache_entries=0)
    verifier = TokenVerifier(issuer.trusted(), clock.now)
    key = ec.generate_private_key(ec.SECP256R1())
    scheme = ec.ECDSA(hashes.SHA256())
    signature, public = key.sign(SIGNED, scheme), key.public_key()
    raw = token.encode()
    return Table(
        f"tokens — jeton de session ES256 de {len(token)} caractères",
        COLUMNS,
        (
            row(
                "première fois",
                compared(
                    lambda: forgetful.verify(token, None, client),
                    lambda: public.verify(signature, SIGNED, scheme),
                ),
            ),
            row(
                "déjà vu",
                compared(
                    lambda: verifier.verify(token, None, client),
                    lambda: hashlib.sha256(raw).digest(),
                ),
            ),
        ),
        ("Planchers\u202f: une vérification ECDSA P-256 seule\u202f; un SHA-256 du jeton.",),
    )
