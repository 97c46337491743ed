"""The five Bundles in the shape of the official examples go the whole way."""

from copy import deepcopy
from typing import Any

import httpx
import msgspec
import pytest

from tests.fhir.bundles import BUNDLES
from tests.journeys import documents
from tests.journeys.asking import Door, answer

WHY = "vérifié sur le dossier"

KNOWN = {
    "60000001": "67707794",
    "60000002": "60234100",
    "60000003": "69666321",
    "60000005": "63435884",
}
"""Invented codes of the five -> specialities of the demonstration catalogue."""


def established_now(name: str) -> bytes:
    """A Bundle of the five, established at this moment by the doctor of the demonstration."""
    bundle, at = deepcopy(BUNDLES[name]()), documents.now().isoformat()
    for entry in bundle["entry"]:
        for dated in {"authoredOn", "date"} & set(entry["resource"]):
            entry["resource"][dated] = at
    text = msgspec.json.encode(bundle).decode()
    for invented, real in KNOWN.items():
        text = text.replace(invented, real)
    return text.encode()


def attested(door: Door, act: str, who: str, **asked: Any) -> Any:
    """The answer of an act, every finding that waits for a reason being given one."""
    response = door.ask(act, who, **asked)
    if response.status_code == 422:
        response = door.ask(act, who, **asked, acknowledgement=_waiting(response))
    assert response.status_code == 200, response.text[:1500]
    return answer(response)


def _waiting(response: httpx.Response) -> list[dict[str, Any]]:
    issues = response.json()["issue"]
    assert issues[0]["details"]["coding"][0]["code"] == "ACKNOWLEDGEMENT_REQUIRED"
    return [{"rule": issue["details"]["coding"][0]["code"], "reason": WHY} for issue in issues[1:]]


@pytest.mark.service
@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_a_bundle_in_the_official_shape_is_issued_printed_served_and_read(
    door: Door, name: str
) -> None:
    document = established_now(name)
    number = attested(door, "issue", "medecin", prescription=document)["number"]
    opened = door.does("consult", "pharmacien", number=number)
    assert opened["state"] == "issued"
    assert all(line["posology"] for line in opened["line"])
    sheet = door.ask("render", "medecin", number=number)
    assert sheet.content.startswith(b"%PDF-")
    served = attested(door, "dispense", "pharmacien", number=number, line=_packs(name, opened))
    read = door.does("executions", "medecin", number=number)
    assert [each["reference"] for each in read["execution"]] == [served["reference"]]
    door.ask("cancel", "medecin", number=number, reason="ERROR")


def _packs(name: str, opened: dict[str, Any]) -> list[dict[str, Any]]:
    """One request per line; what is in DCI is served with the pack that the pharmacist scans."""
    return [{"line": line["line"], **SCANNED.get(name, {})} for line in opened["line"]]


SCANNED: dict[str, dict[str, Any]] = {
    # Prescribed as tablets: the catalogue has capsules, the prescriber agrees.
    "amlodipine": {
        "packs": 1, "cip13": "3400933313586", "substitutionReason": "PRESCRIBER_AGREEMENT",
        "substitutionText": "accord du prescripteur au téléphone",
    },
}  # fmt: skip
