"""L.1111-8-1: the national health identity of the patient."""

from dataclasses import replace
from datetime import date

from ordonnance.law.case import Case
from ordonnance.law.examples import PATIENT, a_case, breaks, met, unsure
from ordonnance.law.form import Form
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

NOT_IDENTIFIABLE = "PATIENT_NOT_IDENTIFIABLE"
"""The acknowledgement expected when the INS is not qualified (ERRATA 25)."""


def _qualified(case: Case) -> Answer:
    patient = case.ordonnance.patient
    if patient is None:
        return cannot_tell("le patient n’est pas indiqué")
    if patient.ins_qualified:
        return MET
    # A recorded reading: the ordonnance is issued all the same, nothing goes to the record.
    return breached(severity=Severity.WARNING)


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="MP-05",
        title="L’identité nationale de santé (INS) du patient est qualifiée",
        family=Family.PATIENT,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=date(2021, 1, 1),
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("Code de la santé publique", "L.1111-8-1", date(2026, 11, 1)),
        message="L’identité nationale de santé (INS) du patient n’est pas qualifiée : "
        "l’ordonnance ne sera pas versée à son dossier.",
        why="L’ordonnance numérique est référencée par l’INS, qualifiée par la vérification de "
        "l’identité.",
        remedy="Vérifier l’identité et qualifier l’INS, ou attester que l’identification avec les "
        "services numériques est impossible.",
        reason=NOT_IDENTIFIABLE,
        line_rule=False,
        applies=lambda case: not case.ordonnance.anonymous and case.form is Form.NUMERIQUE,
        check=_qualified,
        examples=(
            met("INS qualifiée", a_case),
            breaks(
                "Identité connue, INS non qualifiée",
                lambda: a_case(ordonnance={"patient": replace(PATIENT, ins=None)}),
            ),
            unsure("Patient absent", lambda: a_case(ordonnance={"patient": None})),
        ),
    ),
)
