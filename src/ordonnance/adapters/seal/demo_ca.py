"""An invented certificate authority: signs demonstration documents, and proves the verifier.

Its name says SPÉCIMEN; it is trusted only where a demonstration base or a test trusts it.
"""

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from joserfc.jwk import ECKey

from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.compact_jws import sign_compact
from ordonnance.domain.ids import Rpps

_LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class DemoSigner:
    """A certificate and its key, for one RPPS, under an authority of the demonstration."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False)

    def sign(self, document: bytes) -> bytes:
        """`document` in a compact JWS, as a body `application/jose`."""
        der = self.certificate.public_bytes(Encoding.DER)
        header = {
            "alg": "ES256",
            "cty": "fhir+json",
            "x5c": [base64.b64encode(der).decode("ascii")],
        }
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return sign_compact(header, document, ECKey.import_key(pem)).encode("ascii")


@dataclass(frozen=True, slots=True)
class DemoCa:
    """A self-signed authority that certifies signers for a year."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    since: datetime

    @classmethod
    def generate(cls, at: datetime) -> Self:
        """A new authority, valid for a year from `at`."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SPÉCIMEN"),
                x509.NameAttribute(NameOID.COMMON_NAME, "Autorité de démonstration"),
            ]
        )
        certificate = (
            _draft(name, name, key, at)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(certifies=True), critical=True)
            .sign(key, hashes.SHA256())
        )
        return cls(certificate, key, at)

    def trust(self) -> TrustAnchors:
        """This authority alone."""
        return TrustAnchors((self.certificate,))

    def signer(self, rpps: Rpps, family: str, given: str) -> DemoSigner:
        """A signer named in the manner of IGC-Santé: the common name is `8` + RPPS."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SPÉCIMEN"),
                x509.NameAttribute(NameOID.SURNAME, family),
                x509.NameAttribute(NameOID.GIVEN_NAME, given),
                x509.NameAttribute(NameOID.COMMON_NAME, f"8{rpps.value}"),
            ]
        )
        certificate = (
            _draft(subject, self.certificate.subject, key, self.since)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(certifies=False), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        return DemoSigner(certificate, key)


def demo_signer(
    rpps: Rpps, at: datetime, family: str = "EXEMPLE", given: str = "Claire"
) -> tuple[DemoSigner, TrustAnchors]:
    """A signer for `rpps` under a new authority, and what to trust for it to be believed."""
    authority = DemoCa.generate(at)
    return authority.signer(rpps, family, given), authority.trust()


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, since: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + _LIFE)
    )


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=not certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )
