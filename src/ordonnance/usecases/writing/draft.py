"""A draft as it lies on the desk: what was typed, what was understood, what was explained.

The lines that were understood are kept as the FHIR document of an ordonnance, which any later
version reads; everything else as the words that were typed, so that nothing is lost.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import MOST_LINES, Line, Ordonnance
from ordonnance.usecases.ports import Reader
from ordonnance.usecases.writing.begun import NOTHING_BEGUN, Begun, LineForm
from ordonnance.usecases.writing.hands import (
    Handed,
    Prepared,
    handed_up,
    passed_down,
    prepared_up,
)
from ordonnance.usecases.writing.looked import Looked, looked_down, looked_up
from ordonnance.usecases.writing.patient import TypedPatient

FHIR_JSON = "application/fhir+json"
ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

MOST_READ: Final = 1000
"""Most lines of a draft that is opened again: one kept before there was a limit is never lost."""

NOT_YET: Final = TypedPatient()
"""No patient was said."""

_NOBODY: Final = Prescriber(None, (), None, None)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line: its own id, the sentence typed, and what it prescribes once understood.

    `rest`: words that nobody understood, which stop the issue; `notes`: readings to be checked.
    """

    id: str
    typed: str
    line: Line | None = None
    rest: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """The prescriber's reason for a finding: rule, id of its line (empty: the document)."""

    rule: str
    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An ordonnance being written. `version` is 0 until it is first kept.

    `replaces` is the number that it corrects; `issued` the number that it became. `prepared`: by
    whom, for this prescriber; `handed`: to whom, by this assistant, who keeps nothing else of it
    once it lies there.
    """

    id: str
    version: int = 0
    patient: TypedPatient = NOT_YET
    lines: tuple[DraftLine, ...] = ()
    explained: tuple[Explained, ...] = ()
    objection: bool = False
    hidden_from_representative: bool = False
    replaces: str = ""
    issued: str = ""
    written_at: datetime | None = None
    prepared: Prepared | None = None
    handed: Handed | None = None
    looked: Looked | None = None
    """What the patient still takes, once it was looked up."""
    begun: Begun = NOTHING_BEGUN
    """Lines begun step by step, as their own sheet keeps them."""

    def __repr__(self) -> str:
        return f"Draft(version {self.version})"

    @property
    def understood(self) -> tuple[Line, ...]:
        """The lines that say what they prescribe, numbered in their order."""
        found = [each.line for each in self.lines if each.line is not None]
        ranks = {line.number: rank for rank, line in enumerate(found, start=1)}
        return tuple(_numbered(line, rank, ranks) for rank, line in enumerate(found, start=1))

    @property
    def unfinished(self) -> tuple[LineForm, ...]:
        """The lines begun step by step that wait to be added or given up."""
        return tuple(
            each for each in self.begun.forms if not each.line or self.line(each.line) is not None
        )

    @property
    def stamp(self) -> str:
        """What a page of this draft says it shows: the version of this very copy.

        One that was taken back and handed over again begins again at its first version: what
        names the hand-over tells them apart.
        """
        return self._stamp(self.version)

    @property
    def shown_as(self) -> frozenset[str]:
        """The stamps whose page shows this draft: beginning to issue it changes no word of it."""
        claimed = self.prepared.claimed if self.prepared else 0
        also = {self._stamp(claimed)} if claimed and claimed + 1 == self.version else set()
        return frozenset({self.stamp, *also})

    def _stamp(self, version: int) -> str:
        return f"{version}.{self.prepared.copy}" if self.prepared else f"{version}"

    def line(self, id: str) -> DraftLine | None:
        """The line with that id, or None."""
        return next((each for each in self.lines if each.id == id), None)

    def with_line(self, changed: DraftLine) -> "Draft":
        """That line changed, or added at the end. Its explanations no longer hold.

        Raises Refusal LINES_TOO_MANY for one more than an ordonnance holds.
        """
        lines = tuple(changed if each.id == changed.id else each for each in self.lines)
        if self.line(changed.id) is None:
            lines = (*lines, changed)
            require_room(lines)
        kept = tuple(each for each in self.explained if each.line != changed.id)
        return replace(self, lines=lines, explained=kept)

    def without(self, id: str) -> "Draft":
        """The draft without that line."""
        return replace(
            self,
            lines=tuple(each for each in self.lines if each.id != id),
            explained=tuple(each for each in self.explained if each.line != id),
        )

    def moved(self, id: str, by: int) -> "Draft":
        """That line some places lower; unchanged where there is no such place."""
        lines = list(self.lines)
        at = next((rank for rank, each in enumerate(lines) if each.id == id), None)
        if at is None or not 0 <= at + by < len(lines):
            return self
        lines.insert(at + by, lines.pop(at))
        return replace(self, lines=tuple(lines))

    def explaining(self, one: Explained) -> "Draft":
        """With that reason, instead of the one given before."""
        others = [e for e in self.explained if (e.rule, e.line) != (one.rule, one.line)]
        return replace(self, explained=(*others, one) if one.reason else tuple(others))


def require_room(lines: tuple[DraftLine, ...]) -> None:
    """As many lines as an ordonnance holds. Raises Refusal LINES_TOO_MANY."""
    if len(lines) > MOST_LINES:
        raise Refusal.of("LINES_TOO_MANY", limit=MOST_LINES)


def _numbered(line: Line, rank: int, ranks: Mapping[int, int]) -> Line:
    """The line at its place; what it says of a line that is no longer there goes with that one."""
    kept = (each for each in line.relations if each.other in ranks)
    relations = tuple(replace(each, other=ranks[each.other]) for each in kept)
    return replace(line, number=rank, relations=relations)


def written_down(draft: Draft, reader: Reader, at: datetime) -> bytes:
    """The bytes of a draft for the desk."""
    return json.dumps(
        {
            "patient": asdict(draft.patient.kept),
            "lines": [
                {
                    "id": each.id,
                    "typed": each.typed,
                    "understood": each.line is not None,
                    "rest": each.rest,
                    "notes": each.notes,
                }
                for each in draft.lines
            ],
            "document": document_of(draft.understood, reader, at).decode(),
            "explained": [asdict(each) for each in draft.explained],
            "objection": draft.objection,
            "hidden": draft.hidden_from_representative,
            "replaces": draft.replaces,
            "issued": draft.issued,
            "prepared": passed_down(draft.prepared),
            "handed": passed_down(draft.handed),
            "looked": looked_down(draft.looked),
        },
        ensure_ascii=False,
    ).encode()


def taken_up(id: str, version: int, content: bytes, at: datetime, reader: Reader) -> Draft:
    """The draft of these bytes."""
    held: Mapping[str, Any] = json.loads(content)
    known = iter(lines_of(held["document"].encode(), reader))
    return Draft(
        id,
        version,
        TypedPatient(**held["patient"]),
        tuple(
            DraftLine(
                each["id"],
                each["typed"],
                next(known) if each["understood"] else None,
                tuple(each["rest"]),
                tuple(each["notes"]),
            )
            for each in held["lines"]
        ),
        tuple(Explained(**each) for each in held["explained"]),
        held["objection"],
        held["hidden"],
        held["replaces"],
        held["issued"],
        at,
        prepared_up(held["prepared"]) if held.get("prepared") else None,
        handed_up(held["handed"]) if held.get("handed") else None,
        looked_up(held.get("looked")),
    )


class Standing(StrEnum):
    """What a sheet is to the one on whose desk it lies."""

    OWN = "own"
    PREPARED = "prepared"
    """Put there by an assistant, not issued yet."""
    HANDED = "handed"
    ISSUED = "issued"


def standing_of(content: bytes) -> Standing:
    """What these bytes of a draft are to their owner."""
    held: Mapping[str, Any] = json.loads(content)
    known = ((each, held.get(each.value)) for each in (Standing.ISSUED, Standing.HANDED))
    other = Standing.PREPARED if held.get("prepared") else Standing.OWN
    return next((each for each, there in known if there), other)


def document_of(lines: tuple[Line, ...], reader: Reader, at: datetime) -> bytes:
    """Lines alone as a document; nothing for no line."""
    if not lines:
        return b""
    return reader.rewrite(Ordonnance(at, _NOBODY, lines, None, anonymous=True), ())


def lines_of(document: bytes, reader: Reader) -> tuple[Line, ...]:
    """The lines of such a document."""
    if not document:
        return ()
    return reader.draft(document, FHIR_JSON, most_lines=MOST_READ).ordonnance.lines


def as_read_again(line: Line, reader: Reader, at: datetime) -> Line:
    """The line as whoever opens the document will read it.

    Raises Refusal LINE_NOT_WRITABLE for one that a document cannot say.
    """
    try:
        return lines_of(document_of((replace(line, number=1),), reader, at), reader)[0]
    except (ValueError, Refusal):
        raise Refusal.of("LINE_NOT_WRITABLE") from None
