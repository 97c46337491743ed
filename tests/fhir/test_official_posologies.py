"""Every posology of the official examples: held, said in French and written back.

Nothing is lost but what `TOLERATED` lists; what the reading completes is added, never changed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.posology import Posology
from ordonnance.fhir.codec import decoder_of, encode
from ordonnance.fhir.issues import Issues
from ordonnance.fhir.read.posology import read_posology
from ordonnance.fhir.read.reading import Index, Reading
from ordonnance.fhir.resources.bundle import Bundle
from ordonnance.fhir.resources.prescription import Dosage
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write.posology import dosages

OFFICIAL = Path(__file__).parents[3] / "shared/spec/interop/examples/eprescription-ig/json"

TOLERATED = (
    (".boundsPeriod.start", ".boundsPeriod.end"),  # an instant is kept as its legal day
    (".denominator.unit", ".boundsDuration.unit"),  # the French name of a UCUM unit of time
    (".route.text",),  # when it only repeats the display
    (".type.text", ".type.coding.code", ".type.coding.system", ".type.coding.display"),
    (".repeat.periodMax",),  # alone, it is the period
    (".doseAndRate.extension.url", ".valueReference.reference"),  # of a hospital: carried beside
)
"""What may be written otherwise: never an amount, a moment, a rhythm, nor a code beside words."""

SAID = {
    "HAS-01-Presc-Pantoprazole-MV": "40\u202fmg le soir",
    "HAS-06-2-Presc-Methotrexate": "20\u202fmg par semaine, le mardi",
    "HAS-09-Presc-Ropinirole": "1 comprimé à 7\u202fh, à 12\u202fh et à 18\u202fh",
    "HAS-16-Presc-Racecadotril":
        "1 gélule 3 fois par jour, juste avant les repas, 21 prises au plus en tout\u202f; A"
        " poursuivre tant que la diarrhée persiste",
    "HAS-20-Presc-Hydrocortisone": "20\u202fmg à 8\u202fh et 10\u202fmg à 12\u202fh",
    "HAS-27-2-presc-Rifampicine":
        "2 gélules ou capsules molles 30 minutes avant le petit déjeuner",
    "HAS-33-Presc-VERSATIS": "1 emplâtre à 20\u202fh, à laisser en place 12 heures",
    "Presc-SolPrPerf-BIONOLYTE-G5-500mL-Sur12h":
        "au débit de 1 flacon en 12 heures, à 10\u202fh et à 22\u202fh, par voie intraveineuse,"
        " du 29/07/2021 au 02/08/2021 inclus",
    "Presc-Capecitabine-Dose-Calculee":
        "1\u202f800\u202fmg (dose calculée\u202f: 1\u202f000\u202fmg/m²) à 7\u202fh et à 18\u202fh,"
        " par voie orale, du 15/10/2021 au 28/10/2021 inclus",
    "HAS-14-1-Presc-CODOLIPRANE":
        "1 à 2 comprimés si douleurs, en espaçant les prises d’au moins 4 heures, sans dépasser"
        " 2 comprimés par prise ni 8 comprimés par 24 heures",
    "Presc-BISOPROLOL-SANDOZ-DosesRationnelles":
        "un tiers de comprimé à 7\u202fh et deux tiers de comprimé à 18\u202fh, par voie orale,"
        " du 13/08/2021 au 19/11/2021 inclus",
    "TradPN13FHIR-Presc-DOLIPRANE":
        "1 comprimé trois fois par jour, par voie orale, du 28/12/2007 au 30/12/2007 inclus",
    "TradPN13FHIR-Presc-Morphine-PCA":
        "au débit de 5\u202fmg par heure, par voie intraveineuse, du 07/05/2025 au 11/05/2025"
        " inclus\u202f; et 10\u202fmg si bolus, en espaçant les prises d’au moins 2 heures,"
        " par voie intraveineuse, du 07/05/2025 au 11/05/2025 inclus",
}  # fmt: skip


def requests() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The dosage instructions of every MedicationRequest of every example."""
    for path in sorted(OFFICIAL.glob("Bundle-*.json")):
        found: list[list[dict[str, Any]]] = []
        _walk(json.loads(path.read_text(encoding="utf-8")), found)
        name = path.stem.removeprefix("Bundle-")
        yield from ((name, each) for each in found)


def _walk(node: Any, found: list[list[dict[str, Any]]]) -> None:
    if isinstance(node, dict):
        if node.get("resourceType") == "MedicationRequest" and "dosageInstruction" in node:
            found.append(node["dosageInstruction"])
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            _walk(each, found)


def read(instructions: list[dict[str, Any]]) -> Posology | None:
    """The posology, or None when it is refused."""
    try:
        given = decoder_of(tuple[Dosage, ...]).decode(json.dumps(instructions))
    except msgspec.ValidationError:
        return None
    issues = Issues()
    empty = Index(Bundle(type="collection", entry=()), issues)
    reading = Reading(DEFAULT_SYSTEMS, issues, empty, lambda: "digest")
    found = read_posology(reading, "dosageInstruction", given, None)
    return None if issues.faults else found


@pytest.fixture(scope="module")
def official() -> list[tuple[str, list[dict[str, Any]]]]:
    """The examples; a skip where the specification is not beside the project."""
    if not OFFICIAL.exists():
        pytest.skip("the specification (../shared) is not beside the project")
    return list(requests())


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its path, lists passed through."""
    if isinstance(node, dict):
        for name, each in node.items():
            yield from leaves(each, f"{path}.{name}")
    elif isinstance(node, list):
        for each in node:
            yield from leaves(each, path)
    else:
        yield path, str(node)


def test_every_official_posology_is_held(official: Any) -> None:
    assert [name for name, given in official if read(given) is None] == []
    assert len(official) == 67


def test_what_is_held_is_said_in_french_and_written_back_with_nothing_lost(official: Any) -> None:
    tolerated = tuple(end for ends in TOLERATED for end in ends)
    for name, given in official:
        posology = read(given)
        assert posology is not None
        written = json.loads(encode(dosages(posology, DEFAULT_SYSTEMS)))
        assert read(written) == posology, name
        assert sentence(posology), name
        assert sentence_in_words(posology), name
        lost = {each for each in leaves(given) if not each[0].endswith(tolerated)}
        assert lost <= set(leaves(written)), name


def test_the_french_of_a_few_is_what_a_patient_can_follow(official: Any) -> None:
    said = {name: sentence(posology) for name, given in official if (posology := read(given))}
    assert {name: said[name] for name in SAID} == SAID
