"""Ways to the refusals of a correction."""

import json
from typing import Any

import httpx

from tests.journeys import documents
from tests.journeys.refusing import World, met


def too_long(**line: object) -> bytes:
    """Tramadol for ninety days, its line changed."""

    def change(tree: dict[str, Any]) -> None:
        documents.resource(tree, "MedicationRequest").update(line)

    return documents.edited(documents.written(documents.painkiller(90)), change)


@met("DOCUMENT_SIGNED")
def a_signed_document(world: World) -> httpx.Response:
    headers = {"Content-Type": "application/jose"}
    return world.door.ask("correct", "medecin", b"a.b.c", headers=headers)


@met("DOCUMENT_NOT_WHOLE")
def a_duration_told_twice(world: World) -> httpx.Response:
    unit = {"unit": "jour", "system": "http://unitsofmeasure.org", "code": "d"}
    twice = {"expectedSupplyDuration": {"value": 90, **unit}}
    return world.door.ask("correct", "medecin", too_long(dispenseRequest=twice))


@met("CORRECTION_UNKNOWN")
def a_rule_that_offers_nothing(world: World) -> httpx.Response:
    document = json.loads(too_long())
    part = [{"name": "rule", "valueString": "RX-STUP-11"}]
    sent = [{"name": "prescription", "resource": document}, {"name": "correction", "part": part}]
    body = json.dumps({"resourceType": "Parameters", "parameter": sent}).encode()
    return world.door.ask("correct", "medecin", body)
