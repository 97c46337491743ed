"""The prescriber's optional signature: a compact JWS whose payload is the Bundle.

Body `application/jose`. The JWS is stored as received; the payload is returned byte for byte.
"""

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.seal.certificates import MAX_PATH, TrustAnchors, check_chain
from ordonnance.adapters.seal.compact_jws import (
    CompactJws,
    MalformedJws,
    VerificationKey,
    decode_base64url,
    read_compact,
    signature_holds,
)
from ordonnance.adapters.seal.signature_refusals import SignatureFault, SignatureRefused
from ordonnance.domain.ids import Rpps

MAX_SIGNED = 2 * 1024 * 1024
"""Longest signed document read, in bytes: a Bundle of 1 MiB grows by a third in base64url."""

MAX_CERTIFICATE = 16 * 1024

# `x5t#S256` and `kid` are tolerated because signing software adds them; neither chooses the key.
SIGNED_MEMBERS = frozenset({"alg", "x5c", "typ", "cty", "kid", "x5t#S256"})
_TYPES = frozenset({None, "JOSE"})
_CONTENTS = frozenset({None, "fhir+json", "application/fhir+json"})
_NATIONAL_ID = re.compile(r"8[0-9]{11}")
_SUBJECT = (NameOID.COMMON_NAME, NameOID.SERIAL_NUMBER, NameOID.USER_ID)


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A verified signature. `payload` is what was signed, byte for byte.

    `certificate_subject` (RFC 4514) names a person: stored encrypted with the document, never
    logged. `fingerprint` is the SHA-256 of the signer's certificate, in hexadecimal.
    """

    payload: bytes = field(repr=False)
    signer_rpps: Rpps
    certificate_subject: str = field(repr=False)
    fingerprint: str


def verify_prescriber_signature(jws: bytes, trust: TrustAnchors, at: datetime) -> SignedDocument:
    """Verify a compact JWS signed by a professional whose chain (`x5c`) ends in `trust`.

    ES256, ES384, RS256 or PS256, as the signer's key allows. The RPPS is read in the subject of the
    certificate (common name, serial number or user id: `8` + RPPS, as IGC-Santé writes it); the
    caller compares it with the author's. Revocation is not checked (see `certificates`).

    Raises SignatureRefused.
    """
    try:
        parsed = read_compact(jws, limit=MAX_SIGNED, members=SIGNED_MEMBERS)
        alg, typ, cty = (parsed.text(name) for name in ("alg", "typ", "cty"))
        thumbprint = parsed.text("x5t#S256")
        chain = _chain_of(parsed)
        expected = decode_base64url(thumbprint.encode("utf-8")) if thumbprint else None
    except MalformedJws as error:
        raise SignatureRefused(SignatureFault.SIGNATURE_MALFORMED, str(error)) from None
    if typ not in _TYPES or cty not in _CONTENTS:
        raise SignatureRefused(SignatureFault.SIGNATURE_MALFORMED, "typ or cty not accepted")
    signer = chain[0]
    if expected is not None and expected != signer.fingerprint(hashes.SHA256()):
        raise SignatureRefused(SignatureFault.SIGNATURE_MALFORMED, "x5t#S256: another certificate")
    check_chain(chain, trust, at)
    key, algorithms = _key_of(signer)
    if alg not in algorithms:
        raise SignatureRefused(SignatureFault.SIGNATURE_ALGORITHM, "alg does not suit the key")
    if not signature_holds(parsed, alg, key):
        raise SignatureRefused(SignatureFault.SIGNATURE_WRONG, "signature does not hold")
    return SignedDocument(
        payload=parsed.payload,
        signer_rpps=_rpps_of(signer),
        certificate_subject=signer.subject.rfc4514_string(),
        fingerprint=signer.fingerprint(hashes.SHA256()).hex(),
    )


def _chain_of(jws: CompactJws) -> list[x509.Certificate]:
    listed = jws.header.get("x5c")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_PATH:
        raise MalformedJws(f"x5c: 1 to {MAX_PATH} certificates expected")
    return [_certificate(each) for each in listed]


def _certificate(text: object) -> x509.Certificate:
    if not isinstance(text, str) or len(text) > MAX_CERTIFICATE:
        raise MalformedJws("x5c: not a certificate")
    try:
        der = base64.b64decode(text, validate=True)
        certificate = x509.load_der_x509_certificate(der)
        canonical = base64.b64encode(der).decode("ascii") == text
    except (ValueError, binascii.Error, x509.InvalidVersion):
        raise MalformedJws("x5c: not a certificate") from None
    if not canonical:
        raise MalformedJws("x5c: base64 not canonical")
    return certificate


def _key_of(signer: x509.Certificate) -> tuple[VerificationKey, frozenset[str]]:
    """The signer's key and the algorithms that it may have used."""
    try:
        key = signer.public_key()
    except (ValueError, UnsupportedAlgorithm):
        raise SignatureRefused(SignatureFault.SIGNATURE_ALGORITHM, "unreadable key") from None
    if isinstance(key, rsa.RSAPublicKey):
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return RSAKey.import_key(pem), frozenset({"RS256", "PS256"})
    alg = None
    if isinstance(key, ec.EllipticCurvePublicKey):
        alg = {"secp256r1": "ES256", "secp384r1": "ES384"}.get(key.curve.name)
    if not isinstance(key, ec.EllipticCurvePublicKey) or alg is None:
        raise SignatureRefused(SignatureFault.SIGNATURE_ALGORITHM, "key of another kind")
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return ECKey.import_key(pem), frozenset({alg})


def _rpps_of(signer: x509.Certificate) -> Rpps:
    found = {
        str(attribute.value)
        for oid in _SUBJECT
        for attribute in signer.subject.get_attributes_for_oid(oid)
        if _NATIONAL_ID.fullmatch(str(attribute.value))
    }
    if len(found) != 1:
        raise SignatureRefused(
            SignatureFault.SIGNATURE_SIGNER, "one national identifier expected in the subject"
        )
    return Rpps(found.pop()[1:])
