"""Is a regulation centre ready? Its regulators' mailboxes, and the pharmacies it can write to.

What the note to SAMU and SAS asks before the derogation is used (2.3). A mailbox on the red list is
not published: « none published » never says that there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ordonnance.domain.directory import DirectoryVersion, Entry, Equipment, Place, PlaceKind
from ordonnance.domain.french.place_names import common_name
from ordonnance.usecases.directory import Directory, Professional
from ordonnance.usecases.directory_words import EQUIPMENT


@dataclass(frozen=True, slots=True, repr=False)
class Regulator:
    """A regulator asked about: who, when the directory knows, and the mailboxes published."""

    rpps: str
    known: Professional | None
    mailboxes: tuple[Entry, ...]

    def __repr__(self) -> str:
        return "Regulator(•••)"


@dataclass(frozen=True, slots=True)
class Readiness:
    """One centre on one day: mailboxes of the centre, regulators, pharmacies of a département."""

    version: DirectoryVersion
    department: str
    centre: tuple[Entry, ...]
    regulators: tuple[Regulator, ...]
    pharmacies: tuple[Place, ...]

    def pharmacies_with(self, equipment: Equipment) -> tuple[Place, ...]:
        """Those equipped in that way, by postcode."""
        return tuple(each for each in self.pharmacies if each.equipment is equipment)

    @property
    def percent(self) -> int | None:
        """Share of the pharmacies with an organisational mailbox, rounded down; None of none."""
        if not self.pharmacies:
            return None
        return 100 * len(self.pharmacies_with(Equipment.ORGANISATIONAL)) // len(self.pharmacies)


def readiness(
    version: DirectoryVersion,
    directory: Directory,
    department: str,
    rpps: Sequence[str] = (),
    centre: str | None = None,
) -> Readiness:
    """What the directory says of these regulators, of the centre (FINESS) and of the département.

    Without a list of regulators, those asked about are the professionals who practise at the centre
    according to PS_LibreAcces: more people than those who regulate.
    """
    asked = list(dict.fromkeys(rpps))
    if not asked and centre is not None:
        asked = [each.rpps for each in directory.professionals(centre)]
    regulators = tuple(
        Regulator(each, directory.professional(each), directory.mailboxes_of(each))
        for each in asked
    )
    published = directory.at(centre) if centre is not None else ()
    return Readiness(
        version,
        department,
        tuple(each for each in published if each.address is not None and each.holder is None),
        regulators,
        directory.places(PlaceKind.PHARMACY, department),
    )


ORDER_HEAD = ("FINESS", "Nom", "Code postal", "Commune", "Messagerie")
"""Columns of what goes to the order of pharmacists."""


def for_the_order(found: Readiness) -> tuple[tuple[str, ...], ...]:
    """The pharmacies without an organisational mailbox, for the CROP; columns are ORDER_HEAD.

    No person and no address: a name that could be the pharmacist's is left out (the order knows the
    pharmacy by its FINESS number), and mailboxes are only counted.
    """
    return tuple(
        (each.finess or "", common_name(each.shown, each.town), each.postcode, each.town,
         EQUIPMENT[each.equipment])
        for each in found.pharmacies
        if each.equipment is not Equipment.ORGANISATIONAL
    )  # fmt: skip
