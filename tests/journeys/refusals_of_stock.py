"""Ways to the refusals of the register of secured paper."""

import httpx

from tests.journeys import stocking
from tests.journeys.refusing import World, met

SHEETS = "Parameters.parameter.where(name='sheets').value"


def record(world: World, *bodies: bytes) -> httpx.Response:
    """The answer to the last of these acts."""
    for body in bodies:
        response = world.door.ask("stock-record", "medecin", body)
    return response


@met("STOCK_NUMBER_INVALID", SHEETS)
def backwards(world: World) -> httpx.Response:
    return record(world, stocking.delivery(stocking.a_lot(), "100-1"))


@met("STOCK_OVERLAP", SHEETS)
def delivered_twice(world: World) -> httpx.Response:
    lot = stocking.a_lot()
    return record(world, stocking.delivery(lot), stocking.delivery(lot, "100-150"))


@met("STOCK_OTHER_SUPPLIER", "Parameters.parameter.where(name='supplier').value")
def of_two_suppliers(world: World) -> httpx.Response:
    lot = stocking.a_lot()
    other = stocking.delivery(lot, "101-200", "Autre EXEMPLE")
    return record(world, stocking.delivery(lot), other)


@met("STOCK_UNKNOWN", SHEETS)
def never_received(world: World) -> httpx.Response:
    return record(world, stocking.used(stocking.a_lot()))


@met("STOCK_SPENT", SHEETS)
def used_twice(world: World) -> httpx.Response:
    lot = stocking.a_lot()
    return record(world, stocking.delivery(lot), stocking.used(lot), stocking.used(lot, "11-12"))


@met("STOCK_DECLARED", SHEETS)
def stolen(world: World) -> httpx.Response:
    lot = stocking.a_lot()
    return record(world, stocking.delivery(lot), stocking.declared(lot), stocking.used(lot, "40"))


@met("STOCK_NOT_DECLARED", SHEETS)
def never_lost(world: World) -> httpx.Response:
    lot = stocking.a_lot()
    return record(world, stocking.delivery(lot), stocking.found(lot))


@met("STOCK_DECLARATION_UNKNOWN", "Parameters.parameter.where(name='declaration').value")
def no_such_declaration(world: World) -> httpx.Response:
    return world.door.ask("stock", "medecin", declaration=99_999)


@met("STOCK_CHANGED")
def written_meanwhile(world: World) -> httpx.Response:
    lot = stocking.a_lot()
    version = world.door.does("stock-record", "medecin", stocking.delivery(lot))["version"]
    record(world, stocking.used(lot))
    headers = {"If-Match": f'W/"{version}"'}
    return world.door.ask("stock-record", "medecin", stocking.used(lot, "13"), headers=headers)


@met("RESERVATION_NONE")
def nothing_reserved(world: World) -> httpx.Response:
    body = stocking.told("revoked", reason="vol EXEMPLE")
    return world.door.ask("stock-record", "dentiste", body)


@met("NUMBER_REVOKED")
def reserved_on_a_stolen_workstation(world: World) -> httpx.Response:
    listed = world.door.does("reserve", "medecin2", count=1)
    body = stocking.told("revoked", reason="vol EXEMPLE", reservation=listed["reservation"])
    assert world.door.does("stock-record", "medecin2", body)["numbers"] == 1
    return world.door.ask("consult", world.sessions.pharmacy(4), number=listed["number"])
