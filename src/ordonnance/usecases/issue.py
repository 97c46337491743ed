"""Issue: judge the document, give it its number and seal, keep it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.domain.actors import Caller, Place, Professional
from ordonnance.domain.calendar import add_months, legal_day
from ordonnance.domain.dispensing import Acknowledged, Objection, ObjectionOrigin, Progress
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, Siret
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Practice
from ordonnance.domain.prescription import Ordonnance
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.acting import ATTEMPTS, entry, judged_details, told_facts
from ordonnance.usecases.coverage import history_of_author, record_establishment
from ordonnance.usecases.drug_facts import shortages_of
from ordonnance.usecases.drug_views import Facts, ShortageView
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
    """A document to issue, byte for byte as received, with the author's acknowledgements."""

    caller: Caller
    document: bytes
    content_type: str
    key: str
    acknowledgements: tuple[Acknowledgement, ...] = ()
    reservation: str | None = None
    body: bytes = b""

    @property
    def scope(self) -> AnswerScope:
        """Scope of the answer: the whole request counts, acknowledgements included."""
        digest = hashlib.sha256(self.body or self.document).digest()
        return AnswerScope(self.caller.key, self.key, digest)


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
    try:
        judged = await judge(command, opened, ports)
        number = await number_for(command, judged.ordonnance, ports, 0)
        new = prepare(command, judged, number, ports)
    except Refusal as refusal:
        # A retry after a lost answer must not be judged against its own first success, nor by a
        # clock that jumped since.
        first = opened.ordonnance.reserved or ports.numbering.number_for(
            command.caller.key, command.key, 0
        )
        former = await _former(command, first, ports)
        if former is None:
            await journal_refused(command.caller, opened.ordonnance, refusal, ports)
            raise
        return former
    for attempt in range(1, ATTEMPTS + 1):
        written = await ports.base.issue(new)
        if written is Written.WRITTEN:
            twins = await record_establishment(judged.ordonnance, judged.medicines, number, ports)
            await mark_twins(number, twins, ports)
            return _issued(new.result)
        former = await _former(command, number, ports)
        if former is not None:
            return former
        # Refuses a reserved number whose list was revoked since it was accepted.
        number = await number_for(command, judged.ordonnance, ports, attempt)
        if judged.ordonnance.reserved is not None:
            raise Refusal.of("NUMBER_TAKEN")
        new = prepare(command, judged, number, ports)
    raise Refusal.of("CONFLICT_RETRY")


async def judge(
    command: Issue, opened: OpenedDocument, ports: Ports, replaced: str | None = None
) -> Judged:
    """Ask who wrote it, the perimeter and the law; refuses what may not be issued."""
    ordonnance = opened.ordonnance
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
    )
    found = views(report.findings)
    require_known(command.acknowledgements, found)
    given = require_allowed(report, command.acknowledgements)
    facts = told_facts(catalogue, today, ports)
    return Judged(
        opened, medicines, found, given, facts, shortages_of(ordonnance, medicines, catalogue)
    )


def require_author(ordonnance: Ordonnance, opened: OpenedDocument, caller: Caller) -> None:
    """The document's prescriber is the person of the session, there, who signed it if it is signed.

    Met by an authenticated session of the author, sealed by the base (ERRATA 24). Profession, place
    and replaced colleague are proved by the session, never by the document.
    """
    actor, prescriber = caller.actor, ordonnance.prescriber
    author = prescriber.rpps
    if not isinstance(actor, Professional) or author is None or actor.rpps != author:
        raise Refusal.of("AUTHOR_MISMATCH")
    if opened.signer is not None and opened.signer != author:
        raise Refusal.of("SIGNATURE_INVALID", reason="le signataire n'est pas le prescripteur")
    replaced = prescriber.replaces.rpps if prescriber.replaces else None
    declared = prescriber.profession
    if replaced != actor.replaces or (declared is not None and declared != actor.profession):
        raise Refusal.of("AUTHOR_MISMATCH")
    _require_place(prescriber.practice, actor.place)


def _require_place(practice: Practice | None, place: Place) -> None:
    """The practice of the document is the place of the session: it decides the legal day.

    A FINESS or SIRET that the session does not prove is refused. The AM number, which no directory
    gives to a session, is the prescriber's word unless the session knows another.
    """
    if practice is None:
        raise Refusal.of("ELEMENT_MISSING", "Bundle.entry", element="Organization")
    if not (_is_proved(practice.finess, "F", place) and _is_proved(practice.siret, "C", place)):
        raise Refusal.of("PLACE_MISMATCH")
    pairs = (
        (practice.am, place.am),
        (practice.zone if practice.postcode else None, place.zone),
    )
    if any(said is not None and known is not None and said != known for said, known in pairs):
        raise Refusal.of("PLACE_MISMATCH")


def _is_proved(said: Finess | Siret | None, letter: str, place: Place) -> bool:
    """True when the session names the structure so: in full, or as its technical identifier."""
    known = (place.finess, place.siret)
    return said is None or said in known or f"{letter}{said.value}" == place.technical_id


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
        return ports.numbering.number_for(command.caller.key, key, attempt)
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


async def _former(command: Issue, number: OrdonnanceNumber, ports: Ports) -> Issued | None:
    stored = await ports.base.read(number, command.scope)
    if stored is None or stored.answered is None:
        return None
    if stored.answered.digest != command.scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return _issued(stored.answered.result)


def _issued(result: object) -> Issued:
    if not isinstance(result, Issued):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return result
