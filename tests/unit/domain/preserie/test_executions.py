"""What an execution is, what is left out of the share and why, and what becomes of the scan."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.errors import CATALOGUE
from ordonnance.domain.preserie.executions import (
    DOWN_CODES,
    Exclusion,
    Execution,
    Field,
    executions,
)
from ordonnance.domain.preserie.scor import Scan, measure_scans, scan_of
from ordonnance.domain.preserie.sides import PHARMACY, PRACTICE
from ordonnance.domain.preserie.traces import (
    Attempt,
    Operation,
    Outage,
    Outcome,
    Paper,
    TraceInvalid,
    Witness,
)
from tests.unit.domain.preserie.attempts import FIELD, USUAL, at, dispensed, hexed
from tests.unit.domain.preserie.pilots import FIRST

LOST = dispensed(1, 1, ok=False)
DONE = dispensed(1, 1, ok=True, hour=12)


def one(*attempts: Attempt, field: Field = FIELD) -> Execution:
    (found,) = executions(attempts, field, PHARMACY)
    return found


def refused(code: str, served: bool | None = None) -> Attempt:
    return replace(LOST, outcome=Outcome.REFUSED, code=code, served=served)


def test_a_retry_that_succeeds_makes_one_execution_recorded_on_the_day_of_the_first_try() -> None:
    late = dispensed(1, 1, ok=True, day=date(2026, 4, 3))
    found = one(late, LOST, late)
    assert (found.day, found.recorded, found.exclusion) == (USUAL, True, None)
    assert len(found.attempts) == 2, "what arrives twice counts once"


def test_the_codes_that_decide_are_codes_of_the_catalogue() -> None:
    assert set(CATALOGUE) >= PHARMACY.fruitless | PRACTICE.fruitless | DOWN_CODES


def test_each_exclusion_has_its_reason() -> None:
    outages = replace(FIELD, outages=(Outage(at(USUAL, 9), at(USUAL, 11)),))
    versions = replace(FIELD, versions=frozenset({"4.2"}))
    assert one(replace(LOST, test=True)).exclusion is Exclusion.TEST
    assert one(replace(LOST, at=at(date(2026, 3, 8)))).exclusion is Exclusion.OUTSIDE
    assert one(replace(LOST, at=at(FIRST))).exclusion is None
    assert one(LOST, field=versions).exclusion is Exclusion.OTHER_VERSION
    assert one(refused("LINE_NOT_DUE")).exclusion is Exclusion.NOT_EXECUTED
    assert one(replace(LOST, served=False)).exclusion is Exclusion.NOT_EXECUTED
    assert one(LOST, field=outages).exclusion is Exclusion.BASE_DOWN
    assert one(refused("BASE_UNAVAILABLE")).exclusion is Exclusion.BASE_DOWN


def test_what_is_excluded_by_nothing_counts_against_the_software() -> None:
    outages = replace(FIELD, outages=(Outage(at(USUAL, 11), at(USUAL, 12)),))
    assert one(LOST).exclusion is None, "unreachable while the base says it was up"
    assert one(LOST, field=outages).exclusion is None, "an outage at another time"
    assert one(refused("LINE_NOT_DUE", served=True)).exclusion is None, "served all the same"
    assert one(refused("ELEMENT_MISSING")).exclusion is None
    assert one(replace(LOST, outcome=Outcome.NOT_TRIED)).exclusion is None
    assert one(refused("BASE_UNAVAILABLE"), dispensed(1, 1, ok=False, hour=16)).exclusion is None


def test_a_recorded_execution_is_not_excluded_because_the_base_was_down_once() -> None:
    outages = replace(FIELD, outages=(Outage(at(USUAL, 9), at(USUAL, 11)),))
    found = one(LOST, DONE, field=outages)
    assert (found.recorded, found.exclusion) == (True, None)


def test_a_success_that_only_the_software_tells_does_not_count_where_the_base_writes() -> None:
    witnessed = replace(FIELD, witnessed=frozenset({"poste-1"}))
    claimed = one(DONE, field=witnessed)
    assert (claimed.recorded, claimed.claimed, claimed.exclusion) == (False, True, None)
    seen = one(DONE, replace(DONE, id=hexed(9), seen_by=Witness.BASE), field=witnessed)
    assert (seen.recorded, seen.claimed) == (True, False)
    alone = one(DONE)
    assert (alone.recorded, alone.claimed) == (True, True), "told apart where the base is blind"


def invoice(paper: Paper, hour: int) -> Attempt:
    return replace(DONE, id=hexed(8, hour), operation=Operation.INVOICE, at=at(USUAL, hour),
                   paper=paper)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "scan"),
    [
        ((DONE, invoice(Paper.NOT_SENT, 13)), Scan.STOPPED),
        ((DONE, invoice(Paper.SENT, 13)), Scan.SENT_THOUGH_RECORDED),
        ((replace(DONE, paper=Paper.SENT),), Scan.SENT_THOUGH_RECORDED),
        ((LOST, invoice(Paper.SENT, 11)), Scan.KEPT),
        ((LOST, invoice(Paper.SENT, 11), DONE), Scan.KEPT),
        ((LOST, invoice(Paper.NOT_SENT, 11)), Scan.MISSING),
        ((LOST, invoice(Paper.NOT_SENT, 11), DONE), Scan.STOPPED),
        ((LOST,), Scan.NOT_TOLD),
        ((DONE,), Scan.NOT_TOLD),
    ],
)
def test_the_scan_is_a_fault_when_sent_for_nothing_or_missing(
    told: tuple[Attempt, ...], scan: Scan
) -> None:
    found = one(*told)
    assert scan_of(found) is scan
    measured = measure_scans((found,))
    assert measured.fault_count == int(scan.is_fault)
    assert measured.judged == int(scan is not Scan.NOT_TOLD)


def test_the_scan_is_judged_while_the_base_is_down_and_not_for_what_was_not_served() -> None:
    down = one(refused("BASE_UNAVAILABLE", served=True), invoice(Paper.NOT_SENT, 11))
    assert measure_scans((down,)).scans[Scan.MISSING] == 1
    nothing = one(refused("LINE_ENDED"), invoice(Paper.NOT_SENT, 11))
    assert measure_scans((nothing,)).judged == 0


def test_an_invoice_alone_makes_no_execution() -> None:
    assert executions((invoice(Paper.SENT, 11),), FIELD, PHARMACY) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "comptoir-1"), ("id", "x" * 40), ("reference", None), ("reference", "a" * 31),
        ("reference", "U" + "0" * 40), ("version", "4.1 beta"), ("version", ""),
        ("module_version", "é"), ("duration_ms", -1), ("duration_ms", 3_600_001),
        ("code", "Durand"), ("code", "A" * 70), ("at", at(USUAL).replace(tzinfo=None)),
    ],
)  # fmt: skip
def test_a_trace_holds_nothing_but_what_it_may(field: str, value: object) -> None:
    with pytest.raises(TraceInvalid) as refusal:
        replace(LOST, **{field: value})
    assert refusal.value.field == field


def test_a_refusal_has_a_code_and_a_success_has_none() -> None:
    for outcome, code in ((Outcome.REFUSED, None), (Outcome.FAILED, None),
                          (Outcome.SUCCESS, "LINE_ENDED"), (Outcome.NOT_TRIED, "X1")):  # fmt: skip
        with pytest.raises(TraceInvalid):
            replace(LOST, outcome=outcome, code=code)
    with pytest.raises(TraceInvalid):
        replace(DONE, served=False)
