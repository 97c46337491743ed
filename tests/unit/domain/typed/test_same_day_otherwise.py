"""A text compared with a structure that runs some days and rests others."""

from decimal import Decimal

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.quantity import Unit
from ordonnance.domain.recurrence import Cycle
from ordonnance.domain.typed.contradicting import against

ONE = Dose.of(Decimal(1), Unit("comprimé"))
PILL = DosageStep(
    dose=ONE, frequency=1, period=Decimal(1), period_unit=TimeUnit.DAY,
    cycle=Cycle.on_and_off(21, 7, TimeUnit.DAY),
)  # fmt: skip
NEEDED = DosageStep(dose=ONE, as_needed=True, bounds=Duration(7, TimeUnit.DAY))


def test_takes_are_compared_over_a_whole_cycle() -> None:
    same = "1 cp par jour 21 jours sur 28"
    assert against(same, Posology((PILL,))) is None
    twice = against("1 cp 2 fois par jour 21 jours sur 28", Posology((PILL,)))
    assert twice is not None
    assert "le nombre de prises" in twice


def test_the_same_length_said_otherwise_contradicts_nothing() -> None:
    for same in ("1 semaine", "7 jours"):
        assert against(f"1 cp au besoin, pendant {same}", Posology((NEEDED,))) is None
    longer = against("1 cp au besoin, pendant 3 semaines", Posology((NEEDED,)))
    assert longer is not None
    assert "la durée" in longer


def test_the_weeks_of_a_text_are_the_days_of_the_structure_and_a_month_is_not_30_days() -> None:
    daily = DosageStep(
        dose=ONE, frequency=1, period=Decimal(1), period_unit=TimeUnit.DAY,
        bounds=Duration(14, TimeUnit.DAY),
    )  # fmt: skip
    assert against("1 cp par jour pendant 2 semaines", Posology((daily,))) is None
    assert against("1 cp par jour pendant 1 mois", Posology((daily,))) is not None
