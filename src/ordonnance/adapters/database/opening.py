"""Create a base once, open it at every start."""

from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.database.alerting import OpeningAlerts
from ordonnance.adapters.database.base import PostgresBase
from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.connections import POOL_SIZE, Connections, Row
from ordonnance.adapters.database.coverage import PostgresCoverage
from ordonnance.adapters.database.desk import PostgresDesk
from ordonnance.adapters.database.letters import PostgresLetters
from ordonnance.adapters.database.migrate import migrate
from ordonnance.adapters.database.openings import PostgresExchange
from ordonnance.adapters.database.operations import OperationCounter
from ordonnance.adapters.database.outbox import Outbox
from ordonnance.adapters.database.patient_accounts import PostgresPatientAccounts
from ordonnance.adapters.database.representations import PostgresRepresentations
from ordonnance.adapters.database.sessions import PostgresSessions
from ordonnance.adapters.database.tallying import Tallies
from ordonnance.adapters.database.waking import Waker
from ordonnance.adapters.keys import KeyCabinet, KeyUnknown, SealBroken
from ordonnance.domain.number import OrdonnanceNumber

_CREATION = """
SELECT c.demonstration, c.scheme, c.created_at, k.kek_id, k.wrapped
FROM base.creation AS c CROSS JOIN base.base_key AS k
ORDER BY k.version DESC LIMIT 1
"""

_COMPACT = "SELECT EXISTS (SELECT FROM base.row_form WHERE form >= 1)"
_WRITE_COMPACTLY = (
    "INSERT INTO base.row_form (form) VALUES (1)"
    " ON CONFLICT (only_one) DO UPDATE SET form = greatest(row_form.form, excluded.form)"
)


class BaseRefused(Exception):
    """The base cannot be created or opened; `code` is stable, `message` and `do` are French."""

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{message} {do} ({code})")
        self.code, self.message, self.do = code, message, do


@dataclass(frozen=True, slots=True)
class Mark:
    """What a base is, for ever: demonstration or not, scheme of its numbers, when created."""

    demonstration: bool
    scheme: str
    created_at: datetime

    def __post_init__(self) -> None:
        if (self.scheme == OrdonnanceNumber.DEMO_SCHEME) != self.demonstration:
            raise ValueError("the demonstration scheme is that of demonstration bases, and theirs")

    @property
    def name(self) -> str:
        """The text to which the key of the base is bound."""
        kind = "demonstration" if self.demonstration else "production"
        return f"base|{kind}|{self.scheme}|{self.created_at.astimezone(UTC).isoformat()}"


@dataclass(frozen=True, slots=True)
class OpenBase:
    """An open base: its mark, the ports that it implements, and its connections."""

    mark: Mark
    base: PostgresBase
    coverage: PostgresCoverage
    outbox: Outbox
    operations: OperationCounter
    openings: PostgresExchange
    sessions: PostgresSessions
    desk: PostgresDesk
    sign_in_key: PurposeKey
    patients: PostgresPatientAccounts
    representations: PostgresRepresentations
    letters: PostgresLetters
    tallies: Tallies
    alerts: OpeningAlerts
    connections: Connections
    waker: Waker
    compact: bool = False
    """Rows are written in the shorter form."""

    async def close(self) -> None:
        """Write what is counted, let the last notification leave, close the connections."""
        await self.operations.flush()
        await self.tallies.flush()
        await self.alerts.flush()
        await self.waker.close()
        await self.connections.close()


async def create_base(
    owner_dsn: str, cabinet: KeyCabinet, *, demonstration: bool, scheme: str, at: datetime
) -> Mark:
    """Bring the schema up to date, and write the mark of a new base.

    On a base that exists already: its own mark, the one given must say the same kind and scheme.
    Raises BaseRefused MARK_DIFFERS or KEYS_OF_ANOTHER_BASE; MigrationRefused.
    """
    await migrate(owner_dsn)
    connection = await asyncpg.connect(owner_dsn)
    try:
        asked = Mark(demonstration, scheme, at)
        row = await connection.fetchrow(_CREATION)
        if row is None:
            await _write_mark(connection, cabinet, asked)
            row = await connection.fetchrow(_CREATION)
    finally:
        await connection.close()
    mark, _ = _open_mark(row, cabinet)
    if (mark.demonstration, mark.scheme) != (demonstration, scheme):
        raise BaseRefused(
            "MARK_DIFFERS",
            "Cette base existe déjà, d'une autre nature (démonstration ou schéma de numéros).",
            "L'ouvrir comme elle a été créée, ou choisir un autre dossier de données.",
        )
    return mark


