"""One call as it is being written: everything that was said, kept as it was said."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ordonnance.domain.census import Motive, Regulator
from ordonnance.law.restricted import age_of
from ordonnance.usecases.calls.answers import Asked, Point
from ordonnance.usecases.samu.models import Impossible
from ordonnance.usecases.writing.draft import Draft, DraftLine, Explained
from ordonnance.usecases.writing.patient import ReadPatient, TypedPatient, read_day, read_weight

LINE: Final = "00000000-0000-4000-8000-000000000001"
"""The id of the only line of a call: one medicine, nothing more."""

_AGE: Final = re.compile(r"(\d{1,3})\s*(ans?|mois|semaines?|jours?)?", re.IGNORECASE)
_MOST_AGE = 125


class Who(StrEnum):
    """Who speaks on the telephone."""

    PATIENT = "patient"
    RELATIVE = "proche"
    CARER = "soignant"

    @property
    def label(self) -> str:
        """In French."""
        return {"patient": "le patient", "proche": "un proche",
                "soignant": "un soignant auprès de lui"}[self.value]  # fmt: skip


class InsFrom(StrEnum):
    """Where the matricule INS comes from (note to the SAMU-SAS, 2.2; Ref. #2, ECO.2.2.6)."""

    NOBODY = ""
    QUALIFIED = "qualifiee"
    DICTATED = "dictee"

    @property
    def label(self) -> str:
        """In French."""
        return {"": "aucun matricule", "qualifiee": "identité qualifiée (INSi)",
                "dictee": "dicté pendant l’appel"}[self.value]  # fmt: skip


class Where(StrEnum):
    """Where the prescription should go, in the words of a call; each is a circuit of the note."""

    PHARMACY = "pharmacie"
    CARE_HOME = "etablissement"
    PATIENT = "patient"

    @property
    def label(self) -> str:
        """In French."""
        return {"pharmacie": "Une pharmacie", "etablissement": "L’établissement où il réside",
                "patient": "Mon espace santé du patient"}[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Destination:
    """What was said of where it goes.

    `search` is what is typed to find the place; `finess` and `name` the place that was chosen,
    `address` its mailbox; `given` the address dictated by a professional of the care home; `told`:
    the caller knows which pharmacy; `impossible`, and `why` in other words, the reason for which
    neither a pharmacy nor a care home can receive it; `space`: the patient says that their space is
    active and gave its address.
    """

    where: Where = Where.PHARMACY
    search: str = ""
    finess: str = ""
    name: str = ""
    address: str = ""
    given: str = ""
    told: bool = False
    impossible: Impossible | None = None
    why: str = ""
    space: bool = False

    def __repr__(self) -> str:
        return f"Destination({self.where})"

    @property
    def excused(self) -> bool:
        """True once it is said why neither a pharmacy nor a care home can receive it."""
        return self.impossible is not None and (
            self.impossible is not Impossible.OTHER or bool(self.why.strip())
        )


@dataclass(frozen=True, slots=True)
class Call:
    """A call being written. `version` is 0 until it is first kept; `reference` is that of the LRM.

    `clear`: the signs were looked for and none was found. `begun_by` and `last_by` are names, for
    the colleagues of the centre. `number` is the ordonnance that it became.
    """

    id: str
    version: int = 0
    reference: str = ""
    client: str = ""
    """The LRM that opened it, empty for one begun here."""
    origin: str = ""
    """The origin of the page of the LRM that shows it."""
    who: Who = Who.PATIENT
    patient: TypedPatient = field(default_factory=TypedPatient)
    ins_from: InsFrom = InsFrom.NOBODY
    points: frozenset[Point] = frozenset()
    nothing_said: bool = False
    motive: Motive | None = None
    motive_words: str = ""
    signs: frozenset[str] = frozenset()
    clear: bool = False
    line: DraftLine | None = None
    explained: tuple[Explained, ...] = ()
    destination: Destination = field(default_factory=Destination)
    capacity: Regulator | None = None
    begun_by: str = ""
    last_by: str = ""
    number: str = ""
    author: str = ""
    """The key of who sent it: theirs alone is what became of it."""
    sent_to: str = ""
    sent_where: str = ""
    sent_phone: str = ""
    """Whose mailbox it left for, address, telephone: what is read aloud."""
    page: str = ""
    """The page that wrote it last: its own changes never cross each other."""
    written_at: datetime | None = None

    def __repr__(self) -> str:
        return f"Call(version {self.version})"

    @property
    def sent(self) -> bool:
        """True once it is an ordonnance."""
        return bool(self.number)

    @property
    def draft(self) -> Draft:
        """The same as a draft of an ordonnance, for the law and for the sheet."""
        lines = (self.line,) if self.line is not None else ()
        typed = replace(self.patient, qualified=self.ins_from is InsFrom.QUALIFIED)
        if self.ins_from is not InsFrom.QUALIFIED:
            # A matricule that was dictated is an address, never an identity.
            typed = replace(typed, ins="", oid="")
        return Draft(self.id, self.version, typed, lines, self.explained)

    @property
    def again(self) -> "Call":
        """The same call to be sent elsewhere: everything but where it went."""
        return replace(
            self, id="", version=0, explained=(), destination=Destination(), number="", author="",
            sent_to="", sent_where="", sent_phone="", page="",
        )  # fmt: skip


def years_of(call: Call, read: ReadPatient, today: date) -> int | None:
    """Age in whole years: of the date of birth, else of « 34 ans » typed in its place."""
    if read.patient is not None:
        return age_of(read.patient, today)
    return read_age(call.patient.birth_date, today)


def read_age(typed: str, today: date) -> int | None:
    """Whole years of « 15/06/1970 », « 34 », « 34 ans » or « 8 mois »; None for other words."""
    born = read_day(typed)
    if born is not None:
        years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        return years if 0 <= years <= _MOST_AGE else None
    found = _AGE.fullmatch(typed.strip())
    if found is None:
        return None
    if found[2] and not found[2].lower().startswith("an"):
        return int(found[1]) // {"m": 12, "s": 52, "j": 365}[found[2][0].lower()]
    years = int(found[1])
    return years if years <= _MOST_AGE else None


def asked_of(call: Call, read: ReadPatient, today: date) -> Asked:
    """What was answered, for the remarks."""
    age = years_of(call, read, today)
    return Asked(call.points, call.nothing_said, age, read_weight(call.patient.weight))
