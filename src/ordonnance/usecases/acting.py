"""How every act runs: read once, decide, write once on the version read, retry on conflict.

The decision is a plain function of the state; only this file knows about attempts.
"""

import asyncio
import hashlib
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.domain.actors import (
    Assistant,
    Caller,
    FundAgent,
    PatientActor,
    Place,
    Professional,
    Representative,
    Role,
)
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.dispensing import Acknowledged
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.usecases import unopened
from ordonnance.usecases.access import (
    Act,
    Relation,
    Subject,
    require_relation,
    require_role,
)
from ordonnance.usecases.drug_facts import facts_of, version_of
from ordonnance.usecases.drug_views import Facts
from ordonnance.usecases.in_step import in_step
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.overlap import consults_history, looks_up
from ordonnance.usecases.ports import (
    AnswerScope,
    Change,
    JournalEntry,
    OpenedDocument,
    Ports,
    Stored,
    Written,
)

ATTEMPTS = 5
"""How often an act decides again when somebody else wrote first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What every act on a number carries: who, which number, under which key and version."""

    caller: Caller
    number: OrdonnanceNumber
    key: str = ""
    body: bytes = b""
    if_match: int | None = None

    @property
    def scope(self) -> AnswerScope:
        """The scope of the idempotent answer."""
        return AnswerScope(self.caller.key, self.key, hashlib.sha256(self.body).digest())


@dataclass(frozen=True, slots=True)
class Opened:
    """An ordonnance read and allowed to this caller for one act."""

    stored: Stored
    bundle: bytes
    ordonnance: Ordonnance
    medicines: Mapping[int, Medicine | None]
    relations: frozenset[Relation]
    at: datetime
    day: date
    catalogue: Catalogue
    """The drug facts of this act, from its beginning to its end."""
    running: bool = False
    """The base compares with what else the patient takes."""

    @property
    def as_author(self) -> bool:
        """True when the caller reads as the author only: what they see is filtered."""
        return Relation.AUTHOR in self.relations


Decide = Callable[[Opened], Awaitable[Change]]
"""Looks up what else is needed, then decides with a plain function."""


async def change(asked: Asked, act: Act, ports: Ports, decide: Decide) -> object:
    """Run one act that changes an ordonnance; returns its result, or the former answer.

    At the counter an act opens content, so that it counts; one refused once the number was opened
    is journaled with its code. Raises Refusal: not allowed, unknown, OPENINGS_CAPPED, stale
    version, the decision's own, or CONFLICT_RETRY.
    """
    require_role(asked.caller, act)
    for attempt in range(ATTEMPTS):
        opened = await open_one(asked, act, ports)
        if opened.stored.answered is not None:
            return replayed(asked, opened.stored)
        if attempt == 0:
            count_opening(asked.caller, opened.at, ports)
        try:
            require_version(asked, opened)
            decision = await decide(opened)
        except Refusal as refusal:
            await _journal_refused(asked, act, opened, refusal, ports)
            raise
        await in_step()
        written = await ports.base.apply(asked.number, opened.stored.progress.version, decision)
        if written is Written.WRITTEN:
            return decision.result
        await pause(attempt)
    raise Refusal.of("CONFLICT_RETRY")


async def open_one(asked: Asked, act: Act, ports: Ports) -> Opened:
    """Read one ordonnance and check that the caller may do this act on it.

    A number that opens nothing costs one reading of a document, whether it exists or not, and is
    answered at the end of a slot of time: it does not tell which.
    """
    began = unopened.now()
    now = ports.clock.now()
    ports.openings.allowed(asked.caller.key, now)
    stored = await ports.base.read(asked.number, asked.scope if asked.key else None)
    if stored is None:
        ports.reader.spend()
        ports.openings.missed(asked.caller.key, now)
        # Only whoever serves is told: to the others a number that opens nothing is unknown.
        revoked = (
            await ports.base.number_revoked(asked.number) if is_counter(asked.caller) else None
        )
        await unopened.evened(began, ports.unopened_slot)
        if revoked is not None:
            raise Refusal.of("NUMBER_REVOKED", day=short(legal_day(revoked, PARIS)))
        raise Refusal.of("NUMBER_UNKNOWN")
    document = ports.reader.reopen(stored.document, stored.content_type)
    ordonnance = document.ordonnance
    try:
        held = require_relation(asked.caller, act, Subject(ordonnance, stored.progress))
    except Refusal:
        if document.kept:
            ports.reader.spend()
        ports.openings.missed(asked.caller.key, now)
        await unopened.evened(began, ports.unopened_slot)
        raise
    # Past the refusals: nobody whom a number is not opened to may time what it holds.
    await in_step()
    return opened_from(stored, document, held, now, ports, asked.caller.place)


