"""Several people at the same moment, and answers lost on the way: one truth, whoever asks again."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.cancel import Cancel, CancelReason, cancel
from ordonnance.usecases.consult import consult
from ordonnance.usecases.dispense import dispense
from ordonnance.usecases.issue import issue
from ordonnance.usecases.objection import Object, record_objection
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.replace import replace as replace_ordonnance
from ordonnance.usecases.reserve import Reserve, reserve
from ordonnance.usecases.undo import Undo, UndoReason, undo
from tests.builders.counter import CLAMOXYL, KARDEGIC, STILNOX, of, packs
from tests.builders.faults import Losing
from tests.builders.platform import Platform, a_platform, done, refused

pytestmark = pytest.mark.anyio

LAST_BOX = of(CLAMOXYL, days=12)
WRITES = ("issue", "apply", "replace", "reserve", "record_access")


class Yielding:
    """A base where everybody reads before anybody writes."""

    def __init__(self, base: object) -> None:
        self._base = base

    def __getattr__(self, name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
        async def call(*given: Any) -> Any:
            await asyncio.sleep(0)
            answer = await getattr(self._base, name)(*given)
            await asyncio.sleep(0)
            return answer

        return call


async def outcomes(*acts: Coroutine[Any, Any, object]) -> Counter[str]:
    """How each of several simultaneous acts ended: « done », or its code."""
    ended = await asyncio.gather(*acts, return_exceptions=True)
    codes = []
    for each in ended:
        if isinstance(each, BaseException) and not isinstance(each, Refusal):
            raise each
        codes.append(each.code if isinstance(each, Refusal) else "done")
    return Counter(codes)


def crowded(*lines: Any) -> tuple[Platform, str]:
    platform = a_platform()
    number = platform.issue(*lines).number
    return platform.on(Yielding(platform.base)), number  # type: ignore[arg-type]  # any port


async def test_fifty_pharmacists_ask_for_the_last_box_and_one_gets_it() -> None:
    platform, number = crowded(LAST_BOX)
    commands = [
        platform.serving(number, packs(1, 1), by=("pharmacien", "pharmacien2")[rank % 2])
        for rank in range(50)
    ]
    ended = await outcomes(*(dispense(each, platform.ports) for each in commands))
    assert ended == {"done": 1, "LINE_ALREADY_SERVED": 49}
    assert len(platform.progress(number).dispenses) == 1
    assert platform.progress(number).version == 2


async def test_two_pharmacies_serve_two_lines_at_once_and_both_are_kept() -> None:
    platform, number = crowded(LAST_BOX, of(KARDEGIC, days=30))
    ended = await outcomes(
        dispense(platform.serving(number, packs(1)), platform.ports),
        dispense(platform.serving(number, packs(2), by="pharmacien2"), platform.ports),
    )
    assert ended == {"done": 2}
    references = [each.reference[-3:] for each in platform.progress(number).dispenses]
    assert references == ["001", "002"]


async def test_a_cancel_racing_a_dispensing_leaves_one_truth() -> None:
    platform, number = crowded(of(CLAMOXYL, days=24))
    serving = [dispense(platform.serving(number, packs(1, 1)), platform.ports) for _ in range(8)]
    ending = cancel(Cancel(platform.asked(number, "medecin"), CancelReason.ERROR), platform.ports)
    ended = await outcomes(*serving[:4], ending, *serving[4:])
    progress = platform.progress(number)
    served = len(progress.dispenses)
    ways = {"done", "ORDONNANCE_CANCELLED", "LINE_ALREADY_SERVED", "NOTHING_LEFT"}
    assert set(ended) <= ways | {"CONFLICT_RETRY"}
    assert ended["done"] == served + (progress.ending is not None)
    assert served <= 2, "no box is served twice"
    assert (progress.ending is None) is (served == 2)


async def test_a_cancel_and_a_replacement_never_both_end_an_ordonnance() -> None:
    platform, number = crowded(LAST_BOX)
    document = platform.document(of(CLAMOXYL, days=6))
    ended = await outcomes(
        cancel(Cancel(platform.asked(number, "medecin"), CancelReason.ERROR), platform.ports),
        replace_ordonnance(platform.replacing(number, document), platform.ports),
        replace_ordonnance(platform.replacing(number, document), platform.ports),
    )
    assert ended == {"done": 1, "ALREADY_ENDED": 2}
    ending = platform.progress(number).ending
    assert ending is not None
    listed = await platform.base.by_author("99900000011", 10)
    assert len(listed) == (2 if ending.replaced_by else 1)


async def test_the_same_request_sent_twenty_times_at_once_acts_once() -> None:
    platform, number = crowded(of(CLAMOXYL, days=24))
    command = platform.serving(number, packs(1, 1), key="cle")
    answers = await asyncio.gather(*(dispense(command, platform.ports) for _ in range(20)))
    assert len(set(answers)) == 1
    assert platform.progress(number).version == 2


async def test_the_same_document_issued_twenty_times_at_once_is_one_ordonnance() -> None:
    platform, _ = crowded(LAST_BOX)
    command = platform.issuing(platform.document(of(STILNOX, days=7)), key="cle")
    answers = await asyncio.gather(*(issue(command, platform.ports) for _ in range(20)))
    assert len(set(answers)) == 1
    assert len(await platform.base.by_author("99900000011", 10)) == 2


async def test_two_twins_issued_at_once_are_both_marked_for_the_counter() -> None:
    platform, _ = crowded(LAST_BOX)
    slow = Platform(
        Ports(**{
            **{name: getattr(platform.ports, name) for name in Ports.__slots__},
            "coverage": Yielding(platform.coverage),
        }),
        platform.clock, platform.base, platform.coverage, platform.sealer,
    )  # fmt: skip
    commands = [slow.issuing(slow.document(of(STILNOX, days=7))) for _ in range(2)]
    issued = await asyncio.gather(*(issue(each, slow.ports) for each in commands))
    for each in issued:
        opened = await consult(platform.asked(each.number, "pharmacien"), platform.ports)
        assert [finding.rule for finding in opened.findings] == ["RX-STUP-07"]
        journal = await platform.base.journal(OrdonnanceNumber(each.number))
        assert [entry.entry.act for entry in journal].count("mark-twin") == 1


# --- A lost answer, then the same request again


def serve(platform: Platform, number: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    command = platform.serving(number, packs(1, 1), key="cle")
    return lambda ports: dispense(command, ports)


def take_back(platform: Platform, number: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    platform.dispense(number, packs(1, 1))
    command = Undo(platform.asked(number, "pharmacien", key="cle"), UndoReason.MISTAKE)
    return lambda ports: undo(command, ports)


def end(platform: Platform, number: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    command = Cancel(platform.asked(number, "medecin", key="cle"), CancelReason.ERROR)
    return lambda ports: cancel(command, ports)


def correct(platform: Platform, number: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    command = platform.replacing(number, platform.document(of(STILNOX, days=7)), key="cle")
    return lambda ports: replace_ordonnance(command, ports)


def oppose(platform: Platform, number: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    command = Object(platform.asked(number, "patient", key="cle"))
    return lambda ports: record_objection(command, ports)


def establish(platform: Platform, number: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    done(cancel(Cancel(platform.asked(number, "medecin"), CancelReason.ERROR), platform.ports))
    command = platform.issuing(platform.document(of(STILNOX, days=7)), key="cle")
    return lambda ports: issue(command, ports)


def keep(platform: Platform, _: str) -> Callable[[Ports], Coroutine[Any, Any, object]]:
    command = Reserve(platform.caller("medecin"), 3, "cle")
    return lambda ports: reserve(command, ports)


ACTS = [serve, take_back, end, correct, oppose, establish, keep]
POINTS = [("base", call) for call in (*WRITES, "read")]
POINTS += [("coverage", call) for call in ("of", "add", "remove")]


def written(platform: Platform, number: str) -> object:
    """Everything that the base holds, but for the moments."""
    listed = [
        (each.number.value, each.progress)
        for each in done(platform.base.by_author("99900000011", 10))
    ]
    journal = [each.entry.act for each in done(platform.base.journal(OrdonnanceNumber(number)))]
    covered = done(platform.coverage.of(platform.caller("patient").actor.ins))  # type: ignore[union-attr]  # a patient
    return sorted(listed), journal, covered


@pytest.mark.parametrize("after", [True, False], ids=["after", "before"])
@pytest.mark.parametrize(("port", "call"), POINTS)
@pytest.mark.parametrize("prepared", ACTS)
def test_an_answer_lost_at_any_point_is_found_by_asking_again(
    prepared: Callable[..., Any], port: str, call: str, after: bool
) -> None:
    platform = a_platform()
    number = platform.issue(of(STILNOX, days=14)).number
    act = prepared(platform, number)
    losing = Losing(getattr(platform, port), call, after=after)
    ports = Ports(**{
        **{name: getattr(platform.ports, name) for name in Ports.__slots__}, port: losing,
    })  # fmt: skip
    first = None
    with contextlib.suppress(Refusal):
        first = done(act(ports))
    assert losing.lost == (first is None)
    again = done(act(platform.ports))
    assert first is None or again == first
    held = written(platform, number)
    assert done(act(platform.ports)) == again
    assert written(platform, number) == held, "asking again writes nothing more"


def test_an_access_that_cannot_be_journaled_shows_nothing() -> None:
    platform = a_platform()
    number = platform.issue(LAST_BOX).number
    with refused("BASE_UNAVAILABLE"):
        platform.on(Losing(platform.base, "record_access", after=False)).consult(number)  # type: ignore[arg-type]  # any port
