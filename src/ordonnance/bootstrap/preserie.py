"""Préséries of a base: what their parties write, what their software posts, what the base saw."""

import asyncio
import hashlib
import logging
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ordonnance.adapters.case_files.nodes import CaseUnreadable
from ordonnance.adapters.database.connections import DatabaseFault
from ordonnance.adapters.identity.issuers import read_jwks
from ordonnance.adapters.pausing import stopped_within
from ordonnance.adapters.pilot_files.entries import read_entry
from ordonnance.adapters.pilot_files.trace_lines import TraceUnreadable, read_posting
from ordonnance.adapters.seal.compact_jws import (
    CompactJws,
    MalformedJws,
    read_compact,
    signature_holds,
)
from ordonnance.bootstrap.reports import csv_of, ods_of, pdf_of, renderer
from ordonnance.bootstrap.traced_workstations import TracedWorkstations, named
from ordonnance.documents.preserie_report import balance_report
from ordonnance.documents.preserie_tables import days, sites
from ordonnance.domain.actors import Place, SoftwareClient
from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.balance import Balance, Observed, weigh
from ordonnance.domain.preserie.comparison import Compared
from ordonnance.domain.preserie.parties import Party
from ordonnance.domain.preserie.register import EditorKey, Entry, kept
from ordonnance.domain.preserie.traces import (
    LONGEST_MS,
    NAMED,
    Attempt,
    Operation,
    Outcome,
    TraceInvalid,
    Witness,
)
from ordonnance.usecases.ports import Clock
from ordonnance.usecases.ports.pilots import Pilots
from ordonnance.usecases.preserie.record import Record, Recorded, record
from ordonnance.usecases.preserie.tracing import TracesKept, keep_posted, keep_seen, require_at

LARGEST_POSTING = 1024 * 1024
FLUSH_SECONDS = 5.0
MOST_WAITING = 10_000
"""Traces that wait for the base; those beyond are lost, and said so."""
UNKNOWN_VERSION = "unknown"
SPECIMEN = "Démonstration\u202f: préséries fictives"

_HEADER = frozenset({"alg", "kid", "typ"})
_OPERATIONS = {each.value: each for each in Operation if each is not Operation.INVOICE}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer of the base to a workstation, as it left."""

    operation: Operation
    at: datetime
    code: str
    seconds: float
    client: SoftwareClient
    place: Place = field(repr=False)
    key: str = field(repr=False)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    """Given when it was seen: a writing that fails half way is repeated, and each counts once."""


class Preserie:
    """The préséries of one base."""

    def __init__(self, pilots: Pilots, clock: Clock) -> None:
        self.pilots = pilots
        self.clock = clock
        self._workstations = TracedWorkstations(pilots, clock)
        self._waiting: list[Seen] = []
        self._lost = False
        self._elsewhere = 0

    async def enter(self, party: Party, content: bytes, key: str) -> Recorded:
        """Write what was sent in a register. Raises Refusal PILOT_…, IDEMPOTENCY_KEY_REUSED."""
        try:
            given = read_entry(content)
        except CaseUnreadable as error:
            raise Refusal.of("PILOT_ENTRY", place=str(error.place), message=error.message,
                             todo=error.do) from error  # fmt: skip
        if given.said.key is not None:
            _require_sound(given.said.key)
        command = Record(party, given.pilot, given.said, key, content, given.reason)
        recorded = await record(command, self)
        self._workstations.forget()
        return recorded

    async def post(self, content: bytes) -> TracesKept:
        """Keep the traces that a software signed. Raises Refusal TRACE_…, TRACES_…"""
        try:
            jws = read_compact(content, limit=LARGEST_POSTING, members=_HEADER)
            kid, alg = jws.text("kid"), jws.text("alg")
        except MalformedJws as error:
            raise _unsigned("ce n’est pas une signature JWS compacte") from error
        try:
            pilot, attempts = read_posting(jws.payload)
        except TraceUnreadable as error:
            raise Refusal.of("TRACE_INVALID", rank=str(error.rank),
                             reason=error.reason) from error  # fmt: skip
        entries = (await self.pilots.read(pilot)).entries
        state = kept(entries) if entries else None
        if state is None or not _signed_by(state.keys.get(kid or ""), jws, alg):
            # The same answer whether the présérie, the key or the signature is wrong.
            raise _unsigned("aucune clé de cette présérie ne la vérifie")
        return await keep_posted(pilot, state, attempts, self)

    async def weigh(self, observed: Observed, day: date) -> Balance:
        """The balance sheet, in a thread: ten pharmacies of two months take a second."""
        return await asyncio.to_thread(weigh, observed, day)

    def saw(self, seen_operation: str, code: str, seconds: float, client: SoftwareClient,
            key: str, place: Place | None) -> None:  # fmt: skip
        """Remember one answer to somebody signed in, for the traces of their workstation.

        Nothing is remembered of a workstation that the list does not name, while it is believed,
        nor of somebody who is not at the site whose number the software tells: TRACES_ELSEWHERE is
        told in the log, the act itself was theirs to do.
        """
        operation = _OPERATIONS.get(seen_operation)
        if operation is None or place is None or not client.am or not client.workstation:
            return
        if not key and operation in NAMED:
            return
        try:
            if not self._workstations.may_be(client, place):
                return
        except Refusal:
            self._elsewhere += 1
            return
        if len(self._waiting) >= MOST_WAITING:
            self._lost = True
            return
        self._waiting.append(Seen(operation, self.clock.now(), code, seconds, client, place, key))

    async def run(self, stop: asyncio.Event, every: float = FLUSH_SECONDS) -> None:
        """Write what was seen every few seconds until `stop`, and once more."""
        while not stop.is_set():
            await stopped_within(stop, every)
            await self.flush()

    async def flush(self) -> int:
        """Write what was seen; how many traces. Out of reach, it waits for the next time."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            self._tell_lost()
            return 0
        try:
            return await self._written(waiting)
        except Refusal as refused:
            _log.warning("traces not written: %s", refused.code)
            again = [*waiting, *self._waiting]
            self._lost = self._lost or len(again) > MOST_WAITING
            self._waiting = again[:MOST_WAITING]
        except DatabaseFault as fault:
            # Kept, they would fail again and again; an act never fails for them.
            _log.error("traces lost: %s", fault)
        finally:
            self._tell_lost()
        return 0

    def _tell_lost(self) -> None:
        """Once for each writing, however many were lost or refused."""
        if self._lost:
            _log.error("traces lost: too many wait")
            self._lost = False
        if self._elsewhere:
            _log.warning("traces refused: TRACES_ELSEWHERE, %d", self._elsewhere)
            self._elsewhere = 0

    async def _written(self, waiting: list[Seen]) -> int:
        traced = await self._workstations.now()
        by_pilot: dict[str, list[Attempt]] = {}
        for each in waiting:
            known = traced.get(named(each.client))
            if known is None:
                continue
            try:
                require_at(known.site, each.place)
            except Refusal:
                self._elsewhere += 1
                continue
            by_pilot.setdefault(known.pilot, []).append(_attempt(each, known.installation))
        total = 0
        for pilot, attempts in by_pilot.items():
            state = kept((await self.pilots.read(pilot)).entries)
            total += await keep_seen(pilot, state, attempts, self)
        return total


