"""The directory of secure health mail: mailboxes, who or what they belong to, and where.

Kinds of places are read from the FINESS category (ANS value set JDV_J55): 620 officine, 627
propharmacie, 628 minière, 629 mutualiste; 500 EHPAD; an aggregate of categories that starts with 4
is social or medico-social (ESMS). Without a category, from the sector of activity (TRE_R02).
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class MailboxType(StrEnum):
    """Whose mailbox it is (TRE_R257); the organisational one comes first (note to SAMU, 2.2)."""

    ORGANISATION = "ORG"
    APPLICATION = "APP"
    PERSON = "PER"
    PRACTICE = "CAB"

    @property
    def shared(self) -> bool:
        """True of a mailbox that is nobody's own: those of the place read it."""
        return self in (MailboxType.ORGANISATION, MailboxType.APPLICATION)

    @property
    def label(self) -> str:
        """In French, as people choose."""
        return {"ORG": "organisationnelle", "APP": "applicative",
                "PER": "personnelle", "CAB": "de cabinet"}[self.value]  # fmt: skip


class PlaceKind(StrEnum):
    """What a place is, as far as sending to it is concerned."""

    PHARMACY = "pharmacie"
    NURSING_HOME = "ehpad"
    SOCIAL_CARE = "esms"
    HOSPITAL = "hopital"
    OTHER = "autre"


class Equipment(IntEnum):
    """How a place can be written to; red-listed mailboxes are not published, so 0 is no proof."""

    NONE_PUBLISHED = 0
    PERSONAL = 1
    ORGANISATIONAL = 2


_PHARMACIES = frozenset({"620", "627", "628", "629"})
_PHARMACY_SECTORS = frozenset({"SA33", "SA38", "SA39", "SA65"})
_OVERSEAS = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9E": "975", "9F": "976"}


def kind_of(category: str, aggregate: str, sector: str = "") -> PlaceKind:
    """The kind of a place by its FINESS category and aggregate, else by its sector of activity."""
    if category in _PHARMACIES or (not category and sector in _PHARMACY_SECTORS):
        return PlaceKind.PHARMACY
    if category == "500" or (not category and sector == "SA17"):
        return PlaceKind.NURSING_HOME
    if aggregate.startswith("4"):
        return PlaceKind.SOCIAL_CARE
    if aggregate.startswith("11") or (not category and sector == "SA01"):
        return PlaceKind.HOSPITAL
    return PlaceKind.OTHER


def department_of(postcode: str) -> str:
    """The département of a postcode: 69, 2A, 974; empty when it has not five figures.

    In Corsica, 200 and 201 are 2A, the others 2B. A few postcodes serve the next département.
    """
    if len(postcode) != 5 or not (postcode.isascii() and postcode.isdigit()):
        return ""
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode[:3] in ("200", "201") else "2B"
    return postcode[:2]


def department_code(code: str) -> str:
    """A département as FINESS writes it overseas (9A…9F), or as everybody does: 971…976."""
    return _OVERSEAS.get(code.upper(), code.upper())


@dataclass(frozen=True, slots=True)
class Place:
    """A structure: identifiers, names, address. `point` is metres in the map named by `frame`."""

    key: str
    finess: str | None
    name: str
    sign: str
    street: str
    postcode: str
    town: str
    department: str
    kind: PlaceKind
    category: str
    phone: str
    equipment: Equipment = Equipment.NONE_PUBLISHED
    point: tuple[int, int] | None = None
    frame: str = ""

    @property
    def shown(self) -> str:
        """The name people read on the door, else the legal one."""
        return self.sign or self.name


@dataclass(frozen=True, slots=True, repr=False)
class Holder:
    """The professional that a personal mailbox belongs to, by the name of exercise."""

    rpps: str | None
    title: str
    family: str
    given: str
    profession: str
    profession_label: str
    skill: str

    @property
    def shown(self) -> str:
        """« DR Alice EXEMPLE »."""
        return " ".join(part for part in (self.title, self.given, self.family) if part)

    def __repr__(self) -> str:
        return "Holder(•••)"


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One mailbox, or a place that publishes none (`address` None)."""

    address: str | None
    type: MailboxType | None
    place: Place | None
    holder: Holder | None = None
    service: str = ""
    paperless: bool | None = None

    def __repr__(self) -> str:
        return f"Entry({self.type or 'sans boîte'})"


@dataclass(frozen=True, slots=True)
class DirectoryVersion:
    """Which directory answers: the day of the extraction, the digest of its files."""

    dated: date
    digest: str
    source: str

    def age(self, on: date) -> int:
        """Days since the extraction; 0 for one dated later."""
        return max(0, (on - self.dated).days)


@dataclass(frozen=True, slots=True)
class DutyNote:
    """A word typed by the regulation centre on a pharmacy, for some days, both included.

    It is what the centre was told, not a register: on-call services have no public file.
    """

    finess: str
    text: str
    first: date
    last: date
    typed_on: date

    def holds(self, on: date) -> bool:
        """True on the days it is about."""
        return self.first <= on <= self.last
