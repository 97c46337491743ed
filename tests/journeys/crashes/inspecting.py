"""What must be true of the database, the journal and the record folder, whatever happened."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx

from ordonnance.adapters.database.chain import verify_chain
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.postgres_server import OWNER_ROLE
from ordonnance.adapters.record import CLEAR, WITHDRAWN
from ordonnance.bootstrap.consumers import RECORD_FOLDER
from ordonnance.domain.errors import Refusal
from tests.journeys.asking import Door
from tests.journeys.crashes.books import WRITES, Act, Followed
from tests.journeys.crashes.load import Crowd
from tests.journeys.running import wait_until
from tests.journeys.witness import bear_witness

MESSAGES = {
    "dispense": "record.execution",
    "undo": "record.withdraw",
    "cancel": "record.withdraw",
    "replace": "record.withdraw",
}
"""What each act of the load on an ordonnance leaves in the outbox: one message, of the rank of its
version; an objection leaves none, and what made the ordonnance its deposit."""

_ROWS = """
SELECT o.number, o.version, o.journal_count,
       (SELECT count(*) FROM base.document AS d WHERE d.number = o.number) AS documents,
       (SELECT count(*) FROM base.answer AS a WHERE a.number = o.number) AS answers,
       (SELECT count(*) FROM base.journal AS j WHERE j.number = o.number) AS entries,
       (SELECT array_agg(m.sequence || ' ' || m.kind ORDER BY m.sequence)
        FROM witness.message AS m WHERE m.number = o.number) AS messages
FROM base.ordonnance AS o WHERE o.number = ANY ($1)
"""
_ORPHANS = """
SELECT count(*) FROM (
    SELECT number FROM base.document UNION ALL SELECT number FROM base.journal
    UNION ALL SELECT number FROM base.answer UNION ALL SELECT number FROM base.outbox
) AS part WHERE NOT EXISTS (SELECT FROM base.ordonnance AS o WHERE o.number = part.number)
"""
_COUNT = "SELECT count(*) FROM base.ordonnance"
_LISTS = "SELECT count(*) FROM base.reservation"
_HALVES = """
SELECT asked.former, asked.successor, o.version > asked.version AS ended,
       EXISTS (SELECT FROM base.ordonnance AS s WHERE s.number = asked.successor) AS made
