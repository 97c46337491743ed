"""A patient’s first sign-in: a code handed over at a prescription, typed once, never again."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.builders.provider import OwnProvider, patients
from tests.journeys import documents
from tests.journeys.arriving import came_back, from_provider, left
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.outline import Outline
from tests.journeys.running import BaseInThread
from tests.journeys.writing import AMOX, an_issued
from tools import examples

Browse = Callable[..., Browser]
DEPART, RETURN = "/connexion/vers/patients", "/connexion/retour/patients"


@pytest.fixture
def own(base: BaseInThread) -> Iterator[tuple[str, OwnProvider]]:
    with from_provider(base, patients(acr=(), scope="openid"), demonstration=True) as served:
        yield served


def jeanne(**changed: Any) -> dict[str, Any]:
    """What the provider says of the patient of the demonstration: a civil identity, no INS."""
    patient = examples.patient()
    assert patient.birth_date is not None
    return {
        "sub": f"jeanne-{uuid4()}", "family_name": "Exemple", "given_name": "Jeanne Marie",
        "gender": "female", "birthdate": patient.birth_date.isoformat(), "birthplace": "",
        "birthcountry": patient.birth_place, **changed,
    }  # fmt: skip


def arrived(browser: Browser, own: OwnProvider, back: str = "/") -> None:
    came_back(browser, own, left(browser, back, DEPART), RETURN)


def handed(browser: Browser, door: Door) -> str:
    """The code that a pharmacist hands over, read on their screen after a dispensing."""
    number = door.issued(documents.simple())
    browser.sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    browser.send("/comptoir/[^/]+/delivrer", tout="1")
    browser.send("/comptoir/[^/]+/code")
    return code_of(browser)


def code_of(browser: Browser) -> str:
    assert "À remettre au patient" in browser.text
    assert "Se connecter avec Patient Exemple Connect" in browser.text
    digits = browser.page.text.split('class="numero grand">')[1].split("<")[0]
    assert len(digits.replace(" ", "")) == 10
    return digits


def test_a_patient_types_the_code_once_and_finds_their_ordonnances(
    browse: Browse, door: Door, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    code = handed(browse(address), door)
    provider.person = jeanne()
    browser = browse(address)
    arrived(browser, provider, "/mes-ordonnances")
    assert browser.page.url.path == "/connexion/code"
    assert Outline(browser.page.text).faults == []
    # Nothing opens before the code.
    assert browser.http.get("/mes-ordonnances").url.path == "/connexion"
    browser.send("/connexion/code", code=code)
    assert browser.page.url.path == "/mes-ordonnances"
    assert "Claire EXEMPLE" in browser.text
    browser.send("/deconnexion")
    again = browse(address)
    arrived(again, provider, "/mes-ordonnances")
    assert again.page.url.path == "/mes-ordonnances"


def test_a_patient_sees_the_link_of_their_account_and_undoes_it(
    browse: Browse, door: Door, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    code = handed(browse(address), door)
    provider.person = jeanne()
    browser = browse(address)
    arrived(browser, provider, "/mes-ordonnances")
    browser.send("/connexion/code", code=code)
    assert browser.links("/mon-acces") == ["/mon-acces"]
    browser.go("/mon-acces")
    assert "Votre compte Patient Exemple Connect ouvre vos ordonnances" in browser.text
    assert "Relié depuis le" in browser.text
    browser.send("/mon-acces/defaire")
    assert browser.http.get("/mes-ordonnances").url.path == "/connexion"
    again = browse(address)
    arrived(again, provider, "/mes-ordonnances")
    assert again.page.url.path == "/connexion/code"
    # A new code links it anew, and the patient reads both in the list of accesses.
    again.send("/connexion/code", code=handed(browse(address), door))
    assert again.page.url.path == "/mes-ordonnances"


def test_a_person_of_the_demonstration_reads_that_no_account_is_linked(browse: Browse) -> None:
    browser = browse().sign_in("patient")
    browser.go("/mon-acces")
    assert "aucun compte n’est relié" in browser.text
    browser.send("/deconnexion")


def test_a_doctor_hands_a_code_over_from_the_ordonnance_just_issued(
    browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    doctor = an_issued(browse(address), AMOX)
    doctor.send("/emises/[^/]+/code")
    code = code_of(doctor)
    provider.person = jeanne()
    browser = browse(address)
    arrived(browser, provider)
    browser.send("/connexion/code", code=code)
    assert browser.go("/mes-ordonnances").status_code == 200


@pytest.mark.parametrize("changed", [
    {"given_name": "Marie Jeanne"}, {"birthdate": "1970-06-16"}, {"gender": "male"},
    {"family_name": "Autre"}, {"birthplace": "75111"},
])  # fmt: skip
def test_the_code_opens_nothing_to_another_identity(
    browse: Browse, door: Door, own: tuple[str, OwnProvider], changed: dict[str, str]
) -> None:
    address, provider = own
    code = handed(browse(address), door)
    provider.person = jeanne(**changed)
    browser = browse(address)
    arrived(browser, provider)
    browser.send("/connexion/code", code=code)
    assert browser.page.status_code == 403
    assert "ACCESS_CODE_REFUSED" in browser.text
    assert browser.http.get("/mes-ordonnances").url.path == "/connexion"


@pytest.mark.parametrize("person", [
    {"birthdate": "1970-00-00"}, {"gender": "autre"}, {"family_name": ""}, {"given_name": None},
    {"birthcountry": ""}, {"birthdate": 19700615},
])  # fmt: skip
def test_an_identity_that_is_not_whole_signs_nobody_in(
    browse: Browse, own: tuple[str, OwnProvider], person: dict[str, Any]
) -> None:
    address, provider = own
    provider.person = jeanne(**person)
    browser = browse(address)
    arrived(browser, provider)
    assert "SIGN_IN_NOT_VERIFIED" in browser.text


def test_the_page_of_the_code_is_for_whoever_comes_from_the_provider(
    browse: Browse, own: tuple[str, OwnProvider]
) -> None:
    address, _ = own
    browser = browse(address)
    assert browser.go("/connexion/code").status_code == 400
    assert "SIGN_IN_LOST" in browser.text
    sent = browser.http.post("/connexion/code", data={"code": "0123456789"})
    assert "SIGN_IN_LOST" in sent.text


def test_a_code_is_handed_over_only_where_patients_can_sign_in(browse: Browse) -> None:
    doctor = an_issued(browse(), AMOX)
    assert "Remettre un code" not in doctor.text
