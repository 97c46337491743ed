"""One line as FR-Traitement-prescrit, with the facts that the model wants as true or false."""

from datetime import date, datetime
from uuid import UUID

from ordonnance.documents.cda.codes import (
    ACT_CODE,
    ALD,
    BOX,
    IHE_ACT,
    NOT_REIMBURSABLE,
    OFF_LABEL,
    PREVENTION,
    SUBSTITUTION,
    TA_ASIP,
    WORK,
    Said,
    coded,
    templates,
)
from ordonnance.documents.cda.dosing import first_day, last_day, taking
from ordonnance.documents.cda.product import prescribed
from ordonnance.documents.cda.values import id_of, instant, line_id, reference, told_at
from ordonnance.domain.drug import Medicine
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import Exoneration, Line, Ordonnance

_LINE = templates(
    "2.16.840.1.113883.10.20.1.24",
    "1.3.6.1.4.1.19376.1.5.3.1.4.7",
    "1.3.6.1.4.1.19376.1.9.1.3.2",
    "1.2.250.1.213.1.1.3.83",
)
_TOLD_PATIENT = templates(
    "2.16.840.1.113883.10.20.1.49", "1.3.6.1.4.1.19376.1.5.3.1.4.3", "1.2.250.1.213.1.1.3.33"
)
_TOLD_PHARMACIST = templates(
    "2.16.840.1.113883.10.20.1.43", "1.3.6.1.4.1.19376.1.5.3.1.4.3.1", "1.2.250.1.213.1.1.3.34"
)
_QUANTITY = templates("1.3.6.1.4.1.19376.1.9.1.3.8", "1.2.250.1.213.1.1.3.86")
_PERMISSION = templates("1.3.6.1.4.1.19376.1.9.1.3.9.1", "1.2.250.1.213.1.1.3.87")
_FACT = ("1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48")
_COMPLETED = e("statusCode", code="completed")


def anchor_of(line: Line) -> str:
    """The name of a line in the narrative."""
    return f"med-{line.number:03d}"


def entry(line: Line, medicine: Medicine | None, ordonnance: Ordonnance, document: UUID) -> Element:
    """The line, structured as far as CDA can say it; its words are in the narrative."""
    anchor = anchor_of(line)
    taken = taking(line, ordonnance.established_on, document, anchor)
    zone = ordonnance.prescriber.zone
    administration = e(
        "substanceAdministration",
        _LINE,
        taken.mode,
        line_id(document, line.id),
        coded("code", "DRUG", ACT_CODE, "Médicament"),
        told_at(anchor),
        _COMPLETED,
        taken.times,
        renewals(line),
        taken.doses,
        e("consumable", prescribed(line, medicine, anchor)),
        taken.steps,
        _instruction("SUBJ", _TOLD_PATIENT, "PINSTRUCT", f"{anchor}-posologie"),
        _instruction("SUBJ", _TOLD_PHARMACIST, "FINSTRUCT", f"{anchor}-mentions"),
        _packs(line),
        _substitution(line, anchor),
        [
            fact(said, stands, anchor, document, ordonnance.established_at, zone)
            for said, stands in facts_of(line)
        ],
        classCode="SBADM",
        moodCode="INT",
    )
    return e("entry", administration)


def facts_of(line: Line) -> tuple[tuple[Said, bool], ...]:
    """The five facts of a line, in the order of the model."""
    return (
        (ALD, line.exoneration is Exoneration.ALD),
        (WORK, line.exoneration is Exoneration.WORK_ACCIDENT),
        (PREVENTION, line.exoneration is Exoneration.PREVENTION),
        (NOT_REIMBURSABLE, line.not_reimbursable),
        (OFF_LABEL, line.off_label is not None),
    )


def _instruction(kind: str, ids: tuple[Element, ...], code: str, anchor: str) -> Element:
    act = e(
        "act",
        ids,
        coded("code", code, IHE_ACT),
        told_at(anchor),
        _COMPLETED,
        classCode="ACT",
        moodCode="INT",
    )
    return e("entryRelationship", act, typeCode=kind, inversionInd="true")


def _packs(line: Line) -> Element | None:
    if line.packs is None:
        return None
    supply = e(
        "supply",
        _QUANTITY,
        e("independentInd", value="false"),
        e("quantity", value=str(line.packs), unit=BOX),
        classCode="SPLY",
        moodCode="RQO",
    )
    return e("entryRelationship", supply, typeCode="COMP")


def renewals(line: Line) -> Element:
    """Unstated is « no information »: the law then decides (liste I: none, liste II: yes)."""
    if line.renewals is None:
        return e("repeatNumber", nullFlavor="NI")
    return e("repeatNumber", value=str(line.renewals))


def _substitution(line: Line, anchor: str) -> Element:
    """Generic substitution is permitted unless the prescriber excluded it (L.5125-23)."""
    code = coded("code", "G", SUBSTITUTION, "Substitution autorisée par un produit générique")
    if line.not_substitutable is not None:
        said = e("originalText", reference(f"{anchor}-substitution"))
        code = coded("code", "N", SUBSTITUTION, "Aucune substitution permise", said)
    act = e("act", _PERMISSION, code, _COMPLETED, classCode="ACT", moodCode="DEF")
    return e("entryRelationship", act, typeCode="COMP")


def fact(said: Said, stands: bool, anchor: str, document: UUID, at: datetime, zone: str) -> Element:
    """One fact of a line, true or false; its words are in the narrative."""
    observation = e(
        "observation",
        templates(*_FACT, f"1.2.250.1.213.1.1.3.48.{said.template}"),
        id_of(document, f"{anchor}/{said.id}"),
        coded("code", said.code, TA_ASIP, said.words),
        told_at(f"{anchor}-{said.id}"),
        _COMPLETED,
        e("effectiveTime", value=instant(at, zone)),
        e("value", xsi_type="BL", value="true" if stands else "false"),
        classCode="OBS",
        moodCode="EVN",
    )
    return e("entryRelationship", observation, typeCode="COMP")


def window(ordonnance: Ordonnance) -> tuple[date, date | None]:
    """Day of prescribing, and the last day of what is prescribed when every line says it."""
    ends = [last_day(line, first_day(line, ordonnance.established_on)) for line in ordonnance.lines]
    known = [end for end in ends if end is not None]
    return ordonnance.established_on, max(known) if len(known) == len(ends) else None
