"""Open a base from its settings: PostgreSQL, keys, identity, worker; close it in reverse."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from ordonnance import __version__
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.connections import POOL_SIZE
from ordonnance.adapters.database.draining import drain
from ordonnance.adapters.database.opening import OpenBase, base_exists, create_base, open_base
from ordonnance.adapters.directory.demonstration import lay_out
from ordonnance.adapters.openings import OpeningCounter
from ordonnance.adapters.openings.sharing import Sharing
from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    OWNER_ROLE,
    default_data_folder,
)
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.adapters.seal.sealer import BaseSealer
from ordonnance.bootstrap.coherent import address_of, require_coherent
from ordonnance.bootstrap.consumers import Consumers, local_record
from ordonnance.bootstrap.drug_versions import drugs_of
from ordonnance.bootstrap.drug_watch import watched
from ordonnance.bootstrap.embedded import kept_postgres, take_back
from ordonnance.bootstrap.following import followed, sources
from ordonnance.bootstrap.given_files import (
    read_metrics_token,
    read_trust,
    verifier_of,
)
from ordonnance.bootstrap.harvesting import openings_of
from ordonnance.bootstrap.interaction_versions import interactions_of
from ordonnance.bootstrap.journals import anchoring_of
from ordonnance.bootstrap.key_folder import KeyFolder, open_keys
from ordonnance.bootstrap.launching import launches_of
from ordonnance.bootstrap.mail_sessions import MailSessions, mail_of
from ordonnance.bootstrap.mailing import mail_tasks
from ordonnance.bootstrap.numbering import CabinetNumbering
from ordonnance.bootstrap.operators import Operators
from ordonnance.bootstrap.overseeing import Overseeing
from ordonnance.bootstrap.party_sessions import PartySessions
from ordonnance.bootstrap.pharmacy_inbox import PharmacyInbox
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.practice_papers import read_practice_papers
from ordonnance.bootstrap.preparation import preparation_of
from ordonnance.bootstrap.preserie import Preserie
from ordonnance.bootstrap.providers import browsing_of
from ordonnance.bootstrap.reader import FhirReader
from ordonnance.bootstrap.regulating import regulating_of
from ordonnance.bootstrap.samu_letters import samu_letters
from ordonnance.bootstrap.stopping import Stopping
from ordonnance.bootstrap.tasks import alert_unless, finished, sweeping_of
from ordonnance.bootstrap.verifying import verifying_of
from ordonnance.bootstrap.vitals import CountedQueue, Tally
from ordonnance.bootstrap.watching import vitals_of
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.settings import Settings
from ordonnance.usecases.ports import Ports

UNOPENED_SLOT = 0.05
"""Seconds, in whole multiples of which a number that opens nothing is answered: well above
what the sixteen of them take that may begin together (ADR 0090)."""

_log = structlog.get_logger("ordonnance")


@dataclass(frozen=True, slots=True)
class Opening:
    """How to open: settings, data folder, whether to create a demonstration, local address."""

    settings: Settings
    data: Path
    demonstration: bool
    local_url: str

    @property
    def embedded(self) -> bool:
        """True when PostgreSQL is ours, and the data folder held by this process alone."""
        return not (self.settings.dsn and self.settings.dsn_app)

    def address(self, demonstration: bool) -> str:
        """What sheets carry. Raises OpeningRefused where nobody says it (`coherent.address_of`)."""
        return address_of(self.settings.public_url, self.local_url, demonstration=demonstration)


def data_folder(settings: Settings, given: Path | None, *, demonstration: bool) -> Path:
    """The data folder: the one given, the setting, else the default (one of its own for demo)."""
    chosen = given or settings.data
    if chosen is not None:
        return chosen.resolve()
    default = default_data_folder()
    return default / "demonstration" if demonstration else default / "base"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A base that can be joined: its database answers as `app_dsn`, its keys are read."""

    opening: Opening
    keys: KeyFolder
    app_dsn: str
    pool_size: int = POOL_SIZE
    rank: int = 0
    """Of this process among those of the base: 0 for the first."""


