"""The sheet of an ordonnance numérique: what the patient carries to the pharmacy.

It repeats the electronic prescription and carries what opens it, QR code and number (R.4072-1 and
following); everything that R.5132-3 and the CSS ask on paper stands on it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ordonnance.documents.framing import EMERGENCY, dated, marks, qr_code, zones_of
from ordonnance.documents.identities import (
    one_line,
    patient_identity,
    person_code,
    prescriber_identity,
    structure_code,
)
from ordonnance.documents.sheet import Marks, Sheet, Signature
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import Ordonnance

HEADING = "ORDONNANCE NUMÉRIQUE"
INSTRUCTION = f"Pharmacien{NARROW}: scannez ce code dans votre logiciel."
OBJECTION = (
    "Opposition du patient à la consultation des données d'exécution par le prescripteur "
    "(code de la santé publique, art. R. 4072-1)."
)
TRANSMITTED = (
    "Prescription transmise par voie électronique "
    "(code de la sécurité sociale, art. R. 161-45 et R. 161-48)."
)
NOTICE = (
    "Vos données sont traitées pour exécuter et suivre cette ordonnance, et conservées cinq ans "
    "(art. R. 4071-1 du code de la santé publique). Vous pouvez vous opposer à ce que le "
    "prescripteur voie ce qui vous a été délivré, auprès de lui ou de votre caisse, et demander "
    "l'accès à vos données ou leur rectification. Ce code ouvre votre ordonnance"
    f"{NARROW}: ne le montrez qu'aux professionnels qui vous soignent."
)
ANONYMOUS_NOTICE = (
    "Ordonnance établie sous anonymat. Seuls le prescripteur et le "
    "professionnel qui l'exécute peuvent la consulter. Les données sont conservées cinq ans "
    "(art. R. 4071-1 du code de la santé publique). Ce code ouvre votre ordonnance"
    f"{NARROW}: ne le montrez qu'aux professionnels qui vous soignent."
)


def numerique(
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
    """The sheet of an issued ordonnance.

    `issued_at`: aware instant of the seal. `base_url`: address that the QR carries. `in_words`:
    numbers of the lines under R.5132-29. `medicines`: what the catalogue knows of each line, by
    number. `objection`: recorded since, or at establishment by the ordonnance itself. `signed`: the
    prescriber's own signature was verified. `duplicate`: the day of a second printing. `large`: set
    in 14 pt. Raises ValueError on an instant without zone or an
    address that is not http(s).
    """
    if issued_at.utcoffset() is None:
        raise ValueError("instant d'émission : un fuseau est obligatoire")
    sheet = _frame(ordonnance, number, base_url, issued_at)
    opposed = objection or ordonnance.objection
    author = ordonnance.prescriber
    return replace(
        sheet,
        zones=zones_of(ordonnance.lines, medicines or {}, in_words),
        mentions=(OBJECTION, TRANSMITTED) if opposed else (TRANSMITTED,),
        signature=_signature(author, sheet.prescriber.name, issued_at, signed=signed),
        marks=marks(demonstration=demonstration, duplicate=duplicate),
        large=large,
    )


def _frame(
    ordonnance: Ordonnance, number: OrdonnanceNumber, base_url: str, issued_at: datetime
) -> Sheet:
    """Everything around the lines: identities, dates, codes, fixed texts."""
    on = dates.long(ordonnance.established_on)
    author = ordonnance.prescriber
    prescriber = prescriber_identity(author, ordonnance.hospital_service)
    patient = patient_identity(ordonnance.patient, ordonnance.established_on)
    return Sheet(
        layout="numerique",
        title=f"Ordonnance numérique du {on}",
        issued_at=issued_at,
        heading=HEADING,
        instruction=INSTRUCTION,
        number=number.grouped,
        qr=qr_code(number, base_url),
        prescriber=prescriber,
        patient=patient,
        dated=dated(ordonnance.prescriber, ordonnance.established_on),
        person_code=person_code(author),
        structure_code=structure_code(author),
        zones=(),
        advice=one_line(ordonnance.advice or ""),
        mentions=(),
        signature=Signature("", "", ""),
        notice=ANONYMOUS_NOTICE if ordonnance.anonymous else NOTICE,
        emergency=EMERGENCY,
        running=f"{prescriber.name} · {patient.name} · {on}",
        marks=Marks(),
    )


def _signature(author: Prescriber, name: str, at: datetime, *, signed: bool) -> Signature:
    """How MI-08 is met: the author's authenticated session, the base's seal (ERRATA 24)."""
    local = at.astimezone(ZoneInfo(author.zone))
    when = f"le {dates.long(local.date())} à {local.hour}{NARROW}h{NARROW}{local.minute:02d}"
    if author.zone != PARIS:
        when += " (heure du lieu d'exercice)"
    how = (
        "Signature du prescripteur vérifiée, ordonnance scellée par la base"
        if signed
        else "Émise sous la session authentifiée du prescripteur, scellée par la base"
    )
    done = "Signée" if signed else "Émise"
    return Signature(f"{done} électroniquement", name, f"{how} {when}.")
