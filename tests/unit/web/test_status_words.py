"""The state of the service in words: never better than what is known."""

from datetime import UTC, datetime, timedelta

import pytest

from ordonnance.bootstrap.readiness import CHECKS
from ordonnance.doors.web.screens.status_words import BEHIND, PARTS, parts_of, whole_of

NOW = datetime(2026, 3, 12, 17, 42, tzinfo=UTC)
WELL = dict.fromkeys(CHECKS, True)


def failing(name: str) -> float | None:
    """The database has failed for two minutes."""
    return 120.0 if name == "database" else None


def test_each_check_has_a_part_with_a_name() -> None:
    assert list(PARTS) == list(CHECKS)
    assert set(CHECKS) >= BEHIND


def test_all_going_well_is_said_well() -> None:
    assert whole_of(WELL).tone == "bon"
    assert {part.state for part in parts_of(WELL, lambda _: None, NOW)} == {"en ordre"}


@pytest.mark.parametrize("name", [name for name in CHECKS if name not in (*BEHIND, "stopping")])
def test_one_part_that_prescribing_needs_stops_the_whole(name: str) -> None:
    whole = whole_of({**WELL, name: False})
    assert whole.tone == "bloque"
    assert len(whole.sentences) == 3


@pytest.mark.parametrize("name", sorted(BEHIND))
def test_a_delay_in_what_leaves_lets_people_work(name: str) -> None:
    whole = whole_of({**WELL, name: False})
    assert whole.tone == "attention"
    assert "Prescrire et délivrer restent possibles." in whole.sentences


def test_a_server_that_stops_says_to_come_back() -> None:
    assert whole_of({"stopping": False}).sentences == ("Recommencez dans quelques instants.",)


def test_what_was_not_looked_at_is_never_told_as_going_well() -> None:
    checks = {**WELL, "database": False}
    del checks["schema"], checks["worker"]
    told = {part.name: part for part in parts_of(checks, failing, NOW)}
    assert told["Le schéma de la base"].state == "on ne peut pas le savoir"
    down = told["La base de données"]
    assert (down.state, down.since) == ("en panne", NOW - timedelta(minutes=2))
    assert down.reason == CHECKS["database"]
    # Without one that fails, missing knowledge is no good news either.
    assert whole_of({name: True for name in CHECKS if name != "outbox"}).tone == "bloque"
