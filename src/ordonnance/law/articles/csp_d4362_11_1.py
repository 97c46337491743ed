"""D.4362-11-1: how long a prescription of corrective lenses holds, by the patient’s age."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.calendar import add_months
from ordonnance.domain.prescription import Category, Product
from ordonnance.law.articles.convention_medicale import plain
from ordonnance.law.articles.css_r165_36 import a_device
from ordonnance.law.case import Case, LineCase
from ordonnance.law.examples import PATIENT, at_counter, breaks, met, months, unsure
from ordonnance.law.french import date_text
from ordonnance.law.outline import of_category
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
)

_GLASSES = Product("Lunettes, verres correcteurs EXEMPLE")
_CHILD, _ADULT = 16, 42
_SPANS = ((_CHILD, 1), (_ADULT + 1, 5))
_LATER = 3


def _glasses(line: LineCase) -> bool:
    label = plain(line.line.label)
    return "lunette" in label or "verres correcteurs" in label


def _years(age: int) -> int:
    """One year before sixteen, five up to forty-two, three after."""
    return next((years for below, years in _SPANS if age < below), _LATER)


def _holds(line: LineCase) -> Answer:
    patient = line.case.ordonnance.patient
    if patient is None or patient.birth_date is None:
        return cannot_tell("la date de naissance du patient n’est pas connue")
    born, written = patient.birth_date, line.case.established_on
    age = written.year - born.year - ((written.month, written.day) < (born.month, born.day))
    years = _years(age)
    limit = add_months(written, 12 * years)
    if line.case.day < limit:
        return MET
    return breached(years="un an" if years == 1 else f"{years} ans", limit=date_text(limit))


def _presented(on: date, born: date | None = date(1996, 1, 5)) -> Case:
    case = a_device(product=_GLASSES, duration=months(1))
    patient = replace(PATIENT, birth_date=born)
    return at_counter(replace(case, ordonnance=replace(case.ordonnance, patient=patient)), on)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="LP-12",
        title="Une ordonnance de verres correcteurs vaut un, cinq ou trois ans selon l’âge",
        family=Family.OTHER_CARE,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=date(2016, 10, 16),
        severity=Severity.WARNING,
        confidence=Confidence.MEMORY,
        citation=Citation("Code de la santé publique", "D.4362-11-1", date(2026, 11, 1)),
        message="Ordonnance de verres correcteurs trop ancienne : {years} à l’âge du patient, "
        "jusqu’au {limit} exclu.",
        why="Un an avant seize ans, cinq ans de seize à quarante-deux ans, trois ans après.",
        remedy="S’adresser au prescripteur pour une nouvelle ordonnance.",
        line_rule=True,
        applies=of_category(Category.DEVICE, says=_glasses),
        check=_holds,
        examples=(
            met("À trente ans, quatre ans après", lambda: _presented(date(2030, 1, 4))),
            breaks("À dix ans, deux ans après",
                   lambda: _presented(date(2028, 1, 5), date(2016, 1, 5))),
            unsure("Date de naissance inconnue", lambda: _presented(date(2028, 1, 5), None)),
        ),
    ),
)  # fmt: skip
