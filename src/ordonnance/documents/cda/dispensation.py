"""`eDISP-MED` 2024.01: one recorded dispensing as the French CDA document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from ordonnance.documents.cda import dispenser, people
from ordonnance.documents.cda.codes import (
    CONFIDENTIALITY,
    DISPENSATION,
    FACILITIES,
    coded,
    loinc,
    template,
    templates,
)
from ordonnance.documents.cda.dispensed_line import anchor_of, entry, refused, row
from ordonnance.documents.cda.narrative import table
from ordonnance.documents.cda.sections import section
from ordonnance.documents.cda.values import document_id, instant, oid
from ordonnance.domain.calendar import zone_showing
from ordonnance.domain.dispensing import Dispense
from ordonnance.domain.drug import Medicine
from ordonnance.domain.markup import Element, e
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance

MODELS: Final = (
    *templates(
        "2.16.840.1.113883.2.8.2.1",
        "1.2.250.1.213.1.1.1.1",
        "1.3.6.1.4.1.19376.1.9.1.1.3",
        "1.3.6.1.4.1.19376.1.5.3.1.1.1",
    ),
    template("1.2.250.1.213.1.1.1.54", "2024.01"),
)
TITLE: Final = "Dispensation médicamenteuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a document is made of: the dispensing, its ordonnance, and the packs handed over.

    `number_root` is the OID under which this base gives its numbers. `medicines` gives, by CIP13,
    what the catalogue knows; `fills`, by line, the code that says whether it was the first and
    whether it was complete. `software` names the product that recorded it.
    """

    dispense: Dispense
    number: OrdonnanceNumber
    number_root: str
    software: str
    medicines: Mapping[str, Medicine] = field(default_factory=dict)
    fills: Mapping[int, str] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        """The clocks on which the dispensing was recorded on its legal day."""
        return zone_showing(self.dispense.at, self.dispense.on)

    @property
    def document(self) -> UUID:
        """The id of the document: the same each time it is written."""
        return document_id(f"{self.number.value}/{self.dispense.reference}")


def dispensation(ordonnance: Ordonnance, recorded: Recorded) -> Element:
    """The whole document. Raises ValueError when nothing was served: CDA cannot say a refusal."""
    dispense, zone = recorded.dispense, recorded.zone
    if not dispense.served:
        raise ValueError("eDISP-MED : rien n’a été délivré")
    prescribed = oid(document_id(recorded.number.value))
    return e(
        "ClinicalDocument",
        e("realmCode", code="FR"),
        e("typeId", root="2.16.840.1.113883.1.3", extension="POCD_HD000040"),
        MODELS,
        _head(recorded),
        people.record_target(ordonnance.patient),
        dispenser.device(dispense, zone, recorded.software),
        dispenser.author(dispense, zone),
        dispenser.custodian(dispense),
        dispenser.legal_authenticator(dispense, zone),
        people.prescriber(ordonnance.prescriber, ordonnance.established_at),
        people.replaced(ordonnance.prescriber),
        e("inFulfillmentOf", e("order", e("id", root=prescribed))),
        _act(recorded),
        _encounter(recorded),
        e("component", e("structuredBody", _body(ordonnance, recorded))),
    )


def _at(recorded: Recorded) -> str:
    return instant(recorded.dispense.at, recorded.zone)


def _head(recorded: Recorded) -> tuple[Element, ...]:
    identifier = oid(recorded.document)
    return (
        e("id", root=identifier),
        loinc(DISPENSATION, TITLE),
        e("title", TITLE),
        e("effectiveTime", value=_at(recorded)),
        coded("confidentialityCode", "N", CONFIDENTIALITY, "Normal"),
        e("languageCode", code="fr-FR"),
        e("setId", root=identifier),
        e("versionNumber", value="1"),
    )


def _act(recorded: Recorded) -> Element:
    """The act documented, under its reference in this base."""
    event = e(
        "serviceEvent",
        e("id", root=f"{recorded.number_root}.1", extension=recorded.dispense.reference),
        loinc(DISPENSATION, TITLE),
        e("effectiveTime", e("low", value=_at(recorded))),
        e("performer", dispenser.assigned_entity(recorded.dispense), typeCode="PRF"),
    )
    return e("documentationOf", event)


def _encounter(recorded: Recorded) -> Element:
    place = recorded.dispense.executant.place_label
    facility = e(
        "healthCareFacility",
        coded("code", "SA33", FACILITIES, "Pharmacie d'officine"),
        e("location", e("name", place), e("addr", nullFlavor=people.UNKNOWN)),
    )
    meeting = e(
        "encompassingEncounter",
        e("code", code="AMB", displayName="Ambulatoire (hors établissement)",
          codeSystem="2.16.840.1.113883.5.4"),
        e("effectiveTime", e("high", value=_at(recorded))),
        e("responsibleParty", dispenser.assigned_entity(recorded.dispense)),
        e("location", facility),
    )  # fmt: skip
    return e("componentOf", meeting)


_HEADS = ("Ligne", "Prescrit", "Délivré", "Quantité", "Lot", "Remarques")
_REFUSED_HEADS = ("Ligne non délivrée", "Motif", "Précisions")


def _body(ordonnance: Ordonnance, recorded: Recorded) -> Element:
    dispense = recorded.dispense
    served = tuple(enumerate(dispense.served, start=1))
    words = [table(_HEADS, (row(rank, item, ordonnance) for rank, item in served))]
    if dispense.declined:
        rows = (refused(rank, item) for rank, item in enumerate(dispense.declined, start=1))
        words.append(table(_REFUSED_HEADS, rows))
    entries = (
        entry(
            anchor_of(rank),
            item,
            ordonnance,
            medicine=recorded.medicines.get(item.cip13 or ""),
            fill=recorded.fills.get(item.line),
            prescription=document_id(recorded.number.value),
            document=recorded.document,
        )
        for rank, item in served
    )
    return section(
        ("1.3.6.1.4.1.19376.1.9.1.2.3", "2.16.840.1.113883.10.20.1.8", "1.2.250.1.213.1.1.2.236"),
        "medicaments-delivres",
        loinc("60590-7", "Médicaments délivrés"),
        "Médicaments délivrés",
        words,
        (dispenser.author(dispense, recorded.zone), *entries),
        recorded.document,
        own=True,
    )
