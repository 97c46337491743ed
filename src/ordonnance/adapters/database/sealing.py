"""What stands in the rows: ciphertext under the key of each ordonnance, and keyed hashes of people.

The associated data names the table, the number and the place of the row, so that a ciphertext moved
to another row does not open.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from ordonnance.adapters.keys import (
    DOCUMENT,
    ROW,
    DataKey,
    KeyCabinet,
    PersonKind,
    open_bytes,
    seal_bytes,
)
from ordonnance.domain.ids import Ins
from ordonnance.usecases.ports import AnswerScope

EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")

KEYS_HELD = 10_000
"""Data keys kept unwrapped in memory: the one just read is the one that the act writes with."""


@dataclass(frozen=True, slots=True)
class RowSealer:
    """Seals and opens the rows of one ordonnance; opens every form, seals in the one it is told."""

    number: str
    key: DataKey
    compact: bool = False

    def seal(self, table: str, place: str | int, plain: bytes) -> bytes:
        """The ciphertext for that table and place (version, rank, scope...)."""
        dictionary = (DOCUMENT if table == "document" else ROW) if self.compact else None
        return seal_bytes(self.key, plain, self._where(table, place), dictionary)

    def open(self, table: str, place: str | int, sealed: bytes) -> bytes:
        """What `seal` sealed at the same place. Raises SealBroken."""
        return open_bytes(self.key, sealed, self._where(table, place))

    def _where(self, table: str, place: str | int) -> bytes:
        return f"{table}|{self.number}|{place}".encode()


class RowSealers:
    """The sealers of ordonnances, from their wrapped keys; the latest stay in memory."""

    def __init__(
        self, cabinet: KeyCabinet, held: int = KEYS_HELD, *, compact: bool = False
    ) -> None:
        self._cabinet = cabinet
        self._compact = compact
        self._held = held
        self._kept: OrderedDict[str, RowSealer] = OrderedDict()

    def new(self, number: str) -> tuple[RowSealer, str, bytes]:
        """A sealer with a fresh key; id of the wrapping key; wrapped key."""
        key = self._cabinet.new_data_key()
        wrapped = self._cabinet.wrap(key, number)
        # Not kept: should somebody else hold this number, this key is not the one of its rows.
        return RowSealer(number, key, self._compact), self._cabinet.active_kek_id, wrapped

    def of(self, number: str, kek_id: str, wrapped: bytes) -> RowSealer:
        """The sealer of a row read. Raises SealBroken or KeyUnknown."""
        # The row's own wrapped key is opened each time: memory never hides a row altered since.
        key = self._cabinet.unwrap(kek_id, wrapped, number)
        sealer = RowSealer(number, key, self._compact)
        self._kept[number] = sealer
        self._kept.move_to_end(number)
        if len(self._kept) > self._held:
            self._kept.popitem(last=False)
        return sealer

    def recent(self, number: str) -> RowSealer | None:
        """The sealer of an ordonnance read lately, or None."""
        return self._kept.get(number)


class Decoy:
    """An ordonnance that nobody wrote, opened in place of one that does not exist.

    So that an unknown number costs what one that exists costs: a key to unwrap, two ciphertexts to
    open. Its sizes are those of an ordonnance of two lines.
    """

    def __init__(self, cabinet: KeyCabinet, *, compact: bool = False) -> None:
        key = cabinet.new_data_key()
        self._cabinet = cabinet
        self._kek_id, self._wrapped = cabinet.active_kek_id, cabinet.wrap(key, "")
        dictionaries = (DOCUMENT, ROW) if compact else (None, None)
        self._sealed = [
            seal_bytes(key, secrets.token_hex(size).encode(), b"decoy", dictionary)
            for size, dictionary in zip((1500, 150), dictionaries, strict=True)
        ]

    def open(self) -> None:
        """Do the work, keep nothing of it."""
        key = self._cabinet.unwrap(self._kek_id, self._wrapped, "")
        for sealed in self._sealed:
            open_bytes(key, sealed, b"decoy")


class People:
    """Keyed hashes of people, under every pepper still held, newest first."""

    def __init__(self, cabinet: KeyCabinet) -> None:
        self._cabinet = cabinet

    @property
    def pepper(self) -> int:
        """The version of the pepper used by new rows."""
        return self._cabinet.pepper_version

    def patient(self, ins: Ins) -> list[bytes]:
        """Hashes of a patient."""
        return self._hashes(PersonKind.PATIENT, name_of(ins))

    def author(self, rpps: str) -> list[bytes]:
        """Hashes of an author."""
        return self._hashes(PersonKind.AUTHOR, rpps)

    def caller(self, caller: str) -> list[bytes]:
        """Hashes of a caller's key."""
        return self._hashes(PersonKind.CALLER, caller)

    def scope(self, scope: AnswerScope) -> list[bytes]:
        """Hashes of a caller's key together with an idempotency key."""
        # The length first: no two pairs give the same text.
        return self._hashes(PersonKind.CALLER, f"{len(scope.caller)}:{scope.caller}{scope.key}")

    def _hashes(self, kind: PersonKind, value: str) -> list[bytes]:
        cabinet = self._cabinet
        return [cabinet.person_hash(kind, value, version) for version in cabinet.pepper_versions]


def name_of(ins: Ins) -> str:
    """The text that stands for a patient in keyed hashes: the kind of matricule counts."""
    return f"{ins.oid.value}|{ins.matricule}"


def microseconds(at: datetime) -> int:
    """An instant as PostgreSQL sends it: microseconds since 2000-01-01 UTC."""
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
