"""A call opened by the software of a centre (LRM): a signed launch, believed once, for two minutes.

A launch is a JWT that the software signs (ES256 or RS256): which call, which patient as it knows
them and, when the page is shown inside the software, the regulator's own token. Nothing else of it
is believed: who the regulator is, their token proves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ordonnance.adapters.identity.issuers import IssuerKey
from ordonnance.adapters.seal.compact_jws import (
    MalformedJws,
    read_compact,
    read_json_object,
    signature_holds,
)
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.writing.patient import TypedPatient

MAX_LAUNCH = 24 * 1024
"""Longest launch read, in bytes: a token of Pro Santé Connect is inside."""

LONGEST_LIFE = timedelta(minutes=2)
SKEW = timedelta(seconds=30)
_HEADER = frozenset({"alg", "kid", "typ"})
_KNOWN = frozenset({"iss", "aud", "iat", "exp", "jti", "appel", "patient", "jeton", "lieu",
                    "origine"})  # fmt: skip
_TRAITS = ("nom", "prenoms", "naissance", "sexe", "ins", "oid", "lieu_naissance", "poids")
"""The traits of a patient, in the order of `TypedPatient`."""

_MOST_TEXT, _MOST_TRAIT = 128, 120
_LATEST = 253402300799


@dataclass(frozen=True, slots=True)
class LaunchClient:
    """A software that may open calls here: its origins, its keys, whether it is registered.

    `registered`: it is told the number itself, not only that the prescription was sent.
    """

    id: str
    name: str
    origins: tuple[str, ...]
    keys: Mapping[str, IssuerKey] = field(repr=False)
    registered: bool = False


@dataclass(frozen=True, slots=True)
class Launch:
    """What a launch says. `token` is the regulator's, `place` where they regulate, if it is said.

    `origin` is that of the page that shows ours, one of the client's: what becomes of the call is
    told there and nowhere else. `until`: when it is over for good; `once`: what makes it this one
    and no other.
    """

    client: LaunchClient
    reference: str
    patient: TypedPatient
    qualified: bool
    token: str
    place: str | None
    once: str
    until: datetime
    origin: str

    def __repr__(self) -> str:
        return "Launch(•••)"


class Launches:
    """The software known here. `audience` is the address of the base, which a launch names."""

    def __init__(
        self, clients: tuple[LaunchClient, ...], audience: str, clock: Callable[[], datetime]
    ) -> None:
        self._clients = {each.id: each for each in clients}
        self._audience = audience
        self._clock = clock

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins that may show our pages in theirs."""
        return tuple(origin for each in self._clients.values() for origin in each.origins)

    def client(self, id: str) -> LaunchClient | None:
        """The software of that id."""
        return self._clients.get(id)

    def read(self, text: str) -> Launch:
        """The launch. Raises Refusal LAUNCH_INVALID, LAUNCH_OVER. Used once or not, who reads it
        asks."""
        client, claims = self._signed(text)
        if claims.get("aud") != self._audience:
            raise _invalid("aud")
        until = self._until(claims)
        patient = claims.get("patient", {})
        if not isinstance(patient, Mapping):
            raise _invalid("patient")
        return Launch(
            client,
            _text(claims, "appel", _MOST_TEXT),
            _patient(patient),
            patient.get("qualifiee") is True,
            _text(claims, "jeton", MAX_LAUNCH, optional=True),
            _text(claims, "lieu", _MOST_TEXT, optional=True) or None,
            f"{client.id}|{_text(claims, 'jti', _MOST_TEXT)}",
            until,
            _origin_of(client, _text(claims, "origine", _MOST_TEXT, optional=True)),
        )

    def _signed(self, text: str) -> tuple[LaunchClient, Mapping[str, Any]]:
        try:
            jws = read_compact(text, limit=MAX_LAUNCH, members=_HEADER)
            claims = read_json_object(jws.payload)
            alg, kid = jws.text("alg"), jws.text("kid")
        except MalformedJws as error:
            raise _invalid("JWT") from error
        iss = claims.get("iss")
        client = self._clients.get(iss) if isinstance(iss, str) else None
        known = client.keys.get(kid) if client is not None and kid is not None else None
        if client is None or known is None:
            raise _invalid("iss, kid")
        if alg != known.alg or not signature_holds(jws, known.alg, known.key):
            raise _invalid("signature")
        if claims.keys() - _KNOWN:
            raise _invalid("membre inconnu")
        return client, claims

    def _until(self, claims: Mapping[str, Any]) -> datetime:
        begins, ends = _instant(claims, "iat"), _instant(claims, "exp")
        if not 0 < ends - begins <= LONGEST_LIFE.total_seconds():
            raise _invalid("exp")
        now, skew = self._clock().timestamp(), SKEW.total_seconds()
        if not begins - skew <= now < ends + skew:
            raise Refusal.of("LAUNCH_OVER")
        return datetime.fromtimestamp(ends, UTC) + SKEW


def _origin_of(client: LaunchClient, said: str) -> str:
    """The origin that shows the page: the only one of the client, else the one that is said."""
    if not said and len(client.origins) == 1:
        return client.origins[0]
    if said not in client.origins:
        raise _invalid("origine")
    return said


def _patient(said: Mapping[str, Any]) -> TypedPatient:
    if said.keys() - {*_TRAITS, "qualifiee"}:
        raise _invalid("patient")
    family, given, born, sex, ins, oid, place, weight = (
        _text(said, each, _MOST_TRAIT, optional=True) for each in _TRAITS
    )
    return TypedPatient(family, given, born, sex, ins, oid, place, weight)


def _text(claims: Mapping[str, Any], name: str, most: int, *, optional: bool = False) -> str:
    value = claims.get(name, "" if optional else None)
    if not isinstance(value, str) or len(value) > most or not (value.isprintable()):
        raise _invalid(name)
    if not value and not optional:
        raise _invalid(name)
    return value


def _instant(claims: Mapping[str, Any], name: str) -> int:
    value = claims.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _LATEST:
        raise _invalid(name)
    return value


def _invalid(member: str) -> Refusal:
    return Refusal.of("LAUNCH_INVALID", reason=member)
