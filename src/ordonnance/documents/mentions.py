"""What a prescriber's flags say on paper: one mention, one sentence, in the order of a reader.

A mention knows which of its words are which field of the line: a CDA document names them, so that
they are read back.
"""

from collections.abc import Iterator
from datetime import date

from ordonnance.documents.identities import one_line
from ordonnance.documents.said import Mention, Part, written
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
ACCESS = {
    Access.EARLY: "Prescription au titre d'une autorisation d'accès précoce",
    Access.COMPASSIONATE: "Prescription au titre d'un accès compassionnel en dehors du cadre "
    "d'une autorisation de mise sur le marché",
    Access.COMPASSIONATE_FRAMEWORK: "Prescription au titre d'un cadre de prescription "
    "compassionnelle",
}
AGREEMENTS: dict[PriorAgreement | None, str] = {
    PriorAgreement.PENDING: "Prise en charge subordonnée à un accord préalable du service du "
    "contrôle médical",
    PriorAgreement.GRANTED: "Accord préalable du service du contrôle médical obtenu",
    PriorAgreement.REFUSED: "Accord préalable du service du contrôle médical refusé",
}
PUMP = "Administration par un système actif de perfusion"
NOT_REIMBURSABLE = "NR"

GROUNDS = {
    Exoneration.WORK_ACCIDENT: "accident du travail ou maladie professionnelle (AT/MP)",
    Exoneration.PREVENTION: "prévention",
    Exoneration.MATERNITY: "maternité",
    Exoneration.INVALIDITY: "invalidité",
    Exoneration.POST_ALD: "suivi après une affection de longue durée",
}


def beside(line: Line) -> tuple[str, ...]:
    """What stands next to the denomination (R.5125-54, CSS L.162-4)."""
    return tuple(one_line(written(said)) for said in beside_parted(line))


def beside_parted(line: Line) -> Iterator[Mention]:
    """The same, with the field of the line that each variable part says."""
    if line.not_substitutable is not None:
        yield _not_substitutable(line.not_substitutable)
    if line.not_reimbursable:
        yield (NOT_REIMBURSABLE,)


def _not_substitutable(flag: NotSubstitutable) -> Mention:
    named = (
        ("not_substitutable.reason", flag.reason),
        ("not_substitutable.text", one_line(flag.text or "")),
    )
    parts = [Part(field, words) for field, words in named if words]
    if not parts:
        return ("Non substituable",)
    inside = (parts[0],) if len(parts) == 1 else (parts[0], f"{NARROW}: ", parts[1])
    return ("Non substituable (", *inside, ")")


def mentions(line: Line) -> tuple[str, ...]:
    """Everything that stands under the posology of a line, first what conditions serving."""
    return tuple(one_line(written(said)) for said in parted(line))


def parted(line: Line) -> Iterator[Mention]:
    """The same, with the field of the line that each variable part says."""
    yield from _doses(line)
    yield from _serving(line)
    yield from _conditions(line)
    yield from _grounds(line)
    if line.motive:
        yield f"Motif{NARROW}: ", Part("motive", line.motive)
    for rank, each in enumerate(line.relations, start=1):
        yield _relation(each, f"relations.{rank}")
    if line.advice:
        for rank, words in enumerate(line.advice.splitlines(), start=1):
            yield (Part(f"advice.{rank}", words),)


WHEN = {
    RelationKind.BEFORE: "avant",
    RelationKind.TOGETHER: "en même temps que",
    RelationKind.AFTER: "après",
}


def _relation(relation: Relation, at: str) -> Mention:
    """When this line is taken with regard to another one, or instead of it."""
    interval, other = relation.interval, Part(f"{at}.other", str(relation.other))
    when = Part(f"{at}.kind", WHEN[relation.kind])
    said: Mention
    if relation.instead:
        said = Part(f"{at}.instead", "En alternative"), " à la ligne ", other
    elif interval is not None:
        label = TIMES.get(interval.unit.code, interval.unit.label)
        gap = Part(f"{at}.interval", amount_in_figures(interval.value, label))
        said = "À prendre ", gap, " ", when, " la ligne ", other
    else:
        said = "À prendre ", when, " la ligne ", other
    if relation.condition:
        said = (*said, f"{NARROW}: ", Part(f"{at}.condition", relation.condition))
    return said


TIMES: dict[str | None, str] = {"min": "minute", "h": "heure", "d": "jour", "wk": "semaine"}


def _doses(line: Line) -> Iterator[Mention]:
    if line.i_say:
        stated = line.i_say.lower().startswith("je dis")
        said = Part("i_say", line.i_say)
        yield (said,) if stated else (f"Je dis{NARROW}: ", said)
    if line.active_perfusion:
        yield (Part("active_perfusion", PUMP),)


def _serving(line: Line) -> Iterator[Mention]:
    if line.single_delivery:
        yield (Part("single_delivery", SINGLE_DELIVERY),)
    if line.fraction is not None:
        lasts = Part("fraction", duration_in_words(line.fraction))
        yield "À délivrer par fractions de ", lasts
    if line.not_before is not None:
        yield "Ne pas délivrer avant le ", _day("not_before", line.not_before)
    if line.execute_before is not None:
        yield "À exécuter avant le ", _day("execute_before", line.execute_before)
    if line.overlap is not None:
        yield _overlap(line.overlap)
    if line.named_pharmacy is not None:
        finess = line.named_pharmacy.finess
        named: Mention = (
            f"Pharmacie{NARROW}: ",
            Part("named_pharmacy.name", line.named_pharmacy.name),
        )
        if finess:
            named = *named, " (FINESS ", Part("named_pharmacy.finess", finess.value), ")"
        yield named
    if line.intervention is not None:
        yield _intervention(line.intervention)


