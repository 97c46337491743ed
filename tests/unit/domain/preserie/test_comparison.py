"""Préséries side by side: one's own named, the others without name, size nor order of opening."""

from dataclasses import replace

from ordonnance.domain.preserie.balance import Balance, Observed, weigh
from ordonnance.domain.preserie.comparison import LEAST_OTHERS, compared
from tests.unit.domain.preserie.attempts import FIELD, dispensed
from tests.unit.domain.preserie.pilots import END, FIRST, a_pilot


def weighed(title: str, recorded: int) -> Balance:
    """A présérie of ten executions, so many recorded."""
    made = tuple(dispensed(1, rank, ok=rank < recorded) for rank in range(10))
    return weigh(Observed(replace(a_pilot(), title=title), FIELD, made), END)


OWN = weighed("la nôtre", 7)
OTHERS = tuple(weighed(f"autre {count}", count) for count in (5, 9, 8))


def test_the_others_are_ranked_and_lettered_without_their_names() -> None:
    found = compared(OWN, OTHERS)
    assert [(each.name, each.own, str(each.percent)) for each in found] == [
        ("la nôtre", True, "70.0"), ("A", False, "90.0"), ("B", False, "80.0"),
        ("C", False, "50.0"),
    ]  # fmt: skip
    assert found == compared(OWN, OTHERS[::-1])
    assert "autre" not in repr(found)
    assert found[0].met == 0


def test_nothing_is_compared_while_each_other_would_be_known() -> None:
    assert compared(OWN, OTHERS[: LEAST_OTHERS - 1]) == ()
    waiting = weigh(Observed(replace(a_pilot(), done=()), FIELD), FIRST)
    assert compared(OWN, (*OTHERS[: LEAST_OTHERS - 1], waiting)) == ()
