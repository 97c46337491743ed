"""Open a base from its settings: PostgreSQL, keys, identity, worker; close it in reverse."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.connections import POOL_SIZE
from ordonnance.adapters.database.draining import drain
from ordonnance.adapters.database.opening import OpenBase, base_exists, create_base, open_base
from ordonnance.adapters.drugs.demonstration import DemonstrationDrugs
from ordonnance.adapters.identity.issuers import IssuerKind, TrustedIssuer
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.openings import OpeningCounter
from ordonnance.adapters.openings.sharing import Sharing
from ordonnance.adapters.postgres_server import (
    APP_ROLE,
    OWNER_ROLE,
    default_data_folder,
)
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.sealer import BaseSealer
from ordonnance.bootstrap.consumers import Consumers, local_record
from ordonnance.bootstrap.disk import ready_on_disk
from ordonnance.bootstrap.embedded import kept_postgres, take_back
from ordonnance.bootstrap.journals import anchoring_of
from ordonnance.bootstrap.key_folder import KeyFolder, open_keys
from ordonnance.bootstrap.numbering import CabinetNumbering
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.reader import FhirReader
from ordonnance.bootstrap.tasks import alert_unless, ready_while
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.settings import Settings
from ordonnance.usecases.ports import Ports

_log = structlog.get_logger("ordonnance")


class OpeningRefused(Exception):
    """The base cannot be opened; `code` is stable, `message` and `do` are French."""

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{message} {do}")
        self.code, self.message, self.do = code, message, do


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
    _require_coherent(opening)
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
        yield Prepared(opening, keys, app_dsn)


@asynccontextmanager
async def joined(made: Prepared, *, drains: bool) -> AsyncIterator[Platform]:
    """The platform of this process on a base prepared, here or by the process beside.

    `drains`: the outbox is drained here; else a process of its own does it. Raises BaseRefused.
    """
    async with AsyncExitStack() as stack:
        base = await open_base(made.app_dsn, made.keys.cabinet, pool_size=made.pool_size)
        stack.push_async_callback(base.close)
        openings = openings_of(made, base)
        platform = platform_of(made.opening, made.keys, base, SystemClock(), openings)
        sharing = Sharing(openings, base.openings, SystemClock().now)
        tasks = await _start_tasks(made, base, platform if drains else None, sharing, stack)
        ready = ready_on_disk(made.opening.data, ready_while(tasks, platform.ready))
        yield replace(platform, ready=ready)


def _require_coherent(opening: Opening) -> None:
    settings = opening.settings
    if opening.demonstration and settings.public_url:
        raise OpeningRefused(
            "DEMO_WITH_PUBLIC_URL",
            "Une base de démonstration ne se publie pas : ORDONNANCE_PUBLIC_URL est défini.",
            "Retirer ce réglage, ou ouvrir une base qui n'est pas de démonstration.",
        )
    if not opening.demonstration and settings.issuers is None:
        raise OpeningRefused(
            "NO_ISSUER",
            "Aucun émetteur de jetons n'est configuré : personne ne pourrait se connecter.",
            "Indiquer ORDONNANCE_ISSUERS, ou créer une base de démonstration avec --demo.",
        )
    # Read once before anything is made: a mistyped setting must not leave a base behind.
    read_issuers(settings.issuers, settings.audience)
    read_trust(settings.trust)


async def connected(opening: Opening, stack: AsyncExitStack) -> tuple[str, str]:
    """(owner, application) addresses of the database: the one given, else the embedded one."""
    settings = opening.settings
    if settings.dsn and settings.dsn_app:
        return settings.dsn, settings.dsn_app
    server = await kept_postgres(opening.data, stack)
    return server.dsn_for(OWNER_ROLE), server.dsn_for(APP_ROLE)


def openings_of(made: Prepared, base: OpenBase) -> OpeningCounter:
    """The counter of openings of this process."""
    per_hour = made.opening.settings.openings_per_hour
    return OpeningCounter(per_hour, _alert(made.keys.cabinet), base.openings.hash)


def platform_of(
    opening: Opening,
    keys: KeyFolder,
    base: OpenBase,
    clock: SystemClock,
    openings: OpeningCounter,
) -> Platform:
    """The ports and the rest, around an open base."""
    settings = opening.settings
    systems = DEFAULT_SYSTEMS
    sealer = BaseSealer(keys.seals)
    issuer = keys.demo_issuer if base.mark.demonstration else None
    trusted = issuer.trusted() if issuer else read_issuers(settings.issuers, settings.audience)
    ports = Ports(
        base=base.base,
        coverage=base.coverage,
        clock=clock,
        drugs=DemonstrationDrugs(),
        reader=FhirReader(systems, read_trust(settings.trust), clock),
        sealer=sealer,
        numbering=CabinetNumbering(keys.cabinet, base.mark.scheme),
        openings=openings,
        demonstration=base.mark.demonstration,
    )
    return Platform(
        ports=ports,
        verifier=TokenVerifier(trusted, clock.now),
        systems=systems,
        renderer=TypstRenderer(),
        base_url=settings.public_url or opening.local_url,
        jwks=sealer.jwks(),
        log_hash=keys.cabinet.log_hash,
        counter=base.operations,
        ready=_ready(base),
        demo_issuer=issuer,
    )


def _alert(cabinet: KeyCabinet) -> Callable[[str], None]:
    def alert(structure: str) -> None:
        _log.error("ALERT openings above the cap", structure=cabinet.log_hash(structure))

    return alert


def _ready(base: OpenBase) -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        return bool(await base.connections.value("SELECT true"))

    return ready


async def _start_tasks(
    made: Prepared,
    base: OpenBase,
    draining: Platform | None,
    sharing: Sharing,
    stack: AsyncExitStack,
) -> tuple[asyncio.Task[None], ...]:
    """Flush and share the counters in this process until it stops; drain, anchor when asked to."""
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(base.operations.run(stop), name="counts"),
        asyncio.create_task(sharing.run(stop), name="openings"),
    ]
    if draining is not None:
        await take_back(base.outbox, embedded=made.opening.embedded)
        woken = await stack.enter_async_context(base.outbox.woken())
        handlers = consumers(made, base, draining).by_kind()
        outbox = drain(base.outbox, handlers, stop, woken)
        tasks.append(asyncio.create_task(outbox, name="outbox"))
        anchors = anchoring_of(base.connections, made.keys.seals, made.opening.data).run(stop)
        tasks.append(asyncio.create_task(anchors, name="anchors"))
    for task in tasks:
        task.add_done_callback(alert_unless(stop))

    async def finish() -> None:
        stop.set()
        # What ended one of them was told by its alert: closing goes on.
        await asyncio.gather(*tasks, return_exceptions=True)

    stack.push_async_callback(finish)
    return tuple(tasks)


def consumers(made: Prepared, base: OpenBase, platform: Platform) -> Consumers:
    """What the outbox of a base feeds."""
    demonstration = base.mark.demonstration
    record = local_record(made.opening.data, made.keys.cabinet, demonstration=demonstration)
    return Consumers(platform.ports, record, platform.log_hash)


def read_issuers(path: Path | None, audience: str) -> tuple[TrustedIssuer, ...]:
    """The issuers of ORDONNANCE_ISSUERS: a JSON list of {kind, iss, jwks}."""
    if path is None:
        return ()
    try:
        listed: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        if not listed:
            raise ValueError("no issuer: nobody could sign in")
        return tuple(
            TrustedIssuer(IssuerKind(each["kind"]), each["iss"], audience, each["jwks"])
            for each in listed
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OpeningRefused(
            "ISSUERS_UNREADABLE",
            "Le fichier ORDONNANCE_ISSUERS n'est pas lisible ou pas sûr.",
            "Une liste JSON d'objets {kind, iss, jwks} est attendue ; voir la documentation.",
        ) from error


def read_trust(path: Path | None) -> TrustAnchors | None:
    """The authorities of ORDONNANCE_TRUST: one or several certificates in PEM; None without it."""
    if path is None:
        return None
    try:
        return TrustAnchors.from_pem(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OpeningRefused(
            "TRUST_UNREADABLE",
            "Le fichier ORDONNANCE_TRUST n'est pas lisible.",
            "Un ou plusieurs certificats d'autorité au format PEM sont attendus.",
        ) from error
