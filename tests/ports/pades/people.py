"""Signers of invented authorities: their certificates, keys and key files."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.seal.certificates import TrustAnchors

RPPS = "99900000011"
PASSWORD = "mot-de-passe-de-démonstration"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NOW = SystemClock().now().astimezone(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key
    issuer: x509.Certificate

    def key_file(self, password: str = PASSWORD) -> bytes:
        """A PKCS#12 file."""
        return pkcs12.serialize_key_and_certificates(
            b"demo", self.key, self.certificate, [self.issuer],
            BestAvailableEncryption(password.encode()),
        )  # fmt: skip

    def key_pem(self) -> bytes:
        """The key in the clear, for a token or an authority of the tests."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass(frozen=True, slots=True)
class Authority:
    """A self-signed authority."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def trust(self) -> TrustAnchors:
        """This authority alone."""
        return TrustAnchors((self.certificate,))

    def pem(self) -> bytes:
        """Its certificate."""
        return self.certificate.public_bytes(Encoding.PEM)

    def signer(
        self,
        key: Key | None = None,
        *,
        commits: bool = True,
        since: datetime = NOW - timedelta(days=30),
        until: datetime = NOW + timedelta(days=300),
        timestamping: bool = False,
    ) -> Somebody:
        """Somebody whom this authority certifies."""
        made = key or ec.generate_private_key(ec.SECP256R1())
        name = "Horodatage de DÉMO" if timestamping else f"8{RPPS}"
        builder = (
            _draft(_name(name), self.certificate.subject, made, since, until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(commits=commits, signs=not commits), critical=True)
        )
        if timestamping:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(purpose, critical=True)
        return Somebody(builder.sign(self.key, hashes.SHA256()), made, self.certificate)


def an_authority(name: str = "Autorité de DÉMO") -> Authority:
    """A new one, valid for a year."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = _name(name)
    certificate = (
        _draft(named, named, key, NOW - timedelta(days=60), NOW + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certifies=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SPÉCIMEN"),
            x509.NameAttribute(NameOID.SURNAME, "EXEMPLE"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _draft(
    subject: x509.Name, issuer: x509.Name, key: Key, since: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _usage(*, commits: bool = False, signs: bool = False, certifies: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=commits, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=certifies,
        crl_sign=certifies, encipher_only=False, decipher_only=False,
    )  # fmt: skip
