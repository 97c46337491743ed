"""Two packs of one line in one act: two sizes, or two lots of the same."""

from dataclasses import replace
from decimal import Decimal

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.drug import Catalogue, Medicine, Presentation
from ordonnance.domain.ids import Cip7, Cip13
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.line_request import LineRequest
from tests.builders.counter import AMLOR, LOVENOX, declined, of, pack_of, packs, speciality
from tests.builders.platform import Platform, a_platform, done, refused

SMALL, LARGE = pack_of(AMLOR), Cip13.of(Cip7("3000090"))


def sized() -> Medicine:
    """The speciality with a pack of 30 and one of 90."""
    medicine = speciality(AMLOR)
    first = medicine.presentations[0]
    assert first.units == 30
    large = Presentation(LARGE, "boîte de 90 gélules", Decimal(90), first.unit)
    return replace(medicine, presentations=(first, large))


class Sized:
    """The demonstration with that speciality."""

    def current(self) -> Catalogue:
        known = load_demonstration()
        changed = {**known.by_cis, AMLOR: sized()}
        return Catalogue.of(known.version, changed.values())


def four_a_day() -> tuple[Platform, str]:
    platform = a_platform()
    platform.ports = replace(platform.ports, drugs=Sized())
    return platform, platform.issue(of(AMLOR, days=30, daily=4)).number


def boxes(cip13: Cip13, count: int, **more: str) -> LineRequest:
    return packs(1, count, cip13=cip13, **more)


def test_a_pack_of_90_and_one_of_30_are_served_in_one_act() -> None:
    platform, number = four_a_day()
    answer = platform.dispense(number, boxes(LARGE, 1), boxes(SMALL, 1))
    assert [(each.cip13, each.units) for each in answer.served] == [
        (LARGE.value, 90), (SMALL.value, 30)
    ]  # fmt: skip
    assert answer.lines[0].state == "executed"
    assert answer.lines[0].remaining.units == 0


def test_the_second_pack_is_held_to_what_the_first_leaves() -> None:
    platform, number = four_a_day()
    with refused("QUANTITY_TOO_LARGE"):
        platform.dispense(number, boxes(LARGE, 1), boxes(SMALL, 2))
    assert platform.consult(number).lines[0].state == "open"


def test_one_act_serves_what_two_would() -> None:
    platform, number = four_a_day()
    together = platform.dispense(number, boxes(SMALL, 1), boxes(LARGE, 1)).lines
    other, second = four_a_day()
    other.dispense(second, boxes(SMALL, 1))
    apart = other.dispense(second, boxes(LARGE, 1)).lines
    assert together == apart


def test_each_pack_has_its_own_dispensing_resource_and_one_fill() -> None:
    platform, number = four_a_day()
    platform.dispense(number, boxes(LARGE, 1), boxes(SMALL, 1))
    read = done(read_executions(platform.asked(number, "medecin"), platform.ports))
    assert [len(each.served) for each in read.dispenses] == [2]
    (fill,) = read.fills.values()
    assert (fill.first, fill.complete) == (True, True)


def test_undone_the_whole_act_is_due_again() -> None:
    platform, number = four_a_day()
    platform.dispense(number, boxes(LARGE, 1), boxes(SMALL, 1))
    assert platform.undo(number).lines[0].remaining.units == 120


def test_two_lots_of_one_pack_are_told_apart() -> None:
    platform = a_platform()
    number = platform.issue(of(LOVENOX, days=12)).number
    pack = pack_of(LOVENOX, 1)
    answer = platform.dispense(
        number, boxes(pack, 1, lot="LOT-EXEMPLE-1"), boxes(pack, 1, lot="LOT-EXEMPLE-2")
    )
    assert [each.lot for each in answer.served] == ["LOT-EXEMPLE-1", "LOT-EXEMPLE-2"]


def test_the_same_pack_twice_is_a_request_sent_twice() -> None:
    platform, number = four_a_day()
    for pair in (
        (boxes(SMALL, 1), boxes(SMALL, 2)),
        (boxes(SMALL, 1), packs(1, None, cip13=LARGE)),
        (boxes(SMALL, 1), declined()),
    ):
        with refused("QUANTITY_INVALID"):
            platform.dispense(number, *pair)
    assert platform.progress(number).dispenses == ()
