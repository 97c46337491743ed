"""How many verifications may be asked, by address and in all: sliding windows of one process."""

import collections
from datetime import datetime, timedelta

from ordonnance.domain.errors import Refusal

PER_ADDRESS = 10
"""Verifications of one address in a WINDOW: somebody with a pile of sheets goes on slowly."""

IN_ALL = 300
"""Verifications of this process in a WINDOW: they never take what the counters need."""

WINDOW = timedelta(minutes=1)


class Pace:
    """Counts verifications, or searches. Who asks is kept for one WINDOW, in memory only."""

    def __init__(
        self,
        per_address: int = PER_ADDRESS,
        in_all: int = IN_ALL,
        code: str = "TOO_MANY_VERIFICATIONS",
    ) -> None:
        self._code = code
        self._per_address = per_address
        self._in_all = in_all
        self._asked: collections.deque[tuple[datetime, str]] = collections.deque()
        self._by: collections.Counter[str] = collections.Counter()

    def asked(self, address: str, at: datetime) -> None:
        """Count one more. Raises the code given above a cap, and then counts nothing."""
        self._forget(at)
        if self._by[address] >= self._per_address:
            first = next(since for since, each in self._asked if each == address)
        elif len(self._asked) >= self._in_all:
            first = self._asked[0][0]
        else:
            self._asked.append((at, address))
            self._by[address] += 1
            return
        wait = first + WINDOW - at
        raise Refusal.of(self._code, seconds=max(1, -int(-wait.total_seconds() // 1)))

    def _forget(self, at: datetime) -> None:
        """What is older than a WINDOW, or counted by a clock since put back."""
        while self._asked and not at - WINDOW < self._asked[0][0] <= at:
            _, address = self._asked.popleft()
            self._by[address] -= 1
            if not self._by[address]:
                del self._by[address]
