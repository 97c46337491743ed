"""What was said at the counter, as it is typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from typer.testing import Result

from ordonnance.fhir.inputs import AgreementInput, BearerInput, ResultInput, SeenInput
from tests.unit.cli.conftest import NUMBER, FakeClient

DAY = date(2026, 3, 12)
Run = Callable[..., Result]


def asked(base: FakeClient) -> Any:
    (line,) = base.asked[1][1]
    return line


def test_everything_that_may_be_said_is_read(ordonnance: Run, base: FakeClient) -> None:
    told = ordonnance(
        "dispense", NUMBER, "--line", "1", "--agreement", "30 jours",
        "--agreed", "Dr EXEMPLE=12/03/2026=DURATION,PACKS",
        "--test", "TROD_ANGINE=positif=12/03/2026",
        "--seen", "BOOKLET", "--seen", "ATTESTATION=2026-03-12", "--bearer", "identified",
        "--exceptional", "renewal", "--by-the-unit", "30/06/2027", "--lot", "EX1",
        "--generic-refused",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    line = asked(base)
    agreed = AgreementInput("Dr EXEMPLE", DAY, "30 jours", ("DURATION", "PACKS"))
    assert line.agreement == agreed
    assert line.result == ResultInput("TROD_ANGINE", True, DAY)
    assert line.seen == (SeenInput("BOOKLET"), SeenInput("ATTESTATION", DAY))
    assert line.bearer == BearerInput(False, None, True)
    assert (line.exceptional, line.by_the_unit) == ("RENEWAL", True)
    assert line.expiry == date(2027, 6, 30)
    assert line.generic_refused is True


@pytest.mark.parametrize(
    "words",
    [
        ("--agreement", "30 jours"),
        ("--agreed", "Dr EXEMPLE=12/03/2026=DURATION"),
        ("--test", "TROD_ANGINE=positif"),
        ("--test", "TROD_ANGINE=peut-être=12/03/2026"),
        ("--bearer", "VOISIN"),
        ("--seen", "RIEN"),
        ("--exceptional", "TOUJOURS"),
        ("--by-the-unit", "demain"),
    ],
    ids=" ".join,
)
def test_what_does_not_read_is_refused_before_anything_is_asked(
    ordonnance: Run, base: FakeClient, words: tuple[str, ...]
) -> None:
    assert ordonnance("dispense", NUMBER, "--line", "1", *words).exit_code != 0
    assert not base.calls


def test_what_is_said_concerns_a_line(ordonnance: Run, base: FakeClient) -> None:
    assert ordonnance("dispense", NUMBER, "--all", "--bearer", "PATIENT").exit_code != 0
    assert not base.calls
