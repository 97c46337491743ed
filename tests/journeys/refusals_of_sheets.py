"""The refusals that a printing meets."""

from dataclasses import replace

import httpx

from ordonnance.domain.prescription import Exoneration
from tests.journeys import documents
from tests.journeys.refusing import World, met


@met("FORM_BARRED")
def paper_without_its_ground(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    return world.door.ask("render", "medecin", number=number, form="classique")


@met("PAPER_TOO_SMALL")
def line_longer_than_secured_paper(world: World) -> httpx.Response:
    words = "Un mot de plus. " * 60
    long = replace(documents.course(), advice=words, motive=words, exoneration=Exoneration.ALD)
    number = world.door.issued(documents.written(long))
    return world.door.ask(
        "render", "medecin", number=number, form="securisee-bizone",
        ground="TELESERVICE_UNAVAILABLE",
        large=True,
    )  # fmt: skip
