"""What a regulator sends to the pharmacy of a call, for the journeys."""

from typing import Any

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import Line
from tests.journeys import documents
from tests.journeys.asking import told
from tests.journeys.mailed import PHARMACY
from tools import examples

FINESS = "990000069"
OFFICINE = Derogation(Circuit.PHARMACY, Named("Pharmacie Exemple", Finess(FINESS)))
SAID: dict[str, Any] = {
    "address": str(PHARMACY.address), "motive": "douleur_dentaire", "toldPatient": True,
}  # fmt: skip
"""What goes with the document in the first case."""

PROTOCOL = {"rule": "SA-13", "reason": "protocole EXEMPLE du SAMU Démo"}
"""What allows a pharmacist to prescribe there."""


def document(line: Line | None = None, by: Prescriber | None = None, **fields: Any) -> bytes:
    """A prescription of a call: tramadol for three days unless told."""
    who = by or examples.prescriber("regulateur")
    written = line or documents.painkiller(3)
    return documents.written(written, prescriber=who, derogation=OFFICINE, **fields)


def prescription(line: Line | None = None, by: Prescriber | None = None, **more: Any) -> bytes:
    """The body of `$samu-prescribe`."""
    circuit = OFFICINE.circuit.value
    return told(prescription=document(line, by), circuit=circuit, **SAID, **more)