@asynccontextmanager
async def opened(opening: Opening) -> AsyncIterator[Platform]:
    """A platform in working order, this process draining the outbox too; closed on leaving.

    Raises OpeningRefused, PostgresUnavailable, KeysUnavailable, BaseRefused, MigrationRefused.
    """
    async with prepared(opening) as made, joined(made, drains=True) as platform:
        yield platform


@asynccontextmanager
async def prepared(opening: Opening) -> AsyncIterator[Prepared]:
    """The database running, the keys there, the base made and up to date. Raises as `opened`."""
    require_coherent(opening.settings, demonstration=opening.demonstration)
    now = SystemClock().now()
    async with AsyncExitStack() as stack:
        owner_dsn, app_dsn = await connected(opening, stack)
        keys = open_keys(
            opening.settings,
            opening.data,
            now,
            demonstration=opening.demonstration,
            base_exists=await base_exists(owner_dsn),
        )
        scheme = OrdonnanceNumber.DEMO_SCHEME if opening.demonstration else opening.settings.scheme
        await create_base(
            owner_dsn, keys.cabinet, demonstration=opening.demonstration, scheme=scheme, at=now
        )
        if opening.demonstration:
            await asyncio.to_thread(lay_out, opening.data, now)
        yield Prepared(opening, keys, app_dsn)


@asynccontextmanager
async def joined(
    made: Prepared, *, drains: bool, stopping: Stopping | None = None
) -> AsyncIterator[Platform]:
    """The platform of this process on a base prepared, here or by the process beside.

    `drains`: the outbox is drained here; else a process of its own does it. Raises BaseRefused.
    """
    async with AsyncExitStack() as stack:
        base = await open_base(made.app_dsn, made.keys.cabinet, pool_size=made.pool_size)
        stack.push_async_callback(base.close)
        tally = Tally()
        openings = openings_of(made.opening.settings, made.keys.cabinet, base, tally)
        platform = platform_of(made, base, openings, tally, stopping or Stopping())
        await stack.enter_async_context(followed(*sources(platform)))
        told_here = platform.facts if made.rank == 0 else None
        await stack.enter_async_context(watched(platform.ports.drugs, told_here))
        sharing = Sharing(openings, base.openings, SystemClock().now)
        await _start_tasks(made, base, platform, sharing, stack, drains=drains)
        _log.info("open", version=__version__, demonstration=base.mark.demonstration)
        yield platform
    _log.info("closed")


async def connected(opening: Opening, stack: AsyncExitStack) -> tuple[str, str]:
    """(owner, application) addresses of the database: the one given, else the embedded one."""
    settings = opening.settings
    if settings.dsn and settings.dsn_app:
        return settings.dsn, settings.dsn_app
    server = await kept_postgres(opening.data, stack)
    return server.dsn_for(OWNER_ROLE), server.dsn_for(APP_ROLE)


