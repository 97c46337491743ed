"""How a requirement is answered: respected, not respected, or not yet, with the reason."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a requirement comes to, on a day."""

    MET = "met"
    BREACHED = "breached"
    NOT_YET = "not_yet"
    """Something is missing, and nothing is late."""

    @property
    def label(self) -> str:
        """French words."""
        return {"met": "respecté", "breached": "non respecté", "not_yet": "pas encore"}[self]


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, why (French, without a final stop), and what to do about it."""

    verdict: Verdict
    why: str
    do: str = ""


def met(why: str) -> Answer:
    """Respected."""
    return Answer(Verdict.MET, why)


def breached(why: str, do: str) -> Answer:
    """Not respected."""
    return Answer(Verdict.BREACHED, why, do)


def missing(why: str, do: str, *, late: bool) -> Answer:
    """What is not there: not respected once it is `late`, not yet before."""
    return Answer(Verdict.BREACHED if late else Verdict.NOT_YET, why, do)
