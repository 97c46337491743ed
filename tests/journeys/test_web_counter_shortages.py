"""The counter while a medicine is in short supply: what is declared, what may be given instead."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.drug import Catalogue, Shortage, ShortageKind
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread

Browse = Callable[..., Browser]
PAGE = "https://ansm.sante.fr/exemple"
OUT = Shortage(
    ShortageKind.OUT_OF_STOCK, since=date(2026, 11, 2), updated=date(2026, 11, 16), link=PAGE
)


class Declared:
    """The demonstration catalogue, in which these specialities are out of stock."""

    def __init__(self, *short: str) -> None:
        known = load_demonstration()
        self._catalogue = Catalogue.of(
            known.version,
            [
                replace(each, shortages=(OUT,)) if cis in short else each
                for cis, each in known.by_cis.items()
            ],
        )

    def current(self) -> Catalogue:
        return self._catalogue


@contextmanager
def counter(base: BaseInThread, browse: Browse, door: Door, *short: str) -> Iterator[Browser]:
    """One antibiotic open at the counter, while these are short."""
    number = door.issued(documents.simple())
    with base.variant(drugs=Declared(*short)) as address:
        browser = browse(address).sign_in("pharmacien")
        browser.send("/comptoir", numero=number)
        yield browser


def test_a_shortage_says_since_when_and_what_may_be_given_instead(
    base: BaseInThread, browse: Browse, door: Door
) -> None:
    with counter(base, browse, door, documents.AMOXICILLIN) as browser:
        said = browser.text.replace("\u202f", " ").replace("\u00a0", " ")
        assert "Rupture de stock depuis le 02/11/2026" in said
        assert "déclaration mise à jour le 16/11/2026" in said
        # Its address is a link, not words to read.
        assert PAGE not in said
        assert f'href="{PAGE}"' in browser.page.text
        assert "bipez l’une de ces boîtes, sans pénurie déclarée" in said
        (first, *_) = re.findall(r'data-choix="(\d{13}\|GENERIC)"', browser.page.text)
        browser.send("/comptoir/[^/]+/delivrer", **{"faire-1": "substituer", "produit-1": first})
        assert "Exécution enregistrée" in browser.text


def test_when_everything_of_a_kind_is_short_the_prescriber_is_to_be_called(
    base: BaseInThread, browse: Browse, door: Door
) -> None:
    known = load_demonstration()
    brand = known.by_cis[documents.AMOXICILLIN]
    group = [each.cis.value for each in known.same_group(brand) if each.cis]
    with counter(base, browse, door, documents.AMOXICILLIN, *group) as browser:
        assert "rien d’autre ne peut être délivré sans le prescripteur" in browser.text
        assert "data-choix" not in browser.page.text
        assert "– pénurie déclarée" in browser.text
