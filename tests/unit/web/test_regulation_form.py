"""The form of a call read into the call, whichever button was pressed."""

import pytest

from ordonnance.domain.census import Motive
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.regulation_form import called, reason_field
from ordonnance.usecases.calls.answers import Point
from ordonnance.usecases.calls.call import LINE, Call, Destination, InsFrom, Where, Who
from ordonnance.usecases.calls.cards import CARDS
from ordonnance.usecases.samu.models import Impossible
from ordonnance.usecases.writing.draft import DraftLine
from tests.builders.platform import refused

PLAIN = {"qui": "patient", "ins_from": "", "ou": "pharmacie"}


def read(call: Call | None = None, **fields: str | tuple[str, ...]) -> Call:
    """The call after that form; sentences are kept as they are typed."""
    held = {**PLAIN, **fields}
    form = Form({k: v if isinstance(v, tuple) else (v,) for k, v in held.items()})
    return called(form, call or Call("un"), lambda typed: DraftLine(LINE, typed))


def test_an_empty_form_says_nothing() -> None:
    call = read()
    assert (call.motive, call.line, call.points, call.nothing_said) == (
        None,
        None,
        frozenset(),
        False,
    )
    assert call.destination == Destination()


def test_who_what_hurts_and_what_was_asked() -> None:
    call = read(
        qui="proche", family="Exemple", birth_date="34 ans", points=("enceinte", "alcool"),
        motif="douleur_dentaire", signes=("dent-cou", "souffle"),
    )  # fmt: skip
    assert (call.who, call.patient.family, call.patient.birth_date) == (
        Who.RELATIVE, "Exemple", "34 ans",
    )  # fmt: skip
    assert call.points == {Point.PREGNANT, Point.ALCOHOL}
    assert (call.motive, call.signs) == (Motive.DENTAL, {"dent-cou", "souffle"})


def test_none_of_these_never_stands_beside_one_of_them() -> None:
    call = read(**{"points": "alcool", "points-aucun": "1", "signes": "souffle",
                   "signes-aucun": "1"})  # fmt: skip
    assert not call.nothing_said
    assert not call.clear
    assert read(**{"points-aucun": "1", "signes-aucun": "1"}).nothing_said


def test_a_sign_of_another_motive_is_left_behind() -> None:
    assert read(motif="traumatisme", signes="dent-cou").signs == frozenset()


@pytest.mark.parametrize("fields", [{"faire": "carte-2"}, {"phrase": "2"}, {"phrase": " 2 "}])
def test_a_card_is_taken_by_its_button_or_by_its_digit(fields: dict[str, str]) -> None:
    line = read(**fields).line
    assert line is not None
    assert line.typed == CARDS[1].sentence


def test_a_sentence_that_did_not_change_is_not_read_again() -> None:
    line = DraftLine(LINE, "tramadol 50", rest=("mots",))
    assert read(Call("un", line=line), phrase="tramadol 50").line is line
    kept = read(Call("un", line=line), phrase="tramadol 50", faire="garder-mots").line
    assert kept is not None
    assert kept.rest == ()
    assert read(Call("un", line=line), phrase="").line is None


def test_a_place_chosen_is_looked_up_anew_and_the_caller_told_again() -> None:
    former = Destination(finess="990000069", name="PHARMACIE EXEMPLE", address="a@x.fr", told=True)
    same = read(Call("un", destination=former), lieu="990000069|a@x.fr", dit="1").destination
    assert (same.name, same.told) == ("PHARMACIE EXEMPLE", True)
    other = read(Call("un", destination=former), lieu="990000101|", dit="1").destination
    assert (other.finess, other.name, other.address, other.told) == ("990000101", "", "", False)


def test_a_pharmacy_is_no_establishment() -> None:
    former = Destination(finess="990000069", name="PHARMACIE EXEMPLE", address="a@x.fr")
    call = read(Call("un", destination=former), lieu="990000069|a@x.fr", ou="etablissement",
                donnee="soins@ehpad.mssante.fr")  # fmt: skip
    assert (call.destination.where, call.destination.finess) == (Where.CARE_HOME, "")
    assert call.destination.given == "soins@ehpad.mssante.fr"


def test_the_space_of_the_patient_with_its_reason() -> None:
    call = read(ou="patient", impossible="NO_MAILBOX", espace="1", ins="270069999900106",
                ins_from="dictee")  # fmt: skip
    assert call.destination.impossible is Impossible.NO_MAILBOX
    assert call.destination.excused
    assert call.ins_from is InsFrom.DICTATED
    assert not read(ou="patient", impossible="OTHER").destination.excused
    assert read(ou="patient", impossible="OTHER", pourquoi="panne").destination.excused


def test_a_matricule_that_was_dictated_is_never_an_identity() -> None:
    dictated = read(ins="270069999900106", ins_from="dictee").draft.patient
    qualified = read(ins="270069999900106", ins_from="qualifiee").draft.patient
    assert (dictated.ins, dictated.qualified) == ("", False)
    assert (qualified.ins, qualified.qualified) == ("270069999900106", True)


@pytest.mark.parametrize("name", ["qui", "ou", "ins_from", "motif", "impossible", "qualite"])
def test_a_code_that_no_page_of_ours_sends_is_refused(name: str) -> None:
    with refused("CODE_UNKNOWN"):
        read(**{name: "deviné"})


def test_each_finding_has_a_field_of_its_own() -> None:
    assert reason_field("MP-05", "") != reason_field("MP-05", LINE)
