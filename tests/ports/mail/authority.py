"""An authority of its own for each run: certificates of a server, of a mailbox, and tokens."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from joserfc import jwt
from joserfc.jwk import ECKey

from ordonnance.adapters.clock import SystemClock
from tests.builders.certificates import CA_USAGE, Plan, name_of, new_key, usage

SIGNS_IN = usage(digital_signature=True)


def pem_of_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass
class Authority:
    """Who signs certificates and tokens here; its files are in `folder`."""

    folder: Path
    plan: Plan
    tokens: ec.EllipticCurvePrivateKey

    @classmethod
    def made(cls, folder: Path) -> "Authority":
        """A new one, with the certificate of a server called « localhost »."""
        now = SystemClock().now()
        until = now + timedelta(days=1)
        plan = Plan(name_of("Racine DÉMO messagerie"), ca=True, usage=CA_USAGE, until=until)
        authority = cls(folder, plan, new_key())
        (folder / "ca.pem").write_bytes(plan.issued_by(plan).public_bytes(Encoding.PEM))
        names = x509.SubjectAlternativeName(
            [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
        )
        authority.certificate("server", "localhost", (names, False))
        return authority

    def certificate(
        self, file: str, name: str, *extensions: tuple[x509.ExtensionType, bool]
    ) -> x509.Certificate:
        """A certificate in FILE.pem, its key in FILE.key."""
        until = SystemClock().now() + timedelta(days=1)
        plan = Plan(name_of(name), usage=SIGNS_IN, extensions=extensions, until=until)
        made = plan.issued_by(self.plan)
        assert isinstance(plan.key, ec.EllipticCurvePrivateKey)
        (self.folder / f"{file}.pem").write_bytes(made.public_bytes(Encoding.PEM))
        (self.folder / f"{file}.key").write_bytes(pem_of_key(plan.key))
        return made

    def revoked(self, file: str) -> Path:
        """A list of revocation with the certificate of that file, or without it (« none »)."""
        now = SystemClock().now()
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.plan.subject)
            .last_update(now - timedelta(days=1))
            .next_update(now + timedelta(days=1))
        )
        if file != "none":
            bad = x509.load_pem_x509_certificate((self.folder / f"{file}.pem").read_bytes())
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(bad.serial_number)
                .revocation_date(now - timedelta(hours=1))
                .build()
            )
        path = self.folder / f"revoked-{file}.crl"
        path.write_bytes(builder.sign(self.plan.key, hashes.SHA256()).public_bytes(Encoding.PEM))
        return path

    def public_key(self) -> bytes:
        """The key that checks the tokens."""
        return self.tokens.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )

    def token(self, address: str, **life: float) -> str:
        """An access token of the person whose mailbox that is, for ten minutes unless told."""
        now = SystemClock().now()
        until = now + timedelta(**(life or {"minutes": 10}))
        claims = {
            "iss": "demo", "sub": address, "email": address,
            "iat": int((now - timedelta(hours=1)).timestamp()), "exp": int(until.timestamp()),
        }  # fmt: skip
        key = ECKey.import_key(pem_of_key(self.tokens))
        return jwt.encode({"alg": "ES256"}, claims, key)
