"""One CMS signature (RFC 5652) checked: by whom, over what, with which timestamp.

Strict on purpose: one signer, signed attributes, SHA-2, RSA or ECDSA. What is not understood is
refused as unreadable, never taken for good. Nothing here decides whom to believe.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, tsp  # type: ignore[import-untyped]  # ships no types
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

Digest = Callable[[hashes.HashAlgorithm], bytes]
"""The digest of what is said to be signed."""

MAX_CERTIFICATES = 12
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_UNREADABLE = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError,
    UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)  # fmt: skip
"""What a parser and `cryptography` raise on bytes that are not what they should be."""


class CmsUnreadable(ValueError):
    """Not a signature that is understood here."""


class CmsAltered(ValueError):
    """What is signed is not what was given."""


class CmsForged(ValueError):
    """The signature is not that of the certificate."""


@dataclass(frozen=True, slots=True, repr=False)
class CheckedCms:
    """A signature that holds. `chain`: the signer's certificate, then those that issued it."""

    chain: tuple[x509.Certificate, ...]
    algorithm: str
    signature: bytes
    content: bytes
    timestamp: bytes | None


def check_cms(der: bytes, digest: Digest | None) -> CheckedCms:
    """Check a signature over what `digest` digests, or over the content that it holds itself.

    Raises CmsUnreadable, CmsAltered, CmsForged.
    """
    try:
        return _checked(der, digest)
    except (CmsAltered, CmsForged):
        raise
    except _UNREADABLE as error:
        raise CmsUnreadable(type(error).__name__) from None


def _checked(der: bytes, digest: Digest | None) -> CheckedCms:
    # Contents of a PDF signature are padded with zeros: only the first value is read.
    outer = cms.ContentInfo.load(der)
    if outer["content_type"].native != "signed_data":
        raise CmsUnreadable("not signed data")
    data = outer["content"]
    (info,) = data["signer_infos"]
    certificates = _certificates(data)
    signer = _signer(info, certificates)
    algorithm = hash_named(info["digest_algorithm"]["algorithm"].native)
    inner = data["encap_content_info"]
    content = b"" if digest is not None else bytes(inner["content"].contents)
    found = digest(algorithm) if digest is not None else digested(content, algorithm)
    _check_attributes(info, inner["content_type"].native, found, signer)
    # Signed as a SET, stored under another tag (RFC 5652 §5.4).
    signed = b"\x31" + info["signed_attrs"].dump()[1:]
    signature = bytes(info["signature"].native)
    _check_signature(info["signature_algorithm"], signer, signature, signed, algorithm)
    return CheckedCms(
        _path(signer, certificates), algorithm.name, signature, content, _timestamp(info)
    )


def _certificates(data: Any) -> list[x509.Certificate]:
    held = data["certificates"]
    if len(held) > MAX_CERTIFICATES:
        raise CmsUnreadable("too many certificates")
    return [
        x509.load_der_x509_certificate(each.chosen.dump())
        for each in held
        if each.name == "certificate"
    ]


def _signer(info: Any, certificates: list[x509.Certificate]) -> x509.Certificate:
    sid = info["sid"]
    if sid.name != "issuer_and_serial_number":
        raise CmsUnreadable("signer named in another way")
    serial, issuer = sid.chosen["serial_number"].native, sid.chosen["issuer"].dump()
    for each in certificates:
        if each.serial_number == serial and each.issuer.public_bytes() == issuer:
            return each
    raise CmsUnreadable("the signer's certificate is not there")


def hash_named(name: str) -> hashes.HashAlgorithm:
    """SHA-256, SHA-384 or SHA-512 by its name. Raises CmsUnreadable for another."""
    if name not in _HASHES:
        raise CmsUnreadable("digest not accepted")
    return _HASHES[name]()


def _check_attributes(info: Any, content_type: str, found: bytes, signer: x509.Certificate) -> None:
    attributes = {each["type"].native: each["values"] for each in info["signed_attrs"]}
    (stated_type,) = attributes["content_type"]
    (stated_digest,) = attributes["message_digest"]
    if stated_type.native != content_type:
        raise CmsUnreadable("content of another type")
    if bytes(stated_digest.native) != found:
        raise CmsAltered("another digest")
    # The certificate is part of what is signed: another of the same key cannot take its place.
    for name, usual in (("signing_certificate_v2", "sha256"), ("signing_certificate", "sha1")):
        if name in attributes:
            mark = attributes[name][0]["certs"][0]
            stated = mark["hash_algorithm"]["algorithm"].native if usual == "sha256" else usual
            algorithm = hashes.SHA1() if stated == "sha1" else hash_named(stated)
            if bytes(mark["cert_hash"].native) != signer.fingerprint(algorithm):
                raise CmsForged("another certificate")
            return
    raise CmsUnreadable("the certificate is not signed")


def _check_signature(
    stated: Any, signer: x509.Certificate, signature: bytes, signed: bytes,
    algorithm: hashes.HashAlgorithm,
) -> None:  # fmt: skip
    key, kind = signer.public_key(), stated.signature_algo
    if _stated_hash(stated) not in (None, algorithm.name):
        raise CmsUnreadable("two digests")
    hashed = utils.Prehashed(algorithm)
    given = digested(signed, algorithm)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and kind == "ecdsa":
            key.verify(signature, given, ec.ECDSA(hashed))
        elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pkcs1v15":
            key.verify(signature, given, padding.PKCS1v15(), hashed)
        elif isinstance(key, rsa.RSAPublicKey) and kind == "rsassa_pss":
            pss = padding.PSS(padding.MGF1(algorithm), padding.PSS.AUTO)
            key.verify(signature, given, pss, hashed)
        else:
            raise CmsUnreadable("key of another kind")
    except InvalidSignature:
        raise CmsForged("the signature does not hold") from None


def _stated_hash(stated: Any) -> str | None:
    """The digest that a signature algorithm names; None when it leaves it to the signer's."""
    try:
        return str(stated.hash_algo)
    except ValueError:
        return None


def _path(signer: x509.Certificate, held: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """The signer, then each issuer found by its name; signatures are checked by who believes it."""
    path = [signer]
    while len(path) <= len(held):
        last = path[-1]
        above = [each for each in held if each.subject == last.issuer and each not in path]
        if not above:
            break
        path.append(above[0])
    return tuple(path)


def _timestamp(info: Any) -> bytes | None:
    for each in info["unsigned_attrs"] or ():
        if each["type"].native == "signature_time_stamp_token":
            return bytes(each["values"][0].dump())
    return None


def digested(content: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    """The digest of those bytes."""
    hashed = hashes.Hash(algorithm)
    hashed.update(content)
    return hashed.finalize()


def is_timestamp(der: bytes) -> bool:
    """True when what is signed is what a timestamp authority says (RFC 3161), not a file."""
    try:
        data = cms.ContentInfo.load(der)["content"]
        return bool(data["encap_content_info"]["content_type"].native == "tst_info")
    except _UNREADABLE:
        return False


def token_content(token: CheckedCms) -> Any:
    """What a checked timestamp token says (TSTInfo). Raises CmsUnreadable."""
    try:
        return tsp.TSTInfo.load(token.content)
    except _UNREADABLE as error:
        raise CmsUnreadable(type(error).__name__) from None
