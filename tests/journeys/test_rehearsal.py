"""The rehearsal kit against a real base: our own client, and the examples that are shipped."""

import sys
from pathlib import Path

import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.bootstrap.rehearsed import document
from ordonnance.client.rehearsal.ours import OurClient
from ordonnance.client.rehearsal.playing import played, stage_of
from ordonnance.client.rehearsal.software import Software, software_of
from ordonnance.domain.preserie.rehearsal.judging import Failing
from ordonnance.domain.preserie.rehearsal.playbill import among
from tests.journeys.asking import Door

CLIENTS = Path(__file__).parents[2] / "examples" / "preserie" / "clients"
CHOSEN = frozenset({
    "OU-5", "DE-1", "DE-6", "DE-7", "DE-10", "DE-12", "AU-A2", "AU-B1", "AU-B3", "SE-2", "HO-A1",
    "PO-A1", "PD-A1", "PD-B5", "PD-D2", "PD-F3", "PD-G1", "PD-H4", "PA-A1", "PA-B6", "CO-2",
    "CO-6", "CO-7", "CO-8", "CO-19",
})  # fmt: skip
"""A scenario or more of each family; the whole playbill takes a minute."""


def failed(door: Door, software: Software) -> dict[str, set[Failing]]:
    """What goes wrong, by scenario."""
    stage = stage_of(door.address, SystemClock().now, document, slow=0.2)
    try:
        return {
            each.scenario.id: {fault.failing for fault in each.faults}
            for each in played(among(CHOSEN), software, stage)
            if each.faults
        }
    finally:
        software.close()


def example(name: str) -> Software:
    """One of the software that are shipped as examples."""
    return software_of(f"{sys.executable} {CLIENTS / name}.py")


def test_our_own_client_passes(door: Door) -> None:
    assert failed(door, OurClient()) == {}


def test_the_example_that_should_pass_passes(door: Door) -> None:
    assert failed(door, example("counter")) == {}


@pytest.mark.parametrize(
    ("name", "awaited"),
    [
        ("keeps_scanning", {"DE-1": Failing.SCAN_SENT, "PD-A1": Failing.SCAN_SENT}),
        ("new_key_each_time", {"PD-B5": Failing.STOPPED, "PA-A1": Failing.STOPPED}),
        (
            "believes_the_code",
            {
                "CO-7": Failing.ASKED_ANOTHER,
                "CO-8": Failing.ASKED_FOR_NOTHING,
                "CO-19": Failing.ASKED_FOR_NOTHING,
            },
        ),
    ],
)
def test_each_example_that_should_fail_fails_where_it_does_wrong(
    door: Door, name: str, awaited: dict[str, Failing]
) -> None:
    found = failed(door, example(name))
    assert {id: each for id, each in awaited.items() if each in found.get(id, set())} == awaited
    assert "OU-5" not in found
