"""A line not due names the day to come back; when none is left, it says so and why."""

from datetime import date

import pytest

from ordonnance.domain.counter import CounterFacts, Seen, SeenDocument
from ordonnance.doors.cli.prose_counter import counter_notes
from ordonnance.usecases.counter_views import SeenView
from tests.builders.counter import CLAMOXYL, ESCITALOPRAM, KARDEGIC, of, packs
from tests.builders.platform import a_platform, refused

LATE = date(2027, 3, 20)


def test_a_line_with_a_day_left_names_it() -> None:
    platform = a_platform()
    number = platform.issue(of(ESCITALOPRAM, days=28, renewals=2)).number
    platform.dispense(number, everything=True)
    assert platform.consult(number).lines[0].next_on == date(2026, 12, 21)
    with refused("LINE_NOT_DUE") as refusal:
        platform.dispense(number, packs(1))
    assert "18/12/2026" in refusal.value.first.message


@pytest.mark.parametrize("cis", [ESCITALOPRAM, KARDEGIC])
def test_what_covers_beyond_the_last_day_leaves_none(cis: str) -> None:
    """What is served in the last month covers beyond the year, and some remains prescribed."""
    platform = a_platform()
    number = platform.issue(of(cis, days=28, renewals=11)).number
    platform.dispense(number, everything=True)
    platform.later(350)
    platform.dispense(number, everything=True)
    line = platform.consult(number).lines[0]
    assert line.state.value == "partly-executed"
    assert line.next_on is None
    with refused("LINE_ENDED") as refusal:
        platform.dispense(number, packs(1))
    told = refusal.value.first.message
    assert "le patient est couvert jusqu" in told
    assert "rien ne se délivre après le 22/11/2027" in told


def test_a_line_that_opens_after_its_last_day_is_never_served() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6, not_before=LATE)).number
    with refused("LINE_ENDED") as refusal:
        platform.dispense(number, packs(1))
    told = refusal.value.first.message
    assert "elle ne se délivre pas avant le 20/03/2027" in told
    assert "rien ne se délivre après le 22/02/2027" in told


def test_a_document_shown_is_answered_with_its_day() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6)).number
    shown = (Seen(SeenDocument.ATTESTATION, date(2026, 11, 2)), Seen(SeenDocument.BOOKLET))
    answer = platform.dispense(number, packs(1, facts=CounterFacts(seen=shown)))
    said = answer.served[0].counter
    assert said is not None
    assert said.seen == (SeenView("ATTESTATION", date(2026, 11, 2)), SeenView("BOOKLET"))
    assert "documents vus\u202f: attestation du 02/11/2026, carnet de suivi" in [
        *counter_notes(said)
    ]
