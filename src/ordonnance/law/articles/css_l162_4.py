"""L.162-4 (CSS) and neighbours: what is outside the authorisation or reimbursement says so."""

from datetime import date
from functools import lru_cache
from typing import Any

from ordonnance.domain.mentions import Access, OffLabel, PriorAgreement, SupportingDocument
from ordonnance.law.case import LineCase
from ordonnance.law.drafting import changing, csp, css, line_rule
from ordonnance.law.examples import WRITTEN, a_case, breaks, days, met, tablets, tells
from ordonnance.law.outline import Concerns, Outline
from ordonnance.law.rule import (
    MET,
    Answer,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
    informs,
)
from ordonnance.law.substances import label_key

_OFF_LABEL_SINCE = date(2014, 8, 24)
_REWORDED = date(2021, 7, 1)


def _off_label(line: LineCase) -> bool:
    return line.line.off_label is not None


def _informed(line: LineCase) -> Answer:
    if line.line.access is not None:
        return informs(
            message="La ligne porte à la fois « hors autorisation de mise sur le marché » et un "
            "accès précoce ou compassionnel, qui a sa propre mention.",
            remedy="Ne garder que la mention de l’accès.",
        )
    return MET if line.line.risk_information else informs()


@lru_cache(maxsize=4096)
def _needs_attestation(conditions: tuple[str, ...]) -> bool:
    return any("attestation d'information" in label_key(each) for each in conditions)


def _attested(shown: Outline) -> bool:
    return shown.medicine is not None and _needs_attestation(shown.medicine.conditions)


def _of_risks(line: LineCase) -> Answer:
    if line.line.risk_information or line.line.care_agreement is not None:
        return MET
    # Whether the attestation was signed is asked by the rule on that document.
    fix = changing(line, "Noter l’information du patient", risk_information=True)
    return breached(subject=line.law.subject, corrections=(fix,))


def _twice(line: LineCase) -> Answer:
    if not line.line.not_reimbursable:
        return MET
    return informs()


def _outside(line: LineCase) -> Answer:
    """The document says that the indication is not reimbursed: the line must say so too."""
    if line.line.not_reimbursable or line.line.off_label is not None:
        return MET
    return breached(corrections=(changing(line, "Ajouter « NR »", not_reimbursable=True),))


def _document_excludes(line: LineCase) -> bool:
    document = line.line.supporting_document
    return line.line.not_reimbursable or (document is not None and document.reimbursable is False)


def _agreed(line: LineCase) -> Answer:
    asked = line.line.prior_agreement
    if asked in (PriorAgreement.PENDING, PriorAgreement.GRANTED) or line.line.not_reimbursable:
        # Pending or granted, the sheet writes the mention itself.
        return MET
    said = "a été refusé" if asked is PriorAgreement.REFUSED else "n’a pas été demandé"
    return breached(said=said, corrections=(
        changing(line, "Ajouter « NR »", not_reimbursable=True),
        changing(line, "Indiquer la demande en cours", prior_agreement=PriorAgreement.PENDING),
    ))  # fmt: skip


def _line(**fields: Any) -> Any:
    return lambda: a_case(duration=days(30), **fields)


