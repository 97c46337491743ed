"""Versions compared, followed by a process in use, and shown with what the law makes of them."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.comparing import compared
from ordonnance.adapters.drugs.following import StoredDrugs
from ordonnance.adapters.drugs.importing import Imported, imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.show import facts
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.bootstrap import following
from ordonnance.bootstrap.drug_versions import DrugsRefused, DrugVersions
from ordonnance.bootstrap.following import followed
from ordonnance.law.conditions import INFORMS, UNKNOWN, effect
from ordonnance.law.substances import CONDITIONS
from tests.builders.drug_files import ONE, PACK_ONE, TWO, lines, publication, speciality, written

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
THIRD = "60000003"


def read(folder: Path, **changed: bytes) -> Imported:
    files = publication()
    for start, content in changed.items():
        files[next(name for name in files if name.startswith(start))] = content
    return imported(read_published(written(folder, files)), date(2026, 11, 22))


def test_what_is_new_withdrawn_and_changed_is_told(tmp_path: Path) -> None:
    former = read(tmp_path / "former").catalogue
    latter = read(
        tmp_path / "latter",
        CIS_bdpm=lines(
            speciality(ONE, "EXEMPLE FORT 5 mg, comprimé", "Non commercialisée"),
            speciality(THIRD, "NOUVEAU 1 mg, comprimé"),
        ),
        CIS_CPD=lines(f"{ONE}\tliste II", f"{ONE}\tpour tous les essais :"),
        CIS_CIP_bdpm=publication()["CIS_CIP_bdpm.txt"].split(b"\n")[0] + b"\n",
        CIS_COMPO=publication()["CIS_COMPO_bdpm.txt"].split(b"\n")[0] + b"\n",
    ).catalogue
    found = compared(former, latter)
    assert found["new"] == [{"cis": THIRD, "name": "NOUVEAU 1 mg, comprimé"}]
    assert found["withdrawn"] == [{"cis": TWO, "name": "DÉMONE 10 mg, comprimé"}]
    renamed = {"cis": ONE, "name": "EXEMPLE FORT 5 mg, comprimé"}
    assert found["conditions"] == [{**renamed, "added": ["liste II"], "removed": ["liste I"]}]
    assert found["renamed"] == [{**renamed, "former_name": "EXEMPLE 5 mg, comprimé"}]
    assert found["no_longer_marketed"] == [renamed]
    assert compared(former, former)["conditions"] == []


@pytest.mark.anyio
async def test_a_process_in_use_takes_the_version_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "FOLLOWED_EVERY_SECONDS", 0.01)
    data = tmp_path / "data"
    drugs = StoredDrugs(DrugStore(data))
    act = drugs.current()
    async with followed(drugs), asyncio.timeout(20):
        DrugVersions(data).take(written(tmp_path / "files"), None, accept_fewer=False)
        while drugs.current() is act:
            await asyncio.sleep(0.01)
    assert ONE in drugs.current().by_cis
    assert ONE not in act.by_cis


def test_an_import_is_refused_when_it_loses_specialities_unless_it_is_accepted(
    tmp_path: Path,
) -> None:
    versions = DrugVersions(tmp_path / "data")
    versions.take(written(tmp_path / "whole"), None, accept_fewer=False)
    files = publication()
    files["CIS_bdpm.txt"] = lines(speciality(ONE, "EXEMPLE 5 mg, comprimé"))
    for name in ("CIS_CIP_bdpm.txt", "CIS_COMPO_bdpm.txt"):
        files[name] = files[name].split(b"\n")[0] + b"\n"
    fewer = written(tmp_path / "fewer", files)
    with pytest.raises(DrugsRefused) as refused:
        versions.take(fewer, None, accept_fewer=False)
    assert refused.value.code == "DRUGS_IMPORT_REFUSED"
    assert TWO in versions.catalogue().by_cis
    versions.take(fewer, None, accept_fewer=True)
    assert TWO not in versions.catalogue().by_cis
    assert [each["in_service"] for each in versions.kept()].count(True) == 1
    assert len(versions.kept()) == 2


def test_facts_tell_the_effect_of_each_condition_and_the_regime_of_each_day(
    tmp_path: Path,
) -> None:
    found = read(tmp_path / "files")
    medicine = found.catalogue.by_cis[ONE]
    days = (date(2026, 11, 22), date(2010, 1, 1), None)
    told = facts(found.catalogue, medicine, found.details[ONE], days)
    effects = told["condition_effects"]
    assert isinstance(effects, list)
    assert [(each["label"], each["read_by_a_rule"]) for each in effects] == [
        ("liste I", True), ("pour tous les essais :", True),
    ]  # fmt: skip
    regimes = told["regimes"]
    assert isinstance(regimes, list)
    assert [(each["on"], each["regime"]) for each in regimes] == [
        ("2026-11-22", "liste I"), ("2010-01-01", "liste I"),
    ]  # fmt: skip
    assert regimes[0]["unread"] == []
    packs = told["presentations"]
    assert isinstance(packs, list)
    assert (packs[0]["cip13"], packs[0]["public_price"]) == (PACK_ONE, "2.58")
    shortages = told["shortages"]
    assert isinstance(shortages, list)
    assert (shortages[0]["label"], shortages[0]["since"]) == ("rupture de stock", "2026-04-14")


def test_every_label_that_a_rule_reads_has_an_effect_told_with_its_article() -> None:
    for label, known in CONDITIONS.items():
        told = effect(label)
        assert told.read, label
        if label == "renouvellement non restreint":
            continue  # A permission: it lifts what the first prescription is subject to.
        silent = not (known.regime or known.maximum or known.fraction or known.articles
                      or known.perimeter)  # fmt: skip
        assert (told.text == INFORMS) is silent, label
        assert (told.article is None) is silent, label
    assert effect("prescription inventée").text == UNKNOWN
