"""The register of secured paper: what may be written after what, and what is then counted."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.actors import Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.secured_stock import LossKind, StockKind
from ordonnance.usecases.ports import Written
from ordonnance.usecases.read_stock import read_declaration, read_stock
from ordonnance.usecases.record_stock import EARLIEST, record_stock
from ordonnance.usecases.stock_views import LotView, StockRead
from tests.builders.platform import MORNING, Platform, a_platform, done, refused
from tests.builders.stock import LOT, asked, recorded, with_delivery

RECEIVED, USED, SPOILED = StockKind.RECEIVED, StockKind.USED, StockKind.SPOILED
DECLARED, FOUND, POLICE = StockKind.DECLARED, StockKind.FOUND, StockKind.POLICE
TODAY = MORNING.date()


def read(platform: Platform, by: str = "medecin") -> StockRead:
    return done(read_stock(platform.caller(by), platform.ports))


def counts(platform: Platform) -> tuple[int, int, int, int, int]:
    """Received, used, spoiled, missing, left."""
    (lot,) = read(platform).lots
    return lot.received, lot.used, lot.spoiled, lot.missing, lot.left


def test_each_sheet_is_counted_once_whatever_became_of_it() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, USED, sheets="1-10")
    recorded(platform, SPOILED, sheets="10-12")
    recorded(platform, DECLARED, sheets="12-20")
    assert counts(platform) == (100, 9, 2, 9, 80)
    assert read(platform).lots[0].free == "21 à 100"


def test_a_lot_is_the_same_however_it_is_typed() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, USED, lot="ex 2026a", sheets="1")
    assert counts(platform) == (100, 1, 0, 0, 99)
    with refused("STOCK_NUMBER_INVALID"):
        recorded(platform, USED, lot="--")


def test_a_delivery_of_sheets_already_there_is_refused_and_the_rest_of_a_lot_is_not() -> None:
    platform = with_delivery(a_platform())
    with refused("STOCK_OVERLAP") as overlap:
        recorded(platform, RECEIVED, sheets="91-190")
    assert "91 à 100" in overlap.value.first.message
    recorded(platform, RECEIVED, sheets="101-200")
    assert counts(platform)[0] == 200


def test_two_suppliers_with_the_same_lot_are_told_apart() -> None:
    platform = with_delivery(a_platform())
    with refused("STOCK_OTHER_SUPPLIER"):
        recorded(platform, RECEIVED, sheets="201-300", supplier="Autre EXEMPLE")
    recorded(platform, RECEIVED, lot=f"{LOT} AUTRE", supplier="Autre EXEMPLE")
    assert [lot.supplier for lot in read(platform).lots] == ["Imprimerie EXEMPLE", "Autre EXEMPLE"]


@pytest.mark.parametrize(
    ("sheets", "code"),
    [("1-10000", None), ("1-10001", "STOCK_NUMBER_INVALID"), ("20-1", "STOCK_NUMBER_INVALID"),
     ("", "STOCK_NUMBER_INVALID"), ("1-1234567890", "STOCK_NUMBER_INVALID")],
)  # fmt: skip
def test_an_absurd_range_is_refused(sheets: str, code: str | None) -> None:
    platform = a_platform()
    if code is None:
        assert recorded(platform, RECEIVED, sheets=sheets).lot.received == 10_000
        return
    with refused(code):
        recorded(platform, RECEIVED, sheets=sheets)


@pytest.mark.parametrize(
    ("day", "allowed"),
    [(EARLIEST, True), (EARLIEST - timedelta(1), False), (TODAY, True),
     (TODAY + timedelta(1), False)],
)  # fmt: skip
def test_a_day_is_neither_to_come_nor_before_there_was_secured_paper(
    day: date, allowed: bool
) -> None:
    platform = a_platform()
    if allowed:
        assert recorded(platform, RECEIVED, on=day).version == 1
        return
    with refused("ELEMENT_INVALID"):
        recorded(platform, RECEIVED, on=day)


def test_what_is_not_received_is_neither_used_nor_declared() -> None:
    platform = with_delivery(a_platform())
    for kind in (USED, SPOILED, DECLARED, FOUND):
        with refused("STOCK_UNKNOWN"):
            recorded(platform, kind, sheets="100-101")


def test_a_sheet_is_used_once_and_may_be_spoiled_by_its_printing() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, USED)
    with refused("STOCK_SPENT"):
        recorded(platform, USED)
    recorded(platform, SPOILED)
    assert counts(platform) == (100, 0, 1, 0, 99)
    for kind in (USED, SPOILED):
        with refused("STOCK_SPENT"):
            recorded(platform, kind)


def test_declared_sheets_are_blocked_at_once_and_found_ones_no_longer() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, USED, sheets="40")
    recorded(platform, DECLARED)
    for kind in (USED, SPOILED, DECLARED):
        with refused("STOCK_DECLARED") as blocked:
            recorded(platform, kind, sheets="39-41")
        assert f"{TODAY:%d/%m/%Y}" in blocked.value.first.message
    recorded(platform, FOUND, sheets="40-50")
    assert counts(platform) == (100, 1, 0, 9, 90)
    with refused("STOCK_NOT_DECLARED"):
        recorded(platform, FOUND, sheets="50-51")
    recorded(platform, USED, sheets="41")
    (declaration,) = read(platform).declarations
    assert (declaration.sheets, declaration.standing) == ("40 à 59", "51 à 59")


def test_a_police_reference_may_come_later_and_belongs_to_its_declaration() -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED, sheets="1")
    recorded(platform, DECLARED, sheets="2", loss=LossKind.LOST)
    answer = recorded(platform, POLICE, declaration=2)
    assert answer.declaration is not None
    assert (answer.declaration.declaration, answer.lot.missing) == (2, 2)
    assert [each.police for each in read(platform).declarations] == ["", "PV 2026/EXEMPLE/12"]
    with refused("STOCK_DECLARATION_UNKNOWN"):
        recorded(platform, POLICE, declaration=3)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(RECEIVED, "supplier"), (RECEIVED, "on"), (SPOILED, "reason"), (FOUND, "reason"),
     (DECLARED, "loss"), (DECLARED, "on"), (DECLARED, "where"), (DECLARED, "circumstances"),
     (POLICE, "police"), (POLICE, "on")],
)  # fmt: skip
def test_an_act_without_what_it_must_say_is_refused(kind: StockKind, missing: str) -> None:
    platform = with_delivery(a_platform())
    recorded(platform, DECLARED)
    empty: Any = None if missing in ("on", "loss") else ""
    with refused("ELEMENT_MISSING"):
        recorded(platform, kind, **{missing: empty})


def test_the_same_key_answers_the_same_and_writes_once() -> None:
    platform = with_delivery(a_platform())
    command = asked(platform, USED, key="deux fois")
    first = done(record_stock(command, platform.ports))
    recorded(platform, USED, sheets="13")
    assert done(record_stock(command, platform.ports)) == first
    assert counts(platform)[1] == 2
    with refused("IDEMPOTENCY_KEY_REUSED"):
        done(record_stock(replace(command, body=b"autre"), platform.ports))


def test_a_version_that_is_no_longer_the_last_is_refused() -> None:
    platform = with_delivery(a_platform())
    current = replace(asked(platform, USED), if_match=1)
    stale = replace(asked(platform, USED, sheets="13"), if_match=1)
    assert done(record_stock(current, platform.ports)).version == 2
    with refused("STOCK_CHANGED"):
        done(record_stock(stale, platform.ports))


@pytest.mark.anyio
async def test_whoever_loses_each_race_is_told_to_ask_again() -> None:
    platform = with_delivery(a_platform())

    class Losing:
        """A register where somebody else always wrote first."""

        def __getattr__(self, name: str) -> object:
            return getattr(platform.base.stock, name)

        async def append(self, *_: object) -> Written:
            return Written.CONFLICT

    ports: Any = replace(platform.ports, stock=Losing())
    with refused("CONFLICT_RETRY"):
        await record_stock(asked(platform, USED), ports)


def test_a_register_is_that_of_one_structure() -> None:
    platform = with_delivery(a_platform())
    assert read(platform, "sage-femme").lots == ()
    with refused("STOCK_UNKNOWN"):
        recorded(platform, USED, by="sage-femme")


@pytest.mark.parametrize("who", ["pharmacien", "preparateur", "patient", "representant", "caisse"])
def test_nobody_but_a_prescriber_reads_or_writes_it(who: str) -> None:
    platform = with_delivery(a_platform())
    with refused("NOT_ALLOWED"):
        read(platform, who)
    with refused("NOT_ALLOWED"):
        done(read_declaration(platform.caller(who), 1, platform.ports))
    with refused("NOT_ALLOWED"):
        recorded(platform, USED, by=who)
    drafting = replace(platform.caller("medecin"), role=Role.ASSISTANT)
    with refused("NOT_ALLOWED"):
        done(read_stock(drafting, platform.ports))


def test_each_line_says_who_wrote_it_with_what_and_the_number_is_for_its_author() -> None:
    platform = with_delivery(a_platform())
    number = "UD0000000000000000"
    recorded(platform, USED, ordonnance=number)
    line = read(platform).lines[-1]
    assert (line.name, line.software, line.ordonnance) == (
        "Claire EXEMPLE", "Logiciel EXEMPLE 1.0", number
    )  # fmt: skip
    assert read(platform, "remplacant").lines[-1].ordonnance == ""
    assert number not in repr(read(platform).lines)


KINDS = st.sampled_from([USED, SPOILED, DECLARED, FOUND])
ACTS = st.lists(st.tuples(KINDS, st.integers(1, 12), st.integers(0, 3)), max_size=12)


@given(ACTS)
def test_whatever_is_recorded_each_sheet_received_is_counted_once(
    acts: list[tuple[StockKind, int, int]],
) -> None:
    platform = a_platform()
    recorded(platform, RECEIVED, sheets="1-12")
    written = 1
    for kind, first, more in acts:
        last = min(first + more, 12)
        command = asked(platform, kind, sheets=f"{first}-{last}")
        before = counts(platform)
        try:
            done(record_stock(command, platform.ports))
            written += 1
        except Refusal:
            assert counts(platform) == before
    received, *became = counts(platform)
    assert received == sum(became) == 12
    assert read(platform).version == written


def test_a_lot_without_anything_left_has_no_free_sheet() -> None:
    platform = a_platform()
    recorded(platform, RECEIVED, sheets="1-2")
    view = recorded(platform, USED, sheets="1-2").lot
    assert view == LotView(LOT, "Imprimerie EXEMPLE", 2, 2, 0, 0, 0, "")
