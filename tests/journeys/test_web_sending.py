"""An ordonnance sent to a pharmacy from the browser, read and served there; and to its patient."""

import re
from collections.abc import Callable

import pytest

from ordonnance.documents.mail.reading import Received
from ordonnance.domain.mssante import MssAddress
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.mailed import PHARMACY, Mailed
from tests.journeys.regulation import a_call, chosen, sent
from tests.journeys.running import BaseInThread
from tests.journeys.test_web_inbox import Subject, opened

Browse = Callable[..., Browser]


def issued_for(door: Door, subject: Subject) -> str:
    """One antibiotic for a patient named so, and no other."""

    def named(tree: documents.Json) -> None:
        for name in documents.resource(tree, "Patient")["name"]:
            name["family"] = subject.family

    return door.issued(documents.edited(documents.simple(), named))


def page_of_sending(browser: Browser, subject: Subject) -> Browser:
    """The page that sends the ordonnance of that patient."""
    browser.sign_in("medecin").go("/emises")
    items = re.findall(r"<(?:li|tr).*?</(?:li|tr)>", browser.page.text, re.S)
    [item] = [each for each in items if subject.family.casefold() in each.casefold()]
    found = re.search(r'href="(/emises/[^"/]+)"', item)
    assert found is not None
    browser.go(f"{found[1]}/envoi")
    return browser


@pytest.mark.scenario("GEM-F01")
def test_an_ordonnance_is_sent_read_and_served_where_the_patient_chose(
    browse: Browse, open_door: Door, base: BaseInThread
) -> None:
    subject, mailed = Subject(), Mailed(base.data)
    issued_for(open_door, subject)
    doctor = page_of_sending(browse(open_door.address), subject)
    doctor.go(f"{doctor.page.url.path}?cherche=75011 Pharmacie Exemple")
    refused = doctor.send("/emises/[^/]+/envoi$", adresse=str(PHARMACY.address))
    assert refused.status_code == 422
    assert "L’accord du patient n’est pas dit" in doctor.text
    # The pharmacy that was chosen is still there, and chosen: the agreement alone is missing.
    assert re.search(rf'value="{PHARMACY.address}" required checked', doctor.page.text)
    doctor.send("/emises/[^/]+/envoi$", adresse=str(PHARMACY.address), accord="oui")
    assert "Déjà envoyée" in doctor.text

    def ours(each: Received) -> bool:
        return subject.family in each.subject

    arrived = mailed.arrived(PHARMACY.address, ours)
    assert (len(arrived.archives), len(arrived.pdfs), arrived.codes) == (1, 1, ("57833-6",))
    assert arrived.ins_told
    doctor.go(doctor.page.url.path + "?cherche=Pharmacie Exemple")
    again = doctor.send("/emises/[^/]+/envoi$", adresse=str(PHARMACY.address), accord="oui")
    assert (again.status_code, "MAIL_ANOTHER_LETTER" in again.text) == (409, True)
    counter = browse(open_door.address).sign_in("pharmacien")
    opened(counter, subject)
    assert "Tout délivrer comme prescrit" in counter.text
    counter.send("/comptoir/[^/]+/delivrer")
    assert "Le message est marqué servi." in counter.text


def test_what_left_is_taken_back_by_a_message_and_another_pharmacy_may_be_chosen(
    browse: Browse, open_door: Door, base: BaseInThread
) -> None:
    subject, mailed = Subject(), Mailed(base.data)
    issued_for(open_door, subject)
    doctor = page_of_sending(browse(open_door.address), subject)
    doctor.go(f"{doctor.page.url.path}?cherche=Pharmacie Exemple")
    doctor.send("/emises/[^/]+/envoi$", adresse=str(PHARMACY.address), accord="oui")
    sent = mailed.arrived(PHARMACY.address, lambda each: subject.family in each.subject)
    address = doctor.page.url.path
    while "Retirer cet envoi" not in doctor.go(address).text:
        assert "Il part" in doctor.text or "Annuler" in doctor.text
    doctor.send("/emises/[^/]+/envoi/arreter", faire="retirer")
    back = mailed.arrived(PHARMACY.address, lambda each: each.answers == sent.id)
    assert "Ne pas la délivrer" in back.text


def test_an_ordonnance_is_sent_to_its_patient(
    browse: Browse, open_door: Door, base: BaseInThread
) -> None:
    subject, mailed = Subject(), Mailed(base.data)
    issued_for(open_door, subject)
    doctor = page_of_sending(browse(open_door.address), subject)
    action, fields = hidden_of_patient(doctor)
    doctor.page = doctor.http.post(action, data={**fields, "accord": "oui"})
    own = MssAddress.parse("270069999900106@patient.mssante.fr")
    found = mailed.arrived(own, lambda each: subject.family in each.subject)
    assert "Montrez son code" in found.text


def hidden_of_patient(browser: Browser) -> tuple[str, dict[str, str]]:
    """The form that sends to the patient: the one whose hidden field says so."""
    forms = re.findall(r"<form method=\"post\" action=\"([^\"]+/envoi)\">(.*?)</form>",
                       browser.page.text, re.S)  # fmt: skip
    [(action, body)] = [each for each in forms if 'value="patient"' in each[1]]
    return action, dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))


def test_what_was_sent_during_a_call_is_followed_there_and_sent_nowhere_else(
    browse: Browse,
) -> None:
    regulator = sent(chosen(a_call(browse())))
    regulator.go("/emises")
    (address, *_) = re.findall(r'href="(/emises/[^"/]+)"', regulator.page.text)
    regulator.go(address)
    assert "Suivre l’envoi à la régulation" in regulator.text
    assert f'href="{address}/envoi"' not in regulator.page.text
    regulator.go(f"{address}/envoi")
    assert "le tableau de la régulation" in regulator.text
    assert "Envoyer à cette pharmacie" not in regulator.text
