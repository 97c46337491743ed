"""Phrases put together from parts whose structure is known: none is read as another, for certain.

The parts follow in any order, as people type them; a reading that is not certain may leave some.
"""

from datetime import time
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.expressions import ROUTES
from ordonnance.domain.typed.reader import Confidence, read

Part = tuple[str, dict[str, Any]]


def often(times: int, period: int, unit: TimeUnit) -> dict[str, Any]:
    """So many times in a period."""
    return {
        "frequency": times, "frequency_max": None, "period": Decimal(period), "period_max": None,
        "period_unit": unit,
    }  # fmt: skip


AMOUNTS = {
    "1": "1", "2": "2", "1/2": "0.5", "½": "0.5", "1,5": "1.5", "10": "10", "trois": "3",
}  # fmt: skip
UNITS = {
    "cp": "comprimé", "gél": "gélule", "gttes": "goutte", "mg": "mg", "UI": "UI",
    "sachet": "sachet", "bouffées": "bouffée", "ml": "ml", "appli": "application",
}  # fmt: skip
TIMES: list[Part] = [
    (form.format(times), often(times, 1, TimeUnit.DAY))
    for times in (1, 2, 3, 4)
    for form in ("x{}/j", "{} fois par jour", "{}x/j", "*{}/j", "{} fois/j", "x {} par jour")
]
INTERVALS: list[Part] = [
    (form.format(hours), often(1, hours, TimeUnit.HOUR))
    for hours in (4, 6, 8, 12)
    for form in ("toutes les {}h", "ttes les {} h", "/{}h", "q{}h")
]
OTHERS: list[Part] = [
    ("2 fois par semaine", often(2, 1, TimeUnit.WEEK)),
    ("tous les 2 jours", often(1, 2, TimeUnit.DAY)),
    ("matin et soir", {"moments": (Moment.MORNING, Moment.EVENING)}),
    ("matin midi et soir", {"moments": (Moment.MORNING, Moment.NOON, Moment.EVENING)}),
    ("le soir au coucher", {"moments": (Moment.BEDTIME,)}),
    ("tous les soirs", {"moments": (Moment.EVENING,)}),
    ("à 8h et 20h", {"times_of_day": (time(8), time(20))}),
    ("le soir à 20h", {"times_of_day": (time(20),)}),
    ("le lundi", {"weekdays": (0,)}),
    ("le matin sauf le dimanche", {"moments": (Moment.MORNING,), "weekdays": (0, 1, 2, 3, 4, 5)}),
    (
        "avant les 3 repas",
        {"moments": (Moment.BEFORE_BREAKFAST, Moment.BEFORE_LUNCH, Moment.BEFORE_DINNER)},
    ),
]
LENGTHS: list[Part] = [
    ("pendant 7 jours", {"bounds": Duration(7, TimeUnit.DAY)}),
    ("pdt 10j", {"bounds": Duration(10, TimeUnit.DAY)}),
    ("qsp 1 mois", {"bounds": Duration(1, TimeUnit.MONTH)}),
    ("x 5 jours", {"bounds": Duration(5, TimeUnit.DAY)}),
    ("pour 3 mois", {"bounds": Duration(3, TimeUnit.MONTH)}),
]
REASONS: list[Part] = [
    ("si besoin", {"as_needed": True}),
    ("si douleur", {"as_needed": True, "as_needed_reason": "douleur"}),
    ("en cas de crise", {"as_needed": True, "as_needed_reason": "en cas de crise"}),
]
MANNERS: list[Part] = [
    ("en dehors des repas", {"instructions": ("en dehors des repas",)}),
    ("à jeun", {"instructions": ("à jeun",)}),
    ("au long cours", {"instructions": ("au long cours",)}),
    ("par voie orale", {"route": ROUTES[("voie", "orale")]}),
]


@st.composite
def phrases(draw: st.DrawFn) -> tuple[str, Posology]:
    """A phrase, and the only structure that it may have."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    amount = draw(st.sampled_from(sorted(AMOUNTS)))
    parts = [draw(st.sampled_from(TIMES + INTERVALS + OTHERS))]
    parts += [
        part
        for table in (LENGTHS, REASONS, MANNERS)
        if (part := draw(st.none() | st.sampled_from(table))) is not None
    ]
    if draw(st.booleans()):
        most = Quantity(Decimal(6), Unit(UNITS[unit]))
        parts.append(("max 6/j", {"max_dose": MaxDose(most, Decimal(1), TimeUnit.DAY)}))
    ordered = draw(st.permutations(parts))
    between = draw(st.sampled_from([" ", ", "]))
    fields = {name: value for _, given in ordered for name, value in given.items()}
    dose = Dose.of(Decimal(AMOUNTS[amount]), Unit(UNITS[unit]))
    typed = f"{amount} {unit} {between.join(words for words, _ in ordered)}"
    return typed, Posology((DosageStep(dose=dose, **fields),))


@settings(max_examples=400)
@given(phrases())
def test_no_phrase_of_known_parts_is_certainly_another(phrase: tuple[str, Posology]) -> None:
    typed, meant = phrase
    found = read(typed)
    if found.confidence is not Confidence.CERTAIN or found.posology is None:
        return
    assert sentence(found.posology) == sentence(meant), typed


@given(st.sampled_from(TIMES + INTERVALS + OTHERS), st.sampled_from(sorted(UNITS)))
def test_a_dose_with_its_rhythm_is_always_certain(rhythm: Part, unit: str) -> None:
    words, fields = rhythm
    found = read(f"1 {unit} {words}")
    dose = Dose.of(Decimal(1), Unit(UNITS[unit]))
    assert found.posology == Posology((DosageStep(dose=dose, **fields),))
    assert found.confidence is Confidence.CERTAIN
