"""The page of who is woken at night names things that exist, and every alert is on it or waits."""

import inspect
import re

import pytest

from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.readiness import CHECKS, WARNINGS
from ordonnance.doors.api.log_events import EVENTS
from ordonnance.doors.api.metric_table import METRICS
from tests.house.files import ROOT

NIGHT = (ROOT / "docs" / "how-to" / "at-night.md").read_text("utf-8")
QUOTED = set(re.findall(r"`([^`\n]+)`", NIGHT))
ALERTS = tuple(event for event in EVENTS if event.startswith("ALERT "))

MORNING = {
    "ALERT a version of the drug facts cannot be read": "the former version stays in service",
    "ALERT the drug facts are not to be relied upon": "the warning drug_facts is on the page",
    "ALERT a version of the interactions cannot be read": "the former version stays in service",
    "ALERT the directory cannot be read": "the warning directory is on the page",
    "ALERT a version of the directory cannot be read": "the former version stays in service",
    "ALERT the duty notes cannot be read": "none is shown; no act reads them",
    "ALERT the duty notes cannot be written": "who typed it is refused and told",
    "ALERT a process did not stop and was killed": "nothing acknowledged is lost",
    "ALERT two ordonnances overlap (R.5132-33)": "for professionals, on their screens",
    "ALERT outbox round failed": "begun again; ordonnance_outbox_overdue_seconds wakes somebody",
    "ALERT PostgreSQL ended by itself": "started again; the next alert says when it is not",
    "ALERT a message that arrived is not read": "left in its mailbox, the others are read",
    "ALERT letter not filed by its recipient": "it arrived; its author sees it",
}
"""Alerts that nobody is woken for, by the start of their name, with the reason."""


@pytest.mark.parametrize("name", [*CHECKS, *WARNINGS])
def test_whatever_ready_says_has_its_row(name: str) -> None:
    rows = [line.split("|")[1] for line in NIGHT.splitlines() if line.startswith("| ")]
    assert any(f"`{name}`" in row for row in rows)


def test_the_warnings_are_those_that_a_platform_tells() -> None:
    source = inspect.getsource(Platform.warnings)
    told = re.findall(r'told\["(\w+)"\] =|\{"(\w+)":', source)
    assert {one or other for one, other in told} == set(WARNINGS)


def test_every_measure_named_exists() -> None:
    named = set(re.findall(r"\bordonnance_\w+", NIGHT))
    assert named
    assert named <= set(METRICS)


def test_every_event_named_exists() -> None:
    named = [each for each in QUOTED if each.startswith(("ALERT ", "mail ", "outbox "))]
    assert named
    for each in named:
        start = each.split(" … ")[0]
        assert any(event.startswith(start.split(": ")[0]) for event in EVENTS), each


@pytest.mark.parametrize("alert", ALERTS)
def test_every_alert_is_on_the_page_or_waits_for_the_morning(alert: str) -> None:
    on_page = any(
        alert.startswith(each.split(" … ")[0]) for each in QUOTED if each.startswith("ALERT ")
    )
    waits = any(alert.startswith(each) for each in MORNING)
    assert on_page is not waits


def test_what_waits_for_the_morning_is_an_alert() -> None:
    assert all(any(alert.startswith(each) for alert in ALERTS) for each in MORNING)
