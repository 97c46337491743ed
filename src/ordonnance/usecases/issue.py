"""Issue: judge the document, give it its number and seal, keep it."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.domain.actors import Caller
from ordonnance.domain.calendar import add_months, legal_day
from ordonnance.domain.dispensing import Acknowledged, Objection, ObjectionOrigin, Progress
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.regulation import Regulation
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import ATTEMPTS, entry, judged_details, told_facts
from ordonnance.usecases.authorship import require_author
from ordonnance.usecases.coverage import history_of_author, record_establishment
from ordonnance.usecases.drug_facts import shortages_of
from ordonnance.usecases.drug_views import Facts, ShortageView
from ordonnance.usecases.in_step import in_step
from ordonnance.usecases.judging import (
    Acknowledgement,
    judge_prescribing,
    require_allowed,
    require_known,
    session_of,
    views,
)
from ordonnance.usecases.looked_up import journal_refused
from ordonnance.usecases.medicines import medicines_of, require_one_medicine
from ordonnance.usecases.outside import on_issue
from ordonnance.usecases.overlap import known_patient
from ordonnance.usecases.perimeter import require_perimeter
from ordonnance.usecases.ports import (
    AnswerScope,
    NewOrdonnance,
    OpenedDocument,
    Ports,
    Written,
)
from ordonnance.usecases.reserve import accept_reserved
from ordonnance.usecases.results import FindingView, Issued
from ordonnance.usecases.twins import mark_twins

RETENTION_MONTHS = 60
"""Five years from the drafting (R.4071-1 2°)."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A document to issue, byte for byte as received, with the author's acknowledgements.

    `shared`: whose people share the key, as those of a centre do; empty: the caller's alone.
    """

    caller: Caller
    document: bytes
    content_type: str
    key: str
    acknowledgements: tuple[Acknowledgement, ...] = ()
    reservation: str | None = None
    body: bytes = b""
    shared: str = ""

    @property
    def owner(self) -> str:
        """Whose key it is: the same one of the same owner is the same ordonnance."""
        return self.shared or self.caller.key

    @property
    def scope(self) -> AnswerScope:
        """Scope of the answer: the whole request counts, acknowledgements included."""
        digest = hashlib.sha256(self.body or self.document).digest()
        return AnswerScope(self.owner, self.key, digest)


@dataclass(frozen=True, slots=True)
class Judged:
    """A document that may be issued: what it says, the medicines, what was acknowledged."""

    opened: OpenedDocument
    medicines: Mapping[int, Medicine | None]
    findings: tuple[FindingView, ...]
    acknowledged: tuple[Acknowledged, ...]
    facts: Facts
    shortages: tuple[ShortageView, ...]

    @property
    def ordonnance(self) -> Ordonnance:
        """What the document prescribes."""
        return self.opened.ordonnance


async def issue(command: Issue, ports: Ports) -> Issued:
    """Issue an ordonnance numérique.

    The number is the reserved one, else it is derived from the caller and the key, so that a retry
    after a lost answer finds the first issue. Raises Refusal: reading, perimeter, AUTHOR_MISMATCH,
    LAW_BLOCKED, ACKNOWLEDGEMENT_REQUIRED, RESERVATION_INVALID, NUMBER_TAKEN.
    """
    require_role(command.caller, Act.ISSUE)
    opened = ports.reader.read(command.document, command.content_type)
    await in_step()

    async def decided() -> Decided:
        judged = await judge(command, opened, ports)
        return judged, lambda number: prepare(command, judged, number, ports)

    return _issued(await once(command, opened.ordonnance, ports, decided))


Decided = tuple[Judged, Callable[[OrdonnanceNumber], NewOrdonnance]]
"""What may be issued, and everything that its issue writes under a number."""


async def once(
    command: Issue,
    ordonnance: Ordonnance,
    ports: Ports,
    decided: Callable[[], Awaitable[Decided]],
) -> object:
    """Decide, and write under a number that nobody has: the result.

    The former one when this key was answered: a retry after a lost answer must not be judged
    against its own first success, nor by a clock that jumped since. Raises Refusal: what `decided`
    refuses, IDEMPOTENCY_KEY_REUSED, NUMBER_TAKEN, CONFLICT_RETRY.
    """
    try:
        judged, written_under = await decided()
        await in_step()
        number = await number_for(command, ordonnance, ports, 0)
        new = written_under(number)
    except Refusal as refusal:
        first = ordonnance.reserved or ports.numbering.number_for(command.owner, command.key, 0)
        former = await _former(command, first, ports)
        if former is None:
            await journal_refused(command.caller, ordonnance, refusal, ports)
            raise
        return former
    await in_step()
    for attempt in range(1, ATTEMPTS + 1):
        written = await ports.base.issue(new)
        if written is Written.WRITTEN:
            twins = await record_establishment(ordonnance, judged.medicines, number, ports)
            await mark_twins(number, twins, ports)
            return new.result
        former = await _former(command, number, ports)
        if former is not None:
            return former
        # Refuses a reserved number whose list was revoked since it was accepted.
        number = await number_for(command, ordonnance, ports, attempt)
        if ordonnance.reserved is not None:
            raise Refusal.of("NUMBER_TAKEN")
        new = written_under(number)
    raise Refusal.of("CONFLICT_RETRY")


async def judge(
    command: Issue,
    opened: OpenedDocument,
    ports: Ports,
    replaced: str | None = None,
    regulation: Regulation | None = None,
) -> Judged:
    """Ask who wrote it, the perimeter and the law; refuses what may not be issued.

    `regulation` is how a prescription of the SAMU-SAS leaves: it has an act of its own (SAMU_ACT).
    """
    ordonnance = opened.ordonnance
    if (ordonnance.derogation is None) is not (regulation is None):
        raise Refusal.of("SAMU_ACT")
    require_author(ordonnance, opened, command.caller)
    catalogue = ports.drugs.current()
    require_one_medicine(ordonnance, catalogue)
    medicines = medicines_of(ordonnance, catalogue)
    require_perimeter(ordonnance, medicines)
    today = legal_day(ports.clock.now(), ordonnance.prescriber.zone)
    history = await history_of_author(ordonnance, medicines, ports, replaced)
    report = judge_prescribing(
        ordonnance,
        medicines,
        today,
        history=history,
        authenticated=True,
        interactions=ports.interactions.current(),
        session=session_of(command.caller),
        regulation=regulation,
    )
    found = views(report.findings)
    require_known(command.acknowledgements, found)
    given = require_allowed(report, command.acknowledgements)
    facts = told_facts(catalogue, today, ports)
    return Judged(
        opened, medicines, found, given, facts, shortages_of(ordonnance, medicines, catalogue)
    )


async def number_for(
    command: Issue, ordonnance: Ordonnance, ports: Ports, attempt: int, replaces: str = ""
) -> OrdonnanceNumber:
    """The reserved number if the document carries one, else one derived from the key.

    The key of a correction belongs to the ordonnance that it `replaces`: the same key on another
    one gives another number.
    """
    if ordonnance.reserved is None:
        if command.reservation is not None:
            reason = "le document ne porte aucun des numéros réservés (groupIdentifier)"
            raise Refusal.of("RESERVATION_INVALID", reason=reason)
        key = f"{replaces}|{command.key}" if replaces else command.key
        return ports.numbering.number_for(command.owner, key, attempt)
    await accept_reserved(ordonnance.reserved, command.reservation, command.caller, ports)
    return ordonnance.reserved


def prepare(
    command: Issue,
    judged: Judged,
    number: OrdonnanceNumber,
    ports: Ports,
    *,
    act: Act = Act.ISSUE,
    replaces: str | None = None,
) -> NewOrdonnance:
    """Everything that one issue writes."""
    ordonnance = judged.ordonnance
    at = ports.clock.now()
    seal, seal_key = ports.sealer.seal(command.document, number, at)
    details = judged_details(
        ordonnance, judged.medicines, judged.acknowledged, running=ports.running
    )
    progress = Progress(
        objection=_objection(ordonnance, at),
        replaces=replaces,
        issue_acknowledged=judged.acknowledged,
    )
    return NewOrdonnance(
        number=number,
        document=command.document,
        content_type=command.content_type,
        seal=seal,
        seal_key=seal_key,
        issued_at=at,
        established_on=ordonnance.established_on,
        closes_on=_closes_on(ordonnance),
        author=_author(ordonnance),
        patient=known_patient(ordonnance),
        progress=progress,
        entry=entry(command.caller, act, at, **details),
        answer=command.scope,
        result=Issued(number.value, 1, at, judged.findings, seal, judged.facts, judged.shortages),
        outbox=on_issue(ordonnance, judged.medicines, running=ports.running),
    )


def _objection(ordonnance: Ordonnance, at: datetime) -> Objection | None:
    return Objection(at, ObjectionOrigin.ESTABLISHMENT) if ordonnance.objection else None


def _closes_on(ordonnance: Ordonnance) -> date:
    return add_months(ordonnance.established_on, RETENTION_MONTHS)


def _author(ordonnance: Ordonnance) -> str:
    """Whose list it enters: the replaced prescriber's practice, else the writer's."""
    prescriber = ordonnance.prescriber
    replaced = prescriber.replaces.rpps if prescriber.replaces else None
    rpps = replaced or prescriber.rpps
    if rpps is None:
        raise Refusal.of("AUTHOR_MISMATCH")
    return rpps.value


async def _former(command: Issue, number: OrdonnanceNumber, ports: Ports) -> object | None:
    stored = await ports.base.read(number, command.scope)
    if stored is None or stored.answered is None:
        return None
    if stored.answered.digest != command.scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return stored.answered.result


def _issued(result: object) -> Issued:
    if not isinstance(result, Issued):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return result
