"""A prescriber at their desk, in memory: drafts written in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from ordonnance.adapters.drugs.search import search
from ordonnance.adapters.memory import MemoryDesk
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.people import Prescriber
from ordonnance.usecases.typed_line import TypedLine, read_typed_line
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import Writing
from ordonnance.usecases.writing.issuing import Outcome, issue_draft
from ordonnance.usecases.writing.letterhead import Letterhead, prescriber_of
from ordonnance.usecases.writing.light import Light, light_of
from ordonnance.usecases.writing.lines import understood
from ordonnance.usecases.writing.patient import TypedPatient, read_patient
from tests.builders.platform import Platform, a_platform

JEANNE = TypedPatient(
    "Exemple", "Jeanne", "15/06/1970", "F", "270069999900106", "", "99999", "62", qualified=True
)
LETTERHEAD = Letterhead(
    "1 rue de l’Exemple", "75011", "Paris", "+33199000001", "medecin@demo.mssante.example"
)


def a_desk() -> "DeskInMemory":
    """Doctor EXEMPLE's desk, empty."""
    return DeskInMemory(a_platform())


@dataclass
class DeskInMemory:
    """A platform and the desk of one prescriber."""

    platform: Platform
    handle: str = "medecin"
    desk: MemoryDesk = field(default_factory=MemoryDesk)

    @property
    def writing(self) -> Writing:
        """Who writes, where, with what."""
        ports = self.platform.ports
        caller = self.platform.caller(self.handle)
        return Writing(caller, self.desk, ports.reader, ports.clock, lambda: str(uuid4()))

    @property
    def prescriber(self) -> Prescriber:
        """The author as their sheets name them."""
        return prescriber_of(self.platform.caller(self.handle), LETTERHEAD)

    @property
    def read(self) -> Callable[[str], TypedLine]:
        """The reading of sentences."""
        catalogue = self.platform.ports.drugs.current()
        today = legal_day(self.platform.ports.clock.now(), "Europe/Paris")
        return lambda text: read_typed_line(text, partial(search, catalogue), today)

    def draft(self, *sentences: str, patient: TypedPatient = JEANNE) -> Draft:
        """A draft of these sentences, not kept yet."""
        ports, draft = self.platform.ports, Draft(str(uuid4()), patient=patient)
        now = ports.clock.now()
        for each in sentences:
            line = understood(str(uuid4()), each, self.read, ports.reader, now)
            draft = draft.with_line(line)
        return draft

    def light(self, draft: Draft) -> Light:
        """What its light says."""
        caller = self.platform.caller(self.handle)
        patient = read_patient(draft.patient, demonstration=True)
        return light_of(draft, patient, self.prescriber, caller, self.platform.ports)

    async def issue(self, draft: Draft) -> Outcome:
        """Issue it."""
        patient = read_patient(draft.patient, demonstration=True)
        return await issue_draft(self.writing, draft, patient, self.prescriber, self.platform.ports)
