"""Ways to the refusals of the counter, and of what follows it."""

from typing import Any

import httpx

from ordonnance.domain.ids.checks import ean13_key
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.refusals_of_requests import PARAMETER
from tests.journeys.refusing import World, met

UNKNOWN_PACK = f"340090000000{ean13_key('340090000000')}"


def serve(
    world: World, document: bytes | None = None, number: str | None = None, **line: Any
) -> httpx.Response:
    """One line at the counter of the first pharmacy."""
    number = number or world.door.issued(document or documents.simple())
    asked = {"line": 1, **line}
    return world.door.ask("dispense", "pharmacien", number=number, line=asked)


def served(world: World) -> str:
    """The number of an ordonnance served as a whole."""
    number = world.door.issued(documents.simple())
    world.door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    return number


@met("LINE_UNKNOWN")
def no_such_line(world: World) -> httpx.Response:
    return serve(world, line=9)


@met("LINE_ALREADY_SERVED")
def twice(world: World) -> httpx.Response:
    return serve(world, number=served(world), packs=1)


@met("LINE_NOT_DUE")
def too_early(world: World) -> httpx.Response:
    number = world.door.issued(documents.written(documents.monthly()))
    world.door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    return serve(world, number=number, packs=1)


@met("LINE_ENDED")
def too_late(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    with world.base.later(days=500) as address, Door(address, world.sessions) as door:
        return door.ask("dispense", "pharmacien", number=number, line={"line": 1})


@met("LINE_BLOCKED")
def two_fractions_at_once(world: World) -> httpx.Response:
    document = documents.written(documents.patches(), patient=documents.alice())
    return serve(world, document, packs=2, quantityReason="PACK_SIZE")


@met("QUANTITY_TOO_LARGE")
def too_many(world: World) -> httpx.Response:
    return serve(world, packs=40)


@met("QUANTITY_REASON_REQUIRED")
def more_than_due(world: World) -> httpx.Response:
    return serve(world, documents.written(documents.monthly()), packs=2)


@met("QUANTITY_INVALID")
def none_at_all(world: World) -> httpx.Response:
    return serve(world, packs=0)


@met("PACK_REQUIRED")
def which_pack(world: World) -> httpx.Response:
    return serve(world, documents.in_common_name())


@met("PACK_UNKNOWN")
def unknown_pack(world: World) -> httpx.Response:
    return serve(world, cip13=UNKNOWN_PACK)


@met("SUBSTITUTION_NOT_ALLOWED")
def another_medicine(world: World) -> httpx.Response:
    pack = documents.pack_of(documents.AMLODIPINE)
    return serve(world, cip13=pack, substitutionReason="GENERIC")


@met("SUBSTITUTION_REASON_REQUIRED")
def unexplained(world: World) -> httpx.Response:
    return serve(world, cip13=documents.pack_of(documents.AMLODIPINE))


@met("LOT_REQUIRED")
def biological(world: World) -> httpx.Response:
    return serve(world, documents.written(documents.injected()))


@met("NOTHING_TO_SERVE")
def nothing_left_today(world: World) -> httpx.Response:
    number = world.door.issued(documents.written(documents.course(), documents.monthly()))
    world.door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    return world.door.ask("dispense", "pharmacien2", number=number, allAsPrescribed=True)


@met("DISPENSE_UNKNOWN")
def not_there(world: World) -> httpx.Response:
    number = served(world)
    return world.door.ask("undo", "pharmacien", number=number, reason="MISTAKE", reference="EX-9")


@met("DISPENSE_ALREADY_UNDONE")
def undone_twice(world: World) -> httpx.Response:
    number = served(world)
    undone = world.door.does("undo", "pharmacien", number=number, reason="MISTAKE")
    return world.door.ask(
        "undo", "pharmacien", number=number, reason="MISTAKE", reference=undone["reference"]
    )


@met("TEXT_REQUIRED", PARAMETER.format("text"))
def other_reason(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    return world.door.ask("cancel", "medecin", number=number, reason="OTHER")


@met("ALREADY_ENDED")
def cancelled_twice(world: World) -> httpx.Response:
    number = cancelled(world)
    return world.door.ask("cancel", "medecin", number=number, reason="ERROR")


@met("NOTHING_LEFT")
def cancelled_too_late(world: World) -> httpx.Response:
    return world.door.ask("cancel", "medecin", number=served(world), reason="ERROR")


def cancelled(world: World) -> str:
    """The number of a cancelled ordonnance."""
    number = world.door.issued(documents.simple())
    world.door.does("cancel", "medecin", number=number, reason="ERROR")
    return number


@met("ORDONNANCE_CANCELLED")
def cancelled_before(world: World) -> httpx.Response:
    return serve(world, number=cancelled(world))


@met("ORDONNANCE_REPLACED")
def replaced_before(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    world.door.does("replace", "medecin", number=number, prescription=documents.renewed())
    return serve(world, number=number)


@met("OBJECTION_UNCHANGED")
def nothing_to_withdraw(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    return world.door.ask("object", "patient", number=number, withdraw=True)


@met("VERSION_STALE")
def read_long_ago(world: World) -> httpx.Response:
    number = served(world)
    return world.door.ask(
        "undo", "pharmacien", number=number, reason="MISTAKE", headers={"If-Match": 'W/"1"'}
    )
