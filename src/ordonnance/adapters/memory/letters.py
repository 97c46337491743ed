"""Letters in memory: one process, gone with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterState, OpenBox

AHEAD = timedelta(minutes=10)
"""A letter put off for longer was by a clock since put back."""


class MemoryLetters:
    """The port `Letters`, in dictionaries."""

    def __init__(self) -> None:
        self._letters: dict[str, Letter] = {}
        self._contents: dict[str, bytes] = {}
        self._left_alone: dict[str, datetime] = {}

    async def post(self, letter: Letter, content: bytes) -> bool:
        """Keep a new letter."""
        if letter.id in self._letters:
            return False
        about = (each for each in self._letters.values() if each.concerns == letter.concerns)
        if letter.holds and any(each.holds for each in about):
            raise Refusal.of("MAIL_ANOTHER_LETTER")
        self._letters[letter.id] = letter
        self._contents[letter.id] = content
        return True

    async def claim(
        self, boxes: frozenset[OpenBox], at: datetime, lease: timedelta, limit: int
    ) -> Sequence[Letter]:
        """Letters due of these boxes."""
        due = [
            each
            for each in self._ordered()
            if each.box in boxes
            and each.state.unsent
            and _come(each.due_at, at)
            and _come(self._left_alone.get(each.id, at), at)
        ]
        for each in due[:limit]:
            self._left_alone[each.id] = at + lease
        return due[:limit]

    async def read(self, id: str) -> Letter | None:
        """A letter by its id."""
        return self._letters.get(id)

    async def content(self, id: str) -> bytes | None:
        """Its bytes."""
        return self._contents.get(id)

    async def write(self, letter: Letter) -> Letter | None:
        """Write after the version that it has."""
        former = self._letters.get(letter.id)
        if former is None or former.version != letter.version:
            return None
        written = replace(letter, version=letter.version + 1)
        self._letters[letter.id] = written
        self._left_alone.pop(letter.id, None)
        if not letter.state.unsent:
            self._contents.pop(letter.id, None)
        return written

    async def concerning(self, concerns: str) -> Sequence[Letter]:
        """The letters about one thing."""
        return [each for each in self._ordered() if each.concerns == concerns]

    async def among(
        self, states: frozenset[LetterState], limit: int, after: Letter | None = None
    ) -> Sequence[Letter]:
        """Letters in these states."""
        later = (each for each in self._ordered() if after is None or _rank(each) > _rank(after))
        return [each for each in later if each.state in states][:limit]

    def _ordered(self) -> list[Letter]:
        return sorted(self._letters.values(), key=_rank)


def _rank(letter: Letter) -> tuple[datetime, str]:
    return letter.written_at, letter.id


def _come(instant: datetime, at: datetime) -> bool:
    return not at < instant <= at + AHEAD
