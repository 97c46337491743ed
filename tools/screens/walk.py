"""The walk: one story through every screen, that stops wherever there is something to look at.

Claire EXEMPLE writes for Jeanne EXEMPLE, a pharmacy serves her, she reads what is hers. Each part
yields the name of the picture to take, and the page that shows it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tools.screens.call import regulating
from tools.screens.pilot import piloting
from tools.screens.representing import chosen, recorded

Stop = tuple[str, Page]
JEANNE = {
    "family": "Exemple", "given": "Jeanne", "birth_date": "15/06/1970", "ins": "270069999900106",
    "birth_place": "99999", "weight": "62",
}  # fmt: skip
AMOXICILLIN = "clamoxyl 500 1 gelule matin et soir 7 jours"
ASPIRIN = "kardegic 75 1 sachet par jour 3 mois ald"
TRAMADOL = "tramadol 50 1 gelule 4 fois par jour 3 mois"
FENTANYL = "durogesic 25 1 patch tous les 3 jours pendant 14 jours"
VALPROATE = "depakine chrono 500 1 cp matin et soir 1 mois"


@dataclass
class Story:
    """One walk: how to come as somebody, and the numbers issued so far."""

    come: Callable[[], Page]
    issued: list[str] = field(default_factory=list)

    def sign_in(self, handle: str) -> Page:
        """A new browser, in the place of a person of the demonstration."""
        page = self.come()
        page.goto("/connexion")
        page.click(f"button[value={handle}]")
        page.wait_for_url(lambda url: not url.endswith("/connexion"))
        return page


def passing_by(story: Story) -> Iterator[Stop]:
    """Whoever comes, signed in or not."""
    page = story.come()
    for name, path in (
        ("accueil", "/"), ("connexion", "/connexion"), ("code", "/o"), ("etat", "/etat"),
        ("verifier", "/verifier"), ("guides", "/documentation"),
        ("guide", "/documentation/pharmacien"), ("boite", "/messagerie/boite"),
    ):  # fmt: skip
        page.goto(path)
        yield name, page
    page = story.sign_in("pharmacien3")
    expect(page.get_by_role("heading", name="Où exercez-vous")).to_be_visible()
    yield "lieu", page


def writing(story: Story) -> Iterator[Stop]:
    """The prescriber."""
    page = story.sign_in("medecin")
    yield "prescrire", page
    page.goto("/prescrire/coordonnees")
    yield "coordonnees", page
    page.goto("/prescrire")
    page.get_by_role("button", name="Nouvelle ordonnance").click()
    expect(page.locator("#family")).to_be_visible()
    yield "brouillon-vide", page
    _identify(page)
    _type(page, AMOXICILLIN, TRAMADOL)
    yield "brouillon-a-corriger", page
    page.get_by_role("button", name="Mettre 84 jours").click()
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    yield "brouillon-pret", page
    page.locator("#phrase").press_sequentially("amlo")
    expect(page.locator("#propositions li").first).to_be_visible()
    yield "frappe", page
    page.fill("#phrase", "")
    yield "pas-a-pas", _built(page)
    page.get_by_role("button", name="Revenir").click()
    expect(page.get_by_text("Ligne commencée pas à pas")).to_be_visible()
    yield "saisie-gardee", page
    page.get_by_role("button", name="L’abandonner").click()
    expect(page.get_by_text("Ligne commencée pas à pas")).to_have_count(0)
    page.goto(f"{page.url.partition('#')[0]}/relire")
    yield "relire", page
    page.get_by_role("link", name="Revenir à l’écriture").click()
    story.issued.append(_issue(page))
    yield "emise", page
    for sentence in (ASPIRIN, FENTANYL, VALPROATE):
        _begin(page, sentence)
        story.issued.append(_issue(page))
    page.locator("summary", has_text="s’oppose").click()
    yield "objection", page
    _begin(page, ASPIRIN)
    _issue(page)
    _begin(page, AMOXICILLIN)
    yield "traitements", page
    page.goto("/prescrire")
    yield "brouillons", page
    page.goto("/emises")
    yield "emises", page


def preparing(story: Story) -> Iterator[Stop]:
    """An assistant, who prepares for the prescriber of the same place."""
    page = story.sign_in("assistante")
    _begin(page, AMOXICILLIN)
    page.locator("#prescripteur").scroll_into_view_if_needed()
    yield "confier", page
    page.select_option("#prescripteur", "99900000011")
    page.get_by_role("button", name="Confier").click()
    expect(page.get_by_text("En attente depuis")).to_be_visible()
    yield "confies", page


def serving(story: Story) -> Iterator[Stop]:
    """The counter."""
    page = story.sign_in("pharmacien")
    yield "comptoir", page
    _scan(page, "bonjour")
    expect(page.get_by_role("alert")).to_be_visible()
    yield "comptoir-refus", page
    page.goto("/comptoir/camera")
    expect(page.get_by_role("alert")).to_contain_text("tapez le numéro")
    yield "camera", page
    first, renewed, narcotic, checked = story.issued
    _open(page, first)
    yield "comptoir-ordonnance", page
    page.locator("summary", has_text="Autrement").first.click()
    yield "comptoir-autrement", page
    page.reload()
    _serve(page)
    yield "delivre", page
    page.get_by_role("link", name="Imprimer au dos").click()
    expect(page.get_by_role("link", name="Revenir")).to_be_visible()
    yield "au-dos", page
    _open(page, renewed)
    _serve(page)
    page.get_by_role("link", name="Revoir l’ordonnance").click()
    yield "comptoir-rien-aujourdhui", page
    _open(page, checked)
    yield "comptoir-attend", page
    _open(page, narcotic)
    yield "comptoir-stupefiant", page
    _serve(page)
    other = story.sign_in("preparateur")
    _open(other, story.issued[0])
    yield "preparateur", other
    page.get_by_role("link", name="Registres").click()
    expect(page.get_by_role("heading", name="Registres")).to_be_visible()
    yield "registres", page


def reading(story: Story) -> Iterator[Stop]:
    """The patient."""
    page = story.sign_in("patient")
    yield "mes-ordonnances", page
    page.get_by_role("link", name="KARDEGIC").last.click()
    page.wait_for_url("**/mes-ordonnances/*")
    yield "mon-ordonnance", page
    address = page.url
    page.goto(f"{address}/delivrances")
    yield "mes-delivrances", page
    page.goto(f"{address}/consultations")
    yield "consultations", page
    page.goto(f"{address}/prescripteur")
    yield "ce-que-voit-le-prescripteur", page
    page.goto("/mon-acces")
    yield "mon-acces", page


def representing(story: Story) -> Iterator[Stop]:
    """A prescriber records a representative, who then chooses for whom to act."""
    page = story.sign_in("medecin")
    code = recorded(page)
    yield "representant", page
    yield "pour-qui", chosen(story.sign_in("pere"), code)


def recording(story: Story) -> Iterator[Stop]:
    """The fund, then whoever holds a sheet."""
    page = story.sign_in("caisse")
    yield "opposition", page
    page.get_by_label("Numéro de l’ordonnance").fill(story.issued[0])
    page.get_by_label("Comment la demande a été reçue").fill("courrier du 12/03/2026")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_be_visible()
    yield "opposition-enregistree", page
    page.goto("/verifier")
    page.get_by_label("Ou son numéro").fill(story.issued[0])
    page.get_by_role("button", name="Vérifier").click()
    expect(page.get_by_role("status")).to_be_visible()
    yield "verifier-repond", page
    page.goto("/prescrire")
    yield "refus", page


def looking_up(story: Story) -> Iterator[Stop]:
    """Who can be written to."""
    page = story.sign_in("regulateur")
    page.goto("/annuaire?texte=pharmacie&lieu=lille")
    yield "annuaire", page
    page.goto("/annuaire/990000127")
    yield "annuaire-lieu", page


def running_the_base(story: Story) -> Iterator[Stop]:
    """Whoever runs the base."""
    page = story.come()
    page.goto("/administration/entrer")
    yield "entrer", page
    page.get_by_role("button", name="Administratrice DÉMO").click()
    expect(page.get_by_role("navigation", name="Administration")).to_be_visible()
    yield "sante", page
    for name in (
        "volumes",
        "journaux",
        "alertes",
        "preparation",
        "versions",
        "cles",
        "erreurs",
    ):
        page.goto(f"/administration/{name}")
        yield name, page


WALK = (
    passing_by, writing, preparing, serving, regulating, looking_up, reading, representing,
    recording, running_the_base, piloting,
)  # fmt: skip


def _built(page: Page) -> Page:
    """The page of a line made step by step, with its sentence."""
    page.get_by_text("Ou pas à pas").click()
    page.fill("#medicament", "doliprane")
    page.get_by_role("button", name="Chercher").click()
    page.locator("button[name=choisir]").first.click()
    page.fill("#morning-1", "1")
    page.fill("#evening-1", "1")
    page.fill("#duration-1", "5")
    page.get_by_role("button", name="Voir la phrase").click()
    expect(page.get_by_role("status")).to_contain_text("matin")
    return page


def _identify(page: Page) -> None:
    for name, value in JEANNE.items():
        page.fill(f"#{name}", value)
    page.check("#sexe-f")
    page.check("#qualified")
    page.get_by_role("button", name="C’est ce patient").click()
    expect(page.get_by_text("INS qualifiée", exact=True)).to_be_visible()


def _type(page: Page, *sentences: str) -> None:
    for sentence in sentences:
        known = page.locator("li.ligne").count()
        page.fill("#phrase", sentence)
        page.keyboard.press("Enter")
        expect(page.locator("li.ligne")).to_have_count(known + 1)


def _begin(page: Page, sentence: str) -> None:
    page.goto("/prescrire")
    page.get_by_role("button", name="Nouvelle ordonnance").click()
    _identify(page)
    _type(page, sentence)


def _issue(page: Page) -> str:
    page.get_by_role("button", name="Émettre").click()
    page.wait_for_url("**/emises/*")
    return re.sub(r"\s", "", page.locator(".numero").first.inner_text())


def _scan(page: Page, text: str) -> None:
    page.fill("#numero", text)
    page.keyboard.press("Enter")


def _open(page: Page, number: str) -> None:
    page.goto("/comptoir")
    _scan(page, number)
    page.wait_for_url("**/comptoir/*")
    expect(page.locator("[data-comptoir]")).to_be_visible()


def _serve(page: Page) -> None:
    page.locator("[data-delivrer]").click()
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()
