"""Rows of the base turned back into what the acts read."""

from collections.abc import Sequence

from ordonnance.adapters.database.codec import decode, decode_result
from ordonnance.adapters.database.compacting import full_answer, unpack_seal
from ordonnance.adapters.database.connections import Row
from ordonnance.adapters.database.framing import split
from ordonnance.adapters.database.sealing import RowSealer, RowSealers, microseconds
from ordonnance.domain.dispensing import Progress
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import Answered, Journaled, JournalEntry, Stored


def stored(
    number: OrdonnanceNumber, row: Row, sealers: RowSealers, scopes: Sequence[bytes] = ()
) -> Stored:
    """The ordonnance of its row of read_ordonnance, with its answer when it is to one of `scopes`.

    Raises SealBroken, KeyUnknown or CodecError.
    """
    sealer = sealers.of(number.value, row["kek_id"], row["data_key"])
    content_type, packed, document = split(sealer.open("document", 0, row["body"]), 3)
    seal = unpack_seal(packed)
    # Sealed with its version: an older progress put back under a newer version does not open.
    progress = decode(sealer.open("ordonnance", row["version"], row["progress"]), Progress)
    return Stored(
        number,
        document,
        content_type.decode(),
        seal,
        row["issued_at"],
        progress,
        _answered(row, sealer, seal) if row["scope_hash"] in scopes else None,
    )


def _answered(row: Row, sealer: RowSealer, seal: str) -> Answered:
    digest, result = split(sealer.open("answer", row["scope_hash"].hex(), row["answer"]), 2)
    return Answered(digest, full_answer(decode_result(result), seal))


def journaled(row: Row, sealer: RowSealer) -> Journaled:
    """One row of the journal. Raises SealBroken or CodecError."""
    plain = sealer.open("journal", microseconds(row["at"]), row["entry"])
    return Journaled(row["sequence"], decode(plain, JournalEntry), row["hash"])