async def base_exists(owner_dsn: str) -> bool:
    """True when a base was created there: its keys are then never made anew."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        if await connection.fetchval("SELECT to_regclass('base.creation')") is None:
            return False
        return bool(await connection.fetchval("SELECT count(*) > 0 FROM base.creation"))
    finally:
        await connection.close()


async def open_base(app_dsn: str, cabinet: KeyCabinet, *, pool_size: int = POOL_SIZE) -> OpenBase:
    """Open a base created before, as `ordonnance_app`.

    Raises Refusal BASE_UNAVAILABLE, BaseRefused BASE_NOT_CREATED or KEYS_OF_ANOTHER_BASE.
    """
    connections = await Connections.open(app_dsn, pool_size)
    try:
        if await connections.value("SELECT to_regclass('base.creation')") is None:
            raise not_created()
        mark, base_key = _open_mark(await connections.row(_CREATION), cabinet)
        compact = await _writes_compactly(connections)
    except BaseException:
        await connections.close()
        raise
    waker = Waker(connections)
    base = PostgresBase(connections, cabinet, base_key, waker, compact=compact)
    tallies = Tallies(connections, base_key, SystemClock().now)
    base.journaled = tallies.journaled
    return OpenBase(
        mark,
        base,
        PostgresCoverage(connections, cabinet, base_key, compact=compact),
        Outbox(connections, cabinet, app_dsn),
        OperationCounter(connections, base_key),
        PostgresExchange(connections, base_key),
        PostgresSessions(connections, base_key),
        PostgresDesk(connections, base_key),
        base_key.for_purpose("sign-in", ""),
        PostgresPatientAccounts(connections, base_key),
        PostgresRepresentations(connections, base_key),
        PostgresLetters(connections, base_key),
        tallies,
        OpeningAlerts(connections, base_key, cabinet.log_hash),
        connections,
        waker,
        compact,
    )


async def _write_mark(
    connection: "asyncpg.Connection[asyncpg.Record]", cabinet: KeyCabinet, mark: Mark
) -> None:
    wrapped = cabinet.wrap(cabinet.new_data_key(), mark.name)
    async with connection.transaction():
        # Two starts at once: the second one finds the mark of the first, and its key.
        written = await connection.fetchval(
            "INSERT INTO base.creation (demonstration, scheme, created_at) VALUES ($1, $2, $3)"
            " ON CONFLICT DO NOTHING RETURNING true",
            mark.demonstration,
            mark.scheme,
            mark.created_at,
        )
        if written:
            await connection.execute(
                "INSERT INTO base.base_key (version, kek_id, wrapped) VALUES (1, $1, $2)",
                cabinet.active_kek_id,
                wrapped,
            )
            # No server older than this schema has ever written here.
            await connection.execute(_WRITE_COMPACTLY)


async def write_compactly(owner_dsn: str) -> None:
    """From their next start on, servers write shorter rows, which older versions cannot open.

    For a base of an earlier version, once no server of then runs. Rows written stay as they are.
    Raises BaseRefused BASE_NOT_CREATED for one that this version has not migrated yet.
    """
    connection = await asyncpg.connect(owner_dsn)
    try:
        if await connection.fetchval("SELECT to_regclass('base.row_form')") is None:
            raise not_created()
        await connection.execute(_WRITE_COMPACTLY)
    finally:
        await connection.close()


async def _writes_compactly(connections: Connections) -> bool:
    if await connections.value("SELECT to_regclass('base.row_form')") is None:
        return False
    return bool(await connections.value(_COMPACT))


def _open_mark(row: Row | None, cabinet: KeyCabinet) -> tuple[Mark, BaseKey]:
    if row is None:
        raise not_created()
    try:
        mark = Mark(row["demonstration"], row["scheme"], row["created_at"])
        return mark, BaseKey(cabinet.unwrap(row["kek_id"], row["wrapped"], mark.name))
    except (SealBroken, KeyUnknown, ValueError):
        raise BaseRefused(
            "KEYS_OF_ANOTHER_BASE",
            "Les clés ne sont pas celles de cette base, ou sa marque d'origine a été changée.",
            "Restaurer les clés sauvegardées avec cette base.",
        ) from None


async def opens_with(connections: Connections, cabinet: KeyCabinet) -> bool:
    """True when the base is still the one that these keys open. Raises as Connections does."""
    row = await connections.row(_CREATION)
    return row is not None and opens(row, cabinet)


def opens(creation: Row, cabinet: KeyCabinet) -> bool:
    """True when these keys open the base created so (mark, id of the key, wrapped key)."""
    try:
        _open_mark(creation, cabinet)
    except BaseRefused:
        return False
    return True


def not_created() -> BaseRefused:
    """There is no base there yet."""
    return BaseRefused(
        "BASE_NOT_CREATED",
        "Cette base de données n'est pas encore créée.",
        "Démarrer une fois « ordonnance serve » avec ces réglages.",
    )
