"""Versions of the thesaurus: kept whole, swapped at once, followed by a process in use."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest

from ordonnance.adapters.interactions.following import StoredInteractions
from ordonnance.adapters.interactions.importing import imported
from ordonnance.adapters.interactions.store import InteractionStore
from ordonnance.bootstrap import following
from ordonnance.bootstrap.following import followed
from ordonnance.bootstrap.interaction_versions import InteractionsRefused, InteractionVersions
from tests.builders.interaction_files import COUPLES, written


def stored(data: Path, *, demonstration: bool = False) -> StoredInteractions:
    return StoredInteractions(InteractionStore(data), demonstration=demonstration, oldest_days=540)


def take(versions: InteractionVersions, folder: Path, **files: object) -> dict[str, object]:
    return versions.take(*written(folder, **files), None, accept_fewer=False)


def test_what_is_stored_is_what_was_read(tmp_path: Path) -> None:
    store = InteractionStore(tmp_path / "data")
    found = imported(*written(tmp_path / "files"))
    store.keep(found.thesaurus, {"digest": found.thesaurus.version.digest, "dated": "2025-10-20"})
    digest = store.in_service()
    assert digest == found.thesaurus.version.digest
    again = store.thesaurus(digest)
    assert again.couples == found.thesaurus.couples
    assert again.version == found.thesaurus.version
    assert again.terms == found.thesaurus.terms
    assert again.reach == found.thesaurus.reach


def test_nothing_imported_is_nothing_consulted_except_in_a_demonstration(tmp_path: Path) -> None:
    assert stored(tmp_path).current().thesaurus is None
    shown = stored(tmp_path, demonstration=True).current().thesaurus
    assert shown is not None
    assert shown.version.demonstration


@pytest.mark.anyio
async def test_a_process_in_use_takes_the_version_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "FOLLOWED_EVERY_SECONDS", 0.01)
    data = tmp_path / "data"
    interactions = stored(data)
    act = interactions.current()
    async with followed(interactions), asyncio.timeout(20):
        take(InteractionVersions(data), tmp_path / "files")
        while interactions.current() is act:
            await asyncio.sleep(0.01)
    assert act.thesaurus is None
    taken = interactions.current().thesaurus
    assert taken is not None
    assert len(taken.couples) == 5


def test_former_editions_are_known_since_their_first_import(tmp_path: Path) -> None:
    data = tmp_path / "data"
    versions, store = InteractionVersions(data), InteractionStore(data)
    first = take(versions, tmp_path / "one")
    digest = str(first["digest"])
    report = store.folder / digest / "report.json"
    old = json.loads(report.read_bytes()) | {"in_service_since": "2026-01-05T08:00:00+00:00"}
    report.write_text(json.dumps(old))
    versions.take(*written(tmp_path / "two", couples=COUPLES[:4]), None, accept_fewer=True)
    source = stored(data).current()
    assert source.editions[0].since == date(2026, 1, 5)
    assert source.thesaurus is source.editions[-1].thesaurus
    assert source.before(date(2026, 1, 5)) is None
    known = source.before(date(2026, 1, 6))
    assert known is not None
    assert known.version.digest == digest
    again = take(versions, tmp_path / "one-again")
    assert again["in_service_since"] == "2026-01-05T08:00:00+00:00"


def test_a_former_edition_that_is_damaged_counts_as_never_said(tmp_path: Path) -> None:
    data = tmp_path / "data"
    versions = InteractionVersions(data)
    former = take(versions, tmp_path / "one")
    versions.take(*written(tmp_path / "two", couples=COUPLES[:4]), None, accept_fewer=True)
    (InteractionStore(data).folder / str(former["digest"]) / "thesaurus").write_bytes(b"abime")
    assert len(stored(data).current().editions) == 1


def test_a_failed_import_leaves_the_former_version(tmp_path: Path) -> None:
    versions = InteractionVersions(tmp_path / "data")
    kept = take(versions, tmp_path / "whole")
    with pytest.raises(InteractionsRefused):
        take(versions, tmp_path / "fewer", couples=COUPLES[:2])
    couples, index = written(tmp_path / "cut")
    couples.write_bytes(couples.read_bytes()[:-3])
    with pytest.raises(InteractionsRefused):
        versions.take(couples, index, None, accept_fewer=True)
    assert [each["digest"] for each in versions.kept() if each["in_service"]] == [kept["digest"]]
    versions.take(*written(tmp_path / "fewer", couples=COUPLES[:2]), None, accept_fewer=True)
    assert len(versions.kept()) == 2


def test_a_version_damaged_on_the_disk_is_told_once_and_not_taken(tmp_path: Path) -> None:
    data = tmp_path / "data"
    interactions = stored(data)
    report = take(InteractionVersions(data), tmp_path / "files")
    path = InteractionStore(data).folder / str(report["digest"]) / "thesaurus"
    path.write_bytes(b"abime")
    with pytest.raises(InteractionsRefused) as refused:
        interactions.refresh()
    assert refused.value.code == "INTERACTIONS_STORE_UNREADABLE"
    assert interactions.refresh() is False
    assert interactions.current().thesaurus is None


def test_the_report_says_how_many_medicines_are_known(tmp_path: Path) -> None:
    report = take(InteractionVersions(tmp_path / "data"), tmp_path / "files")
    coverage = report["coverage"]
    assert isinstance(coverage, dict)
    counted = [coverage[name] for name in ("known", "absent", "unsure", "no_composition")]
    assert sum(counted) == coverage["specialities"] > 0


def test_two_names_or_a_class_are_looked_up(tmp_path: Path) -> None:
    versions = InteractionVersions(tmp_path / "data")
    take(versions, tmp_path / "files")
    found = versions.between("chlorhydrate d'exempline", "Démomycine")
    assert [each["level"] for each in found["interactions"]] == ["contraindicated"]
    by_class = versions.between("figurine", "exempline")
    assert [each["second"] for each in by_class["interactions"]] == ["CLASSE TÉMOIN"]
    assert versions.between("figurine", "inconnuase")["unknown"] == ["inconnuase"]
    (term,) = versions.search("témoinase", 5)
    assert term["classes"] == ["classe témoin", "autres classe témoin"]
