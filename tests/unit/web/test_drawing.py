"""What every page says of whoever reads it."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.actors import (
    Actor,
    Caller,
    FundAgent,
    PatientActor,
    Representative,
    Role,
    SoftwareClient,
)
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.represented import Represented
from ordonnance.doors.web.drawing import at_work, counted, person, said

CHILD = Ins("120039999900331", InsOid.NIR_DEMO)
OWN = Ins("270069999900106", InsOid.NIR_DEMO)
PARENT = Representative(OWN, (Represented(CHILD, date(2038, 3, 9)),), CHILD)


@pytest.mark.parametrize(
    ("role", "actor", "shown"),
    [
        (Role.PATIENT, PatientActor(OWN, "Jeanne EXEMPLE"), "Jeanne EXEMPLE"),
        (Role.PATIENT, PatientActor(OWN), "Patient"),
        (Role.REPRESENTATIVE, replace(PARENT, name="Sophie DÉMO"),
         "Sophie DÉMO, représentant du patient"),
        (Role.REPRESENTATIVE, PARENT, "Représentant du patient"),
        (Role.FUND_AGENT, FundAgent("agent-exemple", "Caisse Exemple"), "Caisse Exemple"),
    ],
)  # fmt: skip
def test_the_head_of_a_page_names_whoever_reads_it(role: Role, actor: Actor, shown: str) -> None:
    assert person(Caller(role, actor, SoftwareClient.unknown(), "t")) == shown


def test_a_name_shown_is_not_part_of_who_somebody_is() -> None:
    assert PatientActor(OWN, "Jeanne EXEMPLE") == PatientActor(OWN)
    assert "EXEMPLE" not in repr(PatientActor(OWN, "Jeanne EXEMPLE"))


@pytest.mark.parametrize("role", Role)
def test_codes_of_refusals_are_for_those_at_work(role: Role) -> None:
    caller = Caller(
        role, FundAgent("agent-exemple", "Caisse Exemple"), SoftwareClient.unknown(), "t"
    )
    assert at_work(caller) is (role not in (Role.PATIENT, Role.REPRESENTATIVE))


def test_figures_stay_with_their_nouns() -> None:
    assert counted(2, "boîte") == "2\u00a0boîtes"
    assert said("pendant 7 jours : s'il le faut") == "pendant 7\u00a0jours\u202f: s’il le faut"
