"""What was written once: renewed, replaced by a corrected version, kept as a protocol."""

import random
import re
from collections.abc import Callable

from tests.journeys.browsing import Browser
from tests.journeys.writing import AMOX, DRAFT, JEANNE, KARDEGIC, a_draft, an_issued

Browse = Callable[..., Browser]


def test_a_former_ordonnance_is_renewed_with_its_lines_and_its_patient(browse: Browse) -> None:
    browser = an_issued(browse(), AMOX, KARDEGIC)
    former = browser.page.url.path
    browser.send("/emises/.*/reprendre", faire="renouveler")
    assert "INS qualifiée" in browser.text
    assert "2. KARDEGIC" in browser.text
    browser.send(f"{DRAFT}/emettre")
    assert browser.page.url.path not in ("", former)
    assert "Ordonnance émise" in browser.text
    assert "Ordonnance émise" in (browser.go(former) and browser.text)


def test_a_corrected_version_replaces_the_former_one(browse: Browse) -> None:
    browser = an_issued(browse(), AMOX)
    former = browser.page.url.path
    browser.send("/emises/.*/reprendre", faire="remplacer")
    assert "remplace l’ordonnance précédente" in browser.text
    browser.send(f"{DRAFT}/emettre")
    assert "Ordonnance émise" in browser.text
    browser.go(former)
    assert "Ordonnance remplacée" in browser.text


def test_lines_kept_under_a_name_are_added_in_one_click_and_forgotten(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, KARDEGIC, handle="medecin2")
    browser.send(f"{DRAFT}/garder", nom="Mon protocole")
    other = a_draft(browse(), handle="medecin2")
    assert "+ Mon protocole" in other.text
    model = re.search(r'name="modele" value="([0-9a-f-]{36})"', other.page.text)
    assert model is not None
    other.send(f"{DRAFT}/protocole", modele=model[1])
    assert "1. CLAMOXYL" in other.text
    assert "2. KARDEGIC" in other.text
    other.send(f"{DRAFT}/protocole", modele=model[1])
    assert "4. KARDEGIC" in other.text
    other.go("/prescrire")
    other.send("/prescrire/protocoles/")
    assert "Mon protocole" not in other.text


def test_nobody_else_uses_a_protocol(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, handle="medecin2")
    browser.send(f"{DRAFT}/garder", nom="Protocole gardé")
    other = a_draft(browse(), handle="medecin")
    assert "Protocole gardé" not in other.text


def test_a_former_patient_is_chosen_in_one_click_without_the_weight_of_then(
    browse: Browse,
) -> None:
    browser = an_issued(browse(), AMOX)
    browser.go("/prescrire")
    browser.send("/prescrire$")
    assert "Vos patients récents" in browser.text
    known = re.search(r'name="ancien" value="([^"]+)">Jeanne EXEMPLE', browser.page.text)
    assert known is not None
    browser.send(f"{DRAFT}/ancien", ancien=known[1])
    assert "INS qualifiée" in browser.text
    assert "62 kg" not in browser.text


def test_the_patients_of_another_prescriber_are_not_shown(browse: Browse) -> None:
    own = a_draft(browse(), AMOX)
    # Other tests may have made Jeanne a patient of both.
    family = "EXEMPLE-" + "".join(random.choices("ABCDEFGH", k=8))
    own.send(f"{DRAFT}/patient", **(JEANNE | {"family": family}))
    own.send(f"{DRAFT}/emettre")
    assert own.page.url.path.startswith("/emises/"), own.text
    for who, shown in (("medecin", True), ("dentiste", False)):
        other = browse().sign_in(who)
        other.go("/prescrire")
        other.send("/prescrire$")
        assert (family in other.text) is shown


def test_a_treatment_under_way_is_told_beside_the_draft_and_taken_up(browse: Browse) -> None:
    browser = an_issued(browse(), KARDEGIC)
    browser.go("/prescrire")
    browser.send("/prescrire$")
    assert "Traitements en cours" not in browser.text
    browser.send(f"{DRAFT}/patient", **JEANNE)
    assert "Traitements en cours (" in browser.text
    assert "1 sachet par jour, pendant 3 mois" in browser.text
    found = re.search(
        r'name="traitement" value="([^"]+)">Reprendre<[^>]+> KARDEGIC', browser.page.text
    )
    assert found is not None
    browser.send(f"{DRAFT}/reprendre", traitement=found[1])
    assert "1. KARDEGIC" in browser.text
    browser.send(f"{DRAFT}/traitements")
    assert "Traitements en cours (" in browser.text
    browser.send(f"{DRAFT}/patient", **(JEANNE | {"qualified": ""}))
    assert browser.page.status_code == 200


