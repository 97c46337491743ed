"""Every scenario of the rehearsal, in the order in which they are played."""

from ordonnance.domain.preserie.rehearsal import breaking, counter
from ordonnance.domain.preserie.rehearsal.scenario import Scenario

PLAYBILL: tuple[Scenario, ...] = (
    *counter.openings(),
    *counter.servings(),
    *counter.with_others(),
    *counter.sessions(),
    *counter.clocks(),
    *breaking.openings(),
    *breaking.servings(),
    *breaking.undoings(),
    # Last: a software that asks the base for every damaged code is held back by it.
    *counter.codes(),
)


def among(ids: frozenset[str]) -> tuple[Scenario, ...]:
    """Those scenarios; every one when `ids` is empty. Raises ValueError for an unknown id."""
    unknown = ids - {each.id for each in PLAYBILL}
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    return tuple(each for each in PLAYBILL if not ids or each.id in ids)
