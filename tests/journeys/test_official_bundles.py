# ruff: noqa: E501 (one example per line: the table is read across)
"""Ten official prescriptions of the HAS, completed here, go the whole way on the real drug facts.

What is added to each: a patient, a prescriber, a date, a duration, and a medicine that France
knows (CIS, CIP13, or a virtual medicine in common name). Nothing of the example is changed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.drugs.importing import imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.domain.drug import Catalogue
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir import official
from tests.fhir.bundles import during
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.documents import Json
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions
from tests.journeys.test_official_shapes import attested

PUBLISHED = Path(__file__).parents[3] / "shared/data/bdpm/2026-05"


@dataclass(frozen=True)
class Completed:
    """One example: the code of its medicine, the pack served, its duration if it lacks one."""

    name: str
    system: str
    code: str
    pack: str
    lasts: tuple[int, str, str] | None = (1, "mo", "mois")


TEN = (
    Completed("HAS-02-Presc-Fluindione", SYSTEMS.cis, "68133651", "3400933484132"),
    Completed("HAS-04a-Presc-Paracetamol", SYSTEMS.cis, "67034675", "3400936318304", None),
    Completed("HAS-06-1-Presc-Methotrexate", SYSTEMS.cip, "3400938974041", "3400938974041"),
    Completed("HAS-09-Presc-Ropinirole", SYSTEMS.cis, "64809705", "3400941772733"),
    Completed("HAS-13-Presc-Desloratadine", SYSTEMS.cis, "69924355", "3400922097381"),
    Completed("HAS-16-Presc-Racecadotril", SYSTEMS.cis, "65269781", "3400930208458", (7, "d", "jour")),
    Completed("HAS-23-2-Presc-Amiodarone", SYSTEMS.cip, "3400935407191", "3400935407191", None),
    Completed("HAS-24-1-presc-Doxycyline", SYSTEMS.cis, "67164569", "3400936130517", (14, "d", "jour")),
    Completed("HAS-27-1-presc-GLUCOPHAGE", SYSTEMS.cip, "3400935281678", "3400935281678"),
    Completed("HAS-01-Presc-Pantoprazole-DC", "", "", "3400939257679"),
)  # fmt: skip


class Published:
    """The drug facts of May 2026, as the public files say them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def current(self) -> Catalogue:
        """The whole market."""
        return self._catalogue


@pytest.fixture(scope="module")
def real(base: BaseInThread, sessions: Sessions) -> Iterator[Door]:
    """The shared base with the whole drug market."""
    official.bundles()
    if not PUBLISHED.exists():
        pytest.skip("the public drug files (../shared/data/bdpm) are not beside the project")
    facts = imported(read_published(PUBLISHED), date(2026, 5, 31), None)
    with base.variant(drugs=Published(facts.catalogue)) as address, Door(address, sessions) as door:
        yield door


def completed(example: Completed) -> bytes:
    """The example with the people of the demonstration, of today."""
    bundle: Json = json.loads(official.named(example.name))
    people = json.loads(documents.written(documents.course()))["entry"]
    mine = next(
        e["resource"] for e in people if e["resource"]["resourceType"] == "MedicationRequest"
    )
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if _is_line(entry):
            resource |= {key: mine[key] for key in ("subject", "requester", "authoredOn")}
            _complete(resource, example)
        else:
            _strengthen(resource)
    others = [entry for entry in people if not _is_line(entry)]
    return json.dumps(bundle | {"entry": [*others, *bundle["entry"]]}).encode()


def _is_line(entry: Json) -> bool:
    return bool(entry["resource"]["resourceType"] == "MedicationRequest")


def _complete(request: Json, example: Completed) -> None:
    if example.code:
        coding = {"system": example.system, "code": example.code}
        request["medicationCodeableConcept"]["coding"].append(coding)
    if example.lasts is None:
        return
    for step in request["dosageInstruction"]:
        repeat = step.setdefault("timing", {}).setdefault("repeat", {})
        repeat["boundsDuration"] = during(*example.lasts)


def _strengthen(medication: Json) -> None:
    """Substance, strength by unit, form: a medicine in common name that can be served."""
    one = {"value": 40, "unit": "mg", "system": SYSTEMS.ucum, "code": "mg"}
    medication["ingredient"] = [
        {
            "itemCodeableConcept": medication["code"],
            "strength": {"numerator": one, "denominator": {"value": 1}},
        }
    ]
    form = {"system": SYSTEMS.edqm, "code": "10225000", "display": "Comprimé gastro-résistant"}
    medication["form"] = {"coding": [form]}


@pytest.mark.parametrize("example", TEN, ids=[each.name for each in TEN])
def test_an_official_prescription_completed_goes_the_whole_way(
    real: Door, example: Completed, tmp_path: Path
) -> None:
    number = attested(real, "issue", "medecin", prescription=completed(example))["number"]
    opened = real.does("consult", "pharmacien", number=number)
    assert opened["state"] == "issued"
    assert all(line["posology"] for line in opened["line"])
    sheet = real.ask("render", "medecin", number=number)
    assert sheet.content.startswith(b"%PDF-")
    (tmp_path / f"{example.name}.pdf").write_bytes(sheet.content)
    served: dict[str, Any] = {"line": 1, "packs": 1, "cip13": example.pack}
    served["quantityReason"] = "PACK_SIZE"
    done = attested(real, "dispense", "pharmacien", number=number, line=[served])
    read = real.does("executions", "medecin", number=number)
    assert [each["reference"] for each in read["execution"]] == [done["reference"]]
    assert [each["cip13"] for each in read["execution"][0]["served"]] == [example.pack]
    real.ask("cancel", "medecin", number=number, reason="ERROR")
