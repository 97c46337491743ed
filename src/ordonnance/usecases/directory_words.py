"""What screens and commands say of the directory, in French."""

from collections.abc import Mapping
from decimal import Decimal

from ordonnance.domain.directory import Equipment, PlaceKind
from ordonnance.domain.french.numbers import in_figures

_FRENCH_LENGTH = 10
"""Figures of a French telephone."""

KINDS: Mapping[PlaceKind, str] = {
    PlaceKind.PHARMACY: "Pharmacie",
    PlaceKind.NURSING_HOME: "EHPAD",
    PlaceKind.SOCIAL_CARE: "Établissement médico-social",
    PlaceKind.HOSPITAL: "Hôpital",
    PlaceKind.OTHER: "Autre lieu",
}
"""What a place is."""

EQUIPMENT: Mapping[Equipment, str] = {
    Equipment.ORGANISATIONAL: "boîte organisationnelle",
    Equipment.PERSONAL: "boîte personnelle seulement",
    Equipment.NONE_PUBLISHED: "aucune boîte publiée",
}
"""How a place can be written to."""

RED_LIST = (
    "Une boîte en liste rouge n'est pas publiée : « aucune boîte publiée » ne prouve pas qu'il "
    "n'y en a pas. En appelant le lieu, on peut demander son adresse."
)


def distance(metres: int | None, *, same_postcode: bool) -> str:
    """« 1,2 km », as the crow flies; « même code postal », « même département » without a map."""
    if metres is None:
        return "même code postal" if same_postcode else "même département"
    return f"{in_figures((Decimal(metres) / 1000).quantize(Decimal('0.1')))} km"


def spaced(phone: str) -> str:
    """A telephone as it is said: « 01 99 00 00 10 »; another writing as it is."""
    national = f"0{phone[3:]}" if phone.startswith("+33") else phone
    if len(national) != _FRENCH_LENGTH or not (national.isascii() and national.isdigit()):
        return phone
    return " ".join(national[at : at + 2] for at in range(0, _FRENCH_LENGTH, 2))
