"""What a provider says of itself: its discovery document and its keys, each remembered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ordonnance.adapters.identity.issuers import IssuerKey, read_jwks
from ordonnance.adapters.oidc.exchanges import Answer, Exchanges, Unreachable
from ordonnance.adapters.oidc.provider import Provider, sound
from ordonnance.adapters.oidc.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Metadata:
    """The addresses of a provider, each checked; `names_itself`: it sends `iss` (RFC 9207)."""

    authorization: str
    token: str
    userinfo: str
    jwks: str
    end_session: str | None
    names_itself: bool


def read_metadata(document: Mapping[str, Any], provider: Provider) -> Metadata:
    """Check a discovery document (OpenID Connect Discovery 4.3). Raises Unreachable."""
    if document.get("issuer") != provider.issuer:
        raise Unreachable("discovery: another issuer")
    found = []
    for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"):
        address = document.get(name)
        if not sound(address, provider.issuer):
            raise Unreachable(f"discovery: {name}")
        found.append(str(address))
    methods = document.get("code_challenge_methods_supported")
    if isinstance(methods, list) and "S256" not in methods:
        raise Unreachable("discovery: no PKCE with S256")
    leaving = document.get("end_session_endpoint")
    if leaving is not None and not sound(leaving, provider.issuer):
        raise Unreachable("discovery: end_session_endpoint")
    names_itself = document.get("authorization_response_iss_parameter_supported") is True
    authorization, token, userinfo, jwks = found
    return Metadata(authorization, token, userinfo, jwks, leaving, names_itself)


class Known:
    """The metadata and the keys of one provider, asked for when they are needed."""

    def __init__(
        self, provider: Provider, exchanges: Exchanges, clock: Callable[[], datetime]
    ) -> None:
        self._provider = provider
        self._exchanges = exchanges
        self._metadata = Remembered(self._described, clock)
        self._keys = Remembered(self._fetched, clock)

    async def metadata(self) -> Metadata:
        """The addresses of the provider. Raises Unreachable."""
        return await self._metadata.now()

    async def key(self, kid: str) -> IssuerKey | None:
        """The key of that name; one that is unknown has the keys asked for again, once."""
        return (await self._keys.now(lambda keys: kid in keys)).get(kid)

    async def _described(self) -> Metadata:
        document = _good(await self._exchanges.get(self._provider.discovered_at)).json()
        return read_metadata(document, self._provider)

    async def _fetched(self) -> Mapping[str, IssuerKey]:
        document = _good(await self._exchanges.get((await self.metadata()).jwks)).json()
        try:
            return read_jwks(document)
        except ValueError as error:
            raise Unreachable("unsafe keys") from error


def _good(answer: Answer) -> Answer:
    if answer.status != 200:
        raise Unreachable(f"HTTP {answer.status}")
    return answer
