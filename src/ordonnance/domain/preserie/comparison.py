"""Préséries side by side: one's own by its name, the others without name nor size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_uppercase

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance

LEAST_OTHERS = 3
"""With fewer others, each would be known: nothing is compared."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One présérie: how it is called here, its share in percent, its criteria by their id."""

    name: str
    own: bool
    percent: Decimal | None
    verdicts: tuple[tuple[str, Verdict], ...]

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(verdict is Verdict.MET for _, verdict in self.verdicts)


def compared(own: Balance, others: Sequence[Balance]) -> tuple[Compared, ...]:
    """One's own first, then the others of its side from the highest share, called A, B, C…

    Only those where something was installed; none at all while they are fewer than LEAST_OTHERS.
    Letters follow the shares, so that neither dates nor names can be guessed from them.
    """
    profession = own.pilot.terms.profession
    begun = [each for each in others
             if each.period is not None and each.pilot.terms.profession == profession]  # fmt: skip
    if len(begun) < LEAST_OTHERS:
        return ()
    ranked = sorted((_one("", each, own=False) for each in begun), key=_rank)
    return (
        _one(own.pilot.title, own, own=True),
        *(replace(each, name=_letter(place)) for place, each in enumerate(ranked)),
    )


def _rank(one: Compared) -> tuple[Decimal, int, str]:
    told = "".join(verdict for _, verdict in one.verdicts)
    return (-one.percent if one.percent is not None else Decimal(1), -one.met, told)


def _letter(place: int) -> str:
    again, rank = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[rank] + (str(again) if again else "")


def _one(name: str, balance: Balance, *, own: bool) -> Compared:
    verdicts = tuple((each.criterion.id, each.finding.verdict) for each in balance.criteria)
    return Compared(name, own, balance.measures.overall.percent, verdicts)
