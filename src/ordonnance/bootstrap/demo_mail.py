"""The secure mail of a demonstration: its places write to each other, in a folder of its own.

Addresses are those of the demonstration directory where it has one; `.example` is a reserved
domain: nobody else could ever be meant.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ordonnance.adapters.identity import demo_people
from ordonnance.adapters.identity.demo_people import DemoPlace
from ordonnance.adapters.mailbox.operators import Box, Operators, PlaceBox
from ordonnance.domain.mssante import PATIENT_DOMAIN, MssAddress, WhiteList
from ordonnance.usecases.mssante import TrustSpace

FOLDER = "messagerie-de-demonstration"
PRODUCT = "ORDONNANCE-DEMO"

_BOXES: tuple[tuple[DemoPlace, str], ...] = (
    (demo_people.PHARMACY, "pharmacie-exemple@officine.mssante.example"),
    (demo_people.PHARMACY_REUNION, "pharmacie-demo@officine.mssante.example"),
    (demo_people.PRACTICE, "cabinet-exemple@medecin.mssante.example"),
    (demo_people.HEALTH_CENTRE, "centre-de-sante-demo@medecin.mssante.example"),
    (demo_people.DENTAL_PRACTICE, "cabinet-dentaire-exemple@medecin.mssante.example"),
    (demo_people.MIDWIFE_PRACTICE, "sage-femme-exemple@medecin.mssante.example"),
    (demo_people.REGULATION_CENTRE, "regulation@samu-demo.mssante.example"),
    (demo_people.HOSPITAL, "accueil@hopital-demo.mssante.example"),
)
"""The station's pharmacy has none, as half of them."""


PRESERIE = "preseries@accompagnement-demo.mssante.example"
"""What reminds of questionnaires: nobody reads there."""


def demo_operators() -> Operators:
    """A mailbox for nearly each place of the demonstration, which needs no session; no server."""
    boxes = {address: _box(address, place.label) for place, address in _BOXES}
    places = {
        _key(place): PlaceBox(boxes[address].address, place.label) for place, address in _BOXES
    }
    boxes[PRESERIE] = _box(PRESERIE, "Préséries de démonstration")
    return Operators(PRODUCT, Path(), None, {}, boxes, places, preserie=PRESERIE)


@dataclass(frozen=True, slots=True)
class DemoTrust:
    """The port `TrustSpace`: the white list of the base, else the domains that exist here."""

    imported: TrustSpace

    def current(self) -> WhiteList:
        """The list in service."""
        found = self.imported.current()
        if found is not None:
            return found
        addresses = (PRESERIE, *(address for _, address in _BOXES))
        own = {address.partition("@")[2] for address in addresses}
        return WhiteList.of([*own, PATIENT_DOMAIN], date(2026, 1, 1), source="démonstration")


def _box(address: str, name: str) -> Box:
    return Box(MssAddress.parse(address), name, Path(), None)


def _key(place: DemoPlace) -> str:
    return f"F{place.finess}" if place.finess else f"C{place.siret}"
