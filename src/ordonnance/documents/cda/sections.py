"""The sections of a prescription: code, medicines, comment, measures, copy of the sheet."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from ordonnance.documents.cda.codes import LOINC, coded, loinc, templates
from ordonnance.documents.cda.narrative import cell, table
from ordonnance.documents.cda.values import day, id_of, number, told_at
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.markup import Element, Inside, e
from ordonnance.domain.people import Patient

_COMPLETED = e("statusCode", code="completed")
_VITAL = ("2.16.840.1.113883.10.20.1.31", "1.3.6.1.4.1.19376.1.5.3.1.4.13",
          "1.3.6.1.4.1.19376.1.5.3.1.4.13.2", "1.2.250.1.213.1.1.3.50")  # fmt: skip


def section(
    ids: Iterable[str], name: str, code: Element, title: str, text: Inside,
    entries: Iterable[Element], document: UUID, *, own: bool = False,
) -> Element:  # fmt: skip
    """One section of the body; `own` adds the class and mood that some models ask for."""
    inside = e(
        "section",
        templates(*ids),
        id_of(document, name),
        code,
        e("title", title),
        e("text", text),
        tuple(entries),
        **({"classCode": "DOCSECT", "moodCode": "EVN"} if own else {}),
    )
    return e("component", inside)


def code_2d(picture: bytes, document: UUID) -> Element:
    """The QR code of the ordonnance, as a PNG picture."""
    value = e(
        "value", b64encode(picture).decode("ascii"), mediaType="image/png", representation="B64"
    )
    media = e(
        "observationMedia",
        templates("2.16.840.1.113883.10.12.304", "1.2.250.1.213.1.1.3.103"),
        value,
        classCode="OBS",
        moodCode="EVN",
        ID="code-2d",
    )
    return section(
        ("1.2.250.1.213.1.1.2.223",),
        "code-2d",
        loinc("57723-9", "Numéro de code à barres unique"),
        "Code 2D de la prescription",
        e("renderMultiMedia", referencedObject="code-2d"),
        (e("entry", media),),
        document,
        own=True,
    )


def medicines(words: Element, entries: Iterable[Element], document: UUID) -> Element:
    """The lines."""
    return section(
        ("1.3.6.1.4.1.19376.1.9.1.2.1", "1.2.250.1.213.1.1.2.171"),
        "medicaments",
        loinc("57828-6", "Prescriptions"),
        "Prescription de médicaments",
        words,
        entries,
        document,
    )


def comment(words: str, document: UUID) -> Element:
    """Free words about the whole ordonnance."""
    ids = ("2.16.840.1.113883.10.12.201", "1.3.6.1.4.1.19376.1.4.1.2.16", "1.2.250.1.213.1.1.2.73")
    code = loinc("55112-7", "Commentaire")
    return section(ids, "commentaire", code, "Commentaire", words, (), document)


Measure = tuple[str, str, str, Decimal, str]
"""Anchor, LOINC code, words, value, unit."""


def vital_signs(patient: Patient, on: date, document: UUID) -> Element | None:
    """Weight and height, when the ordonnance holds them."""
    measures: list[Measure] = []
    if patient.weight_kg is not None:
        measures.append(("poids", "29463-7", "Poids (mesuré)", patient.weight_kg, "kg"))
    if patient.height_cm is not None:
        measures.append(("taille", "8302-2", "Taille", patient.height_cm, "cm"))
    if not measures:
        return None
    rows = (
        (cell(short(on)), cell(words), cell(f"{in_figures(value)} {unit}", anchor=anchor))
        for anchor, _, words, value, unit in measures
    )
    organizer = e(
        "organizer",
        templates("2.16.840.1.113883.10.20.1.32", "2.16.840.1.113883.10.20.1.35",
                  "1.3.6.1.4.1.19376.1.5.3.1.4.13.1", "1.2.250.1.213.1.1.3.49"),
        id_of(document, "mesures"),
        loinc("85353-1", "Signes vitaux"),
        _COMPLETED,
        e("effectiveTime", value=day(on)),
        (_measure(each, on, document) for each in measures),
        classCode="CLUSTER",
        moodCode="EVN",
    )  # fmt: skip
    return section(
        ("2.16.840.1.113883.10.20.1.16", "1.3.6.1.4.1.19376.1.5.3.1.3.25",
         "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.2", "1.2.250.1.213.1.1.2.75"),
        "signes-vitaux",
        loinc("8716-3", "Signes vitaux"),
        "Signes vitaux",
        table(("Date", "Signe vital", "Valeur"), rows),
        (e("entry", organizer),),
        document,
    )  # fmt: skip


def _measure(measure: Measure, on: date, document: UUID) -> Element:
    anchor, code, words, value, unit = measure
    observation = e(
        "observation",
        templates(*_VITAL),
        id_of(document, f"mesure/{anchor}"),
        loinc(code, words),
        told_at(anchor),
        _COMPLETED,
        e("effectiveTime", value=day(on)),
        e("value", xsi_type="PQ", value=number(value), unit=unit),
        classCode="OBS",
        moodCode="EVN",
    )
    return e("component", observation, typeCode="COMP")


def copy(pdf: bytes, document: UUID) -> Element:
    """What the patient received, as PDF: the model wants it in every prescription."""
    kind = e(
        "observation",
        templates("1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48",
                  "1.2.250.1.213.1.1.3.48.18"),
        id_of(document, "copie/type"),
        loinc("69764-9", "Type de document"),
        told_at("copie"),
        _COMPLETED,
        e("effectiveTime", nullFlavor="NA"),
        coded("value", "55108-5", LOINC, "Copie du document", **{"xsi:type": "CD"}),
        classCode="OBS",
        moodCode="EVN",
    )  # fmt: skip
    organizer = e(
        "organizer",
        templates("1.2.250.1.213.1.1.3.18"),
        id_of(document, "copie/document"),
        loinc("55107-7", "Document attaché"),
        _COMPLETED,
        e("component", kind),
        e("component", _media(pdf)),
        classCode="CLUSTER",
        moodCode="EVN",
    )
    shown = e("renderMultiMedia", referencedObject="copie")
    return section(
        ("1.2.250.1.213.1.1.2.243",),
        "copie",
        loinc("55108-5", "Copie du document"),
        "Copie du document",
        e("table", e("tbody", e("tr", e("td", shown))), border="0"),
        (e("entry", organizer),),
        document,
    )


def _media(pdf: bytes) -> Element:
    value = e(
        "value",
        b64encode(pdf).decode("ascii"),
        mediaType="application/pdf",
        representation="B64",
    )
    return e("observationMedia", value, classCode="OBS", moodCode="EVN", ID="copie")
