"""A base in working order, as the doors receive it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from ordonnance.adapters.database.operations import Counted, OperationCounter
from ordonnance.adapters.drugs.search import search
from ordonnance.adapters.identity.demo_issuer import PARTIES, DemoIssuer, DemoName
from ordonnance.adapters.identity.launches import Launches
from ordonnance.adapters.identity.refusals import TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.bootstrap.browsing import Browsing
from ordonnance.bootstrap.directory_service import DirectoryService
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.operators import Operators
from ordonnance.bootstrap.overseeing import Overseeing
from ordonnance.bootstrap.party_sessions import PartySessions
from ordonnance.bootstrap.pharmacy_inbox import PharmacyInbox
from ordonnance.bootstrap.practice_papers import PracticePapers
from ordonnance.bootstrap.preparation import Preparation
from ordonnance.bootstrap.preserie import Preserie
from ordonnance.bootstrap.printing import DIGITAL, Asked, Opened, pdf_form, translated
from ordonnance.bootstrap.reader import FHIR_JSON
from ordonnance.bootstrap.readiness import WARNINGS
from ordonnance.bootstrap.redrawing import OwnAddresses
from ordonnance.bootstrap.regulating import Regulating
from ordonnance.bootstrap.rendering import (
    Rendered,
    Rendering,
    cda_of,
    dispensing_of,
    drawn,
    opened,
    rendered_cda,
    require_cda,
    require_digital,
    sheet_of,
    withheld,
)
from ordonnance.bootstrap.screen_code import ScreenCode, screen_code
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.verifying import Shown, Verifying
from ordonnance.bootstrap.vitals import Vitals
from ordonnance.documents.declaration import printed_declaration
from ordonnance.documents.register import printed_register
from ordonnance.domain.actors import Caller, Place, SoftwareClient
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.domain.preserie.parties import Party
from ordonnance.domain.typed.tokens import MAX_LENGTH
from ordonnance.fhir.results import to_parameters
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write.draft import write_draft
from ordonnance.law.french import typographic
from ordonnance.usecases.acting import told_facts
from ordonnance.usecases.drug_views import Facts
from ordonnance.usecases.executions import ExecutionsRead
from ordonnance.usecases.interacting import warning_of
from ordonnance.usecases.medicine_views import FoundMedicines, found_medicines
from ordonnance.usecases.ports import Desk, PdfForm, Ports, SheetRenderer
from ordonnance.usecases.read_stock import DeclaredStock
from ordonnance.usecases.register_views import RegisterRead
from ordonnance.usecases.results import Consulted
from ordonnance.usecases.typed_line import TypedLine, read_typed_line
from ordonnance.usecases.typed_line_views import LineRead, line_read
from ordonnance.usecases.typed_medicine import Chosen
from ordonnance.usecases.verifying_views import Verified


class Marks(Protocol):
    """What is made with the keys of the base and says nothing without them."""

    def log_hash(self, number: str, /) -> str:
        """What stands for a number in logs."""

    def page_key(self, subject: str, /) -> bytes:
        """The key under which a page covers what was typed; `subject`: who, where, what."""


@dataclass(frozen=True, slots=True)
class Platform:
    """Ports, identity, keys to publish, renderer, counters. `base_url` is what the QR carries."""

    ports: Ports
    verifier: TokenVerifier
    browsing: Browsing
    desk: Desk
    systems: Systems
    renderer: SheetRenderer
    base_url: str
    jwks: Mapping[str, Any]
    marks: Marks
    counter: OperationCounter
    vitals: Vitals
    stopping: Stopping
    operators: Operators
    overseeing: Overseeing
    directory: DirectoryService
    regulating: Regulating
    preserie: Preserie
    parties: PartySessions
    inboxes: PharmacyInbox
    preparation: Preparation
    verifying: Verifying = field(default_factory=Verifying)
    papers: PracticePapers = field(default_factory=PracticePapers)
    rank: int = 0
    metrics_token: str | None = field(default=None, repr=False)
    mailing: Mailing | None = field(default=None, repr=False)
    demo_issuer: DemoIssuer | None = field(default=None, repr=False)
    launches: Launches | None = field(default=None, repr=False)

    def count(self, client: SoftwareClient, operation: str, outcome: str) -> None:
        """Count one attempt of a registered client, in the base (flushed by the worker)."""
        day = self.ports.clock.now().date()
        self.counter.count(Counted(day, operation, outcome, client))

    def answered(self, operation: str, code: str, seconds: float) -> None:
        """Count one answer by the hour; `code` is empty unless refused."""
        self.vitals.base.tallies.answered(operation, code, seconds)

    def verify_token(self, token: str, place: str | None, client: SoftwareClient) -> Caller:
        """The caller of a token. Raises Refusal with the code of what is wrong."""
        try:
            return self.verifier.verify(token, place, client)
        except TokenRefused as refused:
            # The detail is for developers and holds nothing of the token; the sentence suffices.
            raise Refusal.of(refused.code.value) from refused

    def verify_party(self, token: str) -> Party:
        """Who takes part in préséries. Raises Refusal with the code of what is wrong."""
        try:
            return self.verifier.party(token)
        except TokenRefused as refused:
            raise Refusal.of(refused.code.value) from refused

    def facts(self) -> Facts:
        """The version of the drug facts in service, with what makes them unreliable today."""
        ports = self.ports
        today = legal_day(ports.clock.now(), "Europe/Paris")
        return told_facts(ports.drugs.current(), today, ports)

    def warnings(self) -> dict[str, str]:
        """What somebody should see to, by name, though it stops no act."""
        ports = self.ports
        today = legal_day(ports.clock.now(), "Europe/Paris")
        told = {"drug_facts": self.facts().warning}
        if self.mailing is not None:
            told["mail"] = typographic(self.mailing.standing.warning(ports.clock.now()))
        told["directory"] = typographic(self.directory.warning(today))
        if not ports.demonstration:
            told["interactions"] = typographic(warning_of(ports.interactions.current(), today))
        return {name: told[name] for name in WARNINGS if told.get(name)}

    def medicines(self, text: str, limit: int) -> FoundMedicines:
        """The specialities that match what was typed, best first."""
        catalogue = self.ports.drugs.current()
        today = legal_day(self.ports.clock.now(), "Europe/Paris")
        facts = told_facts(catalogue, today, self.ports)
        return found_medicines(search(catalogue, text, limit), facts, today)

    def typed_line(self, text: str, offered: int, chosen: Chosen | None = None) -> TypedLine:
        """One typed line, read with the catalogue in service. Raises Refusal TEXT_TOO_LONG."""
        if len(text) > MAX_LENGTH:
            raise Refusal.of("TEXT_TOO_LONG", limit=str(MAX_LENGTH))
        catalogue = self.ports.drugs.current()
        today = legal_day(self.ports.clock.now(), "Europe/Paris")
        find = partial(search, catalogue)
        return read_typed_line(text, find, today, offered=offered, chosen=chosen)

    def read_line(self, text: str, offered: int) -> LineRead:
        """The same as an answer, with the draft as FHIR."""
        typed = self.typed_line(text, offered)
        today = legal_day(self.ports.clock.now(), "Europe/Paris")
        draft = write_draft(typed.line, today.isoformat(), self.systems) if typed.line else None
        facts = told_facts(self.ports.drugs.current(), today, self.ports)
        return line_read(typed, draft, facts, today)

    def rendered(
        self,
        consulted: Consulted,
        wanted: Rendering = Rendering.PDF,
        form: PdfForm | None = None,
        asked: Asked = DIGITAL,
    ) -> Rendered:
        """An issued ordonnance: its sheet in that form of PDF, a CDA that holds a copy of it, or an
        archive of secure mail that holds the CDA.

        `asked` may want it on paper; `form` None is then what suits that paper. Raises CDA_WITHHELD
        when a CDA is asked for and must not be made (the sheet of such an ordonnance carries none),
        FORM_BARRED for a paper that the law does not have here.
        """
        ports = self.ports
        given = opened(consulted, ports, FHIR_JSON)
        if wanted is not Rendering.PDF:
            require_cda(given.ordonnance)
            return rendered_cda(self._cda(given, consulted), wanted)
        if asked.language is not None:
            words = translated(
                given, asked.language, asked, ports.clock.now().replace(microsecond=0),
                demonstration=ports.demonstration,
            )  # fmt: skip
            pdf = self.renderer.render(words, b"", form=form or PdfForm.A3A)
            return Rendered(pdf, "application/pdf")
        if asked.on_paper:
            require_digital(given.ordonnance)
            sheets = drawn(given, consulted, self.base_url, asked, ports, self.papers)
            pdf = self.renderer.render(sheets, consulted.document, form=form or pdf_form(sheets))
            return Rendered(pdf, "application/pdf")
        form, cda = form or PdfForm.A3A, None
        if form is PdfForm.A3A and not withheld(given.ordonnance):
            cda = self._cda(given, consulted)
        sheet = sheet_of(given, consulted, self.base_url, asked, ports)
        pdf = self.renderer.render(sheet, consulted.document, form=form, cda=cda)
        return Rendered(pdf, "application/pdf")

    def _cda(self, given: Opened, consulted: Consulted) -> bytes:
        """Around the digital original, whatever is printed beside it."""
        sheet = sheet_of(given, consulted, self.base_url, DIGITAL, self.ports)
        copy = self.renderer.render(sheet, b"", form=PdfForm.A1B)
        number = OrdonnanceNumber(consulted.number)
        return cda_of(given, number, consulted.issued_at, sheet, copy, self.systems.number)

    async def verified(self, shown: Shown) -> Verified:
        """What a number or a file proves (`usecases.verify`)."""
        own = OwnAddresses(self.base_url, self.systems.number)
        return await self.verifying.verified(shown, self.ports, self.renderer, own)

    def rendered_dispensing(
        self, read: ExecutionsRead, reference: str, wanted: Rendering
    ) -> Rendered:
        """One dispensing, among those that its reader may see: CDA, or an archive that holds it."""
        catalogue = self.ports.drugs.current()
        content = dispensing_of(read, reference, catalogue, self.systems.number)
        return rendered_cda(content, wanted)

    def printed(self, read: RegisterRead, zone: str) -> Rendered:
        """A register of a pharmacy as it is printed, PDF/A-3 with what the API answers attached.

        Its days are those of `zone`, an IANA name.
        """
        now = self.ports.clock.now().replace(microsecond=0)
        pages = printed_register(read, now, zone, demonstration=self.ports.demonstration)
        return Rendered(self.renderer.render(pages, to_parameters(read)), "application/pdf")

    def document_of(self, consulted: Consulted) -> Ordonnance:
        """What the prescriber wrote, as it was opened."""
        return self.written(consulted.document)

    def written(self, bundle: bytes) -> Ordonnance:
        """What the prescriber wrote in a Bundle of this base."""
        return self.ports.reader.reopen(bundle, FHIR_JSON).ordonnance

    def screen_code(self, number: OrdonnanceNumber) -> ScreenCode:
        """The QR code of that number, for a screen."""
        return screen_code(number, self.base_url)

    def demo_people(self) -> tuple[DemoName, ...]:
        """The fictitious people, to choose from; nobody on any other base."""
        return self.demo_issuer.people() if self.demo_issuer is not None else ()

    def declared(self, given: DeclaredStock, place: Place) -> Rendered:
        """A declaration of loss or theft as a letter, with what the API answers attached."""
        now = self.ports.clock.now().replace(microsecond=0)
        today, demonstration = legal_day(now, place.zone), self.ports.demonstration
        letter = printed_declaration(given, place, today, now, demonstration=demonstration)
        attached = to_parameters(given.declaration)
        return Rendered(self.renderer.render(letter, attached), "application/pdf")

    def demo_token(self, handle: str) -> str:
        """A token of the demonstration. Raises DEMO_ONLY, CODE_UNKNOWN."""
        if self.demo_issuer is None:
            raise Refusal.of("DEMO_ONLY")
        if handle in PARTIES:
            return self.demo_issuer.party_token(handle, self.ports.clock.now())
        handles = self.demo_issuer.handles()
        if handle not in handles:
            raise Refusal.of("CODE_UNKNOWN", "as", code=handle[:40], allowed=", ".join(handles))
        return self.demo_issuer.token(handle, self.ports.clock.now())
