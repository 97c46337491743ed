"""Callers, places and client software."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.actors import (
    CLIENT_FIELD_LIMIT,
    Caller,
    FundAgent,
    PatientActor,
    Place,
    Profession,
    Professional,
    Representative,
    Role,
    SoftwareClient,
)
from ordonnance.domain.ids import Finess, Ins, InsOid, Rpps, Siret
from ordonnance.domain.represented import Represented

OWN = Ins("270069999900106", InsOid.NIR_DEMO)
CHILD = Ins("120039999900331", InsOid.NIR_DEMO)


def a_place(
    finess: str | None = None,
    siret: str | None = None,
    technical_id: str | None = None,
    local_id: str | None = None,
) -> Place:
    return Place(
        finess=Finess(finess) if finess else None,
        siret=Siret(siret) if siret else None,
        am=None,
        label="Cabinet Exemple",
        address=None,
        postcode="75011",
        zone="Europe/Paris",
        technical_id=technical_id,
        local_id=local_id,
    )


def a_professional(place: Place, replaces: Rpps | None = None) -> Professional:
    return Professional(
        national_id="899900000011",
        rpps=Rpps("99900000011"),
        family="EXEMPLE",
        given="Claire",
        profession=Profession.PHYSICIAN,
        specialty=None,
        place=place,
        replaces=replaces,
    )


def test_every_profession_and_every_role_has_a_french_label() -> None:
    assert Profession.PHARMACY_TECHNICIAN.label == "Préparateur en pharmacie (officine)"
    assert all(each.label for each in Profession)
    assert all(each.label for each in Role)


def test_a_place_is_named_by_its_finess_then_siret_then_technical_id() -> None:
    everything = a_place("990000069", "99990000400014", "R10100000240453")
    assert everything.key == "F990000069"
    assert a_place(None, "99990000400014", "R10100000240453").key == "C99990000400014"
    assert a_place(None, None, "R10100000240453").key == "R10100000240453"
    assert a_place(local_id="AB12").key == "LAB12"


def test_a_place_without_any_identifier_is_refused() -> None:
    with pytest.raises(ValueError, match="identifier"):
        a_place()


def test_a_technical_id_made_of_a_finess_names_the_same_place_as_the_finess() -> None:
    assert a_place("990000069").key == a_place(technical_id="F990000069").key


def test_two_places_of_one_person_are_two_callers() -> None:
    client = SoftwareClient.unknown()
    here = Caller(Role.PRESCRIBER, a_professional(a_place("990000069")), client, "t1")
    there = Caller(Role.PRESCRIBER, a_professional(a_place("990000077")), client, "t1")
    assert here.key != there.key
    assert here.key == Caller(here.role, here.actor, SoftwareClient(product="x"), "t2").key


def test_a_patient_and_their_representative_are_two_callers() -> None:
    client = SoftwareClient.unknown()
    patient = Caller(Role.PATIENT, PatientActor(CHILD), client, "t")
    parent = Representative(OWN, (Represented(CHILD, date(2038, 3, 9)),), CHILD)
    representative = Caller(Role.REPRESENTATIVE, parent, client, "t")
    assert patient.key != representative.key
    assert patient.place is None


def test_nobody_represents_a_person_who_is_not_listed() -> None:
    with pytest.raises(ValueError, match="represent"):
        Representative(OWN, (Represented(OWN, date(2038, 3, 9)),), CHILD)


def test_a_replacing_prescriber_acts_for_the_replaced_one() -> None:
    replaced = Rpps("99900000029")
    assert a_professional(a_place("990000069"), replaced).acts_for == replaced
    assert a_professional(a_place("990000069")).acts_for == Rpps("99900000011")


def test_no_representation_shows_a_person() -> None:
    professional = a_professional(a_place("990000069"))
    parent = Representative(None, (Represented(CHILD, date(2038, 3, 9)),), CHILD, "sujet-exemple")
    agent = FundAgent("agent-exemple", "Caisse Exemple")
    for actor in (professional, PatientActor(OWN), parent, agent):
        caller = Caller(Role.PATIENT, actor, SoftwareClient.unknown(), "t")
        shown = repr(caller) + repr(actor)
        for secret in ("EXEMPLE", "Claire", "99900000011", OWN.matricule, CHILD.matricule):
            assert secret not in shown
        assert "sujet-exemple" not in shown
        assert "agent-exemple" not in shown


@given(st.integers(1, CLIENT_FIELD_LIMIT))
def test_a_client_may_say_up_to_the_limit(length: int) -> None:
    assert SoftwareClient(product="p" * length).is_known


@pytest.mark.parametrize("value", ["", "p" * (CLIENT_FIELD_LIMIT + 1), "a\nb", " a", "\ud800"])
def test_a_client_field_that_is_not_short_text_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="version"):
        SoftwareClient(version=value)


def test_an_unknown_client_names_nothing() -> None:
    assert not SoftwareClient.unknown().is_known


def test_a_place_is_called_by_its_label_else_by_its_address() -> None:
    place = a_place(finess="750000018")
    assert place.name == "Cabinet Exemple"
    assert replace(place, label="", address="1 rue de l'Exemple").name == "1 rue de l'Exemple"
    assert replace(place, label="").name == "Lieu sans nom"