def opened_from(
    stored: Stored,
    document: OpenedDocument,
    held: Iterable[Relation],
    at: datetime,
    ports: Ports,
    place: Place | None = None,
) -> Opened:
    """An ordonnance as acts see it; the legal day is that of `place`, else of the prescriber."""
    ordonnance = document.ordonnance
    catalogue = ports.drugs.current()
    zone = place.zone if place else ordonnance.prescriber.zone
    return Opened(
        stored,
        document.bundle,
        ordonnance,
        medicines_of(ordonnance, catalogue),
        frozenset(held),
        at,
        # West of Paris the day of an ordonnance just written may not have come yet.
        max(legal_day(at, zone), ordonnance.established_on),
        catalogue,
        ports.running,
    )


def told_facts(catalogue: Catalogue, day: date, ports: Ports) -> Facts:
    """The version of the drug facts of an act, as answered."""
    return facts_of(
        catalogue.version, day, demonstration=ports.demonstration, most_days=ports.facts_days,
        thesaurus=version_of(ports.interactions.current()),
    )  # fmt: skip


def opened_by_the_base(stored: Stored, ports: Ports) -> Opened:
    """An ordonnance opened by the base for its own marks: nobody reads anything."""
    document = ports.reader.reopen(stored.document, stored.content_type)
    return opened_from(stored, document, (), ports.clock.now(), ports)


def count_opening(caller: Caller, at: datetime, ports: Ports) -> None:
    """Count an opening of the structure at the counter. Raises Refusal OPENINGS_CAPPED."""
    if is_counter(caller) and caller.place is not None:
        ports.openings.opened(caller.place.key, at)


async def _journal_refused(
    asked: Asked, act: Act, opened: Opened, refusal: Refusal, ports: Ports
) -> None:
    """What a refusal at the counter tells (what remains, what is covered) leaves its trace."""
    if not is_counter(asked.caller):
        return
    details = {}
    if act is Act.DISPENSE:
        details = judged_details(opened.ordonnance, opened.medicines, running=opened.running)
    refused = entry(asked.caller, act, opened.at, refused=refusal.code, **details)
    await ports.base.record_access(asked.number, refused)


def judged_details(
    ordonnance: Ordonnance,
    medicines: Mapping[int, Medicine | None],
    acknowledged: Iterable[Acknowledged] = (),
    *,
    running: bool = False,
) -> dict[str, str]:
    """What the journal says of a judgement: history looked up, rules that were acknowledged."""
    details = {}
    why = ["R.5132-33"] if consults_history(ordonnance, medicines) else []
    if running and looks_up(ordonnance, medicines, running=True):
        why.append("interactions")
    if why:
        details["history"] = ", ".join(why)
    rules = ", ".join(dict.fromkeys(each.rule for each in acknowledged))
    if rules:
        details["acknowledged"] = rules
    return details


def replayed(asked: Asked, stored: Stored) -> object:
    """The former answer to the same key; refuses the key when the body differs."""
    answered = stored.answered
    if answered is None or answered.digest != asked.scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return answered.result


def require_version(asked: Asked, opened: Opened) -> None:
    """Honour `If-Match`: the author's version counts only the author's own acts."""
    progress = opened.stored.progress
    current = progress.author_version if opened.as_author else progress.version
    if asked.if_match is not None and asked.if_match != current:
        raise Refusal.of("VERSION_STALE")


def entry(caller: Caller, act: Act, at: datetime, **details: str) -> JournalEntry:
    """The journal entry of an act by this caller."""
    actor, place = caller.actor, caller.place
    name = ""
    if isinstance(actor, Professional | Assistant):
        name = f"{actor.given} {actor.family}".strip()
    elif isinstance(actor, FundAgent):
        name = actor.fund
    elif isinstance(actor, PatientActor | Representative):
        name = caller.role.label
    client = caller.client
    software = " ".join(part for part in (client.product, client.version) if part)
    return JournalEntry(
        at,
        act.value,
        caller.role.value,
        actor.person_key,
        name,
        place.label if place else "",
        software,
        details,
    )


async def pause(attempt: int) -> None:
    """Wait a little before deciding again, longer each time, never in step with the others."""
    await asyncio.sleep(random.uniform(0, 0.01 * 2**attempt))


def is_counter(caller: Caller) -> bool:
    """True for somebody who serves: their openings are capped and journaled by structure."""
    return caller.role in (Role.DISPENSER, Role.ASSISTANT_DISPENSER)
