"""Protocol cards: read by the reader of sentences, short, and each within what the law takes."""

import pytest

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.census import Molecule, Motive
from ordonnance.law.treatment import one_duration
from ordonnance.usecases.calls.cards import CARDS, Card, card_of
from ordonnance.usecases.calls.severity import ALWAYS, OF_MOTIVE, present, signs_of
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.samu.counting import molecules_of
from ordonnance.usecases.writing.light import Colour, ordonnance_of
from ordonnance.usecases.writing.patient import read_patient
from tests.builders.desk import a_desk

LONGEST = 5
"""Days of the longest course."""


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_is_a_sentence_that_is_read_to_the_end_and_that_the_law_takes(card: Card) -> None:
    desk = a_desk()
    draft = desk.draft(card.sentence)
    (line,) = draft.lines
    assert line.line is not None
    assert line.rest == ()
    lasting = one_duration(line.line)
    assert lasting is not None
    assert lasting.unit is TimeUnit.DAY
    assert lasting.value <= LONGEST
    assert desk.light(draft).colour is Colour.DIGITAL


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)
def test_a_card_prescribes_the_molecule_that_it_names(card: Card) -> None:
    desk = a_desk()
    draft = desk.draft(card.sentence)
    ports = desk.platform.ports
    patient = read_patient(draft.patient, demonstration=True).patient
    ordonnance = ordonnance_of(draft, patient, desk.prescriber, ports.clock.now())
    medicine = medicines_of(ordonnance, ports.drugs.current())[1]
    assert molecules_of((medicine,)) == (card.molecule,)


def test_each_of_the_three_molecules_has_a_card_and_a_key_of_its_own() -> None:
    assert {card.molecule for card in CARDS} == set(Molecule)
    assert len({card.key for card in CARDS}) == len(CARDS)
    assert [card_of(f" {card.key} ") for card in CARDS] == list(CARDS)
    assert card_of("tramadol 50") is None


def test_every_motive_asks_for_signs_besides_those_of_every_call() -> None:
    assert set(OF_MOTIVE) == set(Motive)
    codes = [sign.code for motive in Motive for sign in OF_MOTIVE[motive]]
    codes += [sign.code for sign in ALWAYS]
    assert len(codes) == len(set(codes))
    assert signs_of(None) == ALWAYS


def test_a_sign_of_another_motive_does_not_count() -> None:
    codes = frozenset({"dent-cou", "souffle"})
    assert [each.code for each in present(codes, Motive.DENTAL)] == ["souffle", "dent-cou"]
    assert [each.code for each in present(codes, Motive.TRAUMA)] == ["souffle"]
