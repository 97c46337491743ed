"""The patient's screens over HTTP: what they read, what they decide, what stays hidden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.doors.web.screens import patient
from ordonnance.doors.web.screens.patient_sheets import SHEETS
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tools import examples

Browse = Callable[..., Browser]


def child() -> Patient:
    """Léo, whom a parent of the demonstration represents."""
    ins = Ins("120039999900331", InsOid.NIR_DEMO)
    return replace(
        examples.patient(), family="DÉMO", given=("Léo",), birth_date=date(2020, 3, 10), ins=ins
    )


def opened(browser: Browser, number: str) -> str:
    """The address of that ordonnance, found in the list: the newest comes first."""
    browser.go("/mes-ordonnances")
    for address in browser.links("/mes-ordonnances/"):
        browser.go(address)
        if "".join(OrdonnanceNumber(number).dictated.split()) in "".join(browser.text.split()):
            return address
    raise AssertionError("not in the list")


def test_a_patient_finds_their_ordonnance_its_code_and_what_remains(
    door: Door, browse: Browse
) -> None:
    number = door.issued(
        documents.written(documents.monthly(advice="Le soir, avec un verre d’eau"))
    )
    browser = browse().sign_in("patient")
    assert browser.page.url.path == "/mes-ordonnances"
    assert "AMLOR 5 mg" in browser.text
    address = opened(browser, number)
    assert number not in address
    assert "À montrer à la pharmacie de votre choix" in browser.text
    assert 'src="data:image/svg+xml;base64,' in browser.page.text
    assert "Numéro, caractère par caractère\u202f: U comme Ursule" in browser.text
    assert "Vous pouvez aller à la pharmacie dès aujourd’hui" in browser.text
    assert "Le soir, avec un verre d’eau" in browser.text
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    browser.go(address)
    assert "Délivrée en partie" in browser.text
    assert "Revenez à partir du" in browser.text
    assert "Jeanne EXEMPLE Se déconnecter" in browser.text
    browser.go(f"{address}/delivrances")
    assert "Pharmacie Exemple" in browser.text
    assert "1 boîte" in browser.text


def test_an_ordonnance_cancelled_shows_no_code_any_more(door: Door, browse: Browse) -> None:
    number = door.issued(documents.simple())
    browser = browse().sign_in("patient")
    address = opened(browser, number)
    door.does("cancel", "medecin", number=number, reason="ERROR")
    browser.go(address)
    assert "Annulée par le prescripteur" in browser.text
    assert "data:image" not in browser.page.text


def test_a_patient_reads_who_opened_it_and_why(door: Door, browse: Browse) -> None:
    number = door.issued(documents.simple())
    door.does("consult", "pharmacien", number=number)
    browser = browse().sign_in("patient")
    browser.go(f"{opened(browser, number)}/consultations")
    assert "Paul EXEMPLE a ouvert l’ordonnance, pour préparer ou contrôler une délivrance" in (
        browser.text
    )
    assert "Claire EXEMPLE a émis l’ordonnance" in browser.text
    assert "Vos propres lectures" in browser.text


def test_an_objection_is_a_switch_that_may_be_pressed_twice(door: Door, browse: Browse) -> None:
    number = door.issued(documents.simple())
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    browser = browse().sign_in("patient")
    address = opened(browser, number)
    assert 'aria-checked="false"' in browser.page.text
    action, fields = browser.form(f"{address}/opposition")
    # The same press, twice: the second changes nothing.
    for _ in range(2):
        browser.page = browser.http.post(action, data=fields)
        assert browser.page.status_code == 200
        assert 'aria-checked="true"' in browser.page.text
    assert door.does("consult", "medecin", number=number)["state"] == "issued"
    # Another window still showed the former state.
    browser.page = browser.http.post(action, data={**fields, "cle": "une-autre-fenetre-0001"})
    assert 'aria-checked="true"' in browser.page.text
    browser.send(f"{address}/opposition")
    assert 'aria-checked="false"' in browser.page.text
    assert door.does("consult", "medecin", number=number)["state"] == "executed"


def test_a_switch_that_says_neither_is_refused(door: Door, browse: Browse) -> None:
    number = door.issued(documents.simple())
    browser = browse().sign_in("patient")
    address = opened(browser, number)
    assert browser.send(f"{address}/opposition", sens="autre").status_code == 422


@pytest.mark.parametrize("sheet", [each.name for each in SHEETS])
def test_each_sheet_offered_is_a_pdf_whose_name_tells_no_number(
    door: Door, browse: Browse, sheet: str
) -> None:
    number = door.issued(documents.simple())
    browser = browse().sign_in("patient")
    address = opened(browser, number)
    assert f'href="{address}/feuille/{sheet}"' in browser.page.text
    made = browser.http.get(f"{address}/feuille/{sheet}")
    assert made.headers["content-type"] == "application/pdf"
    assert number not in made.headers["content-disposition"]
    with pypdfium2.PdfDocument(made.content) as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert ("ORDONNANCE NUMÉRIQUE" in text) is (sheet in ("feuille", "grand"))


def test_a_sheet_that_we_do_not_make_is_not_found(door: Door, browse: Browse) -> None:
    number = door.issued(documents.simple())
    browser = browse().sign_in("patient")
    assert browser.go(f"{opened(browser, number)}/feuille/autre").status_code == 404


def test_a_parent_sees_the_child_s_and_not_what_the_child_keeps_for_themselves(
    door: Door, browse: Browse
) -> None:
    shown = door.issued(documents.written(documents.course(), patient=child()))
    hidden = door.issued(
        documents.written(documents.monthly(), patient=child(), hidden_from_representative=True)
    )
    browser = browse().sign_in("representant")
    assert "Les ordonnances de Léo" in browser.text
    assert "jusqu’au 09/03/2038" in browser.text
    opened(browser, shown)
    assert "pour Léo DÉMO" in browser.text
    with pytest.raises(AssertionError, match="not in the list"):
        opened(browser, hidden)


def test_nobody_else_s_ordonnance_opens_whatever_the_address(door: Door, browse: Browse) -> None:
    number = door.issued(documents.written(documents.course(), patient=documents.alice()))
    browser = browse().sign_in("patient")
    address = opened(browser, door.issued(documents.simple()))
    theirs = address.rpartition("/")[0] + "/" + "A" * 50
    assert browser.go(theirs).status_code == 404
    with pytest.raises(AssertionError, match="not in the list"):
        opened(browser, number)


def test_the_list_goes_on_page_after_page(
    door: Door, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.issued(documents.simple())
    numbers = {door.issued(documents.simple()) for _ in range(3)}
    monkeypatch.setattr(patient, "AT_ONCE", 1)
    browser = browse().sign_in("patient")
    found: list[str] = []
    # Those of one second come in any order: what was issued just before may stand among them.
    while set(found) != numbers:
        (address,) = browser.links("/mes-ordonnances/")
        following = browser.links(r"/mes-ordonnances\?suite=")
        browser.go(address)
        found += [each for each in numbers if OrdonnanceNumber(each).dictated in browser.text]
        browser.go(following[0])
    assert len(found) == len(numbers), "each stands on one page"
    assert "Les plus récentes" in browser.text


def test_a_fund_agent_records_an_objection_and_sees_nothing_of_it(
    door: Door, browse: Browse
) -> None:
    number = door.issued(documents.simple())
    browser = browse().sign_in("caisse")
    assert browser.page.url.path == "/opposition"
    without = browser.send("/opposition", sens="opposer", numero=number, preuve=" ")
    assert without.status_code == 400
    assert "PROOF_REQUIRED" in browser.text
    assert number in browser.page.text, "what was typed is still there"
    request = "courrier du 12/03/2026"
    browser.send("/opposition", sens="opposer", numero=number, preuve=request)
    assert "Opposition enregistrée" in browser.text
    assert number not in str(browser.page.url)
    assert "CLAMOXYL" not in browser.page.text
    assert door.does("consult", "medecin", number=number)["objection"] is True
    again = browser.go("/opposition")
    assert again.status_code == 200
    browser.send("/opposition", sens="opposer", numero=number, preuve=request)
    assert "OBJECTION_UNCHANGED" in browser.text
    browser.send("/opposition", sens="lever", numero=number, preuve=request)
    assert "Opposition levée" in browser.text
    assert door.does("consult", "medecin", number=number)["objection"] is False


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"sens": "opposer", "numero": "UD00", "preuve": "appel"}, "NUMBER_INVALID"),
        ({"sens": "autre", "numero": "UD00", "preuve": "appel"}, "ELEMENT_INVALID"),
        ({"sens": "opposer", "numero": "UD00", "preuve": "a" * 501}, "TEXT_TOO_LONG"),
    ],
)
def test_a_fund_agent_is_told_what_is_wrong(
    browse: Browse, sent: dict[str, str], code: str
) -> None:
    browser = browse().sign_in("caisse")
    browser.send("/opposition", **sent)
    assert code in browser.text


def test_an_outcome_that_does_not_exist_is_not_found(browse: Browse) -> None:
    browser = browse().sign_in("caisse")
    assert browser.go("/opposition/AAAA/autre").status_code == 404


@pytest.mark.parametrize("handle", ["patient", "medecin", "pharmacien"])
def test_the_fund_s_screen_is_for_the_fund(browse: Browse, handle: str) -> None:
    assert browse().sign_in(handle).go("/opposition").status_code == 403


def test_one_press_objects_to_every_ordonnance_of_a_prescriber_and_one_lifts_it(
    door: Door, browse: Browse
) -> None:
    # Those of the child alone: nobody else's are touched.
    numbers = [door.issued(documents.written(documents.monthly(), patient=child())) for _ in "ab"]
    for number in numbers:
        door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    browser = browse().sign_in("representant")
    address = opened(browser, numbers[0])
    browser.go(f"{address}/prescripteur")
    assert "Ce que Dr Claire EXEMPLE peut voir" in browser.text
    for sense, stands in (("opposer", True), ("lever", False)):
        whole, sent = browser.form("/mes-ordonnances/[^/]+/prescripteur")
        for _ in range(2):
            # Pressed twice, it counts once.
            browser.page = browser.http.post(whole, data={**sent, "sens": sense})
        assert ("Vous vous opposez pour ses" in browser.text) is stands
        assert ("Aucune opposition" in browser.text) is not stands
        for number in numbers:
            # The same answer as if nothing had been served.
            seen = door.does("executions", "medecin", number=number)
            assert ("execution" in seen) is not stands
    kept = door.does("journal", "representant", number=numbers[1])["access"]
    assert sum(each["code"] == "object" for each in kept) == 2