def balance_file(
    balance: Balance, entries: Sequence[Entry], others: Sequence[Compared], at: datetime,
    wanted: str, *, demonstration: bool,
) -> bytes:  # fmt: skip
    """The report of a balance sheet as PDF or ODS."""
    specimen = SPECIMEN if demonstration else ""
    report = balance_report(balance, at.replace(microsecond=0), entries, others, specimen=specimen)
    return ods_of(report) if wanted == "ods" else pdf_of(report, renderer())


def balance_csv(balance: Balance, table: str) -> bytes:
    """One table of a balance sheet as CSV: « sites » or « jours »."""
    return csv_of(sites(balance) if table == "sites" else days(balance))


def new_pilot() -> str:
    """The identifier of a présérie to open."""
    return str(uuid.uuid4())


def reference_of(key: str) -> str:
    """The reference of an execution, from the idempotency key of the request that records it.

    The software makes the same for what the base never saw (docs/how-to/post-traces.md).
    """
    return hashlib.sha256(b"ordonnance-trace:" + key.encode()).hexdigest()


def _attempt(seen: Seen, installation: str) -> Attempt:
    plain = Attempt(
        id=seen.id, installation=installation, operation=seen.operation, at=seen.at,
        outcome=Outcome.REFUSED if seen.code else Outcome.SUCCESS,
        version=UNKNOWN_VERSION, module_version=UNKNOWN_VERSION,
        reference=reference_of(seen.key) if seen.key else None, code=seen.code or None,
        duration_ms=min(int(seen.seconds * 1000), LONGEST_MS), seen_by=Witness.BASE,
    )  # fmt: skip
    try:
        return replace(
            plain, version=seen.client.version or UNKNOWN_VERSION,
            module_version=seen.client.module_version or UNKNOWN_VERSION,
        )  # fmt: skip
    except TraceInvalid:
        # A version written otherwise than a version is not one of the présérie.
        return plain


def _require_sound(key: EditorKey) -> None:
    try:
        read_jwks({"keys": [{**key.jwk, "kid": key.kid}]})
    except ValueError as error:
        raise Refusal.of("PILOT_ENTRY", place="clé", message="Cette clé n’est pas sûre.",
                         todo="Donner une clé publique P-256, ou RSA de 2048 bits au moins.",
                         ) from error  # fmt: skip


def _signed_by(key: EditorKey | None, jws: CompactJws, alg: str | None) -> bool:
    if key is None:
        return False
    known = read_jwks({"keys": [{**key.jwk, "kid": key.kid}]})[key.kid]
    return alg == known.alg and signature_holds(jws, known.alg, known.key)


def _unsigned(reason: str) -> Refusal:
    return Refusal.of("TRACE_SIGNATURE", reason=reason)
