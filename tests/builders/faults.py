"""Ports that fail, or during whose calls something else happens."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from ordonnance.domain.errors import Refusal

Call = Callable[..., Coroutine[Any, Any, Any]]


class Losing:
    """A port that works, but whose answer to one call does not arrive (or that fails before)."""

    def __init__(
        self, port: object, call: str, *, after: bool, failure: Exception | None = None
    ) -> None:
        self._port, self._call, self._after, self.lost = port, call, after, 0
        self._failure = failure or Refusal.of("BASE_UNAVAILABLE")

    def __getattr__(self, name: str) -> Call:
        async def call(*given: Any) -> Any:
            loses = name == self._call and not self.lost
            if loses and not self._after:
                self.lost += 1
                raise self._failure
            answer = await getattr(self._port, name)(*given)
            if loses:
                self.lost += 1
                raise self._failure
            return answer

        return call


class Meanwhile:
    """A port around whose first call of that name something else happens: before, or after."""

    def __init__(self, port: object, call: str, *, after: bool = False) -> None:
        self._port, self._call, self._after = port, call, after
        self.happens: Callable[[], Awaitable[object]] | None = None

    def __getattr__(self, name: str) -> Call:
        async def call(*given: Any) -> Any:
            happens = self.happens if name == self._call else None
            if happens is None:
                return await getattr(self._port, name)(*given)
            self.happens = None
            if not self._after:
                await happens()
            answer = await getattr(self._port, name)(*given)
            if self._after:
                await happens()
            return answer

        return call
