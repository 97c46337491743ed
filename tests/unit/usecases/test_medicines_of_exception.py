"""An ordonnance of médicaments d'exception is known from its lines, on its day."""

from dataclasses import replace

import pytest

from ordonnance.usecases.medicines import exceptional
from tests.builders.medicines import PARACETAMOL_1G, a_medicine
from tests.builders.prescriptions import an_ordonnance

SOMATROPINE = a_medicine(
    "SOMATROPINE EXEMPLE 5 mg", "60000991", [("SOMATROPINE", "5")], ["liste I"]
)


@pytest.mark.parametrize(
    ("on", "changes", "known"),
    [
        ("2012-07-16", {}, False),
        ("2012-07-17", {}, True),
        ("2026-01-05", {}, True),
        ("2026-01-05", {"not_reimbursable": True}, False),
    ],
)
def test_a_reimbursed_line_of_the_list_makes_it_so(
    on: str, changes: dict[str, bool], known: bool
) -> None:
    made = an_ordonnance().of(PARACETAMOL_1G).of(SOMATROPINE, **changes).written_on(on)
    assert exceptional(made.build(), made.medicines) is known


def test_an_unknown_medicine_is_not_said_to_be_one() -> None:
    made = an_ordonnance().of(SOMATROPINE)
    line = replace(made.build().lines[0], number=1)
    assert not exceptional(replace(made.build(), lines=(line,)), {1: None})
