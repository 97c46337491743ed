"""Words typed with a fault."""

import pytest

from ordonnance.adapters.drugs.abbreviations import MEANING, written_out
from ordonnance.adapters.drugs.spelling import Speller, prefix_distance, sound

WORDS = ("levothyrox", "doliprane", "azithromycine", "ibuprofene", "amoxicilline", "kardegic")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("levotirox", "levothyrox"),
        ("azitromi", "azithromycine"),
        ("ibuprophene", "ibuprofene"),
        ("dolpirane", "doliprane"),
        ("dolirpane", "doliprane"),
        ("amoksicilinne", "amoxicilline"),
        ("cardejic", "kardegic"),
    ],
)
def test_a_faulty_word_is_taken_for_the_one_it_sounds_like(typed: str, meant: str) -> None:
    assert list(Speller(WORDS).close_to(typed)) == [meant]


@pytest.mark.parametrize("typed", ["dol", "zzzz", "bonjour", "x" * 60, "500mg"])
def test_a_word_too_short_or_too_far_is_taken_for_none(typed: str) -> None:
    assert Speller(WORDS).close_to(typed) == {}


def test_the_distance_is_to_a_beginning_and_a_swap_counts_once() -> None:
    assert prefix_distance("dolpi", "doliprane", 2) == 1
    assert prefix_distance("doliprane", "doliprane", 2) == 0
    assert prefix_distance("kardegic", "doliprane", 2) > 2


def test_abbreviations_are_written_out_only_as_whole_words() -> None:
    assert written_out("mtx 10") == "methotrexate 10"
    assert written_out("vit. b12") == "cyanocobalamine"
    assert written_out("vitamine d3") == "cholecalciferol"
    assert written_out("ac") == "ac"
    assert written_out("acupan") == "acupan"
    assert all(written_out(f"{short} 1") == f"{full} 1" for short, full in MEANING.items())


def test_letters_that_sound_the_same_are_the_same() -> None:
    assert sound("phosphomycine") == sound("fosfomicine")
    assert sound("levothyrox") == sound("levotirox")
