"""The real structured thesaurus of October 2020 over the medicines of May 2026, when they are here.

What is asserted here was read in the files; the tests are skipped on a machine without them.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.drugs.importing import imported as drugs_imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.interactions.importing import Imported, imported
from ordonnance.domain.drug import Catalogue, Medicine, Substance
from ordonnance.domain.interactions import Level
from ordonnance.law.interactions import met
from ordonnance.usecases.interacting import coverage

DATA = Path(__file__).parents[4] / "shared/data"
THESAURUS = DATA / "ansm/thesaurus-2020-10"
BDPM = DATA / "bdpm/2026-05"

pytestmark = pytest.mark.skipif(
    not THESAURUS.is_dir() or not BDPM.is_dir(),
    reason="the published files of the thesaurus and of the drug database are not on this machine",
)


@cache
def the_thesaurus() -> Imported:
    return imported(
        THESAURUS / "thesaurus_interactions_20102020.json.gz",
        THESAURUS / "index_substances_20102020.json.gz",
    )


@cache
def the_medicines() -> Catalogue:
    return drugs_imported(read_published(BDPM), date(2026, 5, 26)).catalogue


def of(name: str, route: str = "orale") -> Medicine:
    return Medicine(None, name, "", (route,), (Substance(name),))


def test_every_entry_of_the_published_file_is_accounted_for() -> None:
    found = the_thesaurus()
    couples, index = found.files
    assert (couples.read, couples.kept, index.read, index.kept) == (3139, 3139, 1084, 1084)
    assert len(found.thesaurus.couples) == 1584
    assert couples.repaired["couple nommé des deux côtés, gardé une fois"].count == 1553
    assert found.thesaurus.version.dated == date(2020, 10, 20)


def test_nearly_every_speciality_is_known_or_surely_absent() -> None:
    told: dict[str, Any] = coverage(the_thesaurus().thesaurus, the_medicines())
    sure = told["known"] + told["absent"]
    assert told["specialities"] == 15_848
    assert sure / told["specialities"] >= 0.99
    assert told["known"] >= 10_000


KNOWN_COUPLES = [
    ("CLARITHROMYCINE", "SIMVASTATINE", Level.CONTRAINDICATED),
    ("MÉTHADONE", "OXALATE D'ESCITALOPRAM", Level.CONTRAINDICATED),
    ("ISOTRÉTINOÏNE", "CHLORHYDRATE DE DOXYCYCLINE", Level.CONTRAINDICATED),
    ("VALPROATE DE SODIUM", "LAMOTRIGINE", Level.NOT_RECOMMENDED),
    ("MÉTHOTREXATE", "IBUPROFÈNE", Level.NOT_RECOMMENDED),
    ("SOFOSBUVIR", "CARBAMAZÉPINE", Level.CONTRAINDICATED),
    ("CHLORHYDRATE D'AMIODARONE", "CHLORHYDRATE DE SOTALOL", Level.CONTRAINDICATED),
    ("ACIDE FUSIDIQUE", "SIMVASTATINE", Level.CONTRAINDICATED),
    ("SULFATE FERREUX", "LÉVOTHYROXINE SODIQUE", Level.PRECAUTION),
    ("CHLORHYDRATE DE TRAMADOL", "TARTRATE DE ZOLPIDEM", Level.TO_CONSIDER),
]


@pytest.mark.parametrize(("one", "other", "level"), KNOWN_COUPLES)
def test_couples_known_to_every_pharmacist_are_found(one: str, other: str, level: Level) -> None:
    assert met(the_thesaurus().thesaurus, of(one), of(other))[0].level is level


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AMOXICILLINE", "PARACÉTAMOL"),
        ("ISOTRÉTINOÏNE", "CHOLÉCALCIFÉROL"),
        ("CHLORURE DE SODIUM", "BICARBONATE DE SODIUM"),
    ],
)
def test_medicines_without_interaction_give_none(one: str, other: str) -> None:
    assert met(the_thesaurus().thesaurus, of(one), of(other)) == ()


def test_erythromycin_gives_torsades_by_vein_only() -> None:
    thesaurus = the_thesaurus().thesaurus
    by_vein = met(thesaurus, of("ÉRYTHROMYCINE", "intraveineuse"), of("MÉTHADONE"))
    by_mouth = met(thesaurus, of("ÉRYTHROMYCINE"), of("MÉTHADONE"))
    assert Level.NOT_RECOMMENDED in {each.level for each in by_vein}
    assert {each.couple for each in by_mouth} < {each.couple for each in by_vein}
