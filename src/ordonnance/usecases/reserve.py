"""Reserve numbers: a signed list, shown again at issue. No ordonnance is written."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

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
    former = await ports.base.reserve(scope, StoredReservation(identifier, token), result, now)
    if former is None:
        return result
    if former.digest != scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    if not isinstance(former.result, Reserved):
        raise TypeError("the former answer to a reservation is a reservation")
    return former.result


async def accept_reserved(
    number: OrdonnanceNumber, token: str | None, caller: Caller, ports: Ports
) -> None:
    """Raise RESERVATION_INVALID unless this number may be used now by this prescriber, here."""
    if token is None:
        raise Refusal.of("RESERVATION_INVALID", reason="la liste signée n'est pas jointe")
    try:
        content = ports.sealer.read_reservation(token)
    except ValueError as error:
        raise Refusal.of(
            "RESERVATION_INVALID", reason="la liste n'est pas signée par cette base"
        ) from error
    now = ports.clock.now()
    place = caller.place
    today = legal_day(now, place.zone if place else "Europe/Paris")
    numbers = content["numbers"]
    for wrong, reason in (
        (not isinstance(numbers, list) or number.value not in numbers, "il n'y figure pas"),
        (content["prescriber"] != _rpps(caller), "elle appartient à un autre prescripteur"),
        (content["place"] != (place.key if place else ""), "elle vaut pour un autre lieu"),
        (today.isoformat() > str(content["expires"]), "elle a expiré"),
    ):
        if wrong:
            raise Refusal.of("RESERVATION_INVALID", reason=reason)
    if await ports.base.reservation_revoked(str(content["id"])):
        raise Refusal.of("RESERVATION_INVALID", reason="elle a été révoquée")


def _rpps(caller: Caller) -> str:
    actor = caller.actor
    return actor.rpps.value if isinstance(actor, Professional) and actor.rpps else ""
