"""A date to come: a document relied upon, or the birth of the patient."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ordonnance.domain.mentions import Examination, InitialPrescription
from ordonnance.law.articles.limits_of_reading import BOTH, CITATION
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.counter import CounterFacts, Seen, SeenDocument
from ordonnance.law.examples import PATIENT, RAMIPRIL, a_case, at_counter, breaks, days, met
from ordonnance.law.french import date_text
from ordonnance.law.restricted import judged_on
from ordonnance.law.rule import (
    MET,
    Answer,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
)

_LATER = date(2026, 3, 2)


def _written(line: LineCase) -> Iterator[tuple[str, date]]:
    """What the prescriber dated on the line, in French."""
    given = line.line
    for what, dated in (
        ("la prescription initiale", given.initial),
        ("l’examen", given.examination),
        ("le diagnostic", given.diagnosis),
    ):
        if dated is not None:
            yield what, dated.on
    for what, on in (
        ("l’accord de soins", given.care_agreement),
        ("le protocole de soins", given.care_protocol),
    ):
        if on is not None:
            yield what, on


def _later(line: LineCase) -> Iterator[tuple[str, date]]:
    """Written after the day of the ordonnance, or seen after the day of the serving."""
    established = line.case.established_on
    yield from ((what, on) for what, on in _written(line) if on > established)
    if line.asked is not None:
        for seen in line.asked.facts.seen:
            if seen.on is not None and seen.on > judged_on(line):
                yield "le document vu", seen.on


def _dated_before(line: LineCase) -> Answer:
    found = next(_later(line), None)
    return MET if found is None else breached(what=found[0], on=date_text(found[1]))


def _concerned(line: LineCase) -> bool:
    given = line.line
    return bool(
        given.initial
        or given.examination
        or given.diagnosis
        or given.care_agreement
        or given.care_protocol
        or (line.asked is not None and line.asked.facts.seen)
    )


def _seen(on: date) -> Case:
    case = at_counter(a_case(RAMIPRIL, duration=days(30)), date(2026, 1, 5))
    facts = CounterFacts(seen=(Seen(SeenDocument.BOOKLET, on),))
    request = ServingRequest("pharmacien", "pharmacie", (Asked(1, days=30, facts=facts),))
    return replace(case, serving=request)


def _born(case: Case) -> Answer:
    """On the day of birth itself a child is treated."""
    patient = case.ordonnance.patient
    born = patient.birth_date if patient is not None else None
    if born is None or born <= case.established_on:
        return MET
    return breached(born=date_text(born), on=date_text(case.established_on))


def _birth_known(case: Case) -> bool:
    patient = case.ordonnance.patient
    return patient is not None and patient.birth_date is not None


def _of(born: date) -> Case:
    return a_case(duration=days(7), ordonnance={"patient": replace(PATIENT, birth_date=born)})


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="patient.born_later",
        title="Le patient est né au plus tard le jour de l’ordonnance",
        family=Family.KERNEL,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.PLATFORM,
        citation=CITATION,
        message="La date de naissance du patient ({born}) est postérieure à l’ordonnance ({on}).",
        why="L’identité est fausse : le médicament serait délivré à quelqu’un d’autre, à une dose "
        "calculée pour un autre âge.",
        remedy="Vérifier l’identité du patient et corriger sa date de naissance.",
        line_rule=False,
        applies=_birth_known,
        check=_born,
        examples=(
            met("Né le jour même", lambda: _of(date(2026, 1, 5))),
            breaks("Né le lendemain", lambda: _of(date(2026, 1, 6))),
        ),
    ),
)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="document.dated_later",
        title="Un document sur lequel on s’appuie est daté du jour même ou d’avant",
        family=Family.KERNEL,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.PLATFORM,
        citation=CITATION,
        message="La date écrite pour {what}, le {on}, est postérieure.",
        why="Une date à venir est une faute de frappe : prise au mot, elle prolongerait ce que le "
        "document permet.",
        remedy="Corriger la date.",
        line_rule=True,
        applies=_concerned,
        check=_dated_before,
        examples=(
            met("Examen du jour même",
                lambda: a_case(duration=days(30),
                               examination=Examination("EXEMPLE", date(2026, 1, 5)))),
            met("Carnet vu, daté du jour", lambda: _seen(date(2026, 1, 5))),
            breaks("Prescription initiale à venir",
                   lambda: a_case(duration=days(30), initial=InitialPrescription(_LATER))),
            breaks("Document vu, daté d’après", lambda: _seen(_LATER)),
        ),
    ),
)  # fmt: skip
