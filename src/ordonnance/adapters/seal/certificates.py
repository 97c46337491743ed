"""A signer's certificate chain, up to a configured authority.

`cryptography.x509.verification` judges servers and mail clients, by their alternative names; a
signer of IGC-Santé is named in the subject. Hence our own short path checking, for the straight
chains of RFC 7515 §4.1.6 only: each certificate is issued by the next one. **Revocation is not
checked here**: the session already proves the author of what is issued; `revocation` reads the
lists that the operator brings, for whoever verifies a signed PDF.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, ObjectIdentifier

from ordonnance.adapters.seal.compact_jws import MIN_RSA_BITS
from ordonnance.adapters.seal.signature_refusals import SignatureFault, SignatureRefused

MAX_PATH = 4
"""Most certificates from the signer to the authority, both included."""

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""Purpose of RFC 9336."""

SIGNING_PURPOSES = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        DOCUMENT_SIGNING,
    }
)
"""Purposes one of which a signer's certificate needs when it states any."""

# Extensions whose meaning is applied here; another one marked critical refuses the certificate.
_APPLIED = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
        ExtensionOID.CERTIFICATE_POLICIES,
    }
)
_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


@dataclass(frozen=True, slots=True)
class TrustAnchors:
    """The certificates of the authorities whose signers are believed (roots or intermediates)."""

    certificates: tuple[x509.Certificate, ...]

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """Read one or several certificates in PEM. Raises ValueError."""
        return cls(tuple(x509.load_pem_x509_certificates(pem)))


def check_chain(
    chain: Sequence[x509.Certificate],
    trust: TrustAnchors,
    at: datetime,
    purposes: frozenset[ObjectIdentifier] = SIGNING_PURPOSES,
) -> None:
    """Check `chain`, the signer's certificate first, up to one of `trust`, at the instant `at`.

    `purposes`: one of them is needed when the signer's certificate states any.
    Raises SignatureRefused with SIGNATURE_CHAIN, SIGNATURE_VALIDITY or SIGNATURE_USAGE.
    """
    if at.utcoffset() is None:
        raise ValueError("an instant with a zone is expected")
    path = with_anchor(chain, trust)
    if len(path) > MAX_PATH:
        raise _chain("path too long")
    for certificate in path:
        _check_certificate(certificate, at)
    for below, (certificate, issuer) in enumerate(itertools.pairwise(path)):
        if not _issued(certificate, issuer):
            raise _chain("a certificate is not issued by the next one")
        _check_authority(issuer, below)
    _check_signer(path[0], purposes)


def with_anchor(
    chain: Sequence[x509.Certificate], trust: TrustAnchors
) -> tuple[x509.Certificate, ...]:
    """The chain ended by an anchor: its own last certificate, or the one that issued it.

    Raises SignatureRefused with SIGNATURE_CHAIN.
    """
    last = chain[-1]
    if last in trust.certificates:
        if len(chain) == 1:
            raise _chain("an authority is not a signer")
        return tuple(chain)
    for anchor in trust.certificates:
        if _issued(last, anchor):
            return (*chain, anchor)
    raise _chain("no configured authority")


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _check_certificate(certificate: x509.Certificate, at: datetime) -> None:
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise SignatureRefused(SignatureFault.SIGNATURE_VALIDITY, "certificate not valid then")
    try:
        if not isinstance(certificate.signature_hash_algorithm, _HASHES):
            raise _chain("weak or unknown hash")
        extensions = certificate.extensions
        key = certificate.public_key()
    except (
        ValueError,
        UnsupportedAlgorithm,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    ) as error:
        raise _chain("unreadable certificate") from error
    if any(each.critical and each.oid not in _APPLIED for each in extensions):
        raise _chain("critical extension not applied here")
    strong_rsa = isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS
    strong_ec = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)
    if not (strong_rsa or strong_ec):
        raise _chain("weak or unknown key")


def _check_authority(issuer: x509.Certificate, below: int) -> None:
    """`below`: how many other authorities stand between this one and the signer."""
    try:
        limits = issuer.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise _chain("an issuer does not say that it is an authority") from None
    if not limits.ca or not usage.key_cert_sign:
        raise _chain("an issuer is not an authority")
    if limits.path_length is not None and below > limits.path_length:
        raise _chain("an authority has too many below it")


def _check_signer(signer: x509.Certificate, purposes: frozenset[ObjectIdentifier]) -> None:
    extensions = signer.extensions
    try:
        if extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            raise _usage("an authority is not a signer")
    except x509.ExtensionNotFound:
        # Absent means that it is not an authority (RFC 5280 §4.2.1.9).
        pass
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        raise _usage("key usage required") from None
    if not (usage.digital_signature or usage.content_commitment):
        raise _usage("key usage without signature")
    try:
        stated = extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not purposes.intersection(stated):
        raise _usage("no purpose that signs a document")


def _chain(detail: str) -> SignatureRefused:
    return SignatureRefused(SignatureFault.SIGNATURE_CHAIN, detail)


def _usage(detail: str) -> SignatureRefused:
    return SignatureRefused(SignatureFault.SIGNATURE_USAGE, detail)
