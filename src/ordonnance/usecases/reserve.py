"""Reserve numbers: a signed list, shown again at issue. No ordonnance is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.access import Act, require_role
from ordonnance.usecases.ports import AnswerScope, Ports, StoredReservation
from ordonnance.usecases.results import Reserved

LARGEST = 100
"""Most numbers in one reservation."""

VALID_DAYS = 30
"""Days during which a reserved number may be used, the day of the reservation included."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """Ask for `count` numbers."""

    caller: Caller
    count: int
    key: str
    body: bytes = b""


async def reserve(command: Reserve, ports: Ports) -> Reserved:
    """Give a list of numbers to a prescriber, at one place, until a day.

    The same key answers the same list. Raises Refusal when the count is not between 1 and LARGEST.
    """
    require_role(command.caller, Act.RESERVE)
    if not 1 <= command.count <= LARGEST:
        raise Refusal.of("ELEMENT_INVALID", "Parameters.parameter.where(name='count')",
                         reason=f"de 1 à {LARGEST} numéros")  # fmt: skip
    now = ports.clock.now()
    scope = AnswerScope(command.caller.key, command.key, hashlib.sha256(command.body).digest())
    numbers = tuple(
        ports.numbering.number_for(command.caller.key, f"{command.key}#{rank}", 0).value
        for rank in range(command.count)
    )
    place = command.caller.place
    expires = legal_day(now, place.zone if place else "Europe/Paris") + timedelta(VALID_DAYS - 1)
    identifier = hashlib.sha256("".join(numbers).encode()).hexdigest()[:32]
    token = ports.sealer.sign_reservation(
        {
            "id": identifier,
            "numbers": list(numbers),
            "prescriber": _rpps(command.caller),
            "place": place.key if place else "",
            "expires": expires.isoformat(),
            "quota": command.count,
        }
    )
    result = Reserved(identifier, numbers, expires, token)
    kept = StoredReservation(identifier, token, numbers, expires)
    former = await ports.base.reserve(scope, kept, result, now)
    if former is None:
        return result
    if former.digest != scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    if not isinstance(former.result, Reserved):
        raise TypeError("the former answer to a reservation is a reservation")
    return former.result


def list_shown(token: str, caller: Caller, ports: Ports) -> StoredReservation:
    """A signed list of this caller, here. Raises Refusal RESERVATION_INVALID."""
    content = _read(token, ports)
    _require(_belonging(content, caller))
    numbers = content["numbers"]
    listed = tuple(str(each) for each in numbers) if isinstance(numbers, list) else ()
    expires = date.fromisoformat(str(content["expires"]))
    return StoredReservation(str(content["id"]), token, listed, expires)


async def accept_reserved(
    number: OrdonnanceNumber, token: str | None, caller: Caller, ports: Ports
) -> None:
    """Raise RESERVATION_INVALID unless this number may be used now by this prescriber, here."""
    if token is None:
        raise Refusal.of("RESERVATION_INVALID", reason="la liste signée n'est pas jointe")
    content = _read(token, ports)
    now = ports.clock.now()
    place = caller.place
    today = legal_day(now, place.zone if place else "Europe/Paris")
    numbers = content["numbers"]
    _require(
        (
            (not isinstance(numbers, list) or number.value not in numbers, "il n'y figure pas"),
            *_belonging(content, caller),
            (today.isoformat() > str(content["expires"]), "elle a expiré"),
        )
    )
    if await ports.base.reservation_revoked(str(content["id"])):
        raise Refusal.of("RESERVATION_INVALID", reason="elle a été révoquée")


_Wrongs = tuple[tuple[bool, str], ...]


def _read(token: str, ports: Ports) -> Mapping[str, object]:
    try:
        return ports.sealer.read_reservation(token)
    except ValueError as error:
        raise Refusal.of(
            "RESERVATION_INVALID", reason="la liste n'est pas signée par cette base"
        ) from error


def _belonging(content: Mapping[str, object], caller: Caller) -> _Wrongs:
    place = caller.place.key if caller.place else ""
    return (
        (content["prescriber"] != _rpps(caller), "elle appartient à un autre prescripteur"),
        (content["place"] != place, "elle vaut pour un autre lieu"),
    )


def _require(wrongs: _Wrongs) -> None:
    for wrong, reason in wrongs:
        if wrong:
            raise Refusal.of("RESERVATION_INVALID", reason=reason)


def _rpps(caller: Caller) -> str:
    actor = caller.actor
    return actor.rpps.value if isinstance(actor, Professional) and actor.rpps else ""
