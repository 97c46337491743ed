"""What is proposed while a sentence is typed, and how the medicine chosen is read."""

from datetime import date
from functools import partial

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.search import search
from ordonnance.domain.drug import Medicine
from ordonnance.domain.typed.reader import Confidence
from ordonnance.usecases.typed_line import ChipKind, TypedLine, read_typed_line
from ordonnance.usecases.typed_medicine import Chosen
from ordonnance.usecases.writing.models import Model
from ordonnance.usecases.writing.proposals import (
    MOST_FAVOURITES,
    MOST_SHOWN,
    Proposal,
    chosen_of,
    proposals,
)
from tests.builders.desk import a_desk

DAY = date(2026, 3, 12)
CATALOGUE = load_demonstration()
EVERY_MEDICINE = sorted(CATALOGUE.by_cis.values(), key=lambda each: each.name)


def read(text: str, chosen: Chosen | None = None) -> TypedLine:
    return read_typed_line(text, partial(search, CATALOGUE), DAY, offered=20, chosen=chosen)


def proposed(text: str, *models: Model) -> tuple[Proposal, ...]:
    return proposals(read(text), models, DAY)


def a_model(*sentences: str, name: str = "Mon favori") -> Model:
    return Model("m", name, a_desk().draft(*sentences).understood)


def test_nothing_is_proposed_for_one_letter() -> None:
    assert proposed("k") == ()


def test_a_medicine_is_proposed_from_its_second_letter() -> None:
    first, *_ = proposed("ka")
    assert first.name == "KARDEGIC 75 mg"
    assert first.detail == "poudre pour solution buvable en sachet-dose"
    assert first.words == "KARDEGIC 75 mg"


def test_each_list_is_told_beside_the_name() -> None:
    assert "liste I" in proposed("tramadol")[0].remarks
    assert "stupéfiant" in proposed("skenan")[0].remarks


def test_a_substance_is_proposed_in_common_name_before_its_brands() -> None:
    found = proposed("amoxicilline")
    kinds = [each.in_dci for each in found]
    assert kinds[0]
    assert sorted(kinds, reverse=True) == kinds
    assert not kinds[-1]
    assert len({each.name + each.detail for each in found if each.in_dci}) == kinds.count(True)


def test_a_brand_has_no_common_name_before_it() -> None:
    assert not any(each.in_dci for each in proposed("clamoxyl"))


def test_nothing_more_is_proposed_once_the_sentence_says_how() -> None:
    assert proposed("kardegic 75 1/j") == ()


def test_words_that_name_nothing_propose_nothing() -> None:
    assert proposed("xqzt") == ()


def test_a_long_list_is_cut() -> None:
    assert len(proposed("comprimé")) <= MOST_SHOWN


def test_a_favourite_comes_before_everything() -> None:
    model = a_model("kardegic 75 1 sachet par jour 3 mois", name="Antiagrégant")
    first, second, *_ = proposed("kard", model)
    assert (first.name, first.model) == ("Antiagrégant", "m")
    assert "1 sachet par jour" in first.detail
    assert second.model == ""


def test_a_favourite_is_found_by_its_own_name_and_by_what_it_says() -> None:
    model = a_model("kardegic 75 1 sachet par jour 3 mois", name="Antiagrégant")
    assert proposed("antia", model)[0].model == "m"
    assert proposed("kard jour", model)[0].model == "m"
    # A word of the posology alone names nothing.
    assert not any(each.model for each in proposed("jour", model))
    assert not any(each.model for each in proposed("amox", model))


def test_a_protocol_of_several_lines_names_them() -> None:
    model = a_model("kardegic 75 1/j 3 mois", "clamoxyl 500 1 matin et soir 7 j", name="Deux")
    assert "CLAMOXYL 500 mg, gélule" in proposed("deux", model)[0].detail


def test_few_favourites_leave_room_for_medicines() -> None:
    models = [a_model("kardegic 75 1/j 3 mois", name=f"Kardegic {n}") for n in range(6)]
    found = proposed("kard", *models)
    assert sum(bool(each.model) for each in found) == MOST_FAVOURITES
    assert found[-1].model == ""


@pytest.mark.parametrize("medicine", EVERY_MEDICINE, ids=lambda each: each.name)
def test_whatever_is_chosen_is_what_the_sentence_prescribes(medicine: Medicine) -> None:
    chosen = chosen_of(medicine, in_dci=False)
    assert chosen is not None
    typed = read(f"{chosen.words} 1 dose matin et soir pendant 7 jours", chosen)
    assert typed.medicines == (medicine,)
    assert typed.rest == ()
    assert typed.line is not None
    assert typed.line.product is not None
    assert typed.line.product.cis == medicine.cis
    # Between two forms or two laboratories of one name, nothing is left to be checked.
    chip = typed.chip(ChipKind.MEDICINE)
    assert chip is not None
    assert not any("plusieurs" in note for note in chip.notes)


def test_a_common_name_that_is_chosen_stays_one() -> None:
    proposal = next(each for each in proposed("amoxicilline 1g") if each.in_dci)
    medicine = CATALOGUE.by_cis[proposal.cis]
    chosen = chosen_of(medicine, in_dci=True)
    typed = read(f"{proposal.words} 1 cp matin et soir 7 j", chosen)
    assert typed.in_dci
    assert typed.line is not None
    assert typed.line.label == "Amoxicilline 1 g, comprimé dispersible"
    assert typed.confidence is Confidence.CERTAIN


def test_other_words_forget_what_was_chosen() -> None:
    chosen = chosen_of(CATALOGUE.by_cis[proposed("kardegic")[0].cis], in_dci=False)
    assert chosen is not None
    typed = read("clamoxyl 500 1 gelule matin et soir 7 jours", chosen)
    assert typed.medicines[0].name.startswith("CLAMOXYL 500 mg")
    glued = read(f"{chosen.words}x 1 par jour", chosen).chip(ChipKind.MEDICINE)
    assert glued is not None
    assert glued.said != chosen.words


def test_nothing_chosen_is_nothing() -> None:
    assert chosen_of(None, in_dci=False) is None
