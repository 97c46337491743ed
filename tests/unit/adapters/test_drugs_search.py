"""Search and facts over the demonstration catalogue."""

import json
from dataclasses import replace

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.search import search
from ordonnance.adapters.drugs.show import facts
from ordonnance.domain.drug import Catalogue, Substance

FIRST = [
    ("doliprane 1000", "DOLIPRANE 1000 mg, comprimé"),
    ("doliprane1g", "DOLIPRANE 1000 mg, comprimé"),
    ("DOLIPRANE 1 g", "DOLIPRANE 1000 mg, comprimé"),
    ("amoxicilline biogaran", "AMOXICILLINE BIOGARAN 500 mg, gélule"),
    ("kardegic 75", "KARDEGIC 75 mg, poudre pour solution buvable en sachet-dose"),
    ("kardégic75mg", "KARDEGIC 75 mg, poudre pour solution buvable en sachet-dose"),
    ("skenan lp 10", "SKENAN L.P. 10 mg, microgranules à libération prolongée en gélule"),
    ("xanax 0.25", "XANAX 0,25 mg, comprimé sécable"),
    ("levothyrox 50 µg", "LEVOTHYROX 50 microgrammes, comprimé sécable"),
    ("lévothyrox 50mcg", "LEVOTHYROX 50 microgrammes, comprimé sécable"),
    ("uvedose 100000", "UVEDOSE 100 000 UI, solution buvable en ampoule"),
    ("60234100", "DOLIPRANE 1000 mg, comprimé"),
    ("3400935955838", "DOLIPRANE 1000 mg, comprimé"),
    ("34009 359 5583 8", "DOLIPRANE 1000 mg, comprimé"),
]


@pytest.mark.parametrize(("query", "name"), FIRST)
def test_the_first_result_is_the_one_meant(query: str, name: str) -> None:
    assert search(load_demonstration(), query, 5)[0].name == name


def test_the_beginning_of_a_substance_and_a_strength_find_reference_and_generics() -> None:
    found = search(load_demonstration(), "amox 500", 5)
    assert {medicine.name for medicine in found} == {
        "AMOXICILLINE BIOGARAN 500 mg, gélule",
        "AMOXICILLINE ARROW LAB 500 mg, gélule",
        "CLAMOXYL 500 mg, gélule",
    }


def test_a_substance_finds_its_brands() -> None:
    names = [m.name for m in search(load_demonstration(), "mifepristone", 5)]
    assert names == ["MIFEGYNE 200 mg, comprimé"]
    assert len(search(load_demonstration(), "tramadol", 20)) == 6


def test_every_term_must_be_found() -> None:
    assert search(load_demonstration(), "doliprane 37", 5) == []
    assert search(load_demonstration(), "doliprane skenan", 5) == []


@pytest.mark.parametrize("query", ["", "   ", ".,;", "zzzz", "é" * 10_000])
def test_a_query_that_says_nothing_known_finds_nothing(query: str) -> None:
    assert search(load_demonstration(), query, 5) == []


def test_no_more_results_than_asked() -> None:
    assert len(search(load_demonstration(), "c", 3)) == 3
    assert search(load_demonstration(), "doliprane", 0) == []


def test_a_number_does_not_match_the_start_of_a_longer_one() -> None:
    names = [medicine.name for medicine in search(load_demonstration(), "doliprane 10", 5)]
    assert names == []


def test_another_catalogue_has_its_own_index() -> None:
    known = load_demonstration()
    (doliprane,) = (m for m in known.by_cis.values() if m.name == "DOLIPRANE 500 mg, comprimé")
    small = Catalogue.of(known.version, [doliprane])
    assert search(small, "d", 50) == [doliprane]
    assert len(search(known, "d", 50)) > 1


def test_facts_are_json_and_name_the_catalogue_and_the_group() -> None:
    catalogue = load_demonstration()
    (amlor,) = search(catalogue, "amlor", 5)
    told = json.loads(json.dumps(facts(catalogue, amlor)))
    assert told["cis"] == "63458349"
    assert told["substances"] == [
        {"name": "AMLODIPINE", "code": "39727", "strength": {"value": "5", "unit": "mg"}}
    ]
    assert told["conditions"] == ["liste I"]
    assert [(pack["units"], pack["unit"]) for pack in told["presentations"]] == [
        ("30", "gélule"),
        ("90", "gélule"),
    ]
    assert told["generic_group"]["role"] == "REFERENCE"
    assert {member["role"] for member in told["generic_group"]["members"]} == {"GENERIC"}
    assert told["catalogue"]["label"] == "Catalogue de démonstration"
    assert len(told["catalogue"]["digest"]) == 64


def test_facts_of_a_medicine_without_group_nor_strength_say_null() -> None:
    catalogue = load_demonstration()
    (kardegic,) = search(catalogue, "kardegic", 5)
    unknown = replace(kardegic, substances=(Substance("EXEMPLINE"),))
    told = facts(catalogue, unknown)
    assert told["generic_group"] is None
    assert told["substances"] == [{"name": "EXEMPLINE", "code": None, "strength": None}]
    assert told["biosimilar_group"] is None
