"""A software key: a PKCS#12 file (.p12, .pfx) and its password."""

from dataclasses import dataclass, field
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import pkcs12

from ordonnance.adapters.pades import refusals

MAX_KEY_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeyInFile:
    """A key read in memory, for as long as a signature takes."""

    chain: tuple[x509.Certificate, ...]
    _key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(repr=False)

    @classmethod
    def open(cls, content: bytes, password: str | None) -> Self:
        """Read a PKCS#12 file.

        Raises KEY_FILE_UNREADABLE, SIGNING_CERTIFICATE_ABSENT, SIGNING_KEY_UNUSABLE.
        """
        if len(content) > MAX_KEY_FILE:
            raise refusals.key_file_closed()
        secret = password.encode("utf-8") if password else None
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(content, secret)
        except (ValueError, TypeError):
            # The cause may quote the file: it is left behind.
            raise refusals.key_file_closed() from None
        if key is None or certificate is None:
            raise refusals.certificate_absent(None)
        if not isinstance(key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)):
            raise refusals.key_unusable("ni EC ni RSA")
        return cls((certificate, *others), key)

    def sign_digest(self, digest: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
        """See SigningKey."""
        hashed = utils.Prehashed(algorithm)
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(digest, padding.PKCS1v15(), hashed)
        return self._key.sign(digest, ec.ECDSA(hashed))
