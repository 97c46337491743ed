"""An assistant prepares in a browser, the prescriber finds it, issues it, the assistant knows."""

import re
from collections.abc import Callable

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.writing import AMOX, DRAFT, a_draft, an_issued

Browse = Callable[..., Browser]
CLAIRE, BRUNO = "99900000011", "99900000029"


def a_prepared(browse: Browse) -> tuple[Browser, str]:
    """A draft of the assistant, handed over to doctor EXEMPLE; its address."""
    browse().sign_in("medecin")
    browser = a_draft(browse(), AMOX, handle="assistante")
    address = browser.page.url.path
    assert "Claire EXEMPLE" in browser.text
    browser.send(f"{DRAFT}/confier", prescripteur=CLAIRE)
    assert browser.page.url.path == "/prescrire", browser.text
    return browser, address


def handed(browser: Browser, address: str) -> str:
    """What the assistant reads of one draft: from its own item to the next one."""
    browser.go("/prescrire")
    found = re.findall(r"<li>.*?</li>", browser.page.text, re.S)
    return next((each for each in found if f"{address}/" in each), "")


def test_a_draft_goes_from_the_assistant_to_the_prescriber_who_issues_it(browse: Browse) -> None:
    assistant, address = a_prepared(browse)
    assert "En attente depuis" in handed(assistant, address)
    assert "DRAFT_HANDED" in assistant.go(address).text
    doctor = browse().sign_in("medecin")
    doctor.go("/prescrire")
    assert re.search(r"préparés? pour vous", doctor.text)
    assert "préparé par Lina DÉMO" in doctor.text
    doctor.go(address)
    assert "Préparé par Lina DÉMO" in doctor.text
    doctor.send(f"{DRAFT}/emettre")
    assert doctor.page.url.path.startswith("/emises/"), doctor.text
    issued = assistant.go("/prescrire").text
    assert "Ordonnance émise le" in issued
    # It is done: there is nothing to take back any more.
    assert handed(assistant, address) == ""


def test_nobody_is_chosen_for_the_assistant_who_hands_over(browse: Browse) -> None:
    browse().sign_in("medecin")
    browser = a_draft(browse(), AMOX, handle="assistante")
    assert '<select id="prescripteur" name="prescripteur"><option value="">' in browser.page.text
    # What only a prescriber may look at is not offered either.
    assert "/traitements" not in browser.page.text
    browser.send(f"{DRAFT}/confier", prescripteur="", rpps="")
    assert "IDENTIFIER_INVALID" in browser.text
    browser.go("/prescrire")
    browser.send(f"{DRAFT}/supprimer")


def test_an_assistant_never_issues_nor_answers_for_the_prescriber(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, handle="assistante")
    address = browser.page.url.path
    token = browser.form(f"{DRAFT}/confier")[1]
    assert "/emettre" not in browser.page.text
    for act in ("emettre", "motif"):
        refused = browser.http.post(f"{address}/{act}", data=token)
        assert refused.status_code == 403
        assert "NOT_ALLOWED" in refused.text
    for path in ("/emises", "/prescrire/coordonnees"):
        assert browser.go(path).status_code == 403
    browser.go("/prescrire")
    browser.send(f"{address}/supprimer")


def test_a_draft_for_a_prescriber_who_never_came_waits_for_their_rpps(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, handle="assistante")
    address = browser.page.url.path
    browser.send(f"{DRAFT}/confier", rpps="99900000012")
    assert "IDENTIFIER_INVALID" in browser.text
    # What was mistyped is there to be corrected.
    assert 'value="99900000012"' in browser.page.text
    browser.send(f"{DRAFT}/confier", rpps=BRUNO)
    assert f"RPPS {BRUNO}" in browser.text
    # Doctor DÉMO works elsewhere: at that other place there is nothing for them.
    other = browse().sign_in("medecin2")
    assert "DRAFT_UNKNOWN" in other.go(address).text
    browser.send(f"{address}/recuperer")
    assert browser.page.url.path == address
    assert "CLAMOXYL" in browser.text
    browser.go("/prescrire")
    browser.send(f"{address}/supprimer")