def _day(field: str, day: date) -> Part:
    return Part(field, dates.short(day))


def _overlap(mention: OverlapMention) -> Mention:
    said: Mention = (Part("overlap.text", mention.text),)
    if "chevauchement" not in mention.text.lower():
        said = f"Chevauchement autorisé{NARROW}: ", *said
    if mention.over:
        said = *said, " (ordonnance du ", _day("overlap.over", mention.over), ")"
    return said


def _intervention(planned: ScheduledIntervention) -> Mention:
    said: Mention = "Intervention programmée le ", _day("intervention.on", planned.on)
    if planned.discharge_on is not None:
        left = _day("intervention.discharge_on", planned.discharge_on)
        said = *said, f"{NARROW}; sortie prévue le ", left
    if planned.window is not None:
        first = _day("intervention.window.first", planned.window.first)
        last = _day("intervention.window.last", planned.window.last)
        said = *said, f"{NARROW}; délivrance possible du ", first, " au ", last, " inclus"
    return said


def _conditions(line: Line) -> Iterator[Mention]:
    if line.examination is not None:
        lapse = ("ordonnance caduque au-delà de ", " sans nouvel examen")
        yield _dated("Examen réalisé", "examination", line.examination, lapse)
    if line.diagnosis is not None:
        lapse = ("nouveau diagnostic nécessaire au-delà de ", "")
        yield _dated("Diagnostic", "diagnosis", line.diagnosis, lapse)
    if line.risk_information:
        yield (Part("risk_information", RISKS),)
    if line.care_agreement is not None:
        yield "Accord de soins recueilli le ", _day("care_agreement", line.care_agreement)
    if line.initial is not None:
        yield _initial(line.initial)
    if line.conditional is not None:
        yield _conditional(line.conditional)
    if line.childbearing:
        yield (Part("childbearing", "Patiente en âge de procréer"),)
    for rank, words in enumerate(line.other_mentions, start=1):
        yield (Part(f"other_mentions.{rank}", words),)


def _initial(initial: InitialPrescription) -> Mention:
    said: Mention = ("Prescription initiale",)
    if initial.hospital:
        said = *said, " ", Part("initial.hospital", "hospitalière")
    said = *said, " du ", _day("initial.on", initial.on)
    named = (
        ("initial.specialty", initial.specialty.label if initial.specialty else None),
        ("initial.establishment", initial.establishment),
    )
    parts = [Part(field, words) for field, words in named if words]
    if not parts:
        return said
    inside = (parts[0],) if len(parts) == 1 else (parts[0], ", ", parts[1])
    return (*said, " (", *inside, ")")


TESTS = {
    ConditionalTest.ANGINA: "TROD angine",
    ConditionalTest.CYSTITIS: "bandelette urinaire (BU)",
}


def _conditional(conditional: ConditionalDelivery) -> Mention:
    """L.5121-12-1-1: what to test, the result that permits delivery, and until when."""
    test = Part("conditional.test", TESTS[conditional.test])
    said: Mention = (
        "À délivrer seulement si ",
        test,
        " ",
        Part("conditional.result", conditional.result),
    )
    if conditional.within is None:
        return said
    lasts = Part("conditional.within", duration_in_figures(conditional.within))
    return *said, ", dans un délai de ", lasts, " à compter du jour de l'ordonnance compris"


def _dated(what: str, field: str, examination: Examination, lapse: tuple[str, str]) -> Mention:
    named = Part(f"{field}.label", examination.label)
    said: Mention = f"{what}{NARROW}: ", named, ", le ", _day(f"{field}.on", examination.on)
    if examination.lapse is None:
        return said
    lasts = Part(f"{field}.lapse", duration_in_figures(examination.lapse))
    return *said, f"{NARROW}; {lapse[0]}", lasts, lapse[1]


def _grounds(line: Line) -> Iterator[Mention]:
    if line.off_label is not None:
        reason = line.off_label.reason
        yield (OFF_LABEL, " (", Part("off_label.reason", reason), ")") if reason else (OFF_LABEL,)
    if line.access is not None:
        yield (Part("access", ACCESS[line.access]),)
    if line.supporting_document is not None:
        reference = Part("supporting_document.reference", line.supporting_document.reference)
        yield f"Document justificatif joint{NARROW}: ", reference
    if line.prior_agreement in AGREEMENTS:
        yield (Part("prior_agreement", AGREEMENTS[line.prior_agreement]),)
    if line.care_protocol is not None:
        yield "Protocole de soins du ", _day("care_protocol", line.care_protocol)
    if line.preparation is not None and line.preparation.therapeutic_mention:
        yield (Part("preparation.therapeutic_mention", THERAPEUTIC),)
    if line.exoneration in GROUNDS:
        yield f"Exonération{NARROW}: ", Part("exoneration", GROUNDS[line.exoneration])
