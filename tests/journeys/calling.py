"""What a regulator prescribes to a pharmacy during a call, ready to be sent."""

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess
from tests.builders.counter import of
from tests.builders.samu import TRAMADOL
from tests.journeys import documents
from tests.journeys.asking import told
from tests.journeys.mailed import PHARMACY
from tools import examples

OFFICINE = Derogation(Circuit.PHARMACY, Named("Pharmacie Exemple", Finess("990000069")))


def prescribed_in_call() -> bytes:
    """The body of `$samu-prescribe`: three days of tramadol, to the pharmacy of the example."""
    document = documents.written(
        of(TRAMADOL, days=3, daily=3), prescriber=examples.prescriber("regulateur"),
        derogation=OFFICINE,
    )  # fmt: skip
    return told(
        prescription=document, circuit="1", address=str(PHARMACY.address),
        motive="douleur_dentaire", toldPatient=True,
    )  # fmt: skip
