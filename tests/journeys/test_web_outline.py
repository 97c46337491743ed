"""Every screen of the table, opened: its parts, its headings and its title are those of a page.

Each page that a browser of the journeys opens is judged so; here, no screen is left out.
"""

import pytest
from starlette.routing import compile_path

from tests.journeys.asking import Door
from tests.journeys.every_screen import GET, STORIES, Browse, of_the_mailbox
from tests.journeys.outline import Outline
from tests.journeys.running import BaseInThread


def test_every_screen_opens_with_its_title_its_parts_and_its_headings(
    browse: Browse, door: Door, base: BaseInThread
) -> None:
    addresses = [address for story in STORIES for _, address in story(browse, door)]
    addresses += [address for _, address in of_the_mailbox(browse, base)]
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