def test_the_prescriber_records_the_objection_and_lifts_what_came_through_them(
    browse: Browse,
) -> None:
    doctor = an_issued(browse(), AMOX)
    address = doctor.page.url.path
    doctor.send("/emises/[^/]+/opposition", parole="consultation")
    assert doctor.page.url.path == address
    assert "s’est opposé à ce que vous voyiez" in doctor.text
    doctor.send("/emises/[^/]+/opposition", parole="telephone")
    assert "Rien n’a encore été délivré" in doctor.text


def test_the_patient_reads_who_changed_the_objection(door: Door) -> None:
    number = door.issued(documents.simple())
    door.does("object", "medecin", number=number, proof="demande du patient, en consultation")
    door.does("object", "medecin", number=number, withdraw=True, proof="demande du patient")
    accesses = door.does("journal", "patient", number=number)["access"]
    assert [each["role"] for each in accesses if each["code"] == "object"] == ["Prescripteur"] * 2


def test_a_preparateur_names_a_pharmacist_known_at_the_counter_or_declares_one(
    browse: Browse, door: Door
) -> None:
    browse().sign_in("pharmacien")
    number = door.issued(documents.simple())
    browser = browse().sign_in("preparateur")
    browser.send("/comptoir", numero=number)
    assert "Paul EXEMPLE" in browser.text
    browser.send("/comptoir/[^/]+/delivrer", pharmacien=BRUNO)
    assert "PHARMACIST_ELSEWHERE" in browser.text
    assert "execution" not in door.does("executions", "medecin", number=number)
    browser.send("/comptoir/[^/]+/delivrer", pharmacien="99900000078")
    assert "Exécution enregistrée" in browser.text
    # The workstation offers them first from now on; somebody who was declared comes next time too,
    # to be declared again: what was named proves nothing.
    browser.send("/comptoir", numero=door.issued(documents.simple()))
    assert chosen(browser) == "99900000078"
    browser.send("/comptoir/[^/]+/delivrer", **other(BRUNO), declare="1")
    assert "Exécution enregistrée" in browser.text
    browser.send("/comptoir", numero=door.issued(documents.simple()))
    assert chosen(browser) == BRUNO
    browser.send("/comptoir/[^/]+/delivrer", pharmacien=BRUNO)
    assert "PHARMACIST_ELSEWHERE" in browser.text


def chosen(browser: Browser) -> str:
    """The RPPS of the pharmacist who is offered first."""
    found = re.search(r'<option value="(\d{11})" selected>', browser.page.text)
    assert found is not None
    return found[1]


def other(rpps: str) -> dict[str, str]:
    """The fields that name a pharmacist who is not offered."""
    return {"pharmacien": "autre", "pharmacien-autre": rpps}


def test_a_page_of_before_a_draft_was_handed_over_again_changes_and_issues_nothing(
    browse: Browse,
) -> None:
    assistant, address = a_prepared(browse)
    doctor = browse().sign_in("medecin")
    doctor.go(address)
    before = doctor.page
    assistant.send(f"{address}/recuperer")
    assistant.send(f"{DRAFT}/phrase", phrase="kardegic 75 1 sachet par jour 3 mois ald")
    assistant.send(f"{DRAFT}/confier", prescripteur=CLAIRE)
    for act, said in (
        ("emettre", {}),
        ("phrase", {"phrase": AMOX}),
        ("lignes/", {"faire": "retirer"}),
    ):
        doctor.page = before
        doctor.send(f"{DRAFT}/{act}", **said)
        assert "DRAFT_CHANGED" in doctor.text
    doctor.go(address)
    assert "KARDEGIC" in doctor.text
    doctor.send(f"{DRAFT}/emettre")
    assert doctor.page.url.path.startswith("/emises/"), doctor.text
