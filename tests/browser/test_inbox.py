"""The mailbox of a pharmacy in a real browser: sent, received, served, by hand and by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, sign_in
from tests.browser.test_keys_alone import enter, reach
from tests.journeys.asking import Door
from tests.journeys.mailed import PATIENT, PHARMACY, Mailed, nobodys_sheet
from tests.journeys.running import BaseInThread
from tests.journeys.test_web_inbox import Subject
from tests.journeys.test_web_sending import issued_for

Visit = Callable[..., Page]
Accessible = Callable[[Page], None]


def test_an_ordonnance_goes_from_the_prescriber_to_the_counter_by_mail(
    visit: Visit, door: Door, base: BaseInThread, accessible: Accessible
) -> None:
    subject = Subject()
    issued_for(door, subject)
    doctor = sign_in(visit(), "medecin")
    doctor.goto("/emises")
    doctor.get_by_role("link", name=subject.family).click()
    doctor.get_by_role("link", name="Envoyer par messagerie").click()
    doctor.get_by_role("searchbox", name="Pharmacie").fill("75011 exemple")
    doctor.get_by_role("button", name="Chercher").click()
    doctor.get_by_role("radio", name="PHARMACIE EXEMPLE").check()
    doctor.get_by_role("checkbox", name="Le patient a choisi").check()
    accessible(doctor)
    doctor.get_by_role("button", name="Envoyer à cette pharmacie").click()
    expect(doctor.get_by_role("heading", name="Déjà envoyée")).to_be_visible()
    accessible(doctor)
    Mailed(base.data).arrived(PHARMACY.address, lambda each: subject.family in each.subject)

    counter = visit()
    enter(counter, "pharmacien")
    reach(counter, "nav a[href='/messagerie']")
    counter.keyboard.press("Enter")
    line = counter.locator("li.courrier", has_text=subject.family)
    expect(line).to_be_visible()
    accessible(counter)
    reach(counter, f"li[data-objet*='{subject.family}'] button")
    counter.keyboard.press("Enter")
    expect(counter.get_by_text("Ordonnance numérique")).to_be_visible()
    accessible(counter)
    reach(counter, "[data-delivrer]")
    counter.keyboard.press("Enter")
    expect(counter.get_by_text("Le message est marqué servi.")).to_be_visible()
    accessible(counter)
    counter.get_by_role("button", name="Archiver le message").click()
    expect(counter.get_by_text("Message archivé.")).to_be_visible()
    counter.wait_for_load_state()
    expect(counter.locator("li.courrier", has_text=subject.family)).to_have_count(0)


@pytest.mark.parametrize(("width", "dark"), [(320, False), (WIDTHS["tablet"], True)])
def test_a_message_of_a_patient_is_read_on_any_screen(
    visit: Visit, base: BaseInThread, accessible: Accessible, width: int, dark: bool
) -> None:
    subject = Subject()
    Mailed(base.data).deliver(nobodys_sheet(), sender=PATIENT, traits=subject.traits)
    page = sign_in(visit(width, dark=dark), "pharmacien")
    page.goto("/messagerie")
    accessible(page)
    page.locator("li.courrier", has_text=subject.family).get_by_role("link").first.click()
    expect(page.get_by_text("Cette ordonnance n’est pas dans cette base.")).to_be_visible()
    accessible(page)
