"""The coverage index on PostgreSQL: keyed by patient hash, encrypted, forgotten act by act."""

from ordonnance.adapters.database.base_key import BaseKey, PurposeKey
from ordonnance.adapters.database.codec import decode, encode
from ordonnance.adapters.database.connections import Connections
from ordonnance.adapters.database.framing import join
from ordonnance.adapters.database.sealing import People, name_of
from ordonnance.adapters.keys import ROW, KeyCabinet
from ordonnance.domain.ids import Ins
from ordonnance.usecases.ports import Covered

_OF = "SELECT id, body FROM base.coverage WHERE patient_hash = ANY ($1)"
_ADD = "SELECT base.add_coverage($1, $2, $3, $4, $5)"
_REMOVE = "SELECT base.remove_coverage($1, $2)"


class PostgresCoverage:
    """Read and fill the coverage of a patient. Fails as PostgresBase does."""

    def __init__(
        self,
        connections: Connections,
        cabinet: KeyCabinet,
        base_key: BaseKey,
        *,
        compact: bool = False,
    ) -> None:
        self._connections = connections
        self._dictionary = ROW if compact else None
        self._people = People(cabinet)
        self._base_key = base_key

    async def of(self, patient: Ins) -> tuple[Covered, ...]:
        """Everything covered for this patient that is still kept, by first day."""
        key = self._key(patient)
        rows = await self._connections.rows(_OF, self._people.patient(patient))
        found = {decode(key.open(row["body"], _place(row["id"])), Covered) for row in rows}
        return tuple(sorted(found, key=lambda each: each.in_order))

    async def add(self, patient: Ins, periods: tuple[Covered, ...]) -> None:
        """Add periods; adding the same one twice changes nothing."""
        if not periods:
            return
        key = self._key(patient)
        plain = {key.hash(body): (each, body) for each in periods for body in (encode(each),)}
        await self._connections.value(
            _ADD,
            self._people.patient(patient)[0],
            list(plain),
            [_act(key, each.number, each.reference) for each, _ in plain.values()],
            [each.last for each, _ in plain.values()],
            [key.seal(body, _place(row), self._dictionary) for row, (_, body) in plain.items()],
        )

    async def remove(self, patient: Ins, number: str, reference: str) -> None:
        """Forget the periods of an act that was undone or ended."""
        act = _act(self._key(patient), number, reference)
        await self._connections.value(_REMOVE, self._people.patient(patient), act)

    def _key(self, patient: Ins) -> PurposeKey:
        return self._base_key.for_purpose("coverage", name_of(patient))


def _act(key: PurposeKey, number: str, reference: str) -> bytes:
    return key.hash(join(number.encode(), reference.encode()))


def _place(row: bytes) -> bytes:
    return b"coverage|" + row
