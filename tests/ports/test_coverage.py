"""The port CoverageIndex: one suite, in memory and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ordonnance.usecases.ports import Covered
from tests.ports.bases import Made, a_patient, make_base, opened

pytestmark = pytest.mark.anyio

MARCH = Covered(
    "established", "zolpidem", date(2026, 3, 1), date(2026, 3, 28), "99900000011", "U1", 1
)
APRIL = replace(MARCH, first=date(2026, 4, 1), last=date(2026, 4, 28), number="U2")
SERVED = replace(MARCH, kind="executed", by="F990000001", reference="E-1")


@pytest.fixture(scope="module", params=["memory", "postgres"])
def made(request: pytest.FixtureRequest) -> Made | None:
    if request.param == "memory":
        return None
    return make_base(request.getfixturevalue("postgres"), "port_coverage")


@pytest.fixture
async def coverage(made: Made | None) -> AsyncIterator[Any]:
    async with opened(made) as base:
        yield base.coverage


async def test_nothing_is_covered_at_first(coverage: Any) -> None:
    assert await coverage.of(a_patient()) == ()


async def test_what_was_added_is_found_by_first_day_and_for_nobody_else(coverage: Any) -> None:
    patient = a_patient()
    await coverage.add(patient, (APRIL, MARCH))
    await coverage.add(patient, ())
    assert await coverage.of(patient) == (MARCH, APRIL)
    assert await coverage.of(a_patient()) == ()


async def test_the_same_period_twice_is_there_once(coverage: Any) -> None:
    patient = a_patient()
    await coverage.add(patient, (MARCH, MARCH))
    await asyncio.gather(*(coverage.add(patient, (MARCH, APRIL)) for _ in range(5)))
    assert await coverage.of(patient) == (MARCH, APRIL)


async def test_an_act_forgotten_leaves_those_of_others(coverage: Any) -> None:
    patient, other = a_patient(), a_patient()
    for each in (patient, other):
        await coverage.add(each, (MARCH, replace(MARCH, line=2), APRIL, SERVED))
    await coverage.remove(patient, "U1", "")
    assert await coverage.of(patient) == (SERVED, APRIL)
    await coverage.remove(patient, "U1", "E-1")
    await coverage.remove(patient, "U1", "E-1")
    assert await coverage.of(patient) == (APRIL,)
    assert len(await coverage.of(other)) == 4