def platform_of(
    made: Prepared, base: OpenBase, openings: OpeningCounter, tally: Tally, stopping: Stopping
) -> Platform:
    """The ports and the rest, around an open base."""
    opening, keys, clock = made.opening, made.keys, SystemClock()
    settings, cabinet, sealer = opening.settings, keys.cabinet, BaseSealer(keys.seals)
    demo, trust = base.mark.demonstration, read_trust(settings.trust)
    papers, issuer = read_practice_papers(settings.paper), keys.demo_issuer if demo else None
    verifier = verifier_of(settings.issuers, settings.audience, issuer, clock)
    idle, here = timedelta(minutes=settings.session_idle), opening.address(demo)
    vitals = vitals_of(settings, opening.data, keys, base, clock, trust, stopping, tally)
    verifying = verifying_of(settings, opening.data, trust, papers)
    mailing, directory = mail_of(settings, opening.data, base)
    return Platform(
        ports=_ports(made, base, openings, sealer, FhirReader(DEFAULT_SYSTEMS, trust, clock)),
        verifier=verifier,
        browsing=browsing_of(settings, base, verifier, here, MailSessions.of(mailing, directory)),
        desk=base.desk,
        systems=DEFAULT_SYSTEMS,
        renderer=TypstRenderer(),
        verifying=verifying,
        papers=papers,
        base_url=here,
        jwks=sealer.jwks(),
        marks=cabinet,
        counter=base.operations,
        vitals=vitals,
        stopping=stopping,
        operators=Operators(base.sessions, cabinet, clock.now, idle, demonstration=demo),
        overseeing=Overseeing(vitals, cabinet, verifying.revocation, settings.openings_per_hour),
        directory=directory,
        preserie=Preserie(base.base.pilots, clock),
        parties=PartySessions(base.sessions, verifier, clock.now, idle),
        preparation=preparation_of(settings, opening.data, directory, mailing, demo),
        rank=made.rank, mailing=mailing,
        metrics_token=read_metrics_token(settings.metrics_token),
        inboxes=PharmacyInbox(mailing, clock.now),
        regulating=regulating_of(settings, base.letters, mailing, directory, cabinet),
        demo_issuer=issuer, launches=launches_of(settings, here, clock.now),
    )  # fmt: skip


def _ports(
    made: Prepared,
    base: OpenBase,
    openings: OpeningCounter,
    sealer: BaseSealer,
    reader: FhirReader,
) -> Ports:
    settings, data = made.opening.settings, made.opening.data
    return Ports(
        base=base.base,
        coverage=base.coverage,
        clock=SystemClock(),
        drugs=drugs_of(data),
        interactions=interactions_of(data, settings, demonstration=base.mark.demonstration),
        reader=reader,
        sealer=sealer,
        numbering=CabinetNumbering(made.keys.cabinet, base.mark.scheme),
        openings=openings,
        registers=base.base.registers,
        stock=base.base.stock,
        census=base.base.census,
        demonstration=base.mark.demonstration, running=settings.interactions_history,
        facts_days=settings.drugs_days, unopened_slot=UNOPENED_SLOT,
    )  # fmt: skip


async def _start_tasks(
    made: Prepared,
    base: OpenBase,
    platform: Platform,
    sharing: Sharing,
    stack: AsyncExitStack,
    *,
    drains: bool,
) -> None:
    """Count, measure and share in this process until it stops; drain, anchor when asked to."""
    stop, vitals = asyncio.Event(), platform.vitals
    works = {
        "counts": base.operations.run(stop), "openings": sharing.run(stop),
        "lag": vitals.lag.run(stop), "tallies": base.tallies.run(stop),
        "alerts": base.alerts.run(stop), "preserie": platform.preserie.run(stop),
    }  # fmt: skip
    if drains:
        await take_back(base.outbox, embedded=made.opening.embedded)
        woken = await stack.enter_async_context(base.outbox.woken())
        handlers = consumers(made, base, platform).by_kind()
        works |= {
            "outbox": drain(CountedQueue(base.outbox, vitals.tally), handlers, stop, woken),
            "anchors": anchoring_of(base.connections, made.keys.seals, made.opening.data).run(stop),
            "sweeping": sweeping_of(base.connections, made.opening.settings).run(stop),
        }
    tasks = [asyncio.create_task(work, name=name) for name, work in works.items()]
    tasks += mail_tasks(platform.mailing, stop, unattended=drains)
    vitals.readiness.watch(tasks)
    for task in tasks:
        task.add_done_callback(alert_unless(stop))

    async def finish() -> None:
        stop.set()
        vitals.readiness.close()
        await finished(tasks, platform.stopping.hurried)

    stack.push_async_callback(finish)


def consumers(made: Prepared, base: OpenBase, platform: Platform) -> Consumers:
    """What the outbox of a base feeds."""
    demonstration = base.mark.demonstration
    record = local_record(made.opening.data, made.keys.cabinet, demonstration=demonstration)
    log_hash = platform.marks.log_hash
    return Consumers(platform.ports, record, log_hash, samu_letters(platform).by_kind())
