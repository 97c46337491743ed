"""Traces as software write them, JSON, read strictly into attempts."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from ordonnance.domain.preserie.traces import (
    Attempt,
    Operation,
    Outcome,
    Paper,
    TraceInvalid,
)


class TraceUnreadable(Exception):
    """A trace that cannot be read: its rank from 1 (0: the whole), and why (French)."""

    def __init__(self, rank: int, reason: str) -> None:
        super().__init__(reason)
        self.rank = rank
        self.reason = reason


class Trace(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One trace as written. The base's own traces are never read from here."""

    id: str
    installation: str
    operation: Operation
    at: datetime
    outcome: Outcome
    version: str
    module_version: str
    reference: str | None = None
    code: str | None = None
    duration_ms: int | None = None
    paper: Paper = Paper.NOT_KNOWN
    served: bool | None = None
    test: bool = False


class Posting(msgspec.Struct, forbid_unknown_fields=True):
    """What is signed: the présérie, and traces in any order."""

    pilot: str
    traces: list[Trace]


def read_posting(payload: bytes) -> tuple[str, tuple[Attempt, ...]]:
    """The présérie and its attempts. Raises TraceUnreadable."""
    try:
        posting = msgspec.json.decode(payload, type=Posting)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TraceUnreadable(0, "ce n’est pas le JSON attendu") from error
    return posting.pilot, _attempts(posting.traces)


def read_lines(content: bytes) -> tuple[Attempt, ...]:
    """The attempts of a file, one JSON object on each line. Raises TraceUnreadable."""
    traces = []
    for rank, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            traces.append(msgspec.json.decode(line, type=Trace))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TraceUnreadable(rank, "ce n’est pas le JSON attendu") from error
    return _attempts(traces)


def _attempts(traces: Sequence[Trace]) -> tuple[Attempt, ...]:
    found = []
    for rank, each in enumerate(traces, 1):
        try:
            found.append(Attempt(**msgspec.structs.asdict(each)))
        except TraceInvalid as error:
            raise TraceUnreadable(rank, f"{error.field}, {error.why}") from error
    return tuple(found)
