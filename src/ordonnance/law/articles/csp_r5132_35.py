"""R.5132-35 and R.5132-42-1: who carries an ordonnance of stupéfiants; dispensing by the unit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.counter import Bearer, CounterFacts
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.examples import (
    MORPHINE,
    RAMIPRIL,
    a_case,
    at_counter,
    breaks,
    days,
    met,
    tells,
    unsure,
)
from ordonnance.law.french import plural
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
    cannot_tell,
    informs,
)

DISPENSING = frozenset({Moment.DISPENSING})


def _identified(line: LineCase) -> Answer:
    """The patient, somebody known, or somebody who showed who they are."""
    bearer = line.asked.facts.bearer if line.asked else None
    if bearer is None:
        # Said by the pharmacist when it is somebody else; nobody is asked to say it each time.
        return cannot_tell("qui présente l’ordonnance n’est pas dit", severity=Severity.INFO)
    return MET if bearer.patient or bearer.known or bearer.identified else breached()


def _to_the_unit(line: LineCase) -> Answer:
    """What is opened to count to the unit is told: R.5132-8 and following allow it."""
    due = line.due
    if due.portion_units is None or not due.per_pack:
        return cannot_tell("la portion ne se compte pas en unités", severity=Severity.INFO)
    if due.portion_units % due.per_pack == 0:
        return MET
    return informs(units=plural(due.portion_units, "unité", "unités"))


def _traced(line: LineCase) -> Answer:
    """Lot and last day of use follow what leaves its pack."""
    facts = line.asked.facts if line.asked else CounterFacts()
    missing = [
        word
        for word, value in (("le lot", facts.lot), ("la date de péremption", facts.expiry))
        if value is None
    ]
    if missing:
        return breached(missing=" et ".join(missing))
    if facts.expiry is not None and facts.expiry < line.case.day:
        return breached(message="Ce lot est périmé.", remedy="Prendre un autre lot.")
    return MET


def _carried(case: Case, bearer: Bearer | None) -> Case:
    return _asking(case, CounterFacts(bearer=bearer))


def _asking(case: Case, facts: CounterFacts) -> Case:
    asked = Asked(1, units=Decimal(7), facts=facts)
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    return replace(at_counter(case, date(2026, 1, 5)), serving=request)


def _morphine() -> Case:
    return a_case(MORPHINE, duration=days(7))


def _by_the_unit(lot: str | None, expiry: date | None = date(2027, 6, 30)) -> Case:
    facts = CounterFacts(lot=lot, by_the_unit=True, expiry=expiry)
    return _asking(a_case(RAMIPRIL, duration=days(7)), facts)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-STUP-03",
        title="L’identité d’un porteur inconnu est demandée pour un stupéfiant",
        family=Family.NARCOTIC,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        severity=Severity.BLOCKING,
        confidence=Confidence.MEMORY,
        citation=Citation("Code de la santé publique", "R.5132-35", date(2026, 11, 1)),
        message="Le porteur n’est pas le patient, n’est pas connu, et son identité n’a pas été "
        "vérifiée.",
        why="Un stupéfiant n’est pas remis à un inconnu dont l’identité n’est pas relevée.",
        remedy="Vérifier l’identité du porteur, la relever au registre de la pharmacie, puis dire "
        "qu’elle est vérifiée : la base ne garde pas cette identité.",
        line_rule=True,
        applies=of_medicine(lambda law: law.narcotic, lambda line: line.asked is not None),
        check=_identified,
        examples=(
            met("Le patient lui-même", lambda: _carried(_morphine(), Bearer(patient=True))),
            met("Un inconnu identifié",
                lambda: _carried(_morphine(), Bearer(patient=False, identified=True))),
            breaks("Un inconnu non identifié",
                   lambda: _carried(_morphine(), Bearer(patient=False))),
            unsure("Personne ne le dit", lambda: _carried(_morphine(), None)),
        ),
    ),
    Rule(
        id="DI-STUP-05",
        title="Un stupéfiant se déconditionne pour délivrer le nombre exact d’unités",
        family=Family.NARCOTIC,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        severity=Severity.INFO,
        confidence=Confidence.MEMORY,
        citation=Citation("Code de la santé publique", "R.5132-8", date(2026, 11, 1)),
        message="La portion ({units}) ne tombe pas sur des boîtes entières : la boîte peut être "
        "ouverte pour délivrer le nombre exact.",
        why="Le patient ne détient pas plus de stupéfiant que ce qui est prescrit.",
        remedy="Ouvrir la boîte et délivrer le nombre exact d’unités.",
        line_rule=True,
        applies=of_medicine(lambda law: law.narcotic, lambda line: line.asked is not None),
        check=_to_the_unit,
        examples=(
            met("Deux boîtes entières",
                lambda: _carried(a_case(MORPHINE, duration=days(28)), None)),
            tells("Sept unités d’une boîte de 14", lambda: _carried(_morphine(), None)),
        ),
    ),
    Rule(
        id="DI-UNIT-01",
        title="La dispensation à l’unité garde le lot et la péremption",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        severity=Severity.WARNING,
        confidence=Confidence.MEMORY,
        citation=Citation("Code de la santé publique", "L.5123-8 et R.5132-42-1",
                          date(2026, 11, 1)),
        message="Dispensation à l’unité : il manque {missing}.",
        why="Hors de sa boîte, un médicament n’est reconnu que par ce qui l’accompagne. Un arrêté "
        "fixe les médicaments concernés : la plateforme ne connaît pas cette liste.",
        remedy="Indiquer le lot et la date de péremption ; remettre la notice.",
        line_rule=True,
        applies=lambda line: line.asked is not None and line.asked.facts.by_the_unit,
        check=_traced,
        examples=(
            breaks("Sans lot", lambda: _by_the_unit(None)),
            breaks("Lot périmé", lambda: _by_the_unit("EX1", date(2025, 12, 31))),
            met("Lot et péremption relevés", lambda: _by_the_unit("EX1")),
        ),
    ),
)  # fmt: skip
