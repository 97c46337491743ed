"""Any posology, and the texts, quantities and codes that the strategies share."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import MEALTIMES, DosageStep, Dose, MaxDose, Moment, Rate
from ordonnance.domain.ids import (
    Cip7,
    Cip13,
    Finess,
    Rpps,
)
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzéèàçœ'-"

WORD = st.text(LETTERS, min_size=1, max_size=12)

WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)

DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))

DURATIONS = st.builds(
    Duration,
    st.integers(1, 400),
    st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR]),
)

UNITS = st.one_of(
    st.builds(Unit, WORD),
    st.sampled_from(
        [
            Unit("comprimé", "15054000", SYSTEMS.edqm),
            Unit("mg", "mg", SYSTEMS.ucum),
            Unit("ml", "mL", SYSTEMS.ucum),
        ]
    ),
)

VALUES = st.decimals("0.001", 9999, places=3)

QUANTITIES = st.builds(Quantity, VALUES, UNITS)


def digits(count: int) -> st.SearchStrategy[str]:
    """Texts of that many digits."""
    return st.text("0123456789", min_size=count, max_size=count)


def codings(*systems: str) -> st.SearchStrategy[Coding]:
    """Codes of these systems."""
    return st.builds(Coding, st.sampled_from(systems), digits(8), st.none() | WORDS)


CIP13S = digits(7).map(lambda text: Cip13.of(Cip7(text)))

FINESS = digits(9).map(Finess)

RPPS = digits(11).map(Rpps)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """A dose or a range."""
    low, high = sorted((draw(VALUES), draw(VALUES)))
    return Dose(low, high, draw(UNITS))


@st.composite
def _when(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["moments", "times", "none"]))
    found: dict[str, object] = {}
    if kind == "moments":
        moments = st.lists(st.sampled_from(list(Moment)), min_size=1, max_size=4, unique=True)
        found["moments"] = chosen = tuple(draw(moments))
        if not MEALTIMES & {*chosen}:
            found["offset"] = draw(st.none() | st.integers(0, 1_439))
    if kind == "times":
        hours = st.lists(st.integers(0, 1439), min_size=1, max_size=4, unique=True)
        found["times_of_day"] = tuple(time(each // 60, each % 60) for each in draw(hours))
    if draw(st.booleans()):
        days = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True)
        found["weekdays"] = tuple(draw(days))
    if draw(st.booleans()):
        frequency = draw(st.integers(1, 12))
        period = draw(VALUES)
        ceiling = draw(st.booleans())
        found |= {
            "frequency": None if ceiling else frequency,
            "frequency_max": draw(
                st.integers(1, 20) if ceiling else st.none() | st.integers(frequency + 1, 20)
            ),
            "period": period,
            "period_max": draw(st.none() | st.just(period + 1)),
            "period_unit": draw(st.sampled_from(list(TimeUnit))),
        }
    if draw(st.booleans()):
        found |= {"lasting": draw(VALUES), "lasting_unit": draw(st.sampled_from(list(TimeUnit)))}
    if draw(st.booleans()):
        count = draw(st.integers(1, 12))
        found |= {"count": count, "count_max": draw(st.none() | st.just(count + 3))}
    return found


@st.composite
def _bounds(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["duration", "dates", "start", "end", "none"]))
    if kind == "duration":
        return {"bounds": draw(DURATIONS)}
    start = draw(DAYS)
    end = start + timedelta(days=draw(st.integers(0, 300)))
    return {
        "bounds_start": start if kind in ("dates", "start") else None,
        "bounds_end": end if kind in ("dates", "end") else None,
    }


@st.composite
def steps(draw: st.DrawFn, sequence: int | None) -> DosageStep:
    """A step of a posology, always with a dose so that it is never words alone."""
    needed = draw(st.booleans())
    return DosageStep(
        dose=draw(doses()),
        calculated=draw(st.none() | doses()),
        rate=draw(st.none() | st.builds(Rate, QUANTITIES, VALUES, st.sampled_from(list(TimeUnit)))),
        as_needed=needed,
        as_needed_reason=draw(st.none() | WORDS) if needed else None,
        max_dose=draw(
            st.none() | st.builds(MaxDose, QUANTITIES, VALUES, st.sampled_from(list(TimeUnit)))
        ),
        max_per_take=draw(st.none() | QUANTITIES),
        route=draw(st.none() | codings(SYSTEMS.edqm)),
        site=draw(st.none() | WORDS),
        method=draw(st.none() | WORDS),
        instructions=tuple(draw(st.lists(WORDS, max_size=2))),
        text=draw(st.none() | WORDS),
        sequence=sequence,
        **draw(_when()),  # type: ignore[arg-type]  # the parts of one step
        **draw(_bounds()),  # type: ignore[arg-type]
    )


@st.composite
def posologies(draw: st.DrawFn) -> Posology:
    """Steps, words, or both."""
    count = draw(st.integers(0, 3))
    if count == 0:
        return Posology(text=draw(WORDS))
    numbered = draw(st.booleans())
    found = tuple(draw(steps(index + 1 if numbered else None)) for index in range(count))
    return Posology(found, draw(st.none() | WORDS))
