"""Certificates made to measure, and documents signed with them."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.compact_jws import sign_compact
from ordonnance.adapters.seal.prescriber import SignedDocument, verify_prescriber_signature
from ordonnance.adapters.seal.signature_refusals import SignatureFault, SignatureRefused
from ordonnance.domain.ids import Rpps

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
RPPS = Rpps("99900000011")
DOCUMENT = '{"resourceType": "Bundle",\r\n "note": "été"  }\n'.encode()

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def usage(**true: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: true.get(name, False) for name in names})


CA_USAGE = usage(key_cert_sign=True, crl_sign=True)
SIGNS = usage(content_commitment=True)


def name_of(text: str, oid: ObjectIdentifier = NameOID.COMMON_NAME) -> x509.Name:
    return x509.Name([x509.NameAttribute(oid, text)])


@dataclass(frozen=True)
class Plan:
    """One certificate to make: what a test changes is one field."""

    subject: x509.Name
    key: PrivateKey = field(default_factory=new_key)
    ca: bool | None = False
    path_length: int | None = None
    usage: x509.KeyUsage | None = SIGNS
    since: datetime = NOW - timedelta(days=1)
    until: datetime = NOW + timedelta(days=1)
    extensions: tuple[tuple[x509.ExtensionType, bool], ...] = ()

    def issued_by(self, issuer: "Plan") -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.subject)
            .issuer_name(issuer.subject)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.since)
            .not_valid_after(self.until)
        )
        if self.ca is not None:
            limits = x509.BasicConstraints(self.ca, self.path_length)
            builder = builder.add_extension(limits, critical=True)
        if self.usage is not None:
            builder = builder.add_extension(self.usage, critical=True)
        for extension, critical in self.extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(issuer.key, hashes.SHA256())


ROOT = Plan(name_of("Racine SPÉCIMEN"), ca=True, usage=CA_USAGE)
MIDDLE = Plan(name_of("Intermédiaire SPÉCIMEN"), ca=True, path_length=0, usage=CA_USAGE)
LEAF = Plan(name_of(f"8{RPPS.value}"))


def jose_key(key: PrivateKey) -> ECKey | RSAKey:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return RSAKey.import_key(pem) if isinstance(key, rsa.RSAPrivateKey) else ECKey.import_key(pem)


def x5c(*chain: x509.Certificate) -> list[str]:
    return [base64.b64encode(each.public_bytes(Encoding.DER)).decode() for each in chain]


def signed(
    *chain: x509.Certificate,
    key: PrivateKey = LEAF.key,
    alg: str = "ES256",
    payload: bytes = DOCUMENT,
    **header: Any,
) -> bytes:
    head = {"alg": alg, "x5c": x5c(*chain), **header}
    return sign_compact(head, payload, jose_key(key)).encode()


ROOT_CERTIFICATE = ROOT.issued_by(ROOT)
TRUST = TrustAnchors((ROOT_CERTIFICATE,))
MIDDLE_CERTIFICATE = MIDDLE.issued_by(ROOT)
LEAF_CERTIFICATE = LEAF.issued_by(MIDDLE)


def issued(leaf: Plan = LEAF, middle: Plan = MIDDLE) -> bytes:
    return signed(leaf.issued_by(middle), middle.issued_by(ROOT))


def verify(jws: bytes, trust: TrustAnchors = TRUST, at: datetime = NOW) -> SignedDocument:
    return verify_prescriber_signature(jws, trust, at)


def fault(jws: bytes, trust: TrustAnchors = TRUST, at: datetime = NOW) -> SignatureFault:
    with pytest.raises(SignatureRefused) as refusal:
        verify(jws, trust, at)
    assert refusal.value.reason
    assert RPPS.value not in str(refusal.value)
    return refusal.value.code
