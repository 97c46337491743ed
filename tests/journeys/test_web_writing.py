"""A prescriber writes, corrects, issues, prints and cancels, without any script."""

import re
from collections.abc import Callable

from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.writing import AMOX, DRAFT, JEANNE, KARDEGIC, TRAMADOL, a_draft, an_issued

Browse = Callable[..., Browser]


def test_a_patient_a_sentence_and_it_is_issued(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, KARDEGIC)
    assert "Ordonnance numérique : prête à émettre" in browser.text
    assert "1 sachet par jour" in browser.text
    browser.send(f"{DRAFT}/emettre")
    assert browser.page.url.path.startswith("/emises/")
    assert "Ordonnance émise" in browser.text
    assert "Jeanne EXEMPLE" in browser.text
    assert "data:image/svg+xml" in browser.page.text


def test_the_number_issued_opens_at_the_counter(browse: Browse) -> None:
    browser = an_issued(browse(), AMOX)
    number = re.search(r"UD[0-9A-Z ]{20}", browser.text)
    assert number is not None
    counter = browse().sign_in("pharmacien")
    counter.send("/comptoir", numero=number[0])
    assert "CLAMOXYL" in counter.text


def test_a_second_click_and_the_back_button_find_the_same_ordonnance(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    draft = browser.page.url.path
    action, fields = browser.form(f"{DRAFT}/emettre")
    first = browser.http.post(action, data=fields)
    second = browser.http.post(action, data=fields)
    assert first.url == second.url
    assert browser.go(draft).url == first.url
    assert draft not in browser.go("/prescrire").text


def test_what_blocks_is_said_with_its_article_and_mended_in_one_click(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, TRAMADOL)
    assert "Encore une correction" in browser.text
    assert "13 janvier 2020" in browser.text
    assert re.search(r'<button class="premier" disabled', browser.page.text)
    refused = browser.send(f"{DRAFT}/emettre")
    assert refused.status_code == 409
    browser.send(f"{DRAFT}/corriger")
    assert "84 jours" in browser.text
    assert "prête à émettre" in browser.text


def test_a_patient_whose_identity_is_not_qualified_waits_for_one_reason(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    browser.send(f"{DRAFT}/patient", **{k: v for k, v in JEANNE.items() if k != "qualified"})
    assert "Encore un motif" in browser.text
    browser.send(f"{DRAFT}/motif")
    assert "prête à émettre" in browser.text
    browser.send(f"{DRAFT}/motif")
    assert "Encore un motif" in browser.text


def test_only_what_waits_on_this_ordonnance_takes_a_reason(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    browser.send(f"{DRAFT}/patient", **{k: v for k, v in JEANNE.items() if k != "qualified"})
    action, fields = browser.form(f"{DRAFT}/motif")
    for other in ({"regle": "RX-DUR-01"}, {"constat": ""}, {"constat": "deviné"}):
        answer = browser.http.post(action, data={**fields, "motif": "vu", **other})
        assert "ACKNOWLEDGEMENT_UNKNOWN" in answer.text
    # What another draft asked is not asked here.
    elsewhere = a_draft(browse(), AMOX)
    elsewhere.send(f"{DRAFT}/patient", **{k: v for k, v in JEANNE.items() if k != "qualified"})
    _, theirs = elsewhere.form(f"{DRAFT}/motif")
    answer = browser.http.post(action, data={**fields, "constat": theirs["constat"]})
    assert "ACKNOWLEDGEMENT_UNKNOWN" in answer.text
    assert "Encore un motif" in browser.go(action.rpartition("/")[0]).text


def test_a_sentence_that_nobody_understands_keeps_its_words(browse: Browse) -> None:
    browser = a_draft(browse(), "truc introuvable")
    assert "n’a pas été comprise" in browser.text
    assert "truc introuvable" in browser.text
    browser.send(f"{DRAFT}/lignes/", faire="phrase")
    browser.send(f"{DRAFT}/phrase", phrase=AMOX)
    assert "CLAMOXYL" in browser.text
    assert "truc introuvable" not in browser.text


def test_lines_are_moved_corrected_and_removed(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, KARDEGIC)
    browser.send(f"{DRAFT}/lignes/", faire="descendre")
    assert browser.text.index("1. KARDEGIC") < browser.text.index("2. CLAMOXYL")
    browser.send(
        f"{DRAFT}/lignes/", faire="corriger", posologie="1 sachet le midi", duree="2", unite="mo",
        renouvellements="1", boites="",
    )  # fmt: skip
    assert "1 sachet à midi" in browser.text
    assert "2 mois" in browser.text
    assert "à renouveler 1 fois" in browser.text
    browser.send(f"{DRAFT}/lignes/", faire="retirer")
    assert not re.search(r"<h3>\d+\. KARDEGIC", browser.page.text)


def test_a_part_that_is_wrong_is_said_at_its_field(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    wrong = browser.send(
        f"{DRAFT}/lignes/", faire="corriger", posologie="1 le soir", duree="dix", unite="d"
    )
    assert wrong.status_code == 422
    assert "nombre entier de jours" in browser.text


def test_what_is_typed_is_proposed_and_read_as_a_part_of_the_page(browse: Browse) -> None:
    browser = a_draft(browse())
    _, fields = browser.form(f"{DRAFT}/phrase")
    told = browser.http.post("/prescrire/proposer", data={**fields, "phrase": "kardeg"})
    assert told.status_code == 200
    assert "<html" not in told.text
    assert 'data-words="KARDEGIC 75 mg"' in told.text
    read = browser.http.post("/prescrire/proposer", data={**fields, "phrase": "kardegic 75 1/j"})
    assert "1\u00a0sachet par jour" in read.text
    assert "sûr" in read.text
    counted = {**fields, "phrase": "clamoxyl 500 1 gelule matin et soir 7 jours"}
    worked_out = browser.http.post("/prescrire/proposer", data=counted)
    assert re.search(r"boîtes? de 12 <span class=\"discret\">calculé</span>", worked_out.text)
    assert 'role="option"' not in read.text


def test_the_medicine_chosen_is_the_one_of_the_line(browse: Browse) -> None:
    browser = a_draft(browse())
    _, fields = browser.form(f"{DRAFT}/phrase")
    told = browser.http.post("/prescrire/proposer", data={**fields, "phrase": "amoxicilline arrow"})
    found = re.search(r'data-words="([^"]+)" data-cis="(\d+)" data-dci=""', told.text)
    assert found is not None
    browser.send(f"{DRAFT}/phrase", phrase=f"{found[1]} 1 matin et soir 7 j", cis=found[2])
    assert f"1. {found[1]}" in browser.text
    assert "plusieurs" not in browser.text


def test_a_datamatrix_gives_the_patient(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    code = (
        "IS010000000000000000000000S1270069999900106S21.2.250.1.213.1.4.11S3JEANNE\x1d"
        "S4EXEMPLE\x1dS5FS615-06-1970S799999"
    )
    browser.send(f"{DRAFT}/patient", datamatrix=code, qualified="1")
    assert "INS qualifiée" in browser.text


def test_a_draft_waits_where_it_was_left_and_is_thrown_away(browse: Browse) -> None:
    browser = a_draft(browse(), KARDEGIC)
    draft = browser.page.url.path
    again = browse().sign_in("medecin")
    again.go("/prescrire")
    assert draft in again.page.text
    again.go(draft)
    assert "KARDEGIC" in again.text
    again.go("/prescrire")
    again.send(f"{draft}/supprimer")
    assert draft not in again.page.text
    assert browser.go(draft).status_code == 404


def test_another_prescriber_sees_neither_the_draft_nor_the_ordonnance(browse: Browse) -> None:
    draft = a_draft(browse(), AMOX).page.url.path
    issued = an_issued(browse(), AMOX).page.url.path
    other = browse().sign_in("medecin2")
    assert other.go(draft).status_code == 404
    assert other.go(issued).status_code == 404
    assert draft not in other.go("/prescrire").text


def test_the_sheet_is_looked_at_before_and_printed_after(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    picture = browser.http.get(f"{browser.page.url.path}/apercu")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    browser.send(f"{DRAFT}/emettre")
    printed = browser.http.get(f"{browser.page.url.path}/feuille")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


def test_the_patient_reads_that_the_sheet_was_printed(browse: Browse, door: Door) -> None:
    browser = an_issued(browse(), AMOX)
    number = re.search(r"UD[0-9A-Z ]{20}", browser.text)
    assert number is not None
    browser.http.get(f"{browser.page.url.path}/feuille")
    read = door.does("journal", "patient", number=number[0].replace(" ", ""))
    assert [each["act"] for each in read["access"]].count("édition de la feuille") == 1


def test_an_ordonnance_is_listed_followed_and_cancelled(browse: Browse) -> None:
    browser = an_issued(browse(), AMOX)
    address = browser.page.url.path
    browser.go("/emises")
    assert re.search(r"Jeanne (EXEMPLE|Exemple) CLAMOXYL", browser.text)
    browser.go(address)
    assert "Rien n’a encore été délivré" in browser.text
    browser.send("/emises/.*/annuler", motif="ERROR")
    assert "Ordonnance annulée" in browser.text


def test_what_is_only_sent_to_opens_the_page_that_it_belongs_to(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    draft = browser.page.url.path
    for form in ("etapes", "emettre", "phrase", "lignes/1"):
        browser.go(f"{draft}/{form}")
        assert (browser.page.url.path, browser.page.status_code) == (draft, 200)
    browser.send(f"{DRAFT}/emettre")
    issued = browser.page.url.path
    browser.go(f"{issued}/opposition")
    assert (browser.page.url.path, browser.page.status_code) == (issued, 200)
    refused = browser.http.put(issued)
    assert refused.status_code == 405
    assert refused.headers["content-type"].startswith("text/html")
    assert "GET" in refused.headers["allow"]


def test_a_patient_who_objects_is_asked_once_and_the_prescriber_sees_nothing(
    browse: Browse,
) -> None:
    browser = a_draft(browse(), AMOX)
    browser.send(f"{DRAFT}/patient", **JEANNE, objection="1")
    browser.send(f"{DRAFT}/emettre")
    assert "s’est opposé" in browser.text
    assert "Rien n’a encore été délivré" not in browser.text


def test_the_letterhead_is_kept_for_every_ordonnance_to_come(browse: Browse) -> None:
    browser = browse().sign_in("medecin2")
    browser.go("/prescrire/coordonnees")
    browser.send(
        "/prescrire/coordonnees", street="2 avenue de la Démonstration", postcode="69003",
        city="Lyon", phone="01 99 00 00 02", email="medecin2@demo.mssante.example",
        sector="secteur 1",
    )  # fmt: skip
    browser.go("/prescrire/coordonnees")
    assert "secteur 1" in browser.page.text


def test_a_replacing_doctor_issues_for_the_practice(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX, handle="remplacant")
    browser.send(f"{DRAFT}/emettre")
    assert "Ordonnance émise" in browser.text


def test_a_refusal_asked_by_a_script_takes_the_place_of_the_whole_page(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    draft = browser.page.url.path
    action, fields = browser.form(f"{DRAFT}/phrase")
    browser.send(f"{DRAFT}/phrase", phrase=KARDEGIC)
    late = {**fields, "phrase": TRAMADOL}
    told = browser.http.post(action, data=late, headers={"HX-Request": "true"})
    assert told.status_code == 409
    assert told.headers["HX-Retarget"] == told.headers["HX-Reselect"] == "#contenu"
    assert told.headers["HX-Reswap"] == "outerHTML"
    assert '<main id="contenu"' in told.text
    assert f'href="{draft}">Rouvrir le brouillon' in told.text
    assert "Ce que vous avez saisi est gardé" not in told.text
    alone = browser.http.post(action, data=late)
    assert alone.status_code == 409
    assert "HX-Retarget" not in alone.headers
    gone = browser.http.get(draft[:-1] + ("0" if draft[-1] != "0" else "1"))
    assert "Rouvrir le brouillon" not in gone.text


def test_the_sixty_first_line_is_refused_and_the_desk_still_opens(browse: Browse) -> None:
    browser = a_draft(browse(), *[AMOX] * 10)
    draft = browser.page.url.path
    browser.send(f"{DRAFT}/garder", nom="Dix lignes")
    model = re.search(r'name="modele" value="([0-9a-f-]{36})">\+ Dix lignes', browser.page.text)
    assert model is not None
    for _ in range(5):
        browser.send(f"{DRAFT}/protocole", modele=model[1])
    assert "60. CLAMOXYL" in browser.text
    typed = browser.send(f"{DRAFT}/phrase", phrase=KARDEGIC)
    assert typed.status_code == 422
    assert "plus de 60 lignes" in browser.text
    assert f'value="{KARDEGIC}"' in typed.text
    assert browser.send(f"{DRAFT}/protocole", modele=model[1]).status_code == 422
    browser.go(draft)
    browser.send(f"{DRAFT}/chercher", medicament="clamoxyl")
    cis = re.search(r'name="choisir" value="(\d+)"', browser.page.text)
    assert cis is not None
    step = browser.send(f"{DRAFT}/etapes", cis=cis[1], posologie="1 gélule le soir", duree="7")
    assert step.status_code == 422
    assert browser.go("/prescrire").status_code == 200
    browser.go(draft)
    browser.send(f"{DRAFT}/lignes/", faire="phrase")
    browser.send(f"{DRAFT}/phrase", phrase=KARDEGIC)
    assert "1. KARDEGIC" in browser.text
    browser.go("/prescrire")
    browser.send("/prescrire/protocoles/")
    browser.send(f"{draft}/supprimer")
    assert browser.page.status_code == 200
