"""What every act of a client goes through: one base, one identity, requests and their answers."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

import httpx
import msgspec

from ordonnance import __version__
from ordonnance.client.errors import Unreachable
from ordonnance.client.forms import FORMS, Asked
from ordonnance.client.transport import FHIR_JSON, Transport
from ordonnance.fhir.results import from_parameters, to_parameters

T = TypeVar("T")


class Asking:
    """A base seen by one identity. `place` and `product` say from where and with what it asks."""

    def __init__(
        self,
        url: str,
        token: str | None = None,
        place: str | None = None,
        product: str = "ordonnance-cli",
        *,
        version: str = __version__,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Ordonnance-Client": f"product={product}; version={version}"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if place:
            headers["Ordonnance-Place"] = place
        self._transport = Transport(url, headers, transport=transport, pause=pause)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._transport.url})"

    @property
    def url(self) -> str:
        """The address of the base."""
        return self._transport.url

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()

    def _drawn(self, operation: str, given: Asked, form: str) -> bytes:
        media, start = FORMS[form]
        headers = {"Content-Type": FHIR_JSON, "Accept": f"{media}, {FHIR_JSON};q=0.5"}
        body = to_parameters(given)
        answer = self._transport.send("POST", f"/fhir/${operation}", body, headers)
        if answer.content.startswith(start):
            return answer.content
        raise Unreachable(self.url, f"la réponse n'est pas de type {media}")

    def _act(
        self, operation: str, body: bytes, kind: type[T], headers: dict[str, str] | None = None,
        *, content_type: str = FHIR_JSON,
    ) -> T:  # fmt: skip
        sent = {"Content-Type": content_type, "Accept": FHIR_JSON, **(headers or {})}
        return self._parsed(kind, self._transport.send("POST", f"/fhir/${operation}", body, sent))

    def _parsed(self, kind: type[T], answer: httpx.Response) -> T:
        try:
            return from_parameters(kind, answer.content)
        except (ValueError, KeyError, msgspec.MsgspecError) as error:
            raise Unreachable(self.url, "la réponse n'est pas lisible") from error
