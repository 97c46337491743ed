"""The counter in a browser without scripts: scan, see, serve, change, take back."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from ordonnance.domain.posology import Moment
from ordonnance.domain.prescription import MOST_LINES
from ordonnance.doors.web.forms import MOST_FIELDS
from ordonnance.doors.web.screens.counter_form import FIELDS_OF_A_LINE
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.scenarios.observing import somebody
from tools import examples
from tools.examples import TABLET, days, take

Browse = Callable[..., Browser]


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.simple())


def at_counter(browse: Browse, number: str, who: str = "pharmacien") -> Browser:
    browser = browse().sign_in(who)
    browser.send("/comptoir", numero=number)
    return browser


def test_a_scan_shows_who_what_and_what_is_due(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number)
    assert browser.page.status_code == 200
    assert "Jeanne EXEMPLE" in browser.text
    assert "Dr Claire EXEMPLE" in browser.text
    assert "CLAMOXYL 500 mg, gélule" in browser.text
    assert "2 boîtes" in browser.text
    assert "Tout délivrer comme prescrit" in browser.text


def test_a_line_in_common_name_says_where_to_choose_its_pack(browse: Browse, door: Door) -> None:
    browser = at_counter(browse, door.issued(documents.in_common_name()))
    assert "bipez-la, ou ouvrez « Choisir la boîte »" in browser.text.replace("\u202f", " ")
    assert "Autrement" not in browser.text
    pack = re.search(r'<option value="(\d{13}\|)"', browser.page.text)
    assert pack is not None
    browser.send("/comptoir/[^/]+/delivrer", **{"faire-1": "substituer", "produit-1": pack[1]})
    assert "Exécution enregistrée" in browser.text


def test_an_address_scanned_by_a_phone_or_a_reader_opens_it_too(
    browse: Browse, number: str
) -> None:
    browser = at_counter(browse, f"https://base.exemple.test/o#{number}")
    assert "Jeanne EXEMPLE" in browser.text


def test_one_button_serves_an_unchanged_prescription(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number)
    browser.send("/comptoir/[^/]+/delivrer")
    assert "Exécution enregistrée" in browser.text
    assert "ne pas numériser l’ordonnance" in browser.text
    assert re.search(r"CLAMOXYL 500 mg, gélule – 2 boîtes", browser.text)


def test_the_same_form_sent_twice_serves_once(browse: Browse, door: Door, number: str) -> None:
    browser = at_counter(browse, number)
    page = browser.page
    first = browser.send("/comptoir/[^/]+/delivrer").url
    browser.page = page
    assert browser.send("/comptoir/[^/]+/delivrer").url == first
    assert len(door.does("executions", "pharmacien", number=number)["execution"]) == 1
    browser.go(first.path.rpartition("/")[0])
    assert "Rien n’est à délivrer ce jour" in browser.text


def test_another_quantity_is_served_and_the_rest_stays_due(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number)
    browser.send("/comptoir/[^/]+/delivrer", **{"faire-1": "quantite", "boites-1": "1"})
    assert "CLAMOXYL 500 mg, gélule – 1 boîte," in browser.text
    browser.go(str(browser.page.url).rpartition("/")[0])
    assert "délivrée en partie" in browser.text


def test_a_line_that_is_not_wanted_is_recorded_with_its_reason(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number)
    browser.send("/comptoir/[^/]+/delivrer", **{"faire-1": "refuser", "refus-1": "NOT_WANTED"})
    assert "non souhaité par le patient" in browser.text


def test_a_line_left_for_later_is_not_recorded(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number)
    browser.send("/comptoir/[^/]+/delivrer", **{"faire-1": "plus-tard"})
    assert "Exécution enregistrée" not in browser.text
    assert "émise, rien n’est délivré" in browser.text


def test_boxes_that_were_scanned_are_what_is_served_with_their_lot(
    browse: Browse, number: str
) -> None:
    browser = at_counter(browse, number)
    box = re.search(r'data-valeur="(\d{13}\|)"', browser.page.text)
    assert box is not None
    browser.send("/comptoir/[^/]+/delivrer", **{"bip-1": [f"{box[1]}|L42", f"{box[1]}|L43"]})
    assert "lot L42" in browser.text
    assert "lot L43" in browser.text


def test_boxes_scanned_before_a_refusal_are_still_what_the_next_key_serves(
    browse: Browse, number: str
) -> None:
    browser = at_counter(browse, number)
    box = re.search(r'data-valeur="(\d{13}\|)"', browser.page.text)
    assert box is not None
    scanned = {"bip-1": f"{box[1]}|LOTA", "faire-1": "quantite", "motif-1": "inconnu"}
    refused = browser.send("/comptoir/[^/]+/delivrer", **scanned)
    assert refused.status_code == 422
    assert f'name="bip-1" value="{box[1]}|LOTA"' in refused.text
    browser.send("/comptoir/[^/]+/delivrer", **{"motif-1": ""})
    assert "lot LOTA" in browser.text
    assert "CLAMOXYL 500 mg, gélule – 1 boîte" in browser.text


def test_what_was_typed_comes_back_with_the_reason_of_a_refusal(
    browse: Browse, number: str
) -> None:
    browser = at_counter(browse, number)
    refused = browser.send(
        "/comptoir/[^/]+/delivrer", **{"faire-1": "quantite", "boites-1": "beaucoup"}
    )
    assert refused.status_code == 422
    assert "un nombre de boîtes est attendu" in browser.text
    assert "Rien n’a été enregistré" in browser.text
    assert 'value="beaucoup"' in refused.text


def test_a_dispensing_is_taken_back_with_its_reason(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number)
    receipt = browser.send("/comptoir/[^/]+/delivrer").url.path
    browser.send("/comptoir/[^/]+/[^/]+/annuler", motif="NOT_COLLECTED")
    assert "émise, rien n’est délivré" in browser.text
    browser.go(receipt)
    assert "Délivrance annulée" in browser.text
    assert "jamais retirée" in browser.text


def test_what_is_printed_on_the_back_names_pharmacy_day_and_packs(
    browse: Browse, number: str
) -> None:
    browser = at_counter(browse, number)
    receipt = browser.send("/comptoir/[^/]+/delivrer").url.path
    browser.go(f"{receipt}/imprimer")
    assert "Pharmacie Exemple" in browser.text
    assert "CLAMOXYL 500 mg, gélule : 2 boîtes" in browser.text


def test_a_preparateur_serves_under_the_name_of_a_pharmacist(browse: Browse, number: str) -> None:
    browser = at_counter(browse, number, "preparateur")
    refused = browser.send("/comptoir/[^/]+/delivrer")
    assert "Un préparateur sert sous le nom d’un pharmacien" in browser.text
    assert refused.status_code == 403
    browser.send("/comptoir/[^/]+/delivrer", pharmacien="99900000078")
    assert "Exécution enregistrée" in browser.text


@pytest.mark.parametrize("typed", ["", "bonjour", "UD0000000000000000"])
def test_what_is_no_number_is_said_and_stays_in_the_field(browse: Browse, typed: str) -> None:
    browser = at_counter(browse, typed)
    assert browser.page.status_code == 400
    assert "Ce numéro n’est pas un numéro d’ordonnance" in browser.text
    assert f'value="{typed}"' in browser.page.text


def test_two_pharmacies_that_open_the_same_last_box_serve_it_once(
    browse: Browse, number: str
) -> None:
    here, there = at_counter(browse, number), at_counter(browse, number, "pharmacien2")
    here.send("/comptoir/[^/]+/delivrer")
    there.send("/comptoir/[^/]+/delivrer")
    assert "Exécution enregistrée" in here.text
    assert "Exécution enregistrée" not in there.text
    assert "Rien n’a été enregistré" in there.text


def test_what_was_checked_is_recorded_with_the_line(
    browse: Browse, number: str, door: Door
) -> None:
    browser = at_counter(browse, number)
    browser.send(
        "/comptoir/[^/]+/delivrer",
        **{
            "vu-1": ["EXAMINATION", "BOOKLET"], "accord-par-1": "Dr EXEMPLE",
            "accord-le-1": "2026-03-12", "accord-texte-1": "une boîte de plus",
            "accord-sur-1": "QUANTITY",
        },
    )  # fmt: skip
    assert "Exécution enregistrée" in browser.text
    (given,) = door.does("executions", "pharmacien", number=number)["execution"]
    counter = next(each["counter"] for each in given["served"] if each["line"] == 1)
    assert [each["document"] for each in counter["seen"]] == ["EXAMINATION", "BOOKLET"]
    assert (counter["agreementBy"], counter["agreementText"]) == ("Dr EXEMPLE", "une boîte de plus")
    assert counter["agreementOn"] == "2026-03-12"


@pytest.mark.parametrize(("field", "value", "said"), [
    ("vu-1", "CARNET", "CARNET"),
    ("accord-le-1", "31/12/2026", "la date n’existe pas"),
    ("porteur-1", "VOISIN", "VOISIN"),
    ("bip-1", "3400930000000", "CIP13"),
    ("ligne", "deux", "un numéro de ligne est attendu"),
    ("pharmacien", "123", "RPPS"),
])  # fmt: skip
def test_a_field_that_cannot_be_read_is_said_and_nothing_is_recorded(
    browse: Browse, number: str, field: str, value: str, said: str
) -> None:
    browser = at_counter(browse, number)
    more = {"accord-par-1": "Dr EXEMPLE", "accord-texte-1": "a", "accord-sur-1": "QUANTITY"}
    sent = {field: value} | (more if field.startswith("accord") else {})
    refused = browser.send("/comptoir/[^/]+/delivrer", **sent)
    assert refused.status_code in (400, 422)
    assert said in browser.text
    assert "Rien n’a été enregistré" in browser.text


def test_a_box_of_liste_ii_is_renewed_by_the_pharmacist(browse: Browse, door: Door) -> None:
    # Ten a day: a box of thirty holds three days, and the next may come as soon.
    step = take(TABLET, Moment.MORNING, amount="10", bounds=days(3))
    number = door.issued(documents.written(examples.line(documents.LEVOTHYROXINE, step)))
    browser = at_counter(browse, number)
    assert "au-delà de ce qui est écrit" not in browser.text
    browser.send("/comptoir/[^/]+/delivrer")
    browser.go(str(browser.page.url).rpartition("/")[0])
    assert "Liste II : possible à partir du" in browser.text
    browser.send(
        "/comptoir/[^/]+/delivrer", **{"faire-1": "renouveler", "renouveler-1": "LISTE_II"}
    )
    assert "Exécution enregistrée" in browser.text


def test_the_registers_of_the_pharmacy_are_read_and_printed(browse: Browse, door: Door) -> None:
    # A patient of no other test: what is served here bars no other serving (R.5132-33).
    patient = replace(somebody(911), given=("Registre",))
    number = door.issued(documents.written(documents.patches(), patient=patient))
    browser = at_counter(browse, number)
    browser.send("/comptoir/[^/]+/delivrer")
    browser.go("/comptoir/registres?registre=stupefiants")
    assert "DUROGESIC" in browser.text
    assert "EXEMPLE Registre" in browser.text
    printed = browser.send("/comptoir/registres/imprimer")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")


@pytest.mark.parametrize("day", ["2026-02-31", "hier", "12/03/2026"])
def test_a_day_that_is_none_is_refused_and_a_field_left_empty_is_a_week(
    browse: Browse, day: str
) -> None:
    browser = browse().sign_in("pharmacien")
    assert browser.go(f"/comptoir/registres?du={day}").status_code == 422
    assert "la date n’existe pas" in browser.text
    assert browser.go("/comptoir/registres?du=&au=").status_code == 200
    assert browser.links("/comptoir/registres")


def test_sixty_lines_fit_in_the_form_of_the_counter() -> None:
    fields = {f"faire-{line}": ("",) * FIELDS_OF_A_LINE for line in range(1, MOST_LINES + 1)}
    assert sum(map(len, fields.values())) <= MOST_FIELDS


def test_the_button_says_when_a_line_is_left_out(browse: Browse, door: Door) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    browser = at_counter(browse, number)
    assert "Tout délivrer comme prescrit" in browser.text
    browser.send("/comptoir/[^/]+/delivrer", **{"faire-1": "plus-tard"})
    browser.go(str(browser.page.url).rpartition("/")[0])
    # The first line is still due; the second one is served, its renewal is not due yet.
    assert "Délivrer ce qui peut l’être (1 sur 2)" in browser.text


def test_a_line_that_was_served_elsewhere_meanwhile_is_refused_not_left_out(
    browse: Browse, door: Door
) -> None:
    number = door.issued(documents.written(documents.course(), documents.monthly()))
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    door.does("dispense", "pharmacien2", number=number, line={"line": 1})
    browser.send("/comptoir/[^/]+/delivrer")
    assert "La ligne 1 a déjà été délivrée en totalité." in browser.text
    assert "a été délivrée depuis l’ouverture de cette page" in browser.text
    assert "Rien n’a été enregistré" in browser.text
    browser.send("/comptoir/[^/]+/delivrer")
    assert "Exécution enregistrée" in browser.text
