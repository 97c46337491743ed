"""The sheet of a prescription of the SAMU-SAS sent by secure mail: no ordonnance numérique.

It says what it is, to whom it was sent and who may serve it, and carries the code by which a
pharmacy checks it in the base. No QR code: on a sheet it is the mark of the ordonnance numérique.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from ordonnance.documents.framing import marks, zone_of
from ordonnance.documents.numerique import OBJECTION, numerique
from ordonnance.documents.sheet import Sheet, Signature
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance

HEADING = "PRESCRIPTION SAMU-SAS"
SUBTITLE = (
    f"Circuit dérogatoire MSSanté{NARROW}: n’est pas une ordonnance numérique. Note "
    "d’information aux SAMU-SAS, applicable depuis le 1er mars 2025 (tramadol, codéine, "
    "dihydrocodéine)."
)
ONCE = "Une seule délivrance."
EMERGENCY = f"En cas de doute{NARROW}: appeler le 15"
_CODE = (
    f"Code de vérification ci-dessus{NARROW}: avant de délivrer, le taper dans le logiciel ou sur "
    "la page « vérifier » de la base."
)


def derogation(
    said: Derogation,
    ordonnance: Ordonnance,
    number: OrdonnanceNumber,
    issued_at: datetime,
    *,
    base_url: str,
    demonstration: bool,
    in_words: frozenset[int] = frozenset(),
    medicines: Mapping[int, Medicine | None] | None = None,
    objection: bool = False,
    signed: bool = False,
    duplicate: date | None = None,
    large: bool = False,
) -> Sheet:
    """The sheet, from what the ordonnance `said` of its circuit. Raises as `numerique`."""
    frame = numerique(
        ordonnance, number, issued_at, base_url=base_url, demonstration=demonstration,
        objection=objection, signed=signed,
    )  # fmt: skip
    opposed = objection or ordonnance.objection
    on = dates.long(ordonnance.established_on)
    return replace(
        frame,
        layout="papier",
        title=f"Prescription SAMU-SAS du {on}",
        heading=HEADING,
        subtitle=SUBTITLE,
        instruction=_CODE,
        copy=addressed(said),
        qr=None,
        zones=(zone_of(ordonnance.lines, medicines or {}, in_words),),
        mentions=(OBJECTION,) if opposed else (),
        signature=_signature(frame.signature),
        notice="",
        emergency=EMERGENCY,
        marks=marks(demonstration=demonstration, duplicate=duplicate),
        large=large,
    )


def addressed(said: Derogation) -> str:
    """To whom it was sent, and who may serve it."""
    if said.circuit is Circuit.PHARMACY:
        return f"Adressée à{NARROW}: {_shown(said.recipient)}, seule à pouvoir délivrer. {ONCE}"
    if said.circuit is Circuit.PATIENT:
        return (
            "Adressée au patient dans Mon espace santé. Le pharmacien consulte le dossier "
            f"pharmaceutique avant de délivrer. {ONCE}"
        )
    home = f"Adressée à l’établissement{NARROW}: {_shown(said.recipient)}."
    if said.pharmacy is None:
        return f"{home} {ONCE}"
    return f"{home} Pharmacie{NARROW}: {_shown(said.pharmacy)}, seule à pouvoir délivrer. {ONCE}"


def _shown(named: Named | None) -> str:
    if named is None:
        return ""
    return f"{named.name} (FINESS {named.finess.value})" if named.finess else named.name


def _signature(given: Signature) -> Signature:
    """The same proof, in words that do not say « ordonnance »."""
    return replace(given, text=given.text.replace("ordonnance scellée", "prescription scellée"))
