"""Letters in PostgreSQL: keyed hashes to find them, everything else sealed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ordonnance.adapters.database.base_key import BaseKey
from ordonnance.adapters.database.codec import decode, encode
from ordonnance.adapters.database.connections import Connections, Row
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterState, OpenBox

_POST = "SELECT base.post_letter($1, $2, $3, $4, $5, $6, $7, $8, $9)"
_CLAIM = "SELECT letter_hash, version, body FROM base.claim_letters($1, $2, $3, $4)"
_WRITE = "SELECT base.write_letter($1, $2, $3, $4, $5, $6, $7, $8)"
_READ = "SELECT letter_hash, version, body FROM base.letter WHERE letter_hash = $1"
_CONTENT = "SELECT content FROM base.letter WHERE letter_hash = $1"
_CONCERNING = """SELECT letter_hash, version, body FROM base.letter
 WHERE concern_hash = $1 ORDER BY written_at, letter_hash"""
_AMONG = """SELECT letter_hash, version, body FROM base.letter
 WHERE state = ANY ($1)
   AND ($3::timestamptz IS NULL OR (written_at, letter_hash) > ($3, $4::bytea))
 ORDER BY written_at, letter_hash LIMIT $2"""


class PostgresLetters:
    """The port `Letters`. Raises Refusal BASE_UNAVAILABLE, DatabaseFault."""

    def __init__(self, connections: Connections, base_key: BaseKey) -> None:
        self._connections = connections
        self._key = base_key.for_purpose("letter", "")

    async def post(self, letter: Letter, content: bytes) -> bool:
        """Keep a new letter."""
        row = self._hash("letter", letter.id)
        said = await self._connections.value(
            _POST,
            self._hash("concern", letter.concerns),
            row,
            self._box(letter.box),
            letter.state.value,
            letter.holds,
            letter.written_at,
            letter.due_at,
            self._key.seal(encode(letter), b"body|" + row),
            self._key.seal(content, b"content|" + row),
        )
        if said == "held":
            raise Refusal.of("MAIL_ANOTHER_LETTER")
        return bool(said == "posted")

    async def claim(
        self, boxes: frozenset[OpenBox], at: datetime, lease: timedelta, limit: int
    ) -> Sequence[Letter]:
        """Letters due of these boxes."""
        hashes = [self._box(each) for each in sorted(boxes)]
        found = self._opened(await self._connections.rows(_CLAIM, hashes, at, lease, limit))
        return sorted(found, key=lambda each: (each.written_at, each.id))

    async def read(self, id: str) -> Letter | None:
        """A letter by its id."""
        rows = await self._connections.rows(_READ, self._hash("letter", id))
        return next(iter(self._opened(rows)), None)

    async def content(self, id: str) -> bytes | None:
        """Its bytes."""
        row = self._hash("letter", id)
        sealed = await self._connections.value(_CONTENT, row)
        return None if sealed is None else self._key.open(sealed, b"content|" + row)

    async def write(self, letter: Letter) -> Letter | None:
        """Write after the version that it has."""
        row = self._hash("letter", letter.id)
        written = await self._connections.value(
            _WRITE,
            self._hash("concern", letter.concerns),
            row,
            letter.version,
            letter.state.value,
            letter.holds,
            letter.state.unsent,
            letter.due_at,
            self._key.seal(encode(letter), b"body|" + row),
        )
        return replace(letter, version=letter.version + 1) if written else None

    async def concerning(self, concerns: str) -> Sequence[Letter]:
        """The letters about one thing."""
        rows = await self._connections.rows(_CONCERNING, self._hash("concern", concerns))
        return list(self._opened(rows))

    async def among(
        self, states: frozenset[LetterState], limit: int, after: Letter | None = None
    ) -> Sequence[Letter]:
        """Letters in these states."""
        names = sorted(each.value for each in states)
        at, row = (after.written_at, self._hash("letter", after.id)) if after else (None, None)
        return list(self._opened(await self._connections.rows(_AMONG, names, limit, at, row)))

    def _opened(self, rows: Iterable[Row]) -> Iterable[Letter]:
        for row in rows:
            body = self._key.open(row["body"], b"body|" + row["letter_hash"])
            # The version is the database's: the one sealed is that before the writing.
            yield replace(decode(body, Letter), version=row["version"])

    def _box(self, box: OpenBox) -> bytes:
        # « | » stands in no address.
        return self._hash("sender", f"{box.address}|{box.person}" if box.person else box.address)

    def _hash(self, kind: str, value: str) -> bytes:
        return self._key.hash(f"{kind}|{value}".encode())
