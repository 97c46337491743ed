"""Every screen of the table, opened: its parts, its headings and its title are those of a page.

Each page that a browser of the journeys opens is judged so; here, no screen is left out.
"""

from collections.abc import Callable, Iterator

import pytest
from starlette.routing import compile_path

from ordonnance.domain.actors import Role
from ordonnance.doors.web.routes import SCREENS
from ordonnance.doors.web.screens.patient_sheets import SHEETS
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.outline import Outline
from tests.journeys.writing import AMOX, a_draft

Browse = Callable[..., Browser]

GET = tuple(screen for screen in SCREENS if screen.method == "GET")
PEOPLE = {
    Role.PRESCRIBER: "medecin",
    Role.DISPENSER: "pharmacien",
    Role.PATIENT: "patient",
    Role.FUND_AGENT: "caisse",
}
"""Who opens the screens of a role, by the handles of the demonstration."""

AFTER_A_PROVIDER = "/connexion/code"
"""Its page is judged where a patient comes back from a provider: test_web_patient_sign_in."""


def of_everybody(browse: Browse, _: Door) -> Iterator[str]:
    """The screens whose address says all."""
    for screen in GET:
        if "{" not in screen.path and not screen.operator and screen.path != AFTER_A_PROVIDER:
            browser = browse()
            if screen.roles:
                browser.sign_in(next(PEOPLE[each] for each in screen.roles if each in PEOPLE))
            yield from opened(browser, screen.path)


def of_a_guide(browse: Browse, _: Door) -> Iterator[str]:
    yield from opened(browse(), "/documentation/patient")


def of_a_draft(browse: Browse, _: Door) -> Iterator[str]:
    browser = a_draft(browse(), AMOX)
    draft = browser.page.url.path
    yield from opened(browser, draft, f"{draft}/apercu")


def of_what_was_issued(browse: Browse, door: Door) -> Iterator[str]:
    door.issued(documents.simple())
    browser = browse().sign_in("medecin")
    browser.go("/emises")
    address = browser.links("/emises/")[0]
    yield from opened(browser, address, f"{address}/feuille")


def of_the_counter(browse: Browse, door: Door) -> Iterator[str]:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=door.issued(documents.simple()))
    yield browser.page.url.path
    browser.send("/comptoir/[^/]+/delivrer")
    receipt = browser.page.url.path
    yield from opened(browser, receipt, f"{receipt}/imprimer")


def of_a_patient(browse: Browse, door: Door) -> Iterator[str]:
    door.issued(documents.simple())
    browser = browse().sign_in("patient")
    address = browser.links("/mes-ordonnances/")[0]
    yield from opened(browser, address, f"{address}/consultations", f"{address}/delivrances",
                      f"{address}/feuille/{SHEETS[0].name}")  # fmt: skip


def of_the_fund(browse: Browse, door: Door) -> Iterator[str]:
    browser = browse().sign_in("caisse")
    browser.send("/opposition", numero=door.issued(documents.simple()), sens="opposer",
                 preuve="courrier du 12/03/2026")  # fmt: skip
    yield from opened(browser, browser.page.url.path)


def opened(browser: Browser, *addresses: str) -> Iterator[str]:
    """Those addresses, that this person may read."""
    for address in addresses:
        assert browser.go(address).status_code == 200, address
        yield address


def of_whoever_runs_the_base(browse: Browse, _: Door) -> Iterator[str]:
    browser = browse()
    browser.go("/administration/entrer")
    browser.send("/administration/entrer", demonstration="oui")
    yield from opened(browser, *(screen.path for screen in GET if screen.operator))


def of_a_sign_in_elsewhere(browse: Browse, _: Door) -> Iterator[str]:
    """Addresses of the way there and back; without a provider, a refusal in words."""
    for address in ("/connexion/vers/inconnu", "/connexion/retour/inconnu", AFTER_A_PROVIDER):
        assert browse().go(address).status_code >= 400
        yield address


STORIES = (
    of_everybody, of_whoever_runs_the_base, of_a_sign_in_elsewhere, of_a_guide, of_a_draft,
    of_what_was_issued, of_the_counter, of_a_patient,
    of_the_fund,
)  # fmt: skip


def test_every_screen_opens_with_its_title_its_parts_and_its_headings(
    browse: Browse, door: Door
) -> None:
    addresses = [address for story in STORIES for address in story(browse, door)]
    unseen = [
        screen.path for screen in GET
        if not any(compile_path(screen.path)[0].fullmatch(each) for each in addresses)
    ]  # fmt: skip
    assert unseen == [], "tell this test how to reach it"


PAGE = """<!doctype html><html lang="fr"><title>Où – ordonnance</title><a href="#contenu">Aller</a>
<header></header><main id="contenu"><h1>Un</h1><h2>Deux</h2></main><footer></footer></html>"""


@pytest.mark.parametrize(
    ("whole", "broken", "fault"),
    [
        ("", "", None),
        ("<h1>Un</h1>", "", "un seul h1"),
        ("<h2>", "<h3>", "un niveau de titre sauté"),
        ("Où – ordonnance", "Où", "titre : où, puis « ordonnance »"),
        ("<footer>", "<nav></nav><footer>", "<nav> sans nom"),
        ("<h2>", '<h2 id="contenu">', "deux fois l’identifiant contenu"),
        ("<h2>", '<label for="absent">', "rien ne porte l’identifiant absent"),
        ("#contenu", "/", "le premier lien passe au contenu"),
        ('lang="fr"', "", "langue"),
        ("<footer></footer>", "", "une tête et un pied"),
        ("<main ", "<div ", "une partie principale"),
    ],
)
def test_each_fault_of_a_page_is_named(whole: str, broken: str, fault: str | None) -> None:
    faults = Outline(PAGE.replace(whole, broken) if whole else PAGE).faults
    assert (fault in faults) if fault else (faults == [])
