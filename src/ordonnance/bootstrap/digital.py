"""The sheet of an ordonnance that is in a base: drawn to be given, and drawn again to be compared.

One place says what it is made of, so that a true sheet is never told to differ. The heading of a
practice is not on it: it may change, and a sheet must stay the one that was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from ordonnance.documents.derogation import derogation
from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet
from ordonnance.domain.drug import Medicine
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalOriginal:
    """An ordonnance with its number and the instant of its seal; `words`: lines under R.5132-29.

    `objection`: the patient objects, then or since. `signed`: the prescriber’s own signature was
    verified.
    """

    ordonnance: Ordonnance
    number: OrdonnanceNumber
    issued_at: datetime
    medicines: Mapping[int, Medicine | None]
    words: frozenset[int]
    base_url: str
    demonstration: bool
    objection: bool
    signed: bool

    def sheet(self, *, duplicate: date | None = None, large: bool = False) -> Sheet:
        """The sheet; `duplicate` is the day of a second printing."""
        said = self.ordonnance.derogation
        draw = numerique if said is None else partial(derogation, said)
        return draw(
            self.ordonnance,
            self.number,
            self.issued_at,
            base_url=self.base_url,
            demonstration=self.demonstration,
            in_words=self.words,
            medicines=self.medicines,
            objection=self.objection,
            signed=self.signed,
            duplicate=duplicate,
            large=large,
        )
