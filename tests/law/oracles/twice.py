"""A period already covered (R.5132-33 al. 2): the same practitioner is barred, others are told."""

from datetime import date
from typing import NamedTuple

from tests.law.oracles.walked import walk


class Past(NamedTuple):
    """Days covered before: from when, how many, of which substance, by the same practitioner."""

    first: date
    days: int
    substance: str
    same: bool


def judged(substance: str, first: date, days: int, mention: bool, past: list[Past] | None) -> str:
    """« met », « blocked », « warned », or « unknown » when nobody knows the past."""
    if mention:
        return "met"
    if past is None:
        return "unknown"
    now = set(walk(first, days))
    answer = "met"
    for each in past:
        if each.substance != substance or not now & set(walk(each.first, each.days)):
            continue
        if each.same:
            return "blocked"
        answer = "warned"
    return answer
