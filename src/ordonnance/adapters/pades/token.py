"""A key on a PKCS#11 token: a professional's card (CPS), a USB key, SoftHSM2 in tests.

Only the raw mechanisms are asked for (ECDSA of a digest, RSA of a DigestInfo): every card has them,
and SoftHSM2 has no other for EC. A PIN is tried once: a card blocks after three mistakes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from pkcs11 import Attribute, Mechanism, ObjectClass
from pkcs11.types import Object, SignMixin

from ordonnance.adapters.pades import refusals
from ordonnance.adapters.pades.refusals import SigningRefused
from ordonnance.adapters.pades.signing_key import commits, signs

# What goes before a digest in an RSA signature (RFC 8017 §9.2, note 1).
_DIGEST_INFO = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


@dataclass(frozen=True, slots=True)
class TokenChoice:
    """Which library, and which token and certificate when there are several."""

    module: str
    token: str | None = None
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class KeyOnToken:
    """A private key that never leaves its token; valid inside `opened` only."""

    chain: tuple[x509.Certificate, ...]
    _key: SignMixin = field(repr=False)
    _pin: str | None = field(repr=False)
    """Given again for a key that asks for it at each signature, as the CPS does."""

    def sign_digest(self, digest: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
        """See SigningKey."""
        with _said():
            if not isinstance(self.chain[0].public_key(), ec.EllipticCurvePublicKey):
                given = _DIGEST_INFO[algorithm.name] + digest
                return bytes(self._key.sign(given, mechanism=Mechanism.RSA_PKCS, pin=self._pin))
            raw = bytes(self._key.sign(digest, mechanism=Mechanism.ECDSA, pin=self._pin))
        half = len(raw) // 2
        numbers = (int.from_bytes(each, "big") for each in (raw[:half], raw[half:]))
        return utils.encode_dss_signature(*numbers)


@contextmanager
def opened(choice: TokenChoice, pin: str) -> Iterator[KeyOnToken]:
    """The signing key of a token, as long as the session lasts.

    Raises SigningRefused: PKCS11_MODULE_UNUSABLE, CARD_ABSENT, CARD_UNCLEAR, CARD_FAILED,
    PIN_WRONG, PIN_LOCKED, SIGNING_CERTIFICATE_ABSENT, SIGNING_CERTIFICATE_UNCLEAR.
    """
    token = _token(choice)
    if pkcs11.TokenFlag.USER_PIN_LOCKED in token.flags:
        raise refusals.pin_locked()
    with _said(token):
        session = token.open(user_pin=pin)
    try:
        with _said():
            key = _key(session, choice.certificate, pin)
        yield key
    finally:
        session.close()


def _token(choice: TokenChoice) -> pkcs11.Token:
    try:
        library = pkcs11.lib(choice.module)
    except (RuntimeError, OSError):
        raise refusals.module_unusable(choice.module) from None
    with _said():
        present = [slot.get_token() for slot in library.get_slots(token_present=True)]
    ready = [each for each in present if pkcs11.TokenFlag.TOKEN_INITIALIZED in each.flags]
    found = [each for each in ready if choice.token in (None, each.label)]
    if not found:
        raise refusals.token_absent(choice.token)
    if len(found) > 1:
        raise refusals.token_unclear(sorted(each.label for each in found))
    return found[0]


def _key(session: pkcs11.Session, label: str | None, pin: str) -> KeyOnToken:
    """The key whose certificate signs: the one named, else the only one, made for it if need be."""
    held = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    keys = {bytes(each[Attribute.ID]): each for each in held if isinstance(each, SignMixin)}
    read = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    certificates = [
        (str(each[Attribute.LABEL]), bytes(each[Attribute.ID]), _certificate(each)) for each in read
    ]
    able = [
        (name, mark, certificate)
        for name, mark, certificate in certificates
        if certificate is not None and mark in keys and signs(certificate) and label in (None, name)
    ]
    made_for_it = [each for each in able if commits(each[2])]
    chosen = made_for_it or able
    if not chosen:
        raise refusals.certificate_absent(label)
    if len(chosen) > 1:
        raise refusals.certificate_unclear(sorted(name for name, _, _ in chosen))
    _, mark, certificate = chosen[0]
    others = tuple(each for _, _, each in certificates if each is not None and _issues(each))
    key = keys[mark]
    again = pin if _asks_each_time(key) else None
    return KeyOnToken((certificate, *others), key, again)


def _certificate(found: Object) -> x509.Certificate | None:
    """None for an object that is not an X.509 certificate: cards hold others."""
    try:
        return x509.load_der_x509_certificate(bytes(found[Attribute.VALUE]))
    except ValueError:
        return None


def _issues(certificate: x509.Certificate) -> bool:
    try:
        limits = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    return limits.ca


def _asks_each_time(key: Object) -> bool:
    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except pkcs11.AttributeTypeInvalid:
        return False


@contextmanager
def _said(token: pkcs11.Token | None = None) -> Iterator[None]:
    """Errors of the card in our words. Their own are left behind: some libraries quote a lot."""
    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange):
        last = token is not None and pkcs11.TokenFlag.USER_PIN_FINAL_TRY in token.flags
        raise refusals.pin_wrong(last=last) from None
    except pkcs11.PinLocked:
        raise refusals.pin_locked() from None
    except (pkcs11.TokenNotPresent, pkcs11.DeviceRemoved):
        raise refusals.token_absent(None) from None
    except pkcs11.PKCS11Error as error:
        raise _failed(error) from None


def _failed(error: pkcs11.PKCS11Error) -> SigningRefused:
    return refusals.token_failed(type(error).__name__)
