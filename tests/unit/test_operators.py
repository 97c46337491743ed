"""Who enters the administration is told to the logs, by duty; so is who is refused."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.memory import MemorySessions
from ordonnance.bootstrap.operators import DEMONSTRATION, LINK_LIFE, Operators, link_code
from ordonnance.domain.errors import Refusal
from tests.builders.provider import MovingClock

pytestmark = pytest.mark.anyio
CLOCK = MovingClock()
CABINET = KeyCabinet.generate(CLOCK())


def doors(clock: MovingClock, *, demonstration: bool = False) -> Operators:
    idle = timedelta(minutes=30)
    return Operators(MemorySessions(), CABINET, clock, idle, demonstration=demonstration)


async def test_an_operator_who_enters_is_told_by_duty_and_never_by_the_link() -> None:
    code = link_code(CABINET, "astreinte", CLOCK())
    with capture_logs() as logs:
        operator = await doors(CLOCK).enter(code)
        await doors(CLOCK, demonstration=True).enter_demonstration()
    assert [(each["event"], each["duty"]) for each in logs] == [
        ("operator entered", "astreinte"), ("operator entered", DEMONSTRATION),
    ]  # fmt: skip
    assert code not in repr(logs)
    assert operator.secret not in repr(logs)


async def test_a_link_refused_is_told_with_the_duty_when_it_is_ours() -> None:
    clock = MovingClock()
    operators = doors(clock)
    used, old = (link_code(CABINET, duty, clock()) for duty in ("astreinte", "exploitation"))
    await operators.enter(used)
    with capture_logs() as logs:
        for code, wait in ((used, timedelta()), (old, LINK_LIFE), ("A" * 60, timedelta())):
            clock.at += wait
            with pytest.raises(Refusal) as told:
                await operators.enter(code)
            assert told.value.code == "OPERATOR_LINK"
    assert [(each["event"], each["reason"], each["duty"]) for each in logs] == [
        ("operator refused", "link used already", "astreinte"),
        ("operator refused", "link too old", "exploitation"),
        ("operator refused", "no link of ours", None),
    ]
    assert {each["log_level"] for each in logs} == {"warning"}
