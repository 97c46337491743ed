"""Nothing that was prescribed is left out of the sentence: every field of every step counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import Rate
from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.posology import ANY_MEAL, DosageStep, Dose, MaxDose, Moment, Posology
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.recurrence import Band, Cycle

TABLET, CAPSULE, MG = Unit("comprimé"), Unit("gélule"), Unit("mg")
H, D, W = TimeUnit.HOUR, TimeUnit.DAY, TimeUnit.WEEK
ORAL = Coding("http://standardterms.edqm.eu", "20053000", "Voie orale")

AMOUNTS = st.integers(1, 12).map(lambda quarters: Decimal(quarters) / 4)
UNITS = st.sampled_from([TABLET, CAPSULE, MG, Unit("patch"), Unit("mesure inconnue")])
QUANTITIES = st.builds(Quantity, AMOUNTS, UNITS)
DATES = st.dates(date(2026, 1, 1), date(2026, 12, 31))
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "dose": st.none() | st.builds(
        lambda low, more, unit: Dose(low, low + more, unit),
        AMOUNTS, st.sampled_from([Decimal(0), Decimal(1)]), UNITS,
    ),
    "calculated": st.none() | st.builds(Dose.of, AMOUNTS, st.just(Unit("mg/kg"))),
    "rate": st.none() | st.builds(Rate, QUANTITIES, st.sampled_from([Decimal(1), Decimal(20)]),
                                  st.sampled_from(TimeUnit)),
    "offset": st.none() | st.sampled_from([0, 1, 30]),
    "lasting": st.sampled_from([Decimal(12), Decimal(20)]),
    "lasting_unit": st.sampled_from(TimeUnit),
    "count": st.integers(1, 5),
    "count_max": st.none() | st.integers(6, 9),
    "moments": st.lists(st.sampled_from(Moment), unique=True, max_size=4).map(tuple),
    "times_of_day": st.lists(
        st.times().map(lambda at: at.replace(second=0, microsecond=0)), unique=True, max_size=2
    ).map(tuple),
    "weekdays": st.lists(st.integers(0, 6), unique=True, max_size=3).map(tuple),
    "frequency": st.integers(1, 4),
    "frequency_max": st.none() | st.integers(2, 6),
    "period": st.sampled_from([Decimal(1), Decimal(2), Decimal(24), Decimal("1.5")]),
    "period_max": st.none() | st.sampled_from([Decimal(3), Decimal(48)]),
    "period_unit": st.sampled_from(TimeUnit),
    "as_needed": st.booleans(),
    "as_needed_reason": st.none() | st.sampled_from(["douleur", "en cas de fièvre", "il tousse"]),
    "max_dose": st.none() | st.builds(
        MaxDose, QUANTITIES, st.sampled_from([Decimal(1), Decimal(24)]), st.sampled_from(TimeUnit)
    ),
    "max_per_take": st.none() | QUANTITIES,
    "bounds": st.none() | st.builds(
        Duration, st.integers(1, 99), st.sampled_from([D, W, TimeUnit.MONTH, TimeUnit.YEAR])
    ),
    "bounds_start": st.none() | DATES,
    "bounds_end": st.none() | DATES,
    "route": st.sampled_from([None, ORAL, Coding("http://standardterms.edqm.eu", "20045000")]),
    "site": st.sampled_from([None, "bras gauche", "sur la plaie"]),
    "method": st.sampled_from([None, "à avaler", "en massage"]),
    "instructions": st.sampled_from([(), ("à jeun",), ("à jeun", "debout")]),
    "text": st.sampled_from([None, "selon INR", "voir schéma"]),
    "cycle": st.sampled_from([None, Cycle((1,), 2), Cycle((2,), 2), Cycle.on_and_off(21, 7),
                              Cycle((1, 8), 28), Cycle((2,), 4, W)]),
    "band": st.sampled_from([None, Band("glycémie", Decimal(1), None, Unit("g/L")),
                             Band("glycémie", None, Decimal(1), Unit("g/L"))]),
    "rhythm": st.sampled_from([None, Coding("urn:exemple", "3", "Trois fois par jour")]),
}  # fmt: skip
TOGETHER = ("frequency", "frequency_max", "period", "period_max", "period_unit")
LASTING = ("lasting", "lasting_unit")
FREE = sorted(set(FIELDS) - set(TOGETHER) - set(LASTING))


@st.composite
def steps(draw: st.DrawFn, **fixed: Any) -> DosageStep:
    """A step with a few fields filled, among those that do not contradict each other."""
    chosen = draw(st.sets(st.sampled_from(FREE), max_size=7))
    fields = {name: draw(FIELDS[name]) for name in sorted(chosen)}
    if draw(st.booleans()):
        fields |= {name: draw(FIELDS[name]) for name in TOGETHER}
        if draw(st.booleans()):
            del fields["frequency"]
    if draw(st.booleans()):
        fields |= {name: draw(FIELDS[name]) for name in LASTING}
    return valid(fields | fixed)


def valid(fields: dict[str, Any]) -> DosageStep:
    try:
        return DosageStep(**fields)
    except ValueError:
        assume(False)
        raise


def meaning(step: DosageStep) -> DosageStep:
    """The step without what it says twice: a frequency that its moments already give."""
    named = len(set(step.moments) - ANY_MEAL) + len(step.times_of_day)
    if not named and step.weekdays and not step.moments:
        named = 1
    given_twice = (step.frequency, step.period, step.period_unit) == (named, 1, D)
    if given_twice and step.frequency_max is None and step.period_max is None:
        step = replace(step, frequency=None, period=None, period_unit=None)
    return replace(
        step, moments=tuple(sorted(step.moments)), weekdays=tuple(sorted(step.weekdays))
    )  # fmt: skip


def both_voices(posology: Posology) -> tuple[str, str]:
    return sentence(posology), sentence_in_words(posology, (Quantity(Decimal(5), MG),))


@given(steps(), st.sampled_from([*FREE, "frequency", "period", "lasting"]), st.data())
def test_a_change_of_any_field_changes_the_sentence(
    step: DosageStep, name: str, data: st.DataObject
) -> None:
    other = changed(step, name, data)
    for one_way, another in zip(
        both_voices(Posology((step,))), both_voices(Posology((other,))), strict=True
    ):
        assert one_way != another or meaning(step) == meaning(other)


@given(steps(sequence=1), steps(), st.booleans(), st.sampled_from(FREE), st.data())
def test_a_change_in_the_second_of_two_steps_changes_the_sentence(
    first: DosageStep, second: DosageStep, after: bool, name: str, data: st.DataObject
) -> None:
    second = replace(second, sequence=2 if after else 1)
    other = changed(second, name, data)
    for one_way, another in zip(
        both_voices(Posology((first, second))), both_voices(Posology((first, other))), strict=True
    ):
        assert one_way != another or meaning(second) == meaning(other)


def changed(step: DosageStep, name: str, data: st.DataObject) -> DosageStep:
    """The same step with another value, or none, in one field."""
    fields = {field: getattr(step, field) for field in DosageStep.__dataclass_fields__}
    return valid(fields | {name: data.draw(FIELDS[name])})


@given(steps())
def test_no_sentence_has_two_spaces_or_a_comma_astray(step: DosageStep) -> None:
    for said in both_voices(Posology((step,))):
        assert said == said.strip()
        assert not {"  ", " ,", ",,", ", ,"} & {
            said[i : i + n] for n in (2, 3) for i in range(len(said))
        }
        assert not said.startswith((",", ";"))


FULL: dict[str, Any] = {
    "dose": Dose(Decimal(1), Decimal(2), TABLET),
    "calculated": Dose.of(Decimal(15), Unit("mg/kg")),
    "rate": Rate(Quantity(Decimal(5), MG), Decimal(1), H),
    "moments": (Moment.MORNING, Moment.EVENING),
    "weekdays": (0, 3),
    "rhythm": Coding("urn:exemple", "3", "Trois fois par jour"),
    "band": Band("glycémie", Decimal("1.8"), None, Unit("g/L")),
    "frequency_max": 3,
    "offset": 30,
    "period_max": Decimal(8),
    "count_max": 21,
    "as_needed_reason": "douleur",
    "max_dose": MaxDose(Quantity(Decimal(6), TABLET), Decimal(24), H),
    "max_per_take": Quantity(Decimal(2), TABLET),
    "bounds": Duration(7, D),
    "bounds_start": date(2026, 4, 1),
    "route": ORAL,
    "site": "bras gauche",
    "method": "à avaler",
    "instructions": ("à jeun",),
    "text": "selon INR",
}
NEEDED: dict[str, Any] = {
    "frequency": 2, "period": Decimal(6), "period_unit": H, "as_needed": True, "count": 3,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FULL))
def test_taking_any_field_away_from_a_full_step_changes_the_sentence(name: str) -> None:
    full = Posology((DosageStep(**FULL, **NEEDED),))
    gone = {name, "offset"} if name == "moments" else {name}
    without = {field: value for field, value in FULL.items() if field not in gone}
    less = Posology((DosageStep(**without, **NEEDED),))
    for whole, part in zip(both_voices(full), both_voices(less), strict=True):
        assert whole != part


def test_the_full_step_of_this_test_leaves_no_field_aside() -> None:
    # Codes say to machines what words say; a cycle excludes weekdays.
    elsewhere = {"times_of_day", "bounds_end", "sequence", "cycle", "coded", *LASTING}
    assert set(FULL) | set(NEEDED) | elsewhere == set(DosageStep.__dataclass_fields__)
