"""Who wrote a document, and where: what its session proves of both."""

from ordonnance.domain.actors import Caller, Place, Professional
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, Siret
from ordonnance.domain.people import Practice
from ordonnance.domain.prescription import Ordonnance
from ordonnance.usecases.ports import OpenedDocument


def require_author(ordonnance: Ordonnance, opened: OpenedDocument, caller: Caller) -> None:
    """The document's prescriber is the person of the session, there, who signed it if it is signed.

    Met by an authenticated session of the author, sealed by the base (ERRATA 24). Profession, place
    and replaced colleague are proved by the session, never by the document.
    """
    actor, prescriber = caller.actor, ordonnance.prescriber
    author = prescriber.rpps
    if not isinstance(actor, Professional) or author is None or actor.rpps != author:
        raise Refusal.of("AUTHOR_MISMATCH")
    if opened.signer is not None and opened.signer != author:
        raise Refusal.of("SIGNATURE_INVALID", reason="le signataire n'est pas le prescripteur")
    replaced = prescriber.replaces.rpps if prescriber.replaces else None
    declared = prescriber.profession
    if replaced != actor.replaces or (declared is not None and declared != actor.profession):
        raise Refusal.of("AUTHOR_MISMATCH")
    _require_place(prescriber.practice, actor.place)


def _require_place(practice: Practice | None, place: Place) -> None:
    """The practice of the document is the place of the session: it decides the legal day.

    A FINESS or SIRET that the session does not prove is refused. The AM number, which no directory
    gives to a session, is the prescriber's word unless the session knows another.
    """
    if practice is None:
        raise Refusal.of("ELEMENT_MISSING", "Bundle.entry", element="Organization")
    if not (_is_proved(practice.finess, "F", place) and _is_proved(practice.siret, "C", place)):
        raise Refusal.of("PLACE_MISMATCH")
    pairs = (
        (practice.am, place.am),
        (practice.zone if practice.postcode else None, place.zone),
    )
    if any(said is not None and known is not None and said != known for said, known in pairs):
        raise Refusal.of("PLACE_MISMATCH")


def _is_proved(said: Finess | Siret | None, letter: str, place: Place) -> bool:
    """True when the session names the structure so: in full, or as its technical identifier."""
    known = (place.finess, place.siret)
    return said is None or said in known or f"{letter}{said.value}" == place.technical_id
