"""What the acts write, turned into the arguments of the functions: sealed, hashed, encoded."""

from collections.abc import Sequence

from ordonnance.adapters.database.codec import encode, encode_result
from ordonnance.adapters.database.compacting import pack_seal, short_answer
from ordonnance.adapters.database.framing import join
from ordonnance.adapters.database.sealing import People, RowSealer, microseconds
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.usecases.ports import (
    AnswerScope,
    Change,
    JournalEntry,
    NewOrdonnance,
    OutboxMessage,
)

MESSAGES_PER_ACT = 100
"""The rank of an outbox message is the version written times this, plus its place in the act."""


def issue_arguments(
    new: NewOrdonnance, sealer: RowSealer, kek_id: str, wrapped: bytes, people: People
) -> tuple[object, ...]:
    """The arguments of issue_ordonnance, in order."""
    version = new.progress.version
    seal = pack_seal(new.seal) if sealer.compact else new.seal.encode()
    document = join(new.content_type.encode(), seal, new.document)
    result = short_answer(new.result, new.seal) if sealer.compact else new.result
    return (
        new.number.value,
        new.issued_at,
        new.established_on,
        new.closes_on,
        version,
        new.progress.author_version,
        people.pepper,
        OrdonnanceState.ISSUED.value,
        kek_id,
        wrapped,
        people.author(new.author)[0],
        people.patient(new.patient)[0] if new.patient else None,
        sealer.seal("ordonnance", version, encode(new.progress)),
        new.seal_key,
        sealer.seal("document", 0, document),
        *_trace(sealer, people, new.entry, new.answer, result),
        *_messages(sealer, version, new.outbox),
    )


def apply_arguments(
    expected: int, change: Change, sealer: RowSealer, people: People
) -> tuple[object, ...]:
    """The arguments of apply_change, in order. Raises ValueError when the version does not move."""
    version = change.progress.version
    if version != expected + 1:
        raise ValueError("an act moves the version on by one")
    return (
        sealer.number,
        expected,
        version,
        change.progress.author_version,
        change.state.value,
        sealer.seal("ordonnance", version, encode(change.progress)),
        *_trace(sealer, people, change.entry, change.answer, change.result),
        *_messages(sealer, version, change.outbox),
    )


def journal_bytes(sealer: RowSealer, entry: JournalEntry) -> bytes:
    """A sealed journal entry; its place is its instant, since only the base knows its rank."""
    return sealer.seal("journal", microseconds(entry.at), encode(entry))


def _trace(
    sealer: RowSealer, people: People, entry: JournalEntry, scope: AnswerScope, result: object
) -> tuple[object, ...]:
    """Instant, journal entry, scope hashes, answer. The body's digest is sealed with its answer:

    unkeyed, it would tell whoever guesses a body that they guessed right.
    """
    scopes = people.scope(scope)
    answer = join(scope.digest, encode_result(result))
    sealed = sealer.seal("answer", scopes[0].hex(), answer)
    return entry.at, journal_bytes(sealer, entry), scopes, sealed


def _messages(
    sealer: RowSealer, version: int, messages: Sequence[OutboxMessage]
) -> tuple[list[str], list[bytes]]:
    if len(messages) > MESSAGES_PER_ACT:
        raise ValueError("too many outbox messages in one act")
    first = version * MESSAGES_PER_ACT
    return (
        [message.kind for message in messages],
        [
            sealer.seal("outbox", first + place, encode(message))
            for place, message in enumerate(messages)
        ],
    )
