"""Protocol cards: short default courses of the three opioids, for an adult, to be read again.

A card is a sentence in the field of the medicine and nothing more: what it says is read, checked
and corrected as if the physician had typed it. Doses stay under those of the summaries of product
characteristics (public drug database, read on 22 November 2026) and quantities under one box.
"""

from dataclasses import dataclass

from ordonnance.domain.census import Molecule

FULL_AGE = 18
"""Years: the cards are courses for adults."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `key` is what is typed in the field to take it; `sentence` what it then says.

    `most` and `source`: the maximum of the notice, in French, and where it stands.
    """

    key: str
    title: str
    molecule: Molecule
    sentence: str
    most: str
    told: str
    source: str


CARDS: tuple[Card, ...] = (
    Card(
        "1",
        "Tramadol 50 mg",
        Molecule.TRAMADOL,
        "tramadol 50 mg gélule 1 gélule toutes les 6 heures si besoin, au maximum 3 gélules par "
        "jour, pendant 3 jours",
        "400 mg par jour chez l’adulte ; après 75 ans, intervalle allongé à 9 heures",
        "Neuf gélules au plus. Nausées, vertiges, somnolence : ne pas conduire.",
        "RCP du tramadol 50 mg, rubriques 4.2 et 4.3",
    ),
    Card(
        "2",
        "Paracétamol 500 mg et codéine 30 mg",
        Molecule.CODEINE,
        "paracetamol codeine 500/30 1 comprimé toutes les 6 heures si besoin, au maximum "
        "4 comprimés par jour, pendant 3 jours",
        "240 mg de codéine par jour, 6 heures entre deux prises, 3 jours sans réévaluation",
        "Douze comprimés au plus. Compter le paracétamol déjà pris.",
        "RCP de l’association 500 mg/30 mg, rubriques 4.2 et 4.3",
    ),
    Card(
        "3",
        "Dihydrocodéine LP 60 mg",
        Molecule.DIHYDROCODEINE,
        "dicodin 1 comprimé matin et soir pendant 3 jours",
        "120 mg par jour, 12 heures entre deux prises",
        "Six comprimés au plus, avalés entiers. Délai d’action : deux à trois heures.",
        "RCP de la dihydrocodéine LP 60 mg, rubriques 4.2 et 4.3",
    ),
)

NOTHING_MORE = (
    "Proposition, à relire par le médecin : la dose la plus faible, la durée la plus courte, et "
    "rien de plus. Le médecin traitant réévalue."
)


def card_of(typed: str) -> Card | None:
    """The card whose key was typed alone, None for a sentence."""
    return next((card for card in CARDS if card.key == typed.strip()), None)
