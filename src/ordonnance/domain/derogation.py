"""The derogation of the SAMU-SAS as an ordonnance says it: by which circuit, for whom.

It is part of what is sealed: whoever opens the ordonnance knows who may serve it. The mailbox that
it is sent to is not: it is kept beside, with what happens to the message.
"""

from dataclasses import dataclass

from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.ids import Finess


@dataclass(frozen=True, slots=True)
class Named:
    """A structure as the ordonnance names it; `finess` None when nobody could tell it."""

    name: str
    finess: Finess | None = None


@dataclass(frozen=True, slots=True)
class Derogation:
    """Circuit and recipient. Raises ValueError for a recipient that the circuit does not have.

    `recipient` is the pharmacy (case 1), the establishment (case 2), nobody (case 3: the patient
    chooses). `pharmacy` is the one that serves the establishment, when it was told.
    """

    circuit: Circuit
    recipient: Named | None = None
    pharmacy: Named | None = None

    def __post_init__(self) -> None:
        to_patient = self.circuit is Circuit.PATIENT
        if to_patient is not (self.recipient is None):
            raise ValueError("cases 1 and 2 name who receives it, case 3 nobody")
        if self.pharmacy is not None and self.circuit is not Circuit.CARE_HOME:
            raise ValueError("only an establishment has a pharmacy named beside it")
        exact = [self.recipient] if self.circuit is Circuit.PHARMACY else [self.pharmacy]
        if any(each is not None and each.finess is None for each in exact):
            raise ValueError("a pharmacy that may serve is named by its FINESS")

    @property
    def server(self) -> Named | None:
        """The only pharmacy that may serve; None when the first that does is the only one."""
        return self.recipient if self.circuit is Circuit.PHARMACY else self.pharmacy


@dataclass(frozen=True, slots=True)
class Sent:
    """The sending that the author decided, kept with what happens to the ordonnance, sealed.

    `letter` is the Message-ID; `stated` are the codes of what the author declared during the call,
    `because` their words when the circuit wants some. `writer` is the person in whose session the
    letter leaves, empty when it is `unattended`.
    """

    letter: str
    sender: str
    unattended: bool
    recipient: str
    box: Box
    stated: tuple[str, ...] = ()
    because: str = ""
    writer: str = ""

    def __repr__(self) -> str:
        return f"Sent({self.letter})"
