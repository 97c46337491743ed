"""What the sheet says can be typed back: the French of a structure is read as that structure."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, MaxDose, Moment
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.recurrence import Cycle
from ordonnance.domain.typed.expressions import ROUTES
from ordonnance.domain.typed.reader import Confidence, read
from tests.unit.domain.typed.test_phrases import PHRASES

UNITS = st.sampled_from([Unit(name) for name in ("comprimé", "gélule", "goutte", "mg", "sachet")])
AMOUNTS = st.sampled_from([Decimal(n) / 2 for n in range(1, 9)] + [Decimal("2.25"), Decimal(1500)])
MOMENTS = st.sampled_from(
    [(Moment.MORNING,), (Moment.MORNING, Moment.EVENING), (Moment.NOON,), (Moment.BEDTIME,),
     (Moment.MORNING, Moment.NOON, Moment.EVENING), (Moment.BEFORE_BREAKFAST,), (Moment.WAKING,),
     (Moment.BREAKFAST, Moment.DINNER)]
)  # fmt: skip
DURATIONS = st.builds(
    Duration, st.integers(1, 99), st.sampled_from([u for u in TimeUnit if u.value not in "minh"])
)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """One amount, or a range of whole ones."""
    unit = draw(UNITS)
    if draw(st.booleans()):
        return Dose.of(draw(AMOUNTS), unit)
    low = draw(st.integers(1, 4))
    return Dose(Decimal(low), Decimal(low + draw(st.integers(1, 3))), unit)


@st.composite
def rhythms(draw: st.DrawFn) -> dict[str, Any]:
    """How often, in one of the ways that doctors use."""
    kind = draw(
        st.sampled_from(["moments", "hours", "times", "interval", "weekdays", "needed", "cycle"])
    )
    if kind == "moments":
        return {"moments": draw(MOMENTS)}
    if kind == "hours":
        hours = draw(st.lists(st.integers(0, 23), min_size=1, max_size=3, unique=True))
        return {"times_of_day": tuple(time(each, draw(st.sampled_from([0, 30]))) for each in hours)}
    if kind == "times":
        unit = draw(st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH]))
        return {"frequency": draw(st.integers(1, 6)), "period": Decimal(1), "period_unit": unit}
    if kind == "interval":
        low = draw(st.integers(2, 12))
        high = draw(st.none() | st.just(Decimal(low + 2)))
        unit = draw(st.sampled_from([TimeUnit.HOUR, TimeUnit.DAY]))
        return {"frequency": 1, "period": Decimal(low), "period_max": high, "period_unit": unit}
    if kind == "cycle":
        on, off = draw(st.integers(2, 60)), draw(st.integers(2, 30))
        unit = draw(st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK]))
        return {"moments": draw(MOMENTS), "cycle": Cycle.on_and_off(on, off, unit)}
    if kind == "weekdays":
        days = st.lists(st.integers(0, 6), min_size=1, max_size=4, unique=True)
        return {"weekdays": tuple(sorted(draw(days)))}
    return {
        "as_needed": True,
        "as_needed_reason": draw(st.sampled_from([None, "douleur", "en cas de fièvre"])),
    }


@st.composite
def steps(draw: st.DrawFn) -> DosageStep:
    """A step as the sheet of a town prescription has them."""
    dose = draw(doses())
    most = st.builds(
        MaxDose, st.builds(Quantity, st.integers(2, 12).map(Decimal), st.just(dose.unit)),
        st.sampled_from([Decimal(24), Decimal(12)]), st.just(TimeUnit.HOUR),
    )  # fmt: skip
    bounds: dict[str, Any] = {"bounds": draw(st.none() | DURATIONS)}
    if draw(st.booleans()):
        start = draw(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
        bounds = {"bounds_start": start, "bounds_end": start + timedelta(draw(st.integers(0, 90)))}
    return DosageStep(
        dose=dose, max_dose=draw(st.none() | most),
        route=draw(st.none() | st.sampled_from(sorted(set(ROUTES.values()), key=str))),
        **draw(rhythms()), **bounds,
    )  # fmt: skip


@given(steps())
def test_the_french_of_a_step_is_read_as_that_step(step: DosageStep) -> None:
    found = read(sentence(Posology((step,))))
    assert found.posology == Posology((step,)), found
    assert found.confidence is Confidence.CERTAIN


@given(st.lists(st.tuples(doses(), MOMENTS, DURATIONS), min_size=2, max_size=4))
def test_the_french_of_steps_that_follow_is_read_as_those_steps(
    parts: list[tuple[Dose, tuple[Moment, ...], Duration]],
) -> None:
    posology = Posology(
        tuple(
            DosageStep(dose=dose, moments=moments, bounds=bounds, sequence=number)
            for number, (dose, moments, bounds) in enumerate(parts, 1)
        )
    )
    assert read(sentence(posology)).posology == posology


def test_what_was_read_and_said_is_read_again_the_same() -> None:
    for phrase in PHRASES:
        first = read(phrase.typed)
        if first.posology is None or first.confidence is not Confidence.CERTAIN:
            continue
        again = read(sentence(first.posology))
        if all(step.calculated is None and step.rate is None for step in first.posology.steps):
            assert again.posology is not None, phrase.typed
            assert sentence(again.posology) == sentence(first.posology), phrase.typed
