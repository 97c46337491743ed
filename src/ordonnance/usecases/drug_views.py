"""Drug facts as answered: their version, shortages, what may be handed over for a line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ThesaurusFacts:
    """The edition of the thesaurus of interactions in service: its day, the start of its digest."""

    label: str
    source: str
    dated: date
    digest: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The version of the drug facts: their day, where they come from, the start of their digest.

    `warning` is empty, or says in French why they are not to be relied upon. `thesaurus` is that of
    the interactions, named also when all is well; absent when none is in service.
    """

    label: str
    source: str
    dated: date
    digest: str
    demonstration: bool
    warning: str = ""
    thesaurus: ThesaurusFacts | None = None


@dataclass(frozen=True, slots=True)
class ShortageView:
    """What is declared about the supply of what a line prescribes: OUT_OF_STOCK, TENSION...

    `cip13` names the only pack concerned; absent, every pack is. `link` is the official page.
    """

    line: int
    medicine: str
    kind: str
    message: str
    cip13: str | None = None
    since: date | None = None
    updated: date | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedPack:
    """So many packs of that code; `count` is a part of a pack where units are counted one by one.

    `units` are those handed over; absent when the pack cannot be counted, and so may `count` be.
    """

    cip13: str
    label: str
    count: Decimal | None = None
    units: Decimal | None = None
    price: Decimal | None = None
    reimbursement: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One medicine that may be handed over: PRESCRIBED, DCI, GENERIC, HYBRID or BIOSIMILAR.

    `days` are covered by it, `surplus` the units left over; `price` is that of all its packs,
    before the fee; `shortage` says what stands about its supply, `note` what the law asks for.
    """

    line: int
    kind: str
    cis: str
    medicine: str
    packs: tuple[ProposedPack, ...]
    days: int | None = None
    surplus: Decimal | None = None
    price: Decimal | None = None
    shortage: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Unproposed:
    """Why nothing, or not everything, is proposed for a line."""

    line: int
    reason: str
