"""HTTP to one base: headers, time-outs, and the same request again when its answer is lost."""

import time
from collections.abc import Callable, Mapping
from ipaddress import ip_address

import httpx

from ordonnance.client.errors import AddressInvalid, Unreachable
from ordonnance.client.outcome import refused

FHIR_JSON = "application/fhir+json"

PAUSES = (0.2, 0.8)
"""Seconds before the second and the third attempt; there is no fourth."""

_TIMEOUT = httpx.Timeout(30.0, connect=5.0)
_UNAVAILABLE = 503


class Transport:
    """One base, one identity. A request is repeated, headers and body unchanged, key included."""

    def __init__(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = checked_address(url)
        self._pause = pause
        self._http = httpx.Client(
            headers=dict(headers),
            timeout=_TIMEOUT,
            transport=transport,
            # A proxy has no business between a program and its own machine.
            trust_env=not _is_loopback(httpx.URL(self.url).host),
        )

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """The answer below 400. Raises Refused for ours above, Unreachable for all others."""
        answer = self._answer(method, f"{self.url}{path}", body, headers or {})
        if answer.status_code < 300:
            return answer
        refusal = refused(answer.status_code, answer.content)
        if refusal is not None:
            raise refusal
        raise Unreachable(
            self.url, f"la réponse {answer.status_code} n'est pas celle d'une base d'ordonnances"
        )

    def _answer(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx.Response:
        for pause in PAUSES:
            try:
                answer = self._http.request(method, url, content=body, headers=dict(headers))
            except httpx.TransportError:
                self._pause(pause)
                continue
            if answer.status_code != _UNAVAILABLE:
                return answer
            self._pause(pause)
        try:
            return self._http.request(method, url, content=body, headers=dict(headers))
        except httpx.TransportError as error:
            raise Unreachable(self.url, _reason(error)) from error

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()


def checked_address(url: str) -> str:
    """The address without its final slash. Raises AddressInvalid.

    Numbers and tokens travel in clear over http: it is accepted towards this machine only.
    """
    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise AddressInvalid("l'adresse de la base n'est pas lisible") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise AddressInvalid("l'adresse de la base commence par https:// (ou http:// ici même)")
    if parsed.userinfo or parsed.query or parsed.fragment:
        raise AddressInvalid("l'adresse de la base ne porte ni mot de passe, ni « ? », ni « # »")
    if parsed.scheme == "http" and not _is_loopback(parsed.host):
        raise AddressInvalid("hors de cette machine, l'adresse de la base commence par https://")
    return str(parsed).rstrip("/")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _reason(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return "rien ne répond à cette adresse"
    if isinstance(error, httpx.TimeoutException):
        return "la réponse tarde trop"
    return "la connexion a été coupée avant la réponse"
