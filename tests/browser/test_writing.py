"""A prescriber in a real browser: keys alone, the light live, each state judged at each size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ordonnance.domain.errors import Refusal
from tests.browser.conftest import WIDTHS, pictures, settled, sign_in
from tests.journeys.running import BaseInThread
from tests.journeys.writing import AMOX, JEANNE, KARDEGIC, TRAMADOL

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


async def unavailable(*_: object) -> None:
    """A desk while the base does not answer."""
    raise Refusal.of("BASE_UNAVAILABLE")


def begun(page: Page, *sentences: str) -> Page:
    """A draft for Jeanne EXEMPLE with these lines, each typed and entered."""
    sign_in(page, "medecin")
    page.get_by_role("button", name="Nouvelle ordonnance").click()
    page.wait_for_url("**/prescrire/*")
    for name in ("family", "given", "birth_date", "ins", "birth_place", "weight"):
        page.fill(f"#{name}", JEANNE[name])
    page.check("#sexe-f")
    page.check("#qualified")
    page.get_by_role("button", name="C’est ce patient").click()
    expect(page.get_by_text("INS qualifiée", exact=True)).to_be_visible()
    for rank, each in enumerate(sentences):
        page.fill("#phrase", each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
        settled(page)
    return page


def titled(page: Page, name: str) -> None:
    """Wait for the page of that title, whole."""
    expect(page.get_by_role("heading", level=1, name=name, exact=True)).to_be_visible()
    page.wait_for_load_state()


def test_two_lines_are_typed_and_issued_with_keys_alone(page: Page) -> None:
    begun(page)
    page.focus("#phrase")
    for rank, each in enumerate((AMOX, KARDEGIC)):
        page.keyboard.type(each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
        # The field is empty and waits for the next line.
        expect(page.locator("#phrase")).to_be_focused()
        expect(page.locator("#phrase")).to_have_value("")
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    settled(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/emises/*")
    expect(page.get_by_role("img", name="Code QR")).to_be_visible()


def test_three_lines_take_few_keys_beyond_their_words(page: Page, accessible: Judge) -> None:
    begun(page)
    page.focus("#phrase")
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    for rank, (typed, wanted, how) in enumerate((
        ("clamox", "CLAMOXYL 500 mg", "1 matin et soir 7 jours"),
        ("kard", "KARDEGIC 75 mg", "1/j 3 mois ald"),
        ("dolip", "DOLIPRANE 1000 mg", "1 si douleur, max 3 par jour 5 jours"),
    )):  # fmt: skip
        page.keyboard.type(typed)
        # A former favourite may stand first: the arrow goes on to the medicine wanted.
        option = page.get_by_role("option").filter(has_text=wanted).first
        expect(option).to_be_visible()
        while option.get_attribute("aria-selected") != "true":
            press("ArrowDown")
        if rank == 0:
            accessible(page)
            pictures(page, "prescrire-propositions")
        press("Enter")
        expect(page.locator("#phrase")).to_have_value(f"{wanted} ")
        page.keyboard.type(how)
        expect(page.locator("#frappe .lecture")).to_contain_text("jours" if rank != 1 else "ALD")
        if rank == 0:
            accessible(page)
            pictures(page, "prescrire-lecture")
        press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
        expect(page.locator("#phrase")).to_be_focused()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    settled(page)
    press("Control+Enter")
    page.wait_for_url("**/emises/*")
    assert keys < 30


def test_a_line_is_built_with_keys_alone_and_its_french_follows(
    page: Page, accessible: Judge
) -> None:
    begun(page)
    page.get_by_text("Ou pas à pas").click()
    page.get_by_role("textbox", name="Médicament").fill("clamoxyl")
    page.keyboard.press("Enter")
    titled(page, "Ajouter une ligne pas à pas")
    expect(page.get_by_role("textbox", name="Médicament")).to_be_focused()
    accessible(page)
    page.get_by_role("button", name="CLAMOXYL 500 mg").focus()
    page.keyboard.press("Enter")
    matin = page.get_by_label("Matin")
    expect(matin).to_be_visible()
    accessible(page)
    expect(page.get_by_label("Par prise")).to_be_hidden()
    matin.focus()
    for key in ("1", "Tab", "Tab", "2", "Tab", "Tab", "7"):
        page.keyboard.press(key)
    said = page.get_by_role("status")
    expect(said).to_contain_text("1 gélule le matin et 2 le soir, pendant 7 jours.")
    pictures(page, "prescrire-pas-a-pas")
    page.get_by_label("Rythme").select_option("heures")
    expect(matin).to_be_hidden()
    page.get_by_label("Par prise").fill("1")
    page.get_by_label("Heures entre deux prises").fill("8")
    expect(said).to_contain_text("toutes les 8 heures, pendant 7 jours.")
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(1)
    page.get_by_text("Corriger la ligne 1").click()
    page.get_by_role("button", name="Corriger pas à pas").click()
    expect(page.get_by_label("Heures entre deux prises")).to_have_value("8")
    page.set_viewport_size({"width": 320, "height": 700})
    accessible(page)
    page.get_by_role("button", name="Revenir").click()
    titled(page, "Écrire une ordonnance")
    page.fill("#phrase", "depakine 500 1 le matin 1 mois")
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(2)
    # What a finding asks for is written where it is told.
    page.locator("summary", has_text="Écrire la prescription initiale").first.click()
    expect(page.get_by_label("Spécialité de son auteur").first).to_be_visible()
    accessible(page)


def test_proposals_close_by_escape_and_the_sentence_stays(page: Page) -> None:
    begun(page)
    field = page.locator("#phrase")
    field.focus()
    page.keyboard.type("kard")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "proposition-1")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#propositions")).to_be_hidden()
    expect(field).to_have_value("kard")
    page.keyboard.type("egic 75 1/j 3 mois")
    expect(page.locator("#frappe .lecture")).to_contain_text("sûr")
    page.keyboard.type(" xqzt")
    expect(page.locator("#frappe .lecture")).to_contain_text("pas compris")


def test_the_keys_that_issue_lead_to_the_light_while_something_blocks(page: Page) -> None:
    begun(page, TRAMADOL)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#feu")).to_be_focused()
    page.get_by_role("button", name="Mettre 84 jours").click()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()


def test_a_chip_opens_the_field_that_corrects_it(page: Page) -> None:
    begun(page, AMOX)
    page.get_by_role("link", name="7 jours").click()
    field = page.get_by_label("Durée")
    expect(field).to_be_focused()
    field.fill("6")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="6 jours")).to_be_visible()


def test_what_was_typed_is_there_in_another_browser(page: Page, visit: Visit) -> None:
    begun(page, KARDEGIC)
    address = page.url
    other = sign_in(visit(), "medecin")
    other.goto(address)
    expect(other.get_by_role("heading", name="KARDEGIC")).to_be_visible()


def test_a_second_page_on_the_same_draft_reads_what_happened_and_goes_on(
    page: Page, visit: Visit, accessible: Judge
) -> None:
    begun(page, KARDEGIC)
    other = sign_in(visit(), "medecin")
    other.goto(page.url)
    page.fill("#phrase", AMOX)
    page.keyboard.press("Enter")
    expect(page.locator("li.ligne")).to_have_count(2)
    other.get_by_role("button", name="Retirer la ligne 1").click()
    titled(other, "Cela n’a pas pu se faire")
    expect(other.get_by_role("alert")).to_contain_text("a changé dans une autre page")
    accessible(other)
    other.get_by_role("link", name="Rouvrir le brouillon").click()
    expect(other.locator("li.ligne")).to_have_count(2)
    other.get_by_role("button", name="Retirer la ligne 1").click()
    expect(other.locator("li.ligne")).to_have_count(1)


def test_what_was_asked_while_the_base_did_not_answer_is_asked_again_as_it_was(
    page: Page, base: BaseInThread
) -> None:
    begun(page, KARDEGIC)
    desk = base.platform.desk
    page.fill("#phrase", AMOX)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(desk), "put", unavailable)
        page.keyboard.press("Enter")
        titled(page, "Rien n’est confirmé")
    page.get_by_role("button", name="Recommencer").click()
    expect(page.locator("li.ligne")).to_have_count(2)
    expect(page.get_by_role("heading", name="CLAMOXYL")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS.values()])
def test_every_screen_is_accessible_at_every_size(
    visit: Visit, accessible: Judge, width: int, dark: bool
) -> None:
    page = visit(width, dark=dark)
    name = f"{width}-{'dark' if dark else 'light'}"
    begun(page)
    page.get_by_role("link", name="Prescrire").click()
    titled(page, "Prescrire")
    accessible(page)
    pictures(page, f"prescrire-brouillons-{name}")
    page.locator("ul.liste a").first.click()
    titled(page, "Écrire une ordonnance")
    accessible(page)
    running = page.get_by_text("Regarder de nouveau")
    if width < 760:
        # What is beside the sentence is folded on a phone, and opens by its title.
        expect(running).to_be_hidden()
        page.get_by_text("Traitements en cours (").click()
    running.click()
    if width < 760:
        expect(running).to_be_hidden()
    accessible(page)
    for rank, each in enumerate((AMOX, TRAMADOL, "mots que personne ne comprend")):
        page.fill("#phrase", each)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(rank + 1)
    accessible(page)
    page.get_by_role("link", name="7 jours").click()
    expect(page.get_by_label("Durée").first).to_be_focused()
    accessible(page)
    pictures(page, f"prescrire-{name}")
    page.get_by_role("button", name="Retirer la ligne 3").click()
    expect(page.locator("li.ligne")).to_have_count(2)
    page.get_by_role("button", name="Mettre 84 jours").click()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Émettre").click()
    page.wait_for_url("**/emises/*")
    accessible(page)
    pictures(page, f"prescrire-emise-{name}")
    page.get_by_role("link", name="Mes ordonnances").first.click()
    titled(page, "Mes ordonnances")
    accessible(page)
    page.goto("/prescrire/coordonnees")
    accessible(page)
