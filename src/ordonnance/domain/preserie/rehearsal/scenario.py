"""A scenario of the rehearsal: what is prescribed, what is asked of the software, what breaks."""

from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.preserie.rehearsal.codes import Code


class Sheet(StrEnum):
    """What the ordonnance of a scenario prescribes; the documents are built by whoever plays."""

    ONE = "one"
    """One line, one box."""
    TWO = "two"
    """Two lines."""
    RENEWABLE = "renewable"
    """Two lines for a month, to be renewed twice."""
    BOXES = "boxes"
    """One line counted in boxes: three."""
    FIVE = "five"
    """Five lines."""

    @property
    def lines(self) -> int:
        """How many lines."""
        return {"one": 1, "two": 2, "renewable": 2, "boxes": 1, "five": 5}[self]

    @property
    def label(self) -> str:
        """French words."""
        return {
            "one": "une ligne", "two": "deux lignes", "renewable": "deux lignes à renouveler",
            "boxes": "trois boîtes d’un médicament", "five": "cinq lignes",
        }[self]  # fmt: skip


class Fault(StrEnum):
    """What happens on the way between the software and the base."""

    LOST = "lost"
    """The base does it, its answer never arrives."""
    REFUSED = "refused"
    """The connection is closed before the base hears anything."""
    UNAVAILABLE = "unavailable"
    """503, as of a base that restarts."""
    SLOW = "slow"
    """The answer comes after some seconds."""
    CUT = "cut"
    """The base does it, half of its answer arrives."""
    FOREIGN = "foreign"
    """Something else answers: the page of a proxy."""

    @property
    def label(self) -> str:
        """French words, after « quand »."""
        return {
            "lost": "la réponse se perd", "refused": "la connexion se ferme avant la demande",
            "unavailable": "la base répond 503", "slow": "la réponse tarde",
            "cut": "la réponse arrive coupée", "foreign": "la page d’un relais répond",
        }[self]  # fmt: skip

    @property
    def reaches(self) -> bool:
        """True when the base does what is asked all the same."""
        return self in (Fault.LOST, Fault.SLOW, Fault.CUT)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault on the next `times` requests; None: on every request until the next step."""

    fault: Fault
    times: int | None = 1


class Order(StrEnum):
    """What a person asks of the software at the counter."""

    OPEN = "open"
    SERVE = "serve"
    UNDO = "undo"
    SETTLE = "settle"
    """Ask again about what has no certain end: the person presses « réessayer »."""
    BILL = "bill"
    """Bill: says whether the scan of the sheet goes to the payer (SCOR)."""


class Outcome(StrEnum):
    """What the software says that it came to."""

    DONE = "done"
    REFUSED = "refused"
    UNREAD = "unread"
    """The code is not one: nothing was asked of the base."""
    UNREACHABLE = "unreachable"
    """Nothing was recorded, for certain."""
    UNCONFIRMED = "unconfirmed"
    """Whether it is recorded is not known."""
    NOTHING = "nothing"
    """There was nothing to do."""

    @property
    def label(self) -> str:
        """French words."""
        return {
            "done": "fait", "refused": "refusé", "unread": "code illisible",
            "unreachable": "base injoignable", "unconfirmed": "non confirmé",
            "nothing": "rien à faire",
        }[self]  # fmt: skip


class Elsewhere(StrEnum):
    """What somebody else does to the ordonnance, just before a step."""

    SERVED = "served"
    SERVED_FIRST = "served_first"
    """Another pharmacy serves line 1."""
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    UNDONE = "undone"
    """Another pharmacy serves everything, then takes it back."""
    OBJECTED = "objected"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "served": "une autre pharmacie a tout délivré",
            "served_first": "une autre pharmacie a délivré la ligne 1",
            "cancelled": "le prescripteur l’a annulée",
            "replaced": "le prescripteur l’a remplacée",
            "undone": "une autre pharmacie a délivré puis annulé",
            "objected": "le patient s’oppose à ce que le prescripteur voie les délivrances",
        }[self]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """One line at the counter: what the pharmacist does otherwise than prescribed."""

    line: int
    packs: int | None = None
    decline: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One order, and the outcomes that are right. `codes`: those of a refusal, any when empty.

    `clock`: hours between the clock of the workstation and the real one. `no_session`: the session
    that the software was given has ended.
    """

    order: Order
    outcomes: frozenset[Outcome]
    codes: frozenset[str] = frozenset()
    trouble: Trouble | None = None
    elsewhere: Elsewhere | None = None
    given: tuple[Given, ...] = ()
    no_session: bool = False
    clock: int = 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. `kept`: how many dispensings of this pharmacy must stand at the end, least and
    most; `lines`: those served; `scan`: whether the scan must go to the payer, None when nothing is
    billed. `silent`: the base must not be asked at all. `sources`: scenarios published elsewhere
    that it answers to.
    """

    id: str
    title: str
    sheet: Sheet
    steps: tuple[Step, ...]
    code: Code = Code.ADDRESS
    kept: tuple[int, int] = (0, 0)
    lines: frozenset[int] = frozenset()
    scan: bool | None = None
    silent: bool = False
    sources: tuple[str, ...] = ()
