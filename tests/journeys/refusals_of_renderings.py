"""Ways to the refusals of what is written as a document."""

import httpx

from tests.journeys import documents
from tests.journeys.refusing import World, met


@met("CDA_WITHHELD")
def anonymous_for_the_record(world: World) -> httpx.Response:
    number = documents.issued_anonymously(world.door)
    return world.door.ask("render", "sage-femme", number=number, format="cda")


@met("CDA_NO_DISPENSING")
def nothing_handed_over(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    line = {"line": 1, "declineReason": "NOT_WANTED"}
    given = world.door.does("dispense", "pharmacien", number=number, line=line)
    return world.door.ask(
        "executions", "pharmacien", number=number, reference=given["reference"], format="cda"
    )
