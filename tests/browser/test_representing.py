"""A representative on a telephone: recorded at the surgery, linked by a code, choosing for whom."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, pictures, sign_in
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.representing import AS_FATHER, LAST
from tests.journeys.test_web_patient import child

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


def test_a_father_follows_his_child_from_his_telephone(
    door: Door, visit: Visit, accessible: Judge
) -> None:
    door.issued(documents.written(documents.course(), patient=child()))
    desk = recording(sign_in(visit(WIDTHS["desktop"]), "medecin"))
    accessible(desk)
    desk.get_by_label("Nom de naissance").fill(AS_FATHER["family"])
    desk.get_by_label("Prénom(s)").fill(AS_FATHER["given"])
    desk.get_by_label("Date de naissance").fill(AS_FATHER["birth_date"])
    desk.get_by_label("masculin", exact=True).check()
    desk.get_by_label("Pièce que vous avez vue").select_option(AS_FATHER["proof"])
    expect(desk.get_by_label("Dernier jour")).to_have_value(LAST)
    desk.get_by_role("button", name="Enregistrer, et obtenir le code").click()
    expect(desk.get_by_role("heading", name="À remettre à Marc DÉMO")).to_be_visible()
    accessible(desk)
    code = desk.locator(".numero.grand").inner_text()

    phone = sign_in(visit(WIDTHS["phone"], dark=True), "pere")
    phone.get_by_role("link", name="Agir pour une autre personne").click()
    phone.get_by_label("Code").fill("0000000000" if code != "00 00 00 00 00" else "1111111111")
    phone.get_by_role("button", name="Voir ses ordonnances").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    accessible(phone)
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Voir ses ordonnances").click()
    expect(phone.get_by_role("heading", name="Les ordonnances de Léo")).to_be_visible()
    accessible(phone)
    phone.locator(".ouvrable a").first.click()
    expect(phone.get_by_role("img", name="Code QR de l’ordonnance")).to_be_visible()
    phone.goto("/pour-qui")
    expect(phone.get_by_role("button", name=f"Pour Léo DÉMO (jusqu’au {LAST})")).to_be_visible()
    accessible(phone)
    pictures(phone, "pour-qui-phone-dark")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    recording(desk)
    desk.get_by_role("button", name="Mettre fin à la représentation par Marc DÉMO").click()
    expect(desk.get_by_text("Aucun.")).to_be_visible()
    phone.goto("/mes-ordonnances")
    expect(phone.get_by_text("Vous ne représentez plus cette personne")).to_be_visible()
    accessible(phone)


def recording(page: Page) -> Page:
    """The page where a prescriber records who represents the patient of their newest."""
    page.goto("/emises")
    page.locator("a[href^='/emises/']").first.click()
    page.get_by_role("link", name="Qui représente le patient").click()
    return page
