"""The server's clock jumps: nothing is lost or doubled, refusals are clear, chains hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from tests.journeys import documents
from tests.journeys.asking import Door, answer, code_of
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions

BACK_AND_FORTH = [timedelta(hours=-1), timedelta(days=-2), timedelta(days=3650)]
NTP_STEPS = [timedelta(milliseconds=ms) for ms in (0, -1, -250, 2, -1500, 800, -3)]


@contextmanager
def doors(base: BaseInThread, sessions: Sessions, *shifts: timedelta) -> Iterator[list[Door]]:
    """The same base by as many clocks; sign-in stays at present."""
    if not shifts:
        yield []
        return
    with (
        base.later(seconds=shifts[0].total_seconds()) as address,
        Door(address, sessions) as door,
        doors(base, sessions, *shifts[1:]) as others,
    ):
        yield [door, *others]


def broken_links(base: BaseInThread, number: str) -> list[Any]:
    """What is broken in the journal of an ordonnance."""
    store: Any = base.platform.ports.base
    breaks: list[Any] = base.run(store.verify_chain(OrdonnanceNumber(number)))
    return breaks


@pytest.mark.parametrize("shift", BACK_AND_FORTH, ids=str)
def test_an_act_asked_again_after_a_jump_answers_the_same_bytes(
    base: BaseInThread, door: Door, sessions: Sessions, shift: timedelta
) -> None:
    document = documents.renewed()
    first = door.ask("issue", "medecin", document, key=f"saut-{shift}")
    number = answer(first)["number"]
    served = door.ask("dispense", "pharmacien", number=number, line={"line": 1}, key="d")
    with doors(base, sessions, shift) as (jumped,):
        again = jumped.ask("issue", "medecin", document, key=f"saut-{shift}")
        assert (again.status_code, again.content) == (200, first.content)
        again = jumped.ask("dispense", "pharmacien", number=number, line={"line": 1}, key="d")
        assert (again.status_code, again.content) == (200, served.content)
    assert len(door.does("executions", "medecin", number=number)["execution"]) == 1
    assert broken_links(base, number) == []


@pytest.mark.parametrize("shift", BACK_AND_FORTH[:2], ids=str)
def test_what_was_done_before_the_clock_went_back_stands_and_can_be_followed(
    base: BaseInThread, door: Door, sessions: Sessions, shift: timedelta
) -> None:
    number = door.issued(documents.renewed())
    given = door.does("dispense", "pharmacien", number=number, line={"line": 1})
    with doors(base, sessions, shift) as (behind,):
        assert behind.does("consult", "pharmacien", number=number)["state"] == "partly-executed"
        twice = behind.ask("dispense", "pharmacien", number=number, line={"line": 1})
        assert (twice.status_code, code_of(twice)) == (422, "LINE_NOT_DUE")
        behind.does("undo", "pharmacien", number=number, reason="MISTAKE",
                    reference=given["reference"])  # fmt: skip
        behind.does("dispense", "pharmacien2", number=number, line={"line": 1})
        behind.does("dispense", "pharmacien2", number=number, line={"line": 2})
    assert door.does("consult", "patient", number=number)["state"] == "partly-executed"
    read = door.does("journal", "patient", number=number)["access"]
    done = [each["code"] for each in read if not each.get("refused")]
    assert [each for each in done if each != "consult"] == [
        "issue", "dispense", "undo", "dispense", "dispense", "journal",
    ]  # fmt: skip
    assert broken_links(base, number) == []


def test_an_ordonnance_of_a_future_day_is_refused_by_a_clock_that_is_behind(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    document = documents.simple()
    with doors(base, sessions, timedelta(days=-2)) as (behind,):
        refused = behind.ask("issue", "medecin", document, key="trop tot")
        assert (refused.status_code, code_of(refused)) == (422, "LAW_BLOCKED")
    door.issued(document, key="trop tot")


def test_an_ordonnance_issued_by_a_clock_that_was_ahead_is_served_once(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    ahead_by = timedelta(days=400)
    document = documents.written(documents.course(), at=documents.now() + ahead_by)
    with doors(base, sessions, ahead_by) as (ahead,):
        number = ahead.issued(document)
    door.does("consult", "pharmacien", number=number)
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    again = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
    assert again.status_code == 409
    assert broken_links(base, number) == []


def test_ten_years_ahead_what_is_over_is_refused_and_nothing_is_written(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    number = door.issued(documents.renewed())
    with doors(base, sessions, timedelta(days=3650)) as (ahead,):
        refused = ahead.ask("dispense", "pharmacien", number=number, line={"line": 1})
        assert refused.status_code in (409, 422), refused.text
    # Nothing was written by looking: back at present, it is as it was.
    assert door.does("consult", "patient", number=number)["state"] == "issued"
    door.does("dispense", "pharmacien", number=number, line={"line": 1})


def test_small_steps_of_the_clock_break_neither_chain_nor_order(
    base: BaseInThread, sessions: Sessions
) -> None:
    with doors(base, sessions, *NTP_STEPS) as stepped:
        number = stepped[0].issued(documents.renewed())
        for rank, each in enumerate(stepped[1:]):
            if rank % 2:
                each.does("undo", "pharmacien", number=number, reason="MISTAKE")
            else:
                each.does("dispense", "pharmacien", number=number, line={"line": 1})
        read = stepped[0].does("journal", "patient", number=number)["access"]
    codes = [each["code"] for each in read]
    assert codes == ["issue", *["dispense", "undo"] * 3, "journal"]
    assert broken_links(base, number) == []


def test_a_session_is_refused_clearly_by_a_clock_that_is_elsewhere(
    base: BaseInThread, sessions: Sessions
) -> None:
    verifier = base.platform.verifier
    for shift in BACK_AND_FORTH:
        moved = type(verifier)(verifier._issuers.values(), lambda: documents.now() + shift)  # noqa: B023
        with base.served_with(verifier=moved) as address, Door(address, sessions) as door:
            refused = door.ask("list", "medecin")
            assert (refused.status_code, code_of(refused)) == (401, "TOKEN_EXPIRED")
