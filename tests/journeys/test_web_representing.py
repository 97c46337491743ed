"""Who represents a patient, in a browser: recorded, linked by a code, chosen, ended."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest

from ordonnance.adapters.identity.demo_people import CHILD
from ordonnance.domain.error_catalogue import CATALOGUE
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.representing import (
    AS_FATHER,
    LAST,
    OF_LEO,
    at_the_fund,
    choice,
    code_of,
    ended_at_the_fund,
    recorded_at,
)
from tests.journeys.test_web_patient import child, opened

Browse = Callable[..., Browser]


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.written(documents.course(), patient=child()))


@pytest.fixture(autouse=True)
def nobody_is_recorded_afterwards(browse: Browse) -> Iterator[None]:
    """The base is shared: what a journey recorded is ended with it."""
    yield
    ended_at_the_fund(browse())


def linked(browser: Browser, code: str) -> Browser:
    """The father of the demonstration types his code."""
    browser.sign_in("pere")
    browser.go("/pour-qui")
    browser.send("/pour-qui/code", code=code)
    return browser


def test_a_father_recorded_by_a_doctor_follows_his_child_and_himself_in_turn(
    browse: Browse, number: str
) -> None:
    doctor = browse().sign_in("medecin")
    code = code_of(recorded_at(doctor, number))
    browser = browse().sign_in("pere")
    assert "Mes ordonnances" in browser.text
    assert browser.links("/pour-qui") == ["/pour-qui"]
    browser.go("/pour-qui")
    assert "Vous n’êtes enregistré comme représentant de personne" in browser.text
    browser.send("/pour-qui/code", code=code)
    assert "Les ordonnances de Léo" in browser.text
    assert f"représentant de Léo DÉMO, jusqu’au {LAST}. Une ordonnance peut" in browser.text
    assert "Marc DÉMO, pour Léo DÉMO" in browser.text
    address = opened(browser, number)
    assert "À montrer à la pharmacie de votre choix" in browser.text
    browser.send(f"{address}/opposition", sens="opposer")
    assert 'aria-checked="true"' in browser.page.text
    browser.go(f"{address}/consultations")
    assert "a relié son compte pour vous représenter" in browser.text
    assert f"représentant enregistré, code remis, jusqu’au {LAST}" in browser.text
    browser.go("/pour-qui")
    assert f"Pour Léo DÉMO (jusqu’au {LAST})" in browser.text
    browser.send("/pour-qui", pour="moi")
    assert "Mes ordonnances" in browser.text
    # What was drawn for the child opens nothing for the father.
    assert browser.go(address).status_code == 404
    browser.go("/pour-qui")
    browser.send("/pour-qui", pour=choice(browser))
    opened(browser, number)


def test_a_page_left_open_for_the_child_records_nothing_as_oneself(
    browse: Browse, door: Door, number: str
) -> None:
    browser = linked(browse(), code_of(recorded_at(browse().sign_in("medecin"), number)))
    opened(browser, number)
    left_open = browser.page
    browser.go("/pour-qui")
    browser.send("/pour-qui", pour="moi")
    browser.page = left_open
    browser.send("/mes-ordonnances/[^/]+/opposition")
    assert browser.page.status_code == CATALOGUE["PERSON_CHANGED"].status
    assert "Vous agissez maintenant pour une autre personne" in browser.text
    assert door.does("executions", "medecin", number=number)["hidden"] is False


def test_what_a_minor_keeps_secret_leaves_no_trace(door: Door, browse: Browse, number: str) -> None:
    browser = linked(browse(), code_of(recorded_at(browse().sign_in("medecin"), number)))
    before = [browser.go(each).content for each in ("/mes-ordonnances", "/pour-qui")]
    door.issued(
        documents.written(documents.monthly(), patient=child(), hidden_from_representative=True)
    )
    assert [browser.go(each).content for each in ("/mes-ordonnances", "/pour-qui")] == before


def test_a_pharmacist_records_and_ends_at_the_counter_and_the_next_page_says_so(
    browse: Browse, number: str
) -> None:
    counter = browse().sign_in("pharmacien")
    counter.send("/comptoir", numero=number)
    handle = counter.page.url.path
    counter.send(f"{handle}/delivrer", tout="1")
    assert counter.links(f"{handle}/representation") == [f"{handle}/representation"]
    counter.go(f"{handle}/representation")
    counter.send(f"{handle}/representation", **AS_FATHER)
    browser = linked(browse(), code_of(counter))
    counter.go(f"{handle}/representation")
    assert f"Marc DÉMO , jusqu’au {LAST}" in counter.text
    counter.send(f"{handle}/representation/fin")
    assert "Aucun." in counter.text
    refused = browser.go("/mes-ordonnances")
    assert refused.status_code == 403
    assert "Vous ne représentez plus cette personne" in browser.text
    # Told once: the session is over, and nothing is done as oneself by mistake.
    assert browser.go("/mes-ordonnances").url.path == "/connexion"
    browser.sign_in("pere")
    browser.go("/pour-qui")
    assert "Léo" not in browser.text


def test_the_fund_records_without_seeing_anything_and_ends(browse: Browse, number: str) -> None:
    agent = browse()
    code = code_of(at_the_fund(agent))
    assert "CLAMOXYL" not in agent.text
    browser = linked(browse(), code)
    opened(browser, number)
    ended_at_the_fund(agent)
    assert "Marc DÉMO ne représente plus Léo DÉMO" in agent.text
    assert browser.go("/mes-ordonnances").status_code == 403


def test_a_representative_stops_by_themselves_and_is_themselves_again(
    browse: Browse, number: str
) -> None:
    browser = linked(browse(), code_of(recorded_at(browse().sign_in("medecin"), number)))
    browser.go("/pour-qui")
    browser.send("/pour-qui/fin")
    assert "Vous n’êtes enregistré comme représentant de personne" in browser.text
    browser.go("/mes-ordonnances")
    assert "Mes ordonnances" in browser.text
    # A page left open that asks it again has nothing left to end.
    assert _stop(browser).status_code == 403


def _stop(browser: Browser) -> httpx.Response:
    browser.go("/pour-qui")
    _, hidden = browser.form("/pour-qui/code")
    return browser.http.post("/pour-qui/fin", data=hidden)


def test_the_patient_reads_who_represents_them_and_who_ended_it(door: Door, browse: Browse) -> None:
    number = door.issued(documents.simple())
    doctor, patient = browse().sign_in("medecin"), browse().sign_in("patient")
    patient.go("/mon-acces")
    assert "Personne n’est enregistré pour agir à votre place" in patient.text
    code = code_of(recorded_at(doctor, number, proof="tutelle", until="31/12/2030"))
    assert "mineur" not in doctor.go(f"{doctor.page.url.path}").text
    guardian = linked(browse(), code)
    assert ", jusqu’au 31/12/2030." in guardian.text
    assert "personne mineure" not in guardian.text
    patient.go("/mon-acces")
    assert "Marc DÉMO, jusqu’au 31/12/2030" in patient.text
    assert "Pièce vue : jugement de tutelle relatif à la personne" in patient.text
    assert re.search(r"Enregistré le .* par Claire EXEMPLE, Cabinet médical", patient.text)
    # A judge decided it, or the law: the page has no button for it.
    assert patient.page.text.count("<form") == 1
    doctor.go(doctor.page.url.path)
    doctor.send("/emises/[^/]+/representation/fin")
    patient.go("/mon-acces")
    assert re.search(r"Marc DÉMO, jusqu’au .* à .*, terminé par Claire EXEMPLE", patient.text)


@pytest.mark.parametrize(("field", "value", "told"), [
    ("family", "", "Indiquer le nom de naissance"), ("birth_date", "hier", "La date s’écrit"),
    ("until", "jamais", "La date s’écrit"), ("proof", "", "Choisir la pièce"),
    ("sex", "", "Indiquer le sexe"), ("family", "--", "s’écrivent en lettres"),
])  # fmt: skip
def test_what_is_missing_is_told_beside_its_field_and_what_was_typed_stays(
    browse: Browse, number: str, field: str, value: str, told: str
) -> None:
    doctor = browse().sign_in("medecin")
    page = recorded_at(doctor, number, **{field: value}).page
    assert page.status_code == 422
    assert told in doctor.text
    assert 'value="Marc"' in page.text


@pytest.mark.parametrize(("field", "value", "told"), [
    ("patient_ins", "", "Indiquer le matricule INS"),
    ("patient_birth_date", "10/04/2020", "Cette date n’est pas celle du matricule"),
    ("patient_family", "", "Indiquer le nom de naissance"),
    ("given", "", "Indiquer le prénom"),
])  # fmt: skip
def test_the_fund_is_told_what_is_missing_too(
    browse: Browse, field: str, value: str, told: str
) -> None:
    agent = browse()
    assert at_the_fund(agent, **{field: value}).page.status_code == 422
    assert told in agent.text
    assert OF_LEO["patient_given"] == CHILD.given


def test_a_technician_and_a_patient_record_nobody(browse: Browse, number: str) -> None:
    technician = browse().sign_in("preparateur")
    technician.send("/comptoir", numero=number)
    assert technician.go(f"{technician.page.url.path}/representation").status_code == 403
    assert browse().sign_in("patient").go("/representation").status_code == 403
