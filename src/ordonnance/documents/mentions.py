"""What a prescriber's flags say on paper: one mention, one sentence, in the order of a reader."""

from collections.abc import Iterator

from ordonnance.documents.identities import one_line
from ordonnance.domain.french import dates
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.durations import duration_in_figures, duration_in_words
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.mentions import (
    Access,
    ConditionalDelivery,
    ConditionalTest,
    Examination,
    InitialPrescription,
    NotSubstitutable,
    OverlapMention,
    PriorAgreement,
    ScheduledIntervention,
)
from ordonnance.domain.prescription import Exoneration, Line, Relation, RelationKind

OFF_LABEL = "Prescription hors autorisation de mise sur le marché"
THERAPEUTIC = (
    "Prescription à but thérapeutique en l'absence de spécialités équivalentes disponibles"
)
SINGLE_DELIVERY = "Délivrance en une seule fois"
RISKS = "Le patient a été informé des risques liés à l'utilisation de ce médicament."
_ACCESS = {
    Access.EARLY: "Prescription au titre d'une autorisation d'accès précoce",
    Access.COMPASSIONATE: "Prescription au titre d'un accès compassionnel en dehors du cadre "
    "d'une autorisation de mise sur le marché",
    Access.COMPASSIONATE_FRAMEWORK: "Prescription au titre d'un cadre de prescription "
    "compassionnelle",
}
_AGREEMENTS: dict[PriorAgreement | None, str] = {
    PriorAgreement.PENDING: "Prise en charge subordonnée à un accord préalable du service du "
    "contrôle médical",
    PriorAgreement.GRANTED: "Accord préalable du service du contrôle médical obtenu",
    PriorAgreement.REFUSED: "Accord préalable du service du contrôle médical refusé",
}
PUMP = "Administration par un système actif de perfusion"
NOT_REIMBURSABLE = "NR"

_GROUNDS = {
    Exoneration.WORK_ACCIDENT: "accident du travail ou maladie professionnelle (AT/MP)",
    Exoneration.PREVENTION: "prévention",
    Exoneration.MATERNITY: "maternité",
    Exoneration.INVALIDITY: "invalidité",
    Exoneration.POST_ALD: "suivi après une affection de longue durée",
}


def beside(line: Line) -> tuple[str, ...]:
    """What stands next to the denomination (R.5125-54, CSS L.162-4)."""
    said: list[str] = []
    if line.not_substitutable is not None:
        said.append(_not_substitutable(line.not_substitutable))
    if line.not_reimbursable:
        said.append(NOT_REIMBURSABLE)
    return tuple(said)


def _not_substitutable(flag: NotSubstitutable) -> str:
    inside = [part for part in (flag.reason, one_line(flag.text or "")) if part]
    return f"Non substituable ({f'{NARROW}: '.join(inside)})" if inside else "Non substituable"


def mentions(line: Line) -> tuple[str, ...]:
    """Everything that stands under the posology of a line, first what conditions serving."""
    return tuple(one_line(said) for said in _mentions(line))


def _mentions(line: Line) -> Iterator[str]:
    yield from _doses(line)
    yield from _serving(line)
    yield from _conditions(line)
    yield from _grounds(line)
    if line.motive:
        yield f"Motif{NARROW}: {line.motive}"
    yield from (_relation(each) for each in line.relations)
    if line.advice:
        yield from line.advice.splitlines()


_WHEN = {
    RelationKind.BEFORE: "avant",
    RelationKind.TOGETHER: "en même temps que",
    RelationKind.AFTER: "après",
}


def _relation(relation: Relation) -> str:
    """When this line is taken with regard to another one, or instead of it."""
    interval = relation.interval
    if relation.instead:
        said = f"En alternative à la ligne {relation.other}"
    elif interval is not None:
        gap = amount_in_figures(interval.value, _TIMES.get(interval.unit.code, interval.unit.label))
        said = f"À prendre {gap} {_WHEN[relation.kind]} la ligne {relation.other}"
    else:
        said = f"À prendre {_WHEN[relation.kind]} la ligne {relation.other}"
    return f"{said}{NARROW}: {relation.condition}" if relation.condition else said


_TIMES: dict[str | None, str] = {"min": "minute", "h": "heure", "d": "jour", "wk": "semaine"}


def _doses(line: Line) -> Iterator[str]:
    if line.i_say:
        stated = line.i_say.lower().startswith("je dis")
        yield line.i_say if stated else f"Je dis{NARROW}: {line.i_say}"
    if line.active_perfusion:
        yield PUMP


