"""Lists of revoked certificates (CRL, RFC 5280 §5), read from a folder: never from the network.

Somebody puts them there as the authorities publish them; the folder is looked at again at each
question, so that a newer list needs no restart. A list counts for the certificates of the authority
that signed it, and for nothing else: partial ones (deltas, indirect, by reason or by kind of
holder) are left, since silence there means nothing.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import CRLEntryExtensionOID, ExtensionOID

from ordonnance.domain.revocation import NOT_CHECKED, Revocation, Standing

LARGEST_LIST = 64 * 1024 * 1024
"""Most bytes of one list: those of a national authority have some millions."""
SUFFIXES = (".crl", ".pem", ".der")

_log = structlog.get_logger("ordonnance")
_PEM = b"-----BEGIN X509 CRL-----"
_APPLIED = frozenset({ExtensionOID.CRL_NUMBER, ExtensionOID.AUTHORITY_KEY_IDENTIFIER})
"""Extensions of a whole list; another one that is critical says that it is not whole."""
_Stamp = tuple[int, int]


class ListUnreadable(ValueError):
    """A file of the folder is no list of revocation; it is named."""


@dataclass(frozen=True, slots=True)
class RevocationLists:
    """The lists at hand."""

    lists: tuple[x509.CertificateRevocationList, ...] = ()

    def standing(self, path: Sequence[x509.Certificate], at: datetime) -> Revocation:
        """That of a signer whose `path` ends by an authority that is believed, as seen at `at`.

        An intermediate authority that was revoked takes its signers with it.
        """
        told = [self._of(below, above, at) for below, above in pairwise(path)]
        if not told:
            return NOT_CHECKED
        revoked = [each for each in told if each.standing is Standing.REVOKED]
        return min(revoked, key=_since) if revoked else told[0]

    def _of(self, held: x509.Certificate, issuer: x509.Certificate, at: datetime) -> Revocation:
        theirs = [
            each
            for each in self.lists
            if each.issuer == issuer.subject
            and each.last_update_utc <= at
            and _signed(each, issuer)
        ]
        if not theirs:
            return NOT_CHECKED
        latest = max(theirs, key=lambda each: each.last_update_utc)
        end = latest.next_update_utc
        late = end is not None and end < at
        entry = latest.get_revoked_certificate_by_serial_number(held.serial_number)
        if entry is None:
            return Revocation(Standing.GOOD, latest.last_update_utc, late)
        return Revocation(Standing.REVOKED, latest.last_update_utc, late, _from(entry))


class RevocationFolder:
    """The lists of a folder, read again when a file changes."""

    def __init__(self, folder: Path) -> None:
        """Read the folder. Raises OSError, ListUnreadable."""
        self._folder = folder
        self._turn = threading.Lock()
        self._seen = _stamps(folder)
        self._held = {path: _read(path) for path in self._seen}

    def lists(self) -> RevocationLists:
        """What the folder holds now. A file that no longer reads leaves the former list."""
        with self._turn:
            try:
                found = _stamps(self._folder)
            except OSError as error:
                _log.warning("a list of revocation is not read", reason=type(error).__name__)
                return RevocationLists(tuple(self._held.values()))
            if found != self._seen:
                self._held = self._renewed(found)
                self._seen = found
            return RevocationLists(tuple(self._held.values()))

    def _renewed(self, found: Mapping[Path, _Stamp]) -> dict[Path, x509.CertificateRevocationList]:
        held: dict[Path, x509.CertificateRevocationList] = {}
        for path, stamp in found.items():
            former = self._held.get(path)
            if former is not None and self._seen.get(path) == stamp:
                held[path] = former
                continue
            try:
                held[path] = _read(path)
            except (OSError, ListUnreadable) as error:
                # Half copied, perhaps: the list that was there still tells something.
                _log.warning("a list of revocation is not read", reason=type(error).__name__)
                if former is not None:
                    held[path] = former
        return held


def _stamps(folder: Path) -> dict[Path, _Stamp]:
    found: dict[Path, _Stamp] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES:
            about = path.stat()
            found[path] = about.st_mtime_ns, about.st_size
    return found


def _read(path: Path) -> x509.CertificateRevocationList:
    with path.open("rb") as file:
        content = file.read(LARGEST_LIST + 1)
    if len(content) > LARGEST_LIST:
        raise ListUnreadable(path.name)
    load = x509.load_pem_x509_crl if _PEM in content else x509.load_der_x509_crl
    try:
        found = load(content)
        _ = found.issuer, found.last_update_utc, found.next_update_utc, found.extensions
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ListUnreadable(path.name) from error
    return found


def _signed(each: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """True for a whole list that this authority signed, and may sign."""
    if any(ext.critical and ext.oid not in _APPLIED for ext in each.extensions):
        return False
    try:
        usage = issuer.extensions.get_extension_for_class(x509.KeyUsage).value
        return usage.crl_sign and each.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # another key is told by TypeError
    except (x509.ExtensionNotFound, TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _from(entry: x509.RevokedCertificate) -> datetime:
    """From when: the date at which its key is no longer believed, when the list tells it."""
    try:
        stated = entry.extensions.get_extension_for_oid(CRLEntryExtensionOID.INVALIDITY_DATE).value
    except x509.ExtensionNotFound:
        return entry.revocation_date_utc
    invalid = stated.invalidity_date_utc if isinstance(stated, x509.InvalidityDate) else None
    return min(invalid, entry.revocation_date_utc) if invalid else entry.revocation_date_utc


def _since(each: Revocation) -> float:
    return each.revoked.timestamp() if each.revoked else 0.0
