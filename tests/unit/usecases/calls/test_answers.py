"""What each answer of a call changes: the rules on codéine and tramadol, by age and by state."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.census import Molecule
from ordonnance.usecases.calls.answers import Asked, Point, Weight, remarks, stops

MOLECULES = (*Molecule, None)


def stopped(molecule: Molecule | None, *points: Point, age: int | None = 40) -> bool:
    return stops(remarks(Asked(frozenset(points), not points, age), molecule))


def test_an_adult_who_says_no_to_everything_is_told_nothing() -> None:
    for molecule in MOLECULES:
        assert remarks(Asked(frozenset(), True, 40, Decimal(70)), molecule) == ()


@pytest.mark.parametrize(("age", "stops_it"), [(0, True), (11, True), (12, False), (17, False)])
def test_codeine_is_never_prescribed_before_twelve(age: int, stops_it: bool) -> None:
    assert stopped(Molecule.CODEINE, age=age) is stops_it


def test_no_opioid_leaves_for_a_child_under_twelve() -> None:
    assert all(stopped(each, age=11) for each in MOLECULES)


@pytest.mark.parametrize(("age", "stops_it"), [(12, True), (17, True), (18, False), (60, False)])
def test_after_the_tonsils_nothing_before_eighteen(age: int, stops_it: bool) -> None:
    for molecule in MOLECULES:
        assert stopped(molecule, Point.TONSILS, age=age) is stops_it


def test_from_twelve_to_seventeen_the_cards_are_not_for_them() -> None:
    told = remarks(Asked(none=True, age=15), Molecule.CODEINE)
    assert [each.weight for each in told] == [Weight.CARE]
    assert "gêne respiratoire" in told[0].text


def test_breastfeeding_stops_codeine_and_dihydrocodeine_but_not_a_single_tramadol() -> None:
    assert stopped(Molecule.CODEINE, Point.BREASTFEEDING)
    assert stopped(Molecule.DIHYDROCODEINE, Point.BREASTFEEDING)
    assert not stopped(Molecule.TRAMADOL, Point.BREASTFEEDING)
    assert (
        "une prise" in remarks(Asked(frozenset({Point.BREASTFEEDING})), Molecule.TRAMADOL)[0].text
    )


@pytest.mark.parametrize("point", [Point.SEIZURES, Point.MAOI])
def test_seizures_and_an_maoi_are_about_tramadol_alone(point: Point) -> None:
    assert stopped(Molecule.TRAMADOL, point)
    assert not stopped(Molecule.CODEINE, point)
    assert not stopped(Molecule.DIHYDROCODEINE, point)


def test_an_antidepressant_asks_for_care_with_tramadol_and_stops_nothing() -> None:
    told = remarks(Asked(frozenset({Point.SEROTONIN})), Molecule.TRAMADOL)
    assert [each.weight for each in told] == [Weight.CARE]
    assert remarks(Asked(frozenset({Point.SEROTONIN})), Molecule.CODEINE) == ()


@pytest.mark.parametrize("point", [Point.OPIOID, Point.ALCOHOL, Point.ALLERGY, Point.BREATHING])
def test_what_stops_every_opioid_stops_each(point: Point) -> None:
    assert all(stopped(each, point) for each in MOLECULES)


def test_a_light_patient_and_an_old_one_are_told_of() -> None:
    light = remarks(Asked(none=True, age=40, weight_kg=Decimal("49.9")), Molecule.CODEINE)
    old = remarks(Asked(none=True, age=76, weight_kg=Decimal(70)), Molecule.TRAMADOL)
    assert "50 kg" in light[0].text
    assert "75 ans" in old[0].text
    assert not stops((*light, *old))


def test_every_point_changes_something_for_one_of_the_three() -> None:
    for point in Point:
        age = 15 if point is Point.TONSILS else 40
        found = [remarks(Asked(frozenset({point}), False, age), each) for each in Molecule]
        bare = [remarks(Asked(frozenset(), True, age), each) for each in Molecule]
        assert found != bare, point


@given(
    st.frozensets(st.sampled_from(Point)), st.sampled_from(Point),
    st.integers(0, 110), st.sampled_from(MOLECULES),
)  # fmt: skip
def test_one_more_yes_never_takes_a_remark_away(
    points: frozenset[Point], more: Point, age: int, molecule: Molecule | None
) -> None:
    before = remarks(Asked(points, False, age), molecule)
    assert set(before) <= set(remarks(Asked(points | {more}, False, age), molecule))


def test_before_a_medicine_is_chosen_whatever_stops_one_is_told() -> None:
    for point, age in product(Point, (11, 15, 40)):
        said = Asked(frozenset({point}), False, age)
        if any(stops(remarks(said, each)) for each in Molecule):
            assert stops(remarks(said, None)), (point, age)


def test_the_gravest_comes_first_and_each_says_its_source() -> None:
    told = remarks(Asked(frozenset(Point), False, 80, Decimal(45)), None)
    order = list(Weight)
    assert [order.index(each.weight) for each in told] == sorted(
        order.index(each.weight) for each in told
    )
    assert all(each.source and each.text.endswith(".") for each in told)