def _serving(line: Line) -> Iterator[str]:
    if line.single_delivery:
        yield SINGLE_DELIVERY
    if line.fraction is not None:
        yield f"À délivrer par fractions de {duration_in_words(line.fraction)}"
    if line.not_before is not None:
        yield f"Ne pas délivrer avant le {dates.short(line.not_before)}"
    if line.execute_before is not None:
        yield f"À exécuter avant le {dates.short(line.execute_before)}"
    if line.overlap is not None:
        yield _overlap(line.overlap)
    if line.named_pharmacy is not None:
        finess = line.named_pharmacy.finess
        number = f" (FINESS {finess})" if finess else ""
        yield f"Pharmacie{NARROW}: {line.named_pharmacy.name}{number}"
    if line.intervention is not None:
        yield _intervention(line.intervention)


def _overlap(mention: OverlapMention) -> str:
    over = f" (ordonnance du {dates.short(mention.over)})" if mention.over else ""
    if "chevauchement" in mention.text.lower():
        return f"{mention.text}{over}"
    return f"Chevauchement autorisé{NARROW}: {mention.text}{over}"


def _intervention(planned: ScheduledIntervention) -> str:
    said = f"Intervention programmée le {dates.short(planned.on)}"
    if planned.discharge_on is not None:
        said += f"{NARROW}; sortie prévue le {dates.short(planned.discharge_on)}"
    if planned.window is not None:
        first, last = dates.short(planned.window.first), dates.short(planned.window.last)
        said += f"{NARROW}; délivrance possible du {first} au {last} inclus"
    return said


def _conditions(line: Line) -> Iterator[str]:
    if line.examination is not None:
        lapse = "ordonnance caduque au-delà de {} sans nouvel examen"
        yield _dated("Examen réalisé", line.examination, lapse)
    if line.diagnosis is not None:
        yield _dated("Diagnostic", line.diagnosis, "nouveau diagnostic nécessaire au-delà de {}")
    if line.risk_information:
        yield RISKS
    if line.care_agreement is not None:
        yield f"Accord de soins recueilli le {dates.short(line.care_agreement)}"
    if line.initial is not None:
        yield _initial(line.initial)
    if line.conditional is not None:
        yield _conditional(line.conditional)
    if line.childbearing:
        yield "Patiente en âge de procréer"
    yield from line.other_mentions


def _initial(initial: InitialPrescription) -> str:
    said = "Prescription initiale hospitalière" if initial.hospital else "Prescription initiale"
    said += f" du {dates.short(initial.on)}"
    named = (initial.specialty.label if initial.specialty else None, initial.establishment)
    inside = ", ".join(each for each in named if each)
    return f"{said} ({inside})" if inside else said


_TESTS = {
    ConditionalTest.ANGINA: "TROD angine",
    ConditionalTest.CYSTITIS: "bandelette urinaire (BU)",
}


def _conditional(conditional: ConditionalDelivery) -> str:
    """L.5121-12-1-1: what to test, the result that permits delivery, and until when."""
    said = f"À délivrer seulement si {_TESTS[conditional.test]} {conditional.result}"
    if conditional.within is None:
        return said
    lasts = duration_in_figures(conditional.within)
    return f"{said}, dans un délai de {lasts} à compter du jour de l'ordonnance compris"


def _dated(what: str, examination: Examination, lapse: str) -> str:
    said = f"{what}{NARROW}: {examination.label}, le {dates.short(examination.on)}"
    if examination.lapse is not None:
        said += f"{NARROW}; {lapse.format(duration_in_figures(examination.lapse))}"
    return said


def _grounds(line: Line) -> Iterator[str]:
    if line.off_label is not None:
        reason = line.off_label.reason
        yield f"{OFF_LABEL} ({reason})" if reason else OFF_LABEL
    if line.access is not None:
        yield _ACCESS[line.access]
    if line.supporting_document is not None:
        yield f"Document justificatif joint{NARROW}: {line.supporting_document.reference}"
    if line.prior_agreement in _AGREEMENTS:
        yield _AGREEMENTS[line.prior_agreement]
    if line.care_protocol is not None:
        yield f"Protocole de soins du {dates.short(line.care_protocol)}"
    if line.preparation is not None and line.preparation.therapeutic_mention:
        yield THERAPEUTIC
    if line.exoneration in _GROUNDS:
        yield f"Exonération{NARROW}: {_GROUNDS[line.exoneration]}"
