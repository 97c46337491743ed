"""Interactions over HTTP: shown by the demonstration, imported while the base is in use."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from ordonnance.adapters.interactions.following import StoredInteractions
from ordonnance.adapters.interactions.store import InteractionStore
from ordonnance.bootstrap import following
from ordonnance.bootstrap.following import follow
from ordonnance.bootstrap.interaction_versions import InteractionVersions
from tests.builders.interaction_files import CI, PRECAUTION, entry, listed, written
from tests.journeys import documents
from tests.journeys.asking import Door, answer, code_of
from tests.journeys.conftest import started_or_skipped
from tests.journeys.documents import course, monthly
from tests.journeys.running import BaseInThread, answers, wait_until
from tests.journeys.sessions import Sessions

ESCITALOPRAM, OMEPRAZOLE = "68770687", "64103828"
COUPLES = [
    entry("ESCITALOPRAM", "OMEPRAZOLE", (CI, "")),
    entry("AMLODIPINE", "OMEPRAZOLE", (PRECAUTION, "Surveiller.")),
]
INDEX = [listed(name) for name in ("escitalopram", "omeprazole", "amlodipine", "amoxicilline")]
RULE = "interaction.contraindicated"
REASON = {"rule": RULE, "reason": "avis du cardiologue"}


def two_lines() -> bytes:
    return documents.written(monthly(ESCITALOPRAM, 0), course(OMEPRAZOLE))


def rules(door: Door) -> list[str]:
    found = door.does("check", "medecin", two_lines()).get("finding", [])
    return [each["rule"] for each in found]


@contextmanager
def followed_in(base: BaseInThread, interactions: StoredInteractions) -> Iterator[None]:
    """The interactions followed in the process of this base, as `serve` does."""
    stop = asyncio.Event()
    task = asyncio.run_coroutine_threadsafe(follow((interactions,), stop), base.loop)
    try:
        yield
    finally:
        base.loop.call_soon_threadsafe(stop.set)
        task.result(10)


def test_the_demonstration_says_what_it_checks_with(door: Door) -> None:
    found = door.does("check", "medecin", two_lines())["finding"]
    assert {each["rule"] for each in found} == {
        "interaction.not_checked", "interaction.precaution",
    }  # fmt: skip
    assert all("démonstration" in each["message"] for each in found)


def test_an_edition_imported_while_the_base_is_in_use_is_taken_at_the_next_act(
    base: BaseInThread, sessions: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "FOLLOWED_EVERY_SECONDS", 0.05)
    store = InteractionStore(tmp_path / "data")
    interactions = StoredInteractions(store, demonstration=False, oldest_days=36_500)
    with (
        followed_in(base, interactions),
        base.variant(interactions=interactions) as address,
        Door(address, sessions) as door,
    ):
        assert rules(door) == ["interaction.not_checked"]
        number = door.issued(two_lines())
        files = written(tmp_path / "files", COUPLES, INDEX)
        InteractionVersions(tmp_path / "data").take(*files, date(2026, 3, 12), accept_fewer=False)
        wait_until(lambda: rules(door) == [RULE], 60)
        refused = door.ask("issue", "medecin", two_lines())
        assert (refused.status_code, code_of(refused)) == (422, "ACKNOWLEDGEMENT_REQUIRED")
        given = door.ask("issue", "medecin", prescription=two_lines(), acknowledgement=[REASON])
        assert given.status_code == 200, given.text
        assert answer(given)["number"] != number


def test_a_real_base_without_a_thesaurus_is_ready_and_says_what_it_lacks(
    base: BaseInThread, sessions: Sessions, tmp_path: Path
) -> None:
    store = InteractionStore(tmp_path / "data")
    interactions = StoredInteractions(store, demonstration=False, oldest_days=540)
    real = {"interactions": interactions, "demonstration": False}
    with base.variant(**real) as address, Door(address, sessions) as door:
        wait_until(lambda: answers(address), 60)
        told = door.http.get("/ready").json()
        assert "interactions" in [each["name"] for each in told["warnings"]]


def test_what_was_issued_before_the_edition_is_judged_with_it_at_the_counter(
    base: BaseInThread, sessions: Sessions, tmp_path: Path
) -> None:
    store = InteractionStore(tmp_path / "data")
    interactions = StoredInteractions(store, demonstration=False, oldest_days=36_500)
    with base.variant(interactions=interactions) as address, Door(address, sessions) as door:
        number = door.issued(two_lines())
        files = written(tmp_path / "files", COUPLES, INDEX)
        InteractionVersions(tmp_path / "data").take(*files, date(2026, 3, 12), accept_fewer=False)
        assert interactions.refresh()
        refused = door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)
        assert code_of(refused) == "ACKNOWLEDGEMENT_REQUIRED"
        served = door.does(
            "dispense", "pharmacien", number=number, allAsPrescribed=True, acknowledgement=[REASON]
        )
        assert RULE in [each["rule"] for each in served["finding"]]


def test_what_else_the_patient_takes_is_told_by_its_days_in_a_base_set_to(
    reachable_folder: Path, postgres_runs: Path
) -> None:
    assert postgres_runs.is_dir()
    data = reachable_folder / "base"
    told: list[str] = []
    with (
        started_or_skipped(data, ORDONNANCE_INTERACTIONS_HISTORY="1") as running,
        running.served() as address,
        Door(address, Sessions.of(data)) as door,
    ):
        door.issued(documents.written(monthly(ESCITALOPRAM, 0)))

        def indexed() -> bool:
            issued = door.does("issue", "medecin", documents.written(course(OMEPRAZOLE)))
            told.extend(
                each["message"]
                for each in issued["finding"]
                if each["rule"] == "interaction.running"
            )
            return bool(told)

        wait_until(indexed, 60)
    assert "précaution d’emploi avec un traitement du" in told[0]
    assert "escitalopram" not in told[0].lower()
