"""Cycles, bands of a measure, thirds and codes: written, read back the same, or refused."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.dosage import DosageStep, Dose, Moment
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Unit
from ordonnance.domain.recurrence import Band, Cycle
from ordonnance.fhir.codec import encode
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write.posology import dosages
from tests.fhir.test_official_posologies import read

TABLET, UNITS, LITRE = Unit("comprimé"), Unit("UI"), Unit("g/L")


@st.composite
def cycles(draw: st.DrawFn) -> Cycle:
    """Any cycle."""
    length = draw(st.integers(2, 60))
    runs = draw(st.sets(st.integers(1, length), min_size=1, max_size=length - 1))
    return Cycle(tuple(sorted(runs)), length, draw(st.sampled_from([TimeUnit.DAY, TimeUnit.WEEK])))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    """Any band, open at one end at most."""
    low = draw(st.none() | st.integers(0, 400))
    more = draw(st.integers(0, 200) if low is None else st.none() | st.integers(0, 200))
    high = None if more is None else (low or 0) + more
    ends = [None if each is None else Decimal(each) / 100 for each in (low, high)]
    return Band("glycémie", ends[0], ends[1], LITRE)


def written(posology: Posology) -> list[dict[str, Any]]:
    """The dosage instructions."""
    found: list[dict[str, Any]] = json.loads(encode(dosages(posology, DEFAULT_SYSTEMS)))
    return found


AMOUNTS = st.sampled_from(["1", "0.5", "0.3333", "1.666667"])


@given(st.none() | cycles(), st.none() | bands(), AMOUNTS)
def test_what_r4_has_no_element_for_comes_back_the_same(
    cycle: Cycle | None, band: Band | None, amount: str
) -> None:
    step = DosageStep(
        dose=Dose.of(Decimal(amount), TABLET), moments=(Moment.BEFORE_LUNCH,), cycle=cycle,
        band=band, as_needed=True, as_needed_reason="douleur", instructions=("à jeun",),
        coded=(("douleur", Coding("http://snomed.info/sct", "22253000", "douleur")),),
    )  # fmt: skip
    posology = Posology((step,))
    (instruction,) = written(posology)
    assert read([instruction]) == posology
    assert instruction["asNeededCodeableConcept"]["coding"][0]["code"] == "22253000"


def test_moments_and_hours_together_become_two_instructions_that_run_together() -> None:
    given_both = {
        "timing": {"repeat": {"when": ["MORN"], "timeOfDay": ["16:00:00"]}},
        "doseAndRate": [{"doseQuantity": {"value": 2, "unit": "comprimé"}}],
    }
    posology = read([given_both])
    assert posology is not None
    assert [step.moments for step in posology.steps] == [(Moment.MORNING,), ()]
    assert posology.daily_units() == 4
    assert len(written(posology)) == 2


def test_moments_and_hours_with_a_frequency_say_two_things_and_are_refused() -> None:
    repeat = {"when": ["MORN"], "timeOfDay": ["16:00:00"], "frequency": 2, "period": 1,
              "periodUnit": "d"}  # fmt: skip
    dose = [{"doseQuantity": {"value": 2, "unit": "comprimé"}}]
    assert read([{"timing": {"repeat": repeat}, "doseAndRate": dose}]) is None


def test_a_cycle_that_is_not_one_is_refused() -> None:
    for runs, length in (("0", 28), ("1-28", 28), ("8,1", 28), ("x", 28), ("1-99", 28), ("", 28)):
        (instruction,) = written(
            Posology((DosageStep(dose=Dose.of(Decimal(1), TABLET), cycle=Cycle((1,), length)),))
        )
        instruction["extension"][0]["extension"][0]["valueString"] = runs or "-"
        assert read([instruction]) is None, runs


def test_a_range_without_its_high_end_nor_a_maximum_is_refused() -> None:
    low = {"low": {"value": 1, "unit": "comprimé"}}
    assert read([{"doseAndRate": [{"doseRange": low}]}]) is None
    most = {"value": 3, "unit": "comprimé"}
    posology = read([{"doseAndRate": [{"doseRange": low}], "maxDosePerAdministration": most}])
    assert posology is not None
    assert posology.steps[0].dose == Dose(Decimal(1), Decimal(3), TABLET, open=True)
