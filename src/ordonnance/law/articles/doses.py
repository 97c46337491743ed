"""The same substance twice, and takes that exceed the posology's own maximum (ADR 0031).

The public database states no maximum dose per day: only what the prescriber wrote is compared.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose
from ordonnance.domain.drug import Medicine
from ordonnance.domain.intake import DAYS_PER, takes_per_day
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.substance_names import same_substance
from ordonnance.law.case import LineCase
from ordonnance.law.examples import ONE_A_DAY, TABLET, a_case, breaks, days, met, tablets, two_lines
from ordonnance.law.french import number_text, typographic
from ordonnance.law.interactions import shared_substances
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

CITATION = Citation("de la plateforme", "Règle de prudence", date(2026, 11, 22))


def _duplicates(line: LineCase) -> Answer:
    medicine = line.medicine
    if medicine is None:
        return MET
    told, lines = [], dict[str, None]()
    for other, its_medicine in line.compared:
        for name in shared_substances(medicine, its_medicine):
            dose = _together(name, (line.line, medicine), (other, its_medicine))
            told.append(f"{name.lower()}, déjà à la ligne {other.number}{dose}")
            lines[str(other.number)] = None
    if not told:
        return MET
    return breached(told=typographic(" ; ".join(told)), lines=", ".join(lines))


def _together(name: str, *held: tuple[Line, Medicine]) -> str:
    """What both lines give in a day at most, when each says it in the same unit; else nothing."""
    doses = [_daily(name, line, medicine) for line, medicine in held]
    known = [dose for dose in doses if dose is not None]
    if len(known) < len(doses) or len({dose[1].label for dose in known}) > 1:
        return ""
    total = sum((dose[0] for dose in known), Fraction(0))
    return f" (ensemble {number_text(total)} {known[0][1].label} par jour au plus)"


def _daily(name: str, line: Line, medicine: Medicine) -> tuple[Fraction, Unit] | None:
    units = line.posology.daily_units()
    strength = next(
        (held.strength for held in medicine.substances if same_substance(held.name, name)), None
    )
    if units is None or strength is None:
        return None
    return units * Fraction(strength.value), strength.unit


def _own_maximum(line: LineCase) -> Answer:
    told = [each for step in line.line.posology.steps for each in _beyond(step)]
    return breached(told=typographic(" ; ".join(told))) if told else MET


def _beyond(step: DosageStep) -> Iterator[str]:
    """Where the least that the step asks for exceeds the most that it allows."""
    dose, most, limit = step.dose, step.max_per_take, step.max_dose
    if dose is None:
        return
    if most is not None and most.unit.same_as(dose.unit) and dose.low > most.value:
        yield (
            f"{number_text(dose.low)} {dose.unit.label} par prise, pour un maximum de "
            f"{number_text(most.value)}"
        )
    takes = None if step.as_needed or step.frequency_max else takes_per_day(step)
    if limit is None or takes is None or not limit.quantity.unit.same_as(dose.unit):
        return
    span = Fraction(limit.per) * DAYS_PER[limit.per_unit]
    # Over less than a day the takes are not spread evenly enough to be counted.
    if span >= 1 and takes * span * Fraction(dose.low) > Fraction(limit.quantity.value):
        asked = takes * span * Fraction(dose.low)
        yield (
            f"{number_text(asked)} demandés ({dose.unit.label}), pour un maximum de "
            f"{number_text(limit.quantity.value)} sur la même durée"
        )


def _three_a_day(limit: int) -> Posology:
    step = ONE_A_DAY.steps[0]
    maximum = MaxDose(Quantity(Decimal(limit), TABLET), Decimal(1), TimeUnit.DAY)
    return Posology(
        (replace(step, dose=Dose.of(Decimal(2), TABLET), frequency=3, max_dose=maximum),)
    )


_PARACETAMOL = tablets("paracétamol")

LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="substance.duplicate",
        title="Même substance active sur deux lignes",
        family=Family.SAFETY,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.INFO,
        confidence=Confidence.PLATFORM,
        citation=CITATION,
        message="Même substance active : {told}.",
        why="Deux médicaments de la même substance additionnent leurs doses ; c’est parfois voulu "
        "(forme prolongée et forme immédiate, deux dosages).",
        remedy="Vérifier que le cumul est voulu et que la dose totale convient.",
        line_rule=True,
        applies=lambda line: line.medicine is not None and bool(line.compared),
        check=_duplicates,
        examples=(
            met("Deux substances", lambda: two_lines(_PARACETAMOL, tablets("témoinase"))),
            breaks(
                "Deux lignes de paracétamol",
                lambda: two_lines(_PARACETAMOL, tablets("paracétamol", name="AUTRE EXEMPLE")),
            ),
        ),
    ),
    Rule(
        id="dose.above_own_maximum",
        title="Prises au-delà du maximum écrit",
        family=Family.SAFETY,
        moments=frozenset({Moment.PRESCRIBING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.PLATFORM,
        citation=CITATION,
        message="La posologie dépasse son propre maximum : {told}.",
        why="Une posologie qui demande plus que ce qu’elle permet ne dit pas quelle dose donner.",
        remedy="Corriger les prises ou le maximum, ou expliquer comment la lire.",
        line_rule=True,
        applies=lambda line: any(
            step.max_dose or step.max_per_take for step in line.line.posology.steps
        ),
        check=_own_maximum,
        examples=(
            met("6 comprimés par jour, 6 au plus",
                lambda: a_case(_PARACETAMOL, duration=days(7), posology=_three_a_day(6))),
            breaks("6 comprimés par jour, 4 au plus",
                   lambda: a_case(_PARACETAMOL, duration=days(7), posology=_three_a_day(4))),
        ),
    ),
)  # fmt: skip
