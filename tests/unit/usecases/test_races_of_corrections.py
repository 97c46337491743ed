"""Corrections sent twice, at once, or under a key that served before: one act, one answer."""

from dataclasses import replace

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.dispense import dispense
from ordonnance.usecases.issue import issue
from ordonnance.usecases.replace import Replace
from ordonnance.usecases.replace import replace as replace_ordonnance
from ordonnance.usecases.reserve import Reserve, reserve
from tests.builders.counter import CLAMOXYL, PATIENT, STILNOX, of, packs
from tests.builders.faults import Meanwhile
from tests.builders.platform import Platform, a_platform, done

PLAIN = of(CLAMOXYL, days=12)
assert PATIENT.ins is not None
PATIENT_INS = PATIENT.ins


def test_one_key_corrects_as_many_ordonnances_as_one_likes() -> None:
    platform = a_platform()
    numbers = [platform.issue(PLAIN).number for _ in range(7)]
    commands = [
        platform.replacing(number, platform.document(PLAIN), key="du jour") for number in numbers
    ]
    corrected = [done(replace_ordonnance(each, platform.ports)) for each in commands]
    assert [each.replaces for each in corrected] == numbers
    assert len({*numbers, *(each.number for each in corrected)}) == 14
    assert [done(replace_ordonnance(each, platform.ports)) for each in commands] == corrected


def a_correction(platform: Platform, kind: str) -> Replace:
    """A correction under the overlap rule, or one that takes a reserved number."""
    if kind == "overlap":
        number = platform.issue(of(STILNOX, days=14)).number
        return platform.replacing(number, platform.document(of(STILNOX, days=7)))
    number = platform.issue(PLAIN).number
    listed = done(reserve(Reserve(platform.caller("medecin"), 1, "liste"), platform.ports))
    document = platform.document(PLAIN, reserved=OrdonnanceNumber(listed.numbers[0]))
    command = platform.replacing(number, document)
    held = replace(command.corrected, reservation=listed.reservation)
    return replace(command, corrected=held)


@pytest.mark.parametrize(
    ("kind", "port", "call"),
    [("overlap", "coverage", "of"), ("reserved", "base", "reservation_revoked")],
)
def test_a_correction_is_not_refused_because_of_its_own_first_sending(
    kind: str, port: str, call: str
) -> None:
    platform = a_platform()
    command = a_correction(platform, kind)
    slow = Meanwhile(getattr(platform.ports, port), call)
    first: list[object] = []

    async def sent_first() -> None:
        first.append(await replace_ordonnance(command, platform.ports))

    slow.happens = sent_first
    again = done(replace_ordonnance(command, replace(platform.ports, **{port: slow})))
    assert [again] == first


def covered(platform: Platform) -> list[str]:
    """The kinds of the periods that the index holds for the patient."""
    return [each.kind for each in done(platform.coverage.of(PATIENT_INS))]


def test_a_serving_undone_while_its_days_are_written_covers_nothing() -> None:
    platform = a_platform()
    number = platform.issue(of(STILNOX, days=14)).number
    slow = Meanwhile(platform.coverage, "add")

    async def undone() -> None:
        platform.undo(number)

    slow.happens = undone
    ports = replace(platform.ports, coverage=slow)
    given = done(dispense(platform.serving(number, packs(1, 1)), ports))
    assert platform.progress(number).dispenses[0].reference == given.reference
    assert covered(platform) == ["established"]
    platform.dispense(number, packs(1, 1))
    assert covered(platform) == ["established", "executed"]


def test_an_ordonnance_cancelled_while_its_days_are_written_covers_nothing() -> None:
    platform = a_platform()
    slow = Meanwhile(platform.coverage, "add")

    async def cancelled() -> None:
        (listed,) = platform.list().ordonnances
        platform.cancel(listed.number)

    slow.happens = cancelled
    ports = replace(platform.ports, coverage=slow)
    command = platform.issuing(platform.document(of(STILNOX, days=14)))
    number = done(issue(command, ports)).number
    assert covered(platform) == []
    assert platform.consult(number, "medecin").state == "cancelled"
    platform.issue(of(STILNOX, days=14))
    assert covered(platform) == ["established"]
