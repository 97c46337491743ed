"""A sheet stays true when the catalogue changes: the one of its day is read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.former import MOST, FormerDrugs
from ordonnance.adapters.drugs.store import CATALOGUE, DrugStore
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.verification import Nature, Point, Proof
from tests.builders.counter import AMLOR, CLAMOXYL, of, pack_of
from tests.builders.platform import MORNING
from tests.builders.verifying import Desk, Drugs, a_desk, points, with_facts

DAY = timedelta(days=1)


def renamed(name: str, digit: str) -> Catalogue:
    """A version whose substances have that name."""

    def change(medicine: Medicine) -> Medicine:
        held = tuple(replace(each, name=f"{each.name} {name}") for each in medicine.substances)
        return replace(medicine, substances=held)

    return with_facts(load_demonstration(), digit * 64, change)


def kept(store: DrugStore, catalogue: Catalogue, at: datetime) -> None:
    version = catalogue.version
    store.keep(catalogue, {}, {
        "digest": version.digest, "dated": version.dated.isoformat(),
        "imported_at": at.isoformat(timespec="seconds"),
    })  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> DrugStore:
    return DrugStore(tmp_path)


def printed_under(desk: Desk, catalogue: Catalogue) -> bytes:
    """A sheet of a brand, printed while that catalogue was in service."""
    desk.platform.ports = replace(desk.platform.ports, drugs=Drugs(catalogue))
    number = desk.issue(of(AMLOR, days=28), of(CLAMOXYL, days=24))
    return desk.printed(number)


def test_a_sheet_printed_under_the_former_catalogue_is_still_true(store: DrugStore) -> None:
    before, after = renamed("ancien", "a"), renamed("nouveau", "b")
    kept(store, before, MORNING - DAY)
    kept(store, after, MORNING + DAY)
    desk = a_desk()
    desk.former = FormerDrugs(store)
    content = printed_under(desk, before)
    desk.platform.ports = replace(desk.platform.ports, drugs=Drugs(after))
    for by in (None, "pharmacien"):
        found = desk.verified(content, by=by)
        assert (found.nature, found.differences) == (Nature.NUMERIQUE, ())
        assert points(found)[Point.ATTACHED] is Proof.PROVEN


def test_a_word_changed_under_the_former_catalogue_is_still_contradicted(store: DrugStore) -> None:
    before, after = renamed("ancien", "a"), renamed("nouveau", "b")
    kept(store, before, MORNING - DAY)
    kept(store, after, MORNING + DAY)
    desk = a_desk()
    desk.former = FormerDrugs(store)
    content = printed_under(desk, renamed("inventé", "c"))
    desk.platform.ports = replace(desk.platform.ports, drugs=Drugs(after))
    assert desk.verified(content).nature is Nature.ALTERED


def test_the_catalogues_read_again_are_those_of_the_days_since(store: DrugStore) -> None:
    names = {}
    for rank, digit in enumerate("abcdef"):
        made = renamed(str(rank), digit)
        names[made.version.digest] = rank
        kept(store, made, MORNING + rank * DAY)

    def since(at: datetime, current: int) -> list[int]:
        digest = "abcdef"[current] * 64
        return [names[each.version.digest] for each in FormerDrugs(store).since(at, digest)]

    assert since(MORNING + 4 * DAY, 5) == [4]
    assert since(MORNING + 4 * DAY - timedelta(seconds=1), 5) == [4, 3]
    assert since(MORNING, 5) == [4, 3, 2][:MOST]
    assert since(MORNING + 9 * DAY, 5) == []


def test_before_any_import_the_base_served_the_demonstration(store: DrugStore) -> None:
    assert list(FormerDrugs(store).since(MORNING, "a" * 64)) == []
    kept(store, renamed("nouveau", "a"), MORNING)
    found = list(FormerDrugs(store).since(MORNING - DAY, "a" * 64))
    assert found == [load_demonstration()]
    assert list(FormerDrugs(store).since(MORNING, "a" * 64)) == []


def test_a_version_that_is_damaged_is_left_out(store: DrugStore) -> None:
    kept(store, renamed("ancien", "a"), MORNING)
    (store.folder / ("a" * 64) / CATALOGUE).write_bytes(b"rien")
    assert list(FormerDrugs(store).since(MORNING, "b" * 64)) == []
    (store.folder / ("a" * 64) / "report.json").write_bytes(b"rien")
    assert list(FormerDrugs(store).since(datetime(2026, 1, 1, tzinfo=UTC), "b" * 64)) == []


def test_a_pack_told_otherwise_since_is_still_true(store: DrugStore) -> None:
    def halved(medicine: Medicine) -> Medicine:
        packs = tuple(
            replace(each, units=each.units / 2 if each.units else None)
            for each in medicine.presentations
        )
        return replace(medicine, presentations=packs)

    before = load_demonstration()
    after = with_facts(before, "d" * 64, halved)
    kept(store, after, MORNING + DAY)
    desk = a_desk()
    desk.former = FormerDrugs(store)
    line = of(AMLOR, packs=1)
    assert line.product is not None
    number = desk.issue(replace(line, product=replace(line.product, cip13=pack_of(AMLOR))))
    content = desk.printed(number)
    desk.platform.ports = replace(desk.platform.ports, drugs=Drugs(after))
    assert desk.verified(content).nature is Nature.NUMERIQUE
