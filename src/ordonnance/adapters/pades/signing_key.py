"""A key that signs, wherever it is, and the certificates that go with it."""

from datetime import datetime
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from ordonnance.adapters.pades import refusals
from ordonnance.adapters.seal.compact_jws import MIN_RSA_BITS

_BY_CURVE: dict[str, type[hashes.HashAlgorithm]] = {
    "secp256r1": hashes.SHA256,
    "secp384r1": hashes.SHA384,
    "secp521r1": hashes.SHA512,
}


class SigningKey(Protocol):
    """A private key and its certificates: the signer's own first, then its issuers."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """At least the signer's certificate."""
        ...

    def sign_digest(self, digest: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
        """RSA: PKCS#1 v1.5; EC: an ECDSA signature in DER. Raises SigningRefused."""
        ...


def digest_for(certificate: x509.Certificate) -> hashes.HashAlgorithm:
    """The digest that suits the key of a certificate. Raises SIGNING_KEY_UNUSABLE."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < MIN_RSA_BITS:
            raise refusals.key_unusable(f"RSA de {key.key_size} bits")
        return hashes.SHA256()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _BY_CURVE:
        return _BY_CURVE[key.curve.name]()
    raise refusals.key_unusable("ni EC ni RSA")


def signs(certificate: x509.Certificate) -> bool:
    """True when its key usage lets it sign documents (non-repudiation before anything else)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return usage.content_commitment or usage.digital_signature


def commits(certificate: x509.Certificate) -> bool:
    """True when it is made for signing (non-repudiation), and not for signing in."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return usage.content_commitment


def require_valid(certificate: x509.Certificate, at: datetime) -> None:
    """Raises SIGNING_CERTIFICATE_EXPIRED outside the dates of the certificate."""
    if at > certificate.not_valid_after_utc:
        raise refusals.certificate_not_valid(expired=True)
    if at < certificate.not_valid_before_utc:
        raise refusals.certificate_not_valid(expired=False)
