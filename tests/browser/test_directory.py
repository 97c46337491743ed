"""The directory and the preparation of a centre in a real browser: as one types, with the keys."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, pictures, sign_in

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


def test_a_regulator_finds_where_to_write_with_the_keyboard_alone(
    visit: Visit, accessible: Judge
) -> None:
    page = sign_in(visit(), "regulateur")
    page.goto("/annuaire")
    accessible(page)
    expect(page.get_by_label("Nom, enseigne ou service")).to_be_focused()
    page.keyboard.type("remp")
    # Nothing is pressed: answers come while one types.
    found = page.get_by_role("link", name="PHARMACIE DES REMPARTS EXEMPLE")
    expect(found).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 réponse")).to_be_visible()
    page.wait_for_url("**/annuaire?texte=remp*")
    accessible(page)
    page.get_by_label("Ville, code postal ou département").focus()
    page.keyboard.type("zz")
    expect(page.get_by_text("Rien ne correspond")).to_be_visible()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(found).to_be_visible()
    found.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("PHARMACIE DES REMPARTS EXEMPLE")
    expect(page.get_by_role("link", name="PHARMACIE DU BEFFROI DÉMO")).to_be_visible()
    page.go_back()
    expect(found).to_be_visible()


def test_each_of_its_screens_is_accessible_at_each_width_and_in_the_dark(
    visit: Visit, accessible: Judge
) -> None:
    page = sign_in(visit(), "regulateur")
    for width, scheme in ((320, "dark"), (WIDTHS["tablet"], "light"), (WIDTHS["desktop"], "dark")):
        page.set_viewport_size({"width": width, "height": 768})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        for path in ("/annuaire?texte=pharmacie&lieu=lille", "/annuaire/990000119",
                     "/annuaire/990000192", "/messagerie/boite"):  # fmt: skip
            page.goto(path)
            accessible(page)
            pictures(page, f"{path.strip('/').split('?')[0].replace('/', '-')}-{width}-{scheme}")


def test_a_mailbox_tried_is_followed_by_its_page(visit: Visit, accessible: Judge) -> None:
    page = visit(320, dark=True)
    page.goto("/administration/entrer")
    page.get_by_role("button", name="Administratrice DÉMO").click()
    page.wait_for_url("**/administration")
    page.goto("/administration/preparation")
    page.get_by_role("button", name="Essayer accueil@hopital-demo.mssante.example").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Essai d’une boîte")
    accessible(page)
    # It asks again by itself: nothing is pressed.
    expect(page.get_by_text("Tout est revenu")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("n’en envoie pas")).to_be_visible()
    accessible(page)
