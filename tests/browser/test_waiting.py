"""A slow network, impatient hands, two at once: what is asked counts once, what is typed stays."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled, sign_in
from tests.browser.network import Network
from tests.browser.test_counter import box, by_hand, opened, scan
from tests.browser.test_writing import begun
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.writing import AMOX, KARDEGIC

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.simple())


@pytest.fixture
def network(page: Page) -> Network:
    return Network(page)


def impatient(page: Page, network: Network, button: Locator) -> None:
    """Press twice, then Enter twice, on a network that keeps it all; it was sent once."""
    network.holds()
    button.dblclick()
    network.waits()
    expect(button).to_have_attribute("aria-busy", "true")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert len(network.sent) == 1, network.sent
    network.lets_go()


def served(door: Door, number: str) -> list[dict[str, Any]]:
    """The executions of that ordonnance at both pharmacies, undone ones too."""
    return [
        execution
        for who in ("pharmacien", "pharmacien2")
        for execution in door.does("executions", who, number=number).get("execution", [])
    ]


def open_own(page: Page, number: str) -> None:
    """The patient opens that ordonnance, wherever it stands in the list."""
    for address in page.locator(".ouvrable a").evaluate_all("all => all.map(one => one.href)"):
        page.goto(address)
        if page.locator(".numero > [aria-hidden]").inner_text().split() == number.split():
            return
    raise AssertionError("it is not in the list")


def drafts(visit: Visit) -> int:
    """How many drafts the physician has."""
    page = sign_in(visit(), "medecin")
    page.goto("/prescrire")
    return page.locator("a[href^='/prescrire/'][href*='-']").count()


def test_what_is_scanned_while_the_ordonnance_opens_fills_its_lines(
    page: Page, network: Network, number: str
) -> None:
    page.clock.install()
    sign_in(page, "pharmacien")
    network.holds()
    scan(page, number)
    network.waits()
    for lot in ("L42", "L43"):
        scan(page, box(documents.pack_of(documents.AMOXICILLIN), lot))
    said = page.locator("#envoi")
    expect(said).to_contain_text("2 codes scannés attendent")
    page.clock.fast_forward("00:10")
    expect(said).to_contain_text(re.compile("met du temps.* 2 codes scannés attendent la réponse"))
    page.keyboard.press("Enter")
    assert len(network.sent) == 1
    page.keyboard.type("UD0")
    network.lets_go()
    expect(page.locator("[data-bips]").first).to_contain_text("2 sur 2 bipées")
    expect(page.locator("#numero")).to_have_value("UD0")
    expect(said).to_be_hidden()


def test_a_dispensing_pressed_in_haste_counts_once_and_the_next_scan_follows_it(
    page: Page, network: Network, number: str, door: Door
) -> None:
    other = door.issued(documents.renewed())
    opened(page, number)
    network.holds()
    page.locator("[data-delivrer]").dblclick()
    network.waits()
    expect(page.locator("[data-delivrer]")).to_have_attribute("aria-busy", "true")
    page.focus("#numero")
    scan(page, other)
    by_hand(page, "Enter")
    assert network.sent == ["delivrer"]
    network.lets_go()
    expect(page.get_by_role("heading", name="LEVOTHYROX").first).to_be_visible()
    assert len(served(door, number)) == 1
    assert served(door, other) == []
    page.go_back()
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Rien n’est à délivrer ce jour")).to_be_visible()
    page.reload()
    assert len(served(door, number)) == 1


def test_every_act_of_a_prescriber_and_of_a_patient_counts_once_however_often_it_is_pressed(
    page: Page, network: Network, visit: Visit, door: Door
) -> None:
    begun(page, KARDEGIC)
    impatient(page, network, page.get_by_role("button", name="Émettre"))
    expect(page.get_by_role("img", name="Code QR")).to_be_visible()
    issued = page.url
    number = page.locator(".numero.grand").inner_text()
    page.go_back()
    expect(page.get_by_role("img", name="Code QR")).to_be_visible()

    patient = sign_in(visit(), "patient")
    open_own(patient, number)
    impatient(patient, Network(patient), patient.get_by_role("switch"))
    expect(patient.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    patient.reload()
    expect(patient.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    journal = door.does("journal", "patient", number=number)["access"]
    assert [each["code"] for each in journal].count("object") == 1

    page.goto(issued)
    page.get_by_text("Annuler cette ordonnance").click()
    impatient(page, network, page.get_by_role("button", name="Annuler l’ordonnance"))
    expect(page.get_by_role("heading", name="Ordonnance annulée")).to_be_visible()
    before = drafts(visit)
    impatient(page, network, page.get_by_role("button", name="Renouveler"))
    page.wait_for_url("**/prescrire/*")
    assert drafts(visit) == before + 1


def test_a_dispensing_taken_back_in_haste_is_taken_back_once(
    page: Page, network: Network, number: str, door: Door
) -> None:
    opened(page, number)
    by_hand(page, "Enter")
    page.get_by_text("Annuler cette délivrance").click()
    impatient(page, network, page.get_by_role("button", name="Annuler la délivrance"))
    expect(page.locator("[data-delivrer]")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Délivrance annulée")).to_be_visible()
    assert len(served(door, number)) == 1


def test_when_nobody_answers_the_page_says_so_keeps_what_was_typed_and_serves_once(
    visit: Visit, number: str, door: Door
) -> None:
    page = visit(cut=True)
    network = Network(page)
    opened(page, number)
    page.keyboard.press("F2")
    page.get_by_label("Boîtes").first.fill("1")
    network.is_cut()
    page.locator("[data-delivrer]").click()
    said = page.locator("#suspens")
    expect(said).to_contain_text("La base ne répond pas ; ce que vous avez saisi reste")
    expect(said).to_contain_text("pour Jeanne EXEMPLE : non confirmée.")
    expect(said).to_contain_text("numérisez l’ordonnance")
    expect(page.get_by_label("Boîtes").first).to_have_value("1")
    network.is_back()
    said.get_by_role("button", name="Recommencer").click()
    expect(page.get_by_text("1 boîte,").first).to_be_visible()
    expect(said).to_be_hidden()
    assert len(served(door, number)) == 1


def test_lines_typed_while_the_base_is_slow_all_arrive_and_half_typed_words_stay(
    page: Page, network: Network
) -> None:
    page.clock.install()
    begun(page, AMOX)
    page.get_by_role("link", name="7 jours").click()
    days = page.get_by_label("Durée").first
    days.fill("6")
    page.focus("#phrase")
    network.holds()
    page.keyboard.type(KARDEGIC)
    page.keyboard.press("Enter")
    network.waits()
    page.keyboard.type("doliprane 1 g 3 fois par jour 5 jours")
    page.keyboard.press("Enter")
    page.clock.fast_forward("00:10")
    said = re.compile("met du temps.* La ligne tapée partira ensuite")
    expect(page.locator("#envoi")).to_contain_text(said)
    page.keyboard.type("amlor 5")
    page.keyboard.press("Control+Enter")
    assert network.sent == ["phrase"]
    network.lets_go()
    expect(page.locator("li.ligne")).to_have_count(3)
    expect(page.locator("#phrase")).to_have_value("amlor 5")
    expect(page.locator("#phrase")).to_be_focused()
    expect(days).to_have_value("6")
    expect(days).to_be_visible()


@pytest.mark.parametrize("queued", [False, True])
def test_an_issue_asked_while_a_line_is_on_its_way_waits_for_a_person_who_read_it(
    page: Page, network: Network, *, queued: bool
) -> None:
    begun(page, AMOX)
    network.holds()
    page.fill("#phrase", KARDEGIC)
    page.keyboard.press("Enter")
    network.waits()
    if queued:
        page.keyboard.type("doliprane 1 g 3 fois par jour 5 jours")
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    assert network.sent == ["phrase"]
    network.lets_go()
    expect(page.locator("li.ligne")).to_have_count(3 if queued else 2)
    told = page.locator("#envoi[role=alert]")
    expect(told).to_contain_text("Rien n’est encore émis")
    settled(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/emises/*")


def test_a_line_that_nobody_answered_stays_in_its_field_and_is_added_once(visit: Visit) -> None:
    page = visit(cut=True)
    network = Network(page)
    begun(page)
    network.is_cut()
    page.fill("#phrase", AMOX)
    page.keyboard.press("Enter")
    said = page.locator("#envoi")
    expect(said).to_contain_text("La base ne répond pas : rien n’est confirmé.")
    expect(page.locator("#phrase")).to_have_value(AMOX)
    network.is_back()
    said.get_by_role("button", name="Recommencer").click()
    expect(page.locator("li.ligne")).to_have_count(1)
    expect(page.locator("#phrase")).to_have_value("")


def test_of_two_pharmacists_who_serve_the_same_box_one_is_told_and_loses_nothing_typed(
    page: Page, visit: Visit, door: Door, accessible: Judge
) -> None:
    number = door.issued(documents.renewed())
    scan(sign_in(page, "pharmacien"), number)
    expect(page.locator("[data-delivrer]")).to_be_visible()
    other = sign_in(visit(), "pharmacien2")
    scan(other, number)
    second = other.locator("[data-ligne='2']")
    second.get_by_text("Autrement").click()
    second.get_by_label("ne pas délivrer").check()
    second.get_by_label("Précision").last.fill("il en a encore chez lui")
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    other.locator("[data-delivrer]").click()
    expect(other.locator("#refus")).to_contain_text("Rien n’a été enregistré")
    expect(other.locator("#refus")).to_contain_text("Revenir à partir du")
    expect(other.locator("#refus")).to_contain_text("délivrée depuis l’ouverture de cette page")
    expect(second.get_by_label("Précision").last).to_have_value("il en a encore chez lui")
    accessible(other)
    assert len(served(door, number)) == 1


def test_two_tabs_with_two_patients_each_serve_their_own(
    page: Page, number: str, door: Door
) -> None:
    second = door.issued(documents.written(documents.course(), patient=documents.alice()))
    opened(page, number)
    tab = page.context.new_page()
    tab.goto("/comptoir")
    scan(tab, second)
    expect(tab.get_by_role("heading", name="Alice EXEMPLE")).to_be_visible()
    page.locator("[data-delivrer]").click()
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
    assert (len(served(door, number)), len(served(door, second))) == (1, 0)
    tab.locator("[data-delivrer]").click()
    expect(tab.get_by_text("Exécution enregistrée")).to_be_visible()
    assert (len(served(door, number)), len(served(door, second))) == (1, 1)
