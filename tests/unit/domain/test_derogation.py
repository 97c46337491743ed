"""Who receives a derogatory prescription, circuit by circuit."""

import pytest

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Finess

HOME = Named("EHPAD EXEMPLE")
PHARMACY = Named("PHARMACIE EXEMPLE", Finess("990000069"))


@pytest.mark.parametrize(
    ("circuit", "recipient", "pharmacy", "why"),
    [
        (Circuit.PHARMACY, None, None, "case 3 nobody"),
        (Circuit.CARE_HOME, None, None, "case 3 nobody"),
        (Circuit.PATIENT, PHARMACY, None, "case 3 nobody"),
        (Circuit.PHARMACY, PHARMACY, PHARMACY, "named beside it"),
        (Circuit.PATIENT, None, PHARMACY, "named beside it"),
        (Circuit.PHARMACY, HOME, None, "by its FINESS"),
        (Circuit.CARE_HOME, HOME, HOME, "by its FINESS"),
    ],
)
def test_a_recipient_that_the_circuit_does_not_have_is_refused(
    circuit: Circuit, recipient: Named | None, pharmacy: Named | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        Derogation(circuit, recipient, pharmacy)


def test_who_may_serve_is_the_pharmacy_named_or_whoever_serves_first() -> None:
    assert Derogation(Circuit.PHARMACY, PHARMACY).server == PHARMACY
    assert Derogation(Circuit.CARE_HOME, HOME, PHARMACY).server == PHARMACY
    assert Derogation(Circuit.CARE_HOME, HOME).server is None
    assert Derogation(Circuit.PATIENT).server is None
