"""The structured thesaurus is read strictly: every entry kept, repaired or refused, and counted."""

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.interactions.errors import InteractionsRefused
from ordonnance.adapters.interactions.importing import Imported, imported, require_succession
from ordonnance.domain.interactions import Level
from tests.builders.interaction_files import CI, COUPLES, INDEX, entry, listed, written

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def read(folder: Path, couples: Any = None, index: Any = None) -> Imported:
    return imported(*written(folder, couples, index))


def reasons(found: Imported, kind: str) -> dict[str, int]:
    told: dict[str, int] = {}
    for file in found.report(AT)["files"]:  # type: ignore[attr-defined]  # JSON
        for each in file[kind]:
            told[each["reason"]] = told.get(each["reason"], 0) + each["count"]
    return told


def test_each_couple_is_kept_once_and_every_repair_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path)
    report = found.report(AT)
    assert report["couples"] == 5
    assert report["dated"] == "2025-10-20"
    assert report["substances"] == 4
    assert report["by_level"] == {
        "contraindicated": 1, "not-recommended": 1, "precaution": 1, "to-consider": 2,
    }  # fmt: skip
    assert report["terms_without_substance"] == ["PAMPLEMOUSSE (JUS ET FRUIT)"]
    assert reasons(found, "repaired") == {
        "couple nommé des deux côtés, gardé une fois": 2,
        "niveau écrit autrement": 1,
        "mot coupé en fin de ligne": 1,
        "substance écrite deux fois, classes réunies": 1,
    }
    assert reasons(found, "refused") == {}
    texts = {couple.mechanism for couple in found.thesaurus.couples}
    assert "Effet cardio-toxique." in texts


def test_an_entry_that_says_nothing_sure_is_refused_with_its_reason(tmp_path: Path) -> None:
    many = [entry(f"NOM{place}", "EXEMPLINE", (CI, "")) for place in range(200)]
    wrong = [
        entry("A1", "B1", ("Niveau EXEMPLE", "")),
        entry("EXEMPLINE", "Exempline", (CI, "")),
        entry("A3", "B3"),
        {"main_drug": "A4"},
        entry("A5", "B5", (CI, ""), mechanism=""),
        "texte",
    ]
    found = read(tmp_path, [*many, *wrong])
    assert reasons(found, "refused") == {
        "niveau inconnu": 1,
        "couple sans deux termes distincts": 1,
        "couple sans niveau": 1,
        "entrée sans les champs attendus": 2,
        "couple sans texte": 1,
    }
    assert len(found.thesaurus.couples) == 200


def test_two_texts_of_one_couple_are_joined_at_the_more_serious_level(tmp_path: Path) -> None:
    couples = [
        entry("EXEMPLINE", "DÉMOMYCINE", ("A prendre en compte", ""), mechanism="Un risque."),
        entry("DÉMOMYCINE", "EXEMPLINE", (CI, ""), mechanism="Un autre."),
    ]
    (kept,) = read(tmp_path, couples).thesaurus.couples
    assert kept.level is Level.CONTRAINDICATED
    assert kept.mechanism == "Un autre. Un risque."


@pytest.mark.parametrize(
    ("couples", "index", "code"),
    [
        ([entry("A", "B", ("?", ""))], INDEX, "INTERACTIONS_IMPORT_REFUSED"),
        (INDEX, COUPLES, "INTERACTIONS_IMPORT_REFUSED"),
        ({"a": 1}, INDEX, "INTERACTIONS_SOURCE_UNREADABLE"),
        ([], INDEX, "INTERACTIONS_SOURCE_UNREADABLE"),
        (COUPLES, [listed("")], "INTERACTIONS_IMPORT_REFUSED"),
    ],
)
def test_files_that_are_not_the_thesaurus_are_refused(
    tmp_path: Path, couples: Any, index: Any, code: str
) -> None:
    with pytest.raises(InteractionsRefused) as refused:
        read(tmp_path, couples, index)
    assert refused.value.code == code


def test_a_file_that_is_cut_is_refused(tmp_path: Path) -> None:
    couples, index = written(tmp_path)
    couples.write_bytes(gzip.compress(json.dumps(COUPLES).encode())[:-9])
    with pytest.raises(InteractionsRefused) as refused:
        imported(couples, index)
    assert refused.value.code == "INTERACTIONS_SOURCE_UNREADABLE"


def test_an_edition_without_a_date_asks_for_one(tmp_path: Path) -> None:
    couples, index = written(tmp_path)
    couples = couples.rename(tmp_path / "couples.json.gz")
    index = index.rename(tmp_path / "index.json")
    with pytest.raises(InteractionsRefused) as refused:
        imported(couples, index)
    assert "--dated" in refused.value.do
    given = imported(couples, index, date(2026, 3, 12))
    assert given.thesaurus.version.dated == date(2026, 3, 12)


def test_a_version_that_loses_couples_is_held_for_a_truncated_one(tmp_path: Path) -> None:
    former = read(tmp_path / "former").thesaurus
    fewer = read(tmp_path / "fewer", COUPLES[:3]).thesaurus
    require_succession(former, fewer)
    with pytest.raises(InteractionsRefused):
        require_succession(fewer, former)
