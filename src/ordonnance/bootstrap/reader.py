"""The port `Reader`: FHIR JSON, or a compact JWS around it."""

from collections import OrderedDict
from dataclasses import replace

from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.compact_jws import read_compact
from ordonnance.adapters.seal.prescriber import (
    MAX_SIGNED,
    SIGNED_MEMBERS,
    SignedDocument,
    verify_prescriber_signature,
)
from ordonnance.adapters.seal.signature_refusals import SignatureRefused
from ordonnance.domain.carried import Carried
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import MOST_LINES, Ordonnance
from ordonnance.fhir.carry import carried_parts, written_back
from ordonnance.fhir.read import read_draft, read_ordonnance
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import write_ordonnance
from ordonnance.usecases.ports import Clock, OpenedDocument, OpenedDraft, Waiting

FHIR_JSON = "application/fhir+json"
JOSE = "application/jose"

KEPT_OPEN = 2048
"""Stored documents kept read in memory: about 20 kB each with what they say."""

LARGEST_KEPT = 32 * 1024
"""Bytes of the largest one: somebody who issues very large ones must not fill the memory."""


class FhirReader:
    """Reads documents. `trust` None: no signature is configured, a signed document is refused."""

    def __init__(self, systems: Systems, trust: TrustAnchors | None, clock: Clock) -> None:
        self._systems = systems
        self._trust = trust
        self._clock = clock
        self._kept: OrderedDict[tuple[bytes, str], OpenedDocument] = OrderedDict()
        self._latest: tuple[bytes, str] | None = None

    def read(self, document: bytes, content_type: str) -> OpenedDocument:
        """Read a document received; its signature, if any, is verified first."""
        if content_type == FHIR_JSON:
            return OpenedDocument(document, read_ordonnance(document, self._systems))
        signed = self._verified(document, content_type)
        ordonnance = read_ordonnance(signed.payload, self._systems)
        return OpenedDocument(signed.payload, ordonnance, signed.signer_rpps)

    def _verified(self, document: bytes, content_type: str) -> SignedDocument:
        if content_type != JOSE:
            raise Refusal.of("CONTENT_TYPE", type=content_type, expected=f"{FHIR_JSON} ou {JOSE}")
        if self._trust is None:
            raise Refusal.of(
                "SIGNATURE_INVALID", reason="cette base ne connaît aucune autorité de certification"
            )
        try:
            return verify_prescriber_signature(document, self._trust, self._clock.now())
        except SignatureRefused as refused:
            raise Refusal.of("SIGNATURE_INVALID", reason=refused.reason) from refused

    def draft(
        self, document: bytes, content_type: str, *, most_lines: int = MOST_LINES
    ) -> OpenedDraft:
        """Read a document to be checked; its signature, if any, is verified first."""
        bundle = document
        if content_type != FHIR_JSON:
            bundle = self._verified(document, content_type).payload
        found = read_draft(bundle, self._systems, most_lines=most_lines)
        waiting = tuple(Waiting(issue, line) for issue, line in found.waiting)
        carried = carried_parts(bundle, found.ordonnance, self._systems)
        return OpenedDraft(found.ordonnance, waiting, carried)

    def rewrite(self, ordonnance: Ordonnance, carried: tuple[Carried, ...]) -> bytes:
        """The document of an ordonnance, with what was carried beside it."""
        if not carried:
            return write_ordonnance(ordonnance, self._systems)
        return written_back(ordonnance, carried, self._systems)

    def reopen(self, document: bytes, content_type: str) -> OpenedDocument:
        """Read a stored document: its signature was verified when it was issued.

        Documents never change, so the latest ones read are kept in memory, unless very large.
        """
        asked = (document, content_type)
        kept = self._kept.get(asked)
        if kept is not None:
            self._kept.move_to_end(asked)
            return kept
        opened = self._reopen(document, content_type)
        if len(document) <= LARGEST_KEPT:
            self._latest = asked
            self._kept[asked] = replace(opened, kept=True)
            if len(self._kept) > KEPT_OPEN:
                self._kept.popitem(last=False)
        return opened

    def spend(self) -> None:
        """Read the latest document once more for nothing, as long as reading one takes."""
        if self._latest is not None:
            self._reopen(*self._latest)

    def bundle(self, document: bytes, content_type: str) -> bytes:
        """The Bundle's bytes in a stored document, out of its envelope if signed; not read."""
        if content_type == JOSE:
            return read_compact(document, limit=MAX_SIGNED, members=SIGNED_MEMBERS).payload
        return document

    def _reopen(self, document: bytes, content_type: str) -> OpenedDocument:
        bundle = self.bundle(document, content_type)
        return OpenedDocument(bundle, read_ordonnance(bundle, self._systems, stored=True))
