"""A message opened: what each of its files proves, and which ordonnance of the base it names."""

from collections.abc import Sequence
from dataclasses import dataclass

from ordonnance.bootstrap.message_files import Taken, TakenFile
from ordonnance.bootstrap.verifying import Shown
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.domain.verification import Nature
from ordonnance.doors.api.verifying import asker_of
from ordonnance.doors.web.screens.counter_file import OPENED
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.mail.inbox import FileKind
from ordonnance.usecases.verifying_views import Verified
from ordonnance.usecases.verifying_words import outcome

MOST_JUDGED = 3
"""Sheets of one message that are verified: it concerns one patient."""

_PROVEN = (Nature.NUMERIQUE, Nature.PAPER)
_SHEETS = (FileKind.PDF, FileKind.JPEG, FileKind.PNG)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file proves, or why it cannot be read. `rank` is its place in the message, from 1.

    `number` is that of an ordonnance of this base; `opens` when nothing contradicts the file.
    """

    rank: int
    verified: Verified | None = None
    refusal: Refusal | None = None
    number: OrdonnanceNumber | None = None
    opens: bool = False

    def __repr__(self) -> str:
        return f"Judged({self.rank}, {self.opens})"

    @property
    def proven(self) -> bool:
        """True of the very document that the base holds."""
        return self.verified is not None and self.verified.nature in _PROVEN

    @property
    def said(self) -> str:
        """In a sentence."""
        if self.verified is None:
            return self.refusal.first.message if self.refusal else ""
        return outcome(self.verified.nature, self.verified.points)


async def judged(visit: Visit, taken: Taken) -> tuple[Judged, ...]:
    """Every sheet of a message; failing that, the number that its CDA document says.

    Raises Refusal: the caps of verifications and of openings.
    """
    sheets = [(rank, each) for rank, each in enumerate(taken.files, 1) if each.kind in _SHEETS]
    found = [await _sheet(visit, rank, each) for rank, each in sheets[:MOST_JUDGED]]
    if not any(each.number for each in found):
        found += await _numbered(visit, taken.files)
    return tuple(found)


def to_open(found: Sequence[Judged]) -> OrdonnanceNumber | None:
    """The one ordonnance of this base that the message names without any contradiction."""
    numbers = {each.number for each in found if each.opens and each.number}
    doubts = any(each.number and not each.opens for each in found)
    return numbers.pop() if len(numbers) == 1 and not doubts else None


async def _sheet(visit: Visit, rank: int, file: TakenFile) -> Judged:
    verifying, ports, key = visit.platform.verifying, visit.platform.ports, visit.caller.key
    ports.openings.allowed(key, ports.clock.now())
    verifying.paced(key, ports.clock.now())
    with verifying.hold(key, signed_in=True):
        try:
            read = await verifying.files.read(file.content)
            shown = Shown(
                asker_of(visit.request), caller=visit.caller, file=file.content, read=read
            )
            verified = await visit.platform.verified(shown)
        except Refusal as refusal:
            if not refusal.code.startswith(("FILE_", "BODY_TOO_LARGE")):
                raise
            return Judged(rank, refusal=refusal)
    known = verified.nature in (*OPENED, Nature.ALTERED) and len(read.numbers) == 1
    number = read.numbers[0] if known else None
    return Judged(rank, verified, None, number, known and verified.nature in OPENED)


async def _numbered(visit: Visit, files: Sequence[TakenFile]) -> list[Judged]:
    """The first CDA document whose number has the form of ours."""
    for rank, each in enumerate(files, 1):
        try:
            number = OrdonnanceNumber.parse(each.number)
        except InvalidNumber:
            continue
        shown = Shown(asker_of(visit.request), caller=visit.caller, number=number.value)
        verified = await visit.platform.verified(shown)
        known = verified.nature in OPENED
        return [Judged(rank, verified, None, number if known else None, known)]
    return []
