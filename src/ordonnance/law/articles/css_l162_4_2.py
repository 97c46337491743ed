"""CSS L.162-4-2: the pharmacy that the patient names, and the care protocol."""

from datetime import date

from ordonnance.domain.mentions import NamedPharmacy
from ordonnance.law.case import LineCase
from ordonnance.law.drugs import Reading
from ordonnance.law.examples import METHADONE, a_case, breaks, days, met
from ordonnance.law.outline import of_medicine
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
)
from ordonnance.law.substances import Article

SINCE = date(2008, 4, 8)
BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
CITATION = Citation(
    "Code de la sécurité sociale ; arrêté du 1er avril 2008", "L.162-4-2", date(2026, 11, 1)
)
_NAMED = NamedPharmacy("Pharmacie Exemple")
_CAPSULE = "methadone-gelule"


def _concerned(law: Reading) -> bool:
    return law.has(Article.L162_4_2)


def _named(line: LineCase) -> Answer:
    """Absent, or another pharmacy: the execution is valid and not reimbursed (ERRATA 12)."""
    named, serving = line.line.named_pharmacy, line.case.serving
    if named is None:
        # The prescriber answered for it; at the counter it is only told, at each fraction.
        told = Severity.INFO if line.case.dispensing else None
        return breached(subject=line.law.subject, severity=told)
    if serving is None or named.finess is None:
        return MET
    if serving.place == f"F{named.finess.value}" or not serving.place.startswith("F"):
        return MET
    return breached(
        message="Le patient a nommé une autre pharmacie pour {subject} : l’exécution d’ici n’est "
        "pas remboursée.",
        remedy="Orienter le patient vers la pharmacie nommée, ou joindre le prescripteur.",
        subject=line.law.subject,
    )


def _protocol(line: LineCase) -> Answer:
    if line.line.care_protocol is not None:
        return MET
    row = line.law.row
    if row is not None and row.key == _CAPSULE:
        return breached(subject=line.law.subject)
    return MET


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="RX-PHA-01",
        title="Le patient nomme sa pharmacie, et le prescripteur l’écrit",
        family=Family.SECURED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="La pharmacie choisie par le patient n’est pas écrite pour {subject} : sans elle, "
        "l’exécution n’est pas remboursée.",
        why="Pour ces substances exposées au mésusage, seule l’exécution par le pharmacien nommé "
        "est prise en charge ; l’ordonnance reste valable sans ce nom.",
        remedy="Écrire « Pharmacie : » et le nom donné par le patient.",
        line_rule=True,
        applies=of_medicine(_concerned),
        check=_named,
        examples=(
            met("Pharmacie nommée",
                lambda: a_case(METHADONE, duration=days(14), named_pharmacy=_NAMED)),
            breaks("Pharmacie absente", lambda: a_case(METHADONE, duration=days(14))),
        ),
    ),
    Rule(
        id="RX-PHA-02",
        title="La méthadone en gélule demande un protocole de soins dès le début",
        family=Family.SECURED,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        since=SINCE,
        severity=Severity.WARNING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="Le protocole de soins n’est pas mentionné pour {subject}.",
        why="Un protocole entre le patient, le médecin traitant et le médecin conseil est exigé "
        "dès l’initiation pour la gélule, et en cas de mésusage pour les autres substances.",
        remedy="Écrire la date du protocole de soins.",
        line_rule=True,
        applies=of_medicine(_concerned),
        check=_protocol,
        examples=(
            met("Protocole daté",
                lambda: a_case(METHADONE, duration=days(14), care_protocol=date(2025, 6, 2))),
            breaks("Gélule sans protocole", lambda: a_case(METHADONE, duration=days(14))),
        ),
    ),
)  # fmt: skip