def test_one_medicine_of_two_ordonnances_is_told_once_with_both(browse: Browse) -> None:
    numbers = set()
    for browser in (an_issued(browse(), KARDEGIC), an_issued(browse(), KARDEGIC)):
        numbers.add(browser.page.url.path)
    assert len(numbers) == 2
    browser.go("/prescrire")
    browser.send("/prescrire$")
    browser.send(f"{DRAFT}/patient", **JEANNE)
    rows = re.findall(r"<li><strong>KARDEGIC 75 mg.*?</li>", browser.page.text, re.S)
    assert len(rows) == 1
    assert rows[0].count('name="traitement"') >= len(numbers)
    assert re.search(r"<span class=\"puce\">\d+ ordonnances</span>", rows[0])


def test_treatments_that_cannot_be_read_say_why(browse: Browse) -> None:
    browser = a_draft(browse())
    fields = {name: text for name, text in JEANNE.items() if name != "qualified"}
    browser.send(f"{DRAFT}/patient", **fields)
    assert "rien ne relie ce patient à vos ordonnances" in browser.text
    browser.send(f"{DRAFT}/patient", anonymous="1")
    assert "aucun historique n’existe" in browser.text


def test_a_line_that_is_not_there_is_not_taken_up(browse: Browse) -> None:
    browser = an_issued(browse(), KARDEGIC)
    handle = browser.page.url.path.removeprefix("/emises/")
    browser.go("/prescrire")
    browser.send("/prescrire$")
    browser.send(f"{DRAFT}/patient", **JEANNE)
    assert browser.send(f"{DRAFT}/reprendre", traitement=f"{handle} 9").status_code == 422


def test_a_line_becomes_a_favourite_in_one_press_and_is_proposed_first(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, handle="dentiste")
    draft = browser.page.url.path
    line = re.search(
        r'name="ligne" value="([0-9a-f-]{36})" aria-pressed="false"', browser.page.text
    )
    assert line is not None
    browser.send(f"{DRAFT}/garder", ligne=line[1])
    assert "★ Favori" in browser.text
    _, fields = browser.form(f"{DRAFT}/phrase")
    told = browser.http.post("/prescrire/proposer", data={**fields, "phrase": "clam"}).text
    first = re.search(r'id="proposition-1".*?data-modele="([0-9a-f-]{36})"', told, re.S)
    assert first is not None
    browser.send(f"{DRAFT}/phrase", phrase="clam", modele=first[1])
    assert "2. CLAMOXYL" in browser.text
    browser.go(draft)
    browser.send(f"{DRAFT}/garder", ligne=line[1])
    assert "★" not in browser.text
    told = browser.http.post("/prescrire/proposer", data={**fields, "phrase": "clam"}).text
    assert 'data-modele=""' in told
    assert not re.search(r'data-modele="[0-9a-f-]', told)


def test_what_a_finding_asks_for_is_written_where_it_is_told(browse: Browse) -> None:
    browser = a_draft(browse(), "depakine 500 1 le matin 1 mois")
    assert "Écrire la prescription initiale" in browser.text
    line = re.search(
        r'name="regle" value="PR-SPE-02"><input type="hidden" name="ligne" value="([^"]+)"',
        browser.page.text,
    )
    assert line is not None
    said = {"regle": "PR-SPE-02", "ligne": line[1]}
    wrong = browser.send(f"{DRAFT}/fait", **said, jour="avant-hier", etablissement="CH Exemple")
    assert wrong.status_code == 422
    assert "Une date est attendue" in browser.text
    assert 'value="CH Exemple"' in wrong.text
    browser.send(f"{DRAFT}/fait", **said, jour="05/01/2026", specialite="SM32")
    assert "PR-SPE-02" not in browser.text
    gone = browser.http.post(
        f"{browser.page.url.path}/fait",
        data={**browser.form(f"{DRAFT}/phrase")[1], "regle": "RX-DUR-01", "ligne": line[1]},
    )
    assert gone.status_code == 422
