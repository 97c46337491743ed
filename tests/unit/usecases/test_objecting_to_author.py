"""One decision of the patient for every ordonnance of one prescriber."""

from ordonnance.usecases.objecting_to_author import object_to_author, of_author
from tests.builders.counter import CHILD, CLAMOXYL, KARDEGIC, of
from tests.builders.platform import Platform, a_platform, done, refused

PLAIN = of(CLAMOXYL, days=24)


def written() -> tuple[Platform, list[str]]:
    """Two ordonnances of doctor EXEMPLE for Jeanne, one of the dentist, one for a child."""
    platform = a_platform()
    numbers = [platform.issue(PLAIN).number, platform.issue(of(KARDEGIC, days=30)).number]
    numbers.append(platform.issue(PLAIN, by="dentiste").number)
    numbers.append(platform.issue(PLAIN, patient=CHILD).number)
    return platform, numbers


def stands(platform: Platform, number: str, by: str = "patient") -> bool:
    return bool(platform.consult(number, by).objection)


def decided(platform: Platform, number: str, *, withdraw: bool = False, by: str = "patient") -> int:
    asked = platform.asked(number, by)
    return done(object_to_author(asked, platform.ports, withdraw=withdraw))


def test_each_ordonnance_of_that_prescriber_for_that_patient_and_no_other() -> None:
    platform, (one, other, elsewhere, of_a_child) = written()
    assert decided(platform, one) == 2
    assert stands(platform, one)
    assert stands(platform, other)
    assert not stands(platform, elsewhere)
    assert not stands(platform, of_a_child, "representant")
    found = done(of_author(platform.asked(other, "patient"), platform.ports))
    assert {each.number for each in found.ordonnances} == {one, other}
    assert (found.objected, found.author.family) == (2, "EXEMPLE")
    assert decided(platform, other, withdraw=True) == 2
    assert not stands(platform, one)


def test_what_stands_already_is_left_and_one_of_each_is_journaled() -> None:
    platform, (one, other, *_) = written()
    platform.object(one)
    assert decided(platform, one) == 1
    assert decided(platform, one) == 0
    for number in (one, other):
        read = platform.journal(number).accesses
        assert [each.code for each in read if not each.refused].count("object") == 1


def test_the_patient_s_own_takes_the_place_of_one_that_came_through_the_author() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN, objection=True).number
    assert decided(platform, number) == 1
    with refused("OBJECTION_NOT_YOURS"):
        platform.object(number, by="medecin", withdraw=True, proof="demande du patient")


def test_nobody_decides_for_another_patient() -> None:
    platform, (one, *_) = written()
    with refused("NUMBER_UNKNOWN"):
        decided(platform, one, by="representant")
    for who in ("pharmacien", "caisse", "medecin", "assistante"):
        with refused("NOT_ALLOWED"):
            decided(platform, one, by=who)
