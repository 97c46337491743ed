"""The patient objects once for every ordonnance of one prescriber, or withdraws it (R.4072-1).

Each ordonnance keeps its own objection, recorded by the same act, with its own entry in its own
journal: what was done for all is undone for one, and the reverse. One that is issued afterwards
follows none of it: its patient is asked again.
"""

from dataclasses import dataclass, replace

from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Prescriber
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import Asked, open_one
from ordonnance.usecases.listing import LARGEST, Search, search_mine
from ordonnance.usecases.objection import Object, record_objection
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import ListedOrdonnance

MOST_PAGES = 10
"""Pages of the patient's list that are looked through, a hundred ordonnances each."""


@dataclass(frozen=True, slots=True)
class OfAuthor:
    """What one prescriber wrote for the patient, the newest first; `partly`: older ones remain."""

    author: Prescriber
    ordonnances: tuple[ListedOrdonnance, ...]
    partly: bool = False

    @property
    def objected(self) -> int:
        """How many of them the prescriber may not follow."""
        return sum(each.objection for each in self.ordonnances)


async def of_author(asked: Asked, ports: Ports) -> OfAuthor:
    """What the author of that ordonnance wrote for the same patient.

    Nothing is journaled: it is the patient's own list. Raises Refusal NOT_ALLOWED for anybody but
    the patient or who represents them, and those of opening it.
    """
    require_role(asked.caller, Act.JOURNAL)
    opened = await open_one(asked, Act.OBJECT, ports)
    author, named = opened.ordonnance.prescriber, _named(opened.ordonnance.prescriber)
    found: list[ListedOrdonnance] = []
    search = Search(LARGEST)
    for _ in range(MOST_PAGES):
        page = await search_mine(asked.caller, ports, search)
        found += [
            each.item
            for each in page.mine
            if each.item.number == asked.number.value
            or (named is not None and _named(each.author) == named)
        ]
        if page.next is None:
            return OfAuthor(author, tuple(found))
        search = replace(search, after=page.next)
    return OfAuthor(author, tuple(found), partly=True)


async def object_to_author(asked: Asked, ports: Ports, *, withdraw: bool) -> int:
    """Object to, or withdraw for, each ordonnance of the author of that one; how many changed.

    Each is an act of its own: cut short anywhere, the same request goes on where it stopped.
    """
    changed = 0
    for each in (await of_author(asked, ports)).ordonnances:
        if withdraw and not each.objection:
            continue
        one = replace(asked, number=OrdonnanceNumber(each.number))
        try:
            await record_objection(Object(one, withdraw), ports)
            changed += 1
        except Refusal as refusal:
            # It stands as asked already. One that came through the author does not: the patient's
            # own takes its place, and is no longer the author's to lift.
            if refusal.code != "OBJECTION_UNCHANGED":
                raise
    return changed


def _named(author: Prescriber) -> str | None:
    """What names a prescriber for ever; None for one without any identifier, known by one sheet."""
    known = author.rpps or author.adeli
    return None if known is None else f"{type(known).__name__}|{known.value}"
