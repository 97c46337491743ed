"""Which circuits are open during a call, in which order, and why the others are not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import WhiteList
from ordonnance.usecases.samu.models import Identity, Impossible, Option, Proposed
from ordonnance.usecases.samu.proposing import propose
from tests.builders.counter import PATIENT
from tests.builders.platform import a_platform, done, refused
from tests.builders.prescriptions import PATIENT_NOT_QUALIFIED
from tests.builders.samu import (
    ALONE,
    CENTRE,
    HOME,
    NURSE,
    OFFICINE,
    PATIENT_BOX,
    PHARMACY,
    PHARMACY_NONE,
    PHARMACY_PERSONAL,
    TITULAR,
    UNLISTED,
    Centre,
)


@pytest.fixture
def centre() -> Centre:
    """A regulation centre in memory."""
    return Centre(a_platform())


def proposed(centre: Centre, **said: object) -> Proposed:
    """What is answered to a regulator."""
    return done(propose(centre.propose(**said), centre.needs))


def option(centre: Centre, circuit: Circuit, **said: object) -> Option:
    """One circuit of that answer."""
    found = proposed(centre, **said).options
    return next(each for each in found if each.circuit is circuit)


def test_the_ordonnance_numerique_is_offered_before_any_circuit(centre: Centre) -> None:
    answer = proposed(centre, pharmacy=PHARMACY)
    assert "ordonnance numérique passe d’abord" in answer.digital
    assert (answer.sender, answer.attended, answer.no_sender) == (CENTRE, False, "")


def test_the_chosen_pharmacy_comes_first_by_its_organisational_mailbox(centre: Centre) -> None:
    answer = proposed(centre, pharmacy=PHARMACY)
    assert answer.advised is Circuit.PHARMACY
    assert answer.options[0].circuit is Circuit.PHARMACY
    found = answer.options[0].destinations
    assert [(each.address, each.box) for each in found] == [
        (OFFICINE, Box.ORGANISATION), (TITULAR, Box.PERSON),
    ]  # fmt: skip
    assert answer.options[0].warnings == ()


def test_without_one_the_mailbox_of_a_pharmacist_is_open_with_a_warning(centre: Centre) -> None:
    found = option(centre, Circuit.PHARMACY, pharmacy=PHARMACY_PERSONAL)
    assert found.open
    assert [each.address for each in found.destinations] == [ALONE]
    assert "personnelle" in found.warnings[0]


@pytest.mark.parametrize(
    ("finess", "code"),
    [("", "SAMU_PHARMACY_NONE"), (PHARMACY_NONE, "SAMU_NO_MAILBOX"), (HOME, "SAMU_NOT_PHARMACY"),
     ("990000200", "SAMU_NOT_PHARMACY")],
)  # fmt: skip
def test_a_pharmacy_that_cannot_receive_is_told_why(centre: Centre, finess: str, code: str) -> None:
    found = option(centre, Circuit.PHARMACY, pharmacy=finess)
    assert (found.open, found.code) == (False, code)
    assert found.why


def test_a_mailbox_outside_the_white_list_is_never_proposed(centre: Centre) -> None:
    addresses = [e.address for e in proposed(centre, pharmacy=PHARMACY).options[0].destinations]
    assert "aide@gmail.example" not in addresses
    centre.listed.trusted = WhiteList.of(["ailleurs.mssante.fr"], date(2026, 11, 20))
    assert option(centre, Circuit.PHARMACY, pharmacy=PHARMACY).code == "MAIL_DOMAIN_OUTSIDE"
    centre.listed.trusted = None
    assert option(centre, Circuit.PHARMACY, pharmacy=PHARMACY).code == "MAIL_WHITE_LIST_NONE"


def test_without_a_directory_no_pharmacy_can_be_checked(centre: Centre) -> None:
    centre.service.directory = None
    assert option(centre, Circuit.PHARMACY, pharmacy=PHARMACY).code == "SAMU_DIRECTORY_NONE"


def test_for_a_resident_the_establishment_comes_before_the_pharmacy(centre: Centre) -> None:
    answer = proposed(
        centre, resident=True, pharmacy=PHARMACY, establishment=HOME, address=NURSE,
        given_in_call=True,
    )  # fmt: skip
    assert [each.circuit for each in answer.options] == [
        Circuit.CARE_HOME, Circuit.PHARMACY, Circuit.PATIENT,
    ]  # fmt: skip
    assert answer.advised is Circuit.CARE_HOME
    assert answer.options[0].destinations[0].named is not None
    assert answer.options[0].warnings == ()


def test_the_second_case_is_closed_to_who_does_not_live_there(centre: Centre) -> None:
    assert option(centre, Circuit.CARE_HOME).code == "SAMU_NOT_RESIDENT"


@pytest.mark.parametrize(
    ("address", "code"),
    [("", "SAMU_STATEMENT"), (PATIENT_BOX, "SAMU_PATIENT_BOX"), (OFFICINE, "SAMU_NOT_HOME"),
     ("aide@gmail.example", "MAIL_DOMAIN_OUTSIDE"), ("rien", "MAIL_ADDRESS_INVALID")],
)  # fmt: skip
def test_an_address_that_is_no_mailbox_of_an_establishment_is_refused(
    centre: Centre, address: str, code: str
) -> None:
    found = option(centre, Circuit.CARE_HOME, resident=True, address=address, given_in_call=True)
    assert (found.open, found.code) == (False, code)


def test_an_address_nobody_gave_during_the_call_is_refused(centre: Centre) -> None:
    found = option(centre, Circuit.CARE_HOME, resident=True, address=NURSE)
    assert found.code == "SAMU_STATEMENT"


def test_an_unlisted_address_given_during_the_call_is_open_with_a_warning(
    centre: Centre,
) -> None:
    found = option(
        centre, Circuit.CARE_HOME, resident=True, address=UNLISTED, establishment=HOME,
        given_in_call=True,
    )  # fmt: skip
    assert found.open
    assert "liste rouge" in found.warnings[0]


def test_the_third_case_is_only_by_default(centre: Centre) -> None:
    assert option(centre, Circuit.PATIENT, patient=PATIENT).code == "SAMU_STATEMENT"
    said = {"patient": PATIENT, "impossible": Impossible.NO_MAILBOX}
    assert option(centre, Circuit.PATIENT, **said).code == "SAMU_STATEMENT"
    other = {"patient": PATIENT, "impossible": Impossible.OTHER, "space_active": True}
    assert option(centre, Circuit.PATIENT, **other).code == "SAMU_STATEMENT"
    found = option(centre, Circuit.PATIENT, **other, impossible_text="panne du réseau")
    assert found.open
    assert found.identity is Identity.QUALIFIED
    assert [each.address for each in found.destinations] == [PATIENT_BOX]
    assert proposed(centre, **other, impossible_text="panne").advised is Circuit.PATIENT


def test_a_dictated_matricule_warns_and_one_that_differs_is_refused(centre: Centre) -> None:
    said = {"impossible": Impossible.MAILBOX_FAILS, "space_active": True}
    theirs = replace(PATIENT_NOT_QUALIFIED, birth_date=date(1970, 6, 15))
    found = option(
        centre, Circuit.PATIENT, patient=theirs,
        dictated="2 70 06 99 999 001 06",
        **said,
    )  # fmt: skip
    assert found.identity is Identity.DICTATED
    assert "INS qualifiée" in found.warnings[0]
    assert found.destinations[0].address == PATIENT_BOX
    assert len(found.warnings) == 1
    child = replace(theirs, birth_date=date(2012, 6, 1))
    parent = option(
        centre, Circuit.PATIENT, patient=child,
        dictated="270069999900106", **said,
    )  # fmt: skip
    assert "celui d’un parent" in parent.warnings[1]
    other = option(centre, Circuit.PATIENT, patient=PATIENT, dictated="290029999900228", **said)
    assert other.code == "SAMU_MATRICULE_DIFFERS"
    none = option(centre, Circuit.PATIENT, patient=PATIENT_NOT_QUALIFIED, **said)
    assert none.code == "SAMU_MATRICULE_NONE"
    short = option(centre, Circuit.PATIENT, patient=PATIENT, dictated="2700699", **said)
    assert short.code == "SAMU_MATRICULE_INVALID"


def test_outside_a_demonstration_the_key_of_a_dictated_matricule_must_hold(
    centre: Centre,
) -> None:
    real = replace(centre.needs, ports=replace(centre.needs.ports, demonstration=False))
    said = {"impossible": Impossible.NO_MAILBOX, "space_active": True}
    asked = centre.propose(dictated="270069999900107", **said)
    found = done(propose(asked, real)).options[-1]
    assert found.code == "SAMU_MATRICULE_INVALID"


def test_who_does_not_regulate_has_no_circuit(centre: Centre) -> None:
    with refused("SAMU_NOT_REGULATOR"):
        proposed(centre, by="medecin")
    with refused("NOT_ALLOWED"):
        proposed(centre, by="pharmacien")


def test_whoever_prepares_sees_the_circuits_and_no_ordonnance_numerique(centre: Centre) -> None:
    answer = proposed(centre, by="arm", pharmacy=PHARMACY)
    assert answer.advised is Circuit.PHARMACY
    assert answer.digital == ""


def test_the_derogation_has_a_first_day_and_a_configured_last_one() -> None:
    early = Centre(a_platform(datetime(2025, 2, 28, 12, tzinfo=UTC)))
    with refused("SAMU_DEROGATION_OVER"):
        proposed(early)
    assert proposed(Centre(a_platform(datetime(2025, 3, 1, 12, tzinfo=UTC))), pharmacy=PHARMACY)
    last = Centre(a_platform(), until=date(2026, 11, 23))
    assert proposed(last, pharmacy=PHARMACY).advised is Circuit.PHARMACY
    last.platform.later(days=1)
    with refused("SAMU_DEROGATION_OVER"):
        proposed(last)


def test_without_a_mailbox_to_send_from_it_is_said_before_anything(centre: Centre) -> None:
    centre.boxes.senders = ()
    answer = proposed(centre, pharmacy=PHARMACY)
    assert answer.sender == ""
    assert "Aucune boîte MSSanté" in answer.no_sender
    centre.boxes.senders = (OpenBox("regine.demo@medecin.mssante.fr", "899900000019"),)
    assert proposed(centre).attended