_ATTESTATION = (
    "prescription nécessitant la signature annuelle par le médecin et le patient d'une "
    "attestation d'information"
)
_WITH_FORM = tablets("exemplate", "liste II", _ATTESTATION)
_OFF = OffLabel("indication EXEMPLE")
_DOCUMENT = SupportingDocument("EXEMPLE-1", reimbursable=False)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-17",
        "Une prescription hors autorisation de mise sur le marché le dit, et le patient en est "
        "informé",
        family=Family.LINE,
        since=_OFF_LABEL_SINCE,
        citation=csp("L.5121-12-1-2"),
        message="Hors autorisation de mise sur le marché : la mention est portée sur "
        "l’ordonnance ; le patient doit être informé de l’absence d’alternative, des risques et "
        "de la prise en charge.",
        why="La mention et l’information du patient sont les deux conditions de cette "
        "prescription ; le motif figure au dossier.",
        remedy="Informer le patient et le noter sur la ligne.",
        applies=_off_label,
        check=_informed,
        examples=(
            met("Patient informé", _line(off_label=_OFF, risk_information=True)),
            tells("Information non notée", _line(off_label=_OFF)),
            tells("Avec un accès précoce",
                  _line(off_label=_OFF, access=Access.EARLY, risk_information=True)),
        ),
    ),
    line_rule(
        "MD-23",
        "Quand une attestation d’information est exigée, l’ordonnance dit que le patient est "
        "informé des risques",
        family=Family.LINE,
        since=date(2004, 8, 8),
        severity=Severity.INFO,
        confidence=Confidence.SEED,
        citation=csp("R.5121-77 ; R.5132-3 5°"),
        message="{subject} demande une attestation d’information et la ligne ne dit pas que le "
        "patient a été informé des risques.",
        why="L’étiquette exige l’attestation ; l’autorisation de mise sur le marché, que la "
        "plateforme ne lit pas, dit si la mention doit aussi figurer sur l’ordonnance.",
        remedy="Noter sur la ligne que le patient a été informé des risques.",
        applies=Concerns(_attested),
        check=_of_risks,
        examples=(
            met("Information notée",
                lambda: a_case(_WITH_FORM, duration=days(28), risk_information=True)),
            met("Accord de soins daté",
                lambda: a_case(_WITH_FORM, duration=days(28), care_agreement=WRITTEN)),
            breaks("Rien n’est noté", lambda: a_case(_WITH_FORM, duration=days(28))),
        ),
    ),
    line_rule(
        "MD-18",
        "La mention « hors autorisation » dispense de la mention « non remboursable »",
        family=Family.LINE,
        since=_REWORDED,
        severity=Severity.INFO,
        citation=css("L.162-4, dernier alinéa"),
        message="« NR » n’est pas nécessaire : la mention « hors autorisation de mise sur le "
        "marché » en tient lieu.",
        why="Depuis le 1er juillet 2021, la seconde mention remplace la première.",
        remedy="Rien à faire ; « NR » peut être retiré.",
        applies=_off_label,
        check=_twice,
        examples=(
            met("Une seule mention", _line(off_label=_OFF)),
            tells("Les deux mentions", _line(off_label=_OFF, not_reimbursable=True)),
        ),
    ),
    line_rule(
        "MD-19",
        "Une spécialité prescrite hors des indications remboursables porte « NR »",
        family=Family.LINE,
        since=_OFF_LABEL_SINCE,
        citation=css("L.162-4 1° ; R.162-1-7"),
        message="Le document joint dit que l’indication n’est pas remboursable et la ligne ne "
        "porte pas « NR ».",
        why="La mention figure à côté du nom de la spécialité : sans elle, la caisse rembourse à "
        "tort.",
        remedy="Ajouter « NR » à côté de la dénomination.",
        applies=_document_excludes,
        check=_outside,
        examples=(
            met("« NR » écrit", _line(supporting_document=_DOCUMENT, not_reimbursable=True)),
            breaks("Document défavorable, sans « NR »", _line(supporting_document=_DOCUMENT)),
        ),
    ),
    line_rule(
        "AM-06",
        "Ce qui dépend d’un accord préalable le dit",
        family=Family.INSURANCE,
        since=_REWORDED,
        citation=css("L.162-4 5°"),
        message="L’accord préalable de l’Assurance Maladie {said} et la ligne ne porte pas "
        "« NR ».",
        why="Sans accord, la prestation n’est pas remboursable ; en attente, l’ordonnance dit que "
        "la prise en charge dépend de l’accord.",
        remedy="Demander l’accord, ou ajouter « NR ».",
        applies=lambda line: line.line.prior_agreement is not None,
        check=_agreed,
        examples=(
            met("Demande en cours", _line(prior_agreement=PriorAgreement.PENDING)),
            met("Accord obtenu", _line(prior_agreement=PriorAgreement.GRANTED)),
            met("Refusé, avec « NR »",
                _line(prior_agreement=PriorAgreement.REFUSED, not_reimbursable=True)),
            breaks("Non demandé", _line(prior_agreement=PriorAgreement.NOT_ASKED)),
        ),
    ),
    line_rule(
        "AM-07",
        "Le silence de l’Assurance Maladie pendant quinze jours vaut accord",
        family=Family.INSURANCE,
        since=date(2020, 8, 28),
        severity=Severity.INFO,
        citation=css("R.315-15 I"),
        message="Une demande d’accord préalable complète est acceptée si l’Assurance Maladie ne "
        "répond pas dans les quinze jours (vingt et un quand la décision le prévoit).",
        why="Le délai court de la réception d’une demande complète.",
        remedy="Noter le jour de la demande ; passé le délai, l’accord est acquis.",
        applies=lambda line: line.line.prior_agreement
        in (PriorAgreement.PENDING, PriorAgreement.GRANTED),
        check=lambda line: MET if line.line.prior_agreement is PriorAgreement.GRANTED
        else informs(),
        examples=(
            met("Accord obtenu", _line(prior_agreement=PriorAgreement.GRANTED)),
            tells("Demande en cours", _line(prior_agreement=PriorAgreement.PENDING)),
        ),
    ),
)  # fmt: skip