FROM unnest($1::text[], $2::text[], $3::integer[]) AS asked (former, successor, version)
JOIN base.ordonnance AS o ON o.number = asked.former
"""
_LEFT = "SELECT count(*) FROM base.outbox"

RECOVERING = 180.0
"""Seconds after which PostgreSQL will never come back; it takes one or two."""

Seen = TypeVar("Seen")


def owner_dsn(data: Path) -> str:
    """The embedded database of a folder, as its owner."""
    where = urlencode({"host": str(data / "socket"), "port": "5432"})
    return f"postgresql://{OWNER_ROLE}@/ordonnance?{where}"


def looked_at(look: Callable[[], Coroutine[Any, Any, Seen]]) -> Seen:
    """What a look sees, once PostgreSQL lets look: the server may say that it is ready, from a
    look of the second before, while PostgreSQL recovers from the kill."""
    seen: list[Seen] = []

    def looked() -> bool:
        try:
            seen.append(asyncio.run(look()))
        except Refusal as refusal:
            if refusal.code != "BASE_UNAVAILABLE":
                raise
        return bool(seen)

    wait_until(looked, RECOVERING)
    return seen[0]


class Inspection:
    """Looks at one base from the inside, as the owner of its tables; made before the first act."""

    def __init__(self, data: Path, dsn: str | None = None) -> None:
        self._data = data
        self._dsn = dsn or owner_dsn(data)
        asyncio.run(bear_witness(self._dsn))

    def require_whole(self, books: Collection[Followed]) -> None:
        """Each of these ordonnances is there, all its parts with it, its journal unbroken."""
        looked_at(lambda: self._whole(books))

    def require_nothing_else(self, crowd: Crowd) -> None:
        """No ordonnance or reservation that its client does not know, no part without its whole."""
        assert self.value(_COUNT) == len(crowd.books)
        assert self.value(_LISTS) == len(crowd.lists)
        assert self.value(_ORPHANS) == 0

    def require_no_half(self, crowd: Crowd) -> Counter[bool]:
        """Of each replacement that nobody answered, the former has ended and its successor is
        there, or neither; before anybody asks again. How many were done, and how many not."""
        return looked_at(lambda: self._halves(crowd.half_known))

    def require_delivered(self, books: Collection[Followed], seconds: float) -> None:
        """The outbox empties, and each message has left exactly one file of its own."""
        wait_until(lambda: self.value(_LEFT) == 0, seconds)
        folder = self._data / RECORD_FOLDER
        names = {path.name for path in folder.iterdir()} - {"LISEZ-MOI.txt"}
        assert names == {name for followed in books for name in self._files(followed)}

    def release(self) -> None:
        """The leases of workers that the test knows to be dead."""
        self.value("SELECT base.release_outbox(interval '0')")

    async def _whole(self, books: Collection[Followed]) -> None:
        connections = await Connections.open(self._dsn, 2)
        try:
            rows = await connections.rows(_ROWS, [each.number for each in books])
            by_number = {row["number"]: row for row in rows}
            assert len(by_number) == len(books), "an acknowledged ordonnance is lost"
            for followed in books:
                require_parts(by_number[followed.number], followed)
                assert await verify_chain(connections, followed.number) == []
        finally:
            await connections.close()

    async def _halves(self, replacements: Collection[tuple[Followed, str]]) -> Counter[bool]:
        asked = [(each.number, under, len(each.acts)) for each, under in replacements]
        columns = [list(column) for column in zip(*asked, strict=True)]
        connections = await Connections.open(self._dsn, 1)
        try:
            rows = await connections.rows(_HALVES, *columns)
        finally:
            await connections.close()
        assert len(rows) == len(asked), "an acknowledged ordonnance is lost"
        assert [row for row in rows if row["ended"] is not row["made"]] == [], "half a replacement"
        return Counter(row["made"] for row in rows)

    def _files(self, followed: Followed) -> list[str]:
        """The files that the record must hold for one ordonnance, and no other."""
        cabinet = KeyCabinet.load(keys_folder_beside(self._data))
        number = followed.number
        stem = cabinet.log_hash(number) + cabinet.log_hash(f"record|{number}")
        gone = set(followed.given) - set(followed.served.values())
        files = []
        references = iter(followed.given)
        for version, act in enumerate(followed.acts, start=1):
            rank = f"{stem}-{version * 100:06d}"
            if version == 1:
                files.append(f"{rank}{CLEAR}{WITHDRAWN if followed.ended else ''}")
            elif act.operation == "dispense":
                reference = next(references)
                ending = WITHDRAWN if followed.ended or reference in gone else ""
                files.append(f"{rank}-{reference}{CLEAR}{ending}")
        return files

    def value(self, statement: str, *arguments: object) -> Any:
        """What the owner of the tables reads."""

        async def ask() -> Any:
            connections = await Connections.open(self._dsn, 1)
            try:
                return await connections.value(statement, *arguments)
            finally:
                await connections.close()

        return asyncio.run(ask())


def require_parts(row: Any, followed: Followed) -> None:
    """All the parts of every acknowledged act, and of no other."""
    acts = followed.acts
    assert row["version"] == len(acts), "an act lost or doubled"
    assert row["answers"] == len(acts), "half an act: answers"
    assert row["documents"] == 1
    assert row["messages"] == messages_of(acts), "half an act: messages"
    # Readings enter the journal too; those without an answer may have.
    assert row["entries"] == row["journal_count"] >= len(acts) + sum(followed.consults)


def messages_of(acts: Collection[Act]) -> list[str]:
    """The messages of an ordonnance: their rank and their kind."""
    kinds = [MESSAGES.get(act.operation, "") for act in acts]
    kinds[0] = "record.deposit"
    return [f"{version * 100} {kind}" for version, kind in enumerate(kinds, start=1) if kind]


def require_same_story(door: Door, followed: Followed) -> None:
    """State, executions and journal say what the client knows."""
    number = followed.number
    opened = door.does("consult", "pharmacien", number=number)
    assert (opened["state"], opened["objection"]) == (state_of(followed), followed.objected)
    # To the patient: an objection hides them from the author.
    read = door.does("executions", "patient", number=number).get("execution", [])
    standing = [each["reference"] for each in read if not each.get("undone")]
    assert sorted(standing) == sorted(followed.served.values())
    journal = door.does("journal", "patient", number=number)["access"]
    codes = Counter(each["code"] for each in journal if not each.get("refused"))
    for operation in WRITES:
        assert codes[operation] == followed.count(operation), (operation, codes)
    sent = len(followed.consults) + 1
    assert sum(followed.consults) + 1 <= codes["consult"] <= sent
    if followed.successor:
        told = door.does("consult", "medecin", number=number)
        assert told["replacedBy"] == followed.successor


def state_of(followed: Followed) -> str:
    """The state that follows from the acts: the second line is renewed, hence never ended."""
    if followed.ended:
        return "replaced" if followed.successor else "cancelled"
    return "partly-executed" if followed.served else "issued"


def ready(address: str) -> int:
    """The status of /ready; 0 when nobody answers."""
    try:
        return httpx.get(f"{address}/ready", timeout=60, trust_env=False, verify=False).status_code
    except httpx.TransportError:
        return 0
