"""What is written is read back the same, for any ordonnance."""

from hypothesis import HealthCheck, given, settings

from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.write import write_ordonnance
from tests.fhir.strategies import ordonnances

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(suppress_health_check=SLOW, deadline=None, max_examples=150)
@given(ordonnances())
def test_an_ordonnance_written_and_read_is_the_same(ordonnance: Ordonnance) -> None:
    body = write_ordonnance(ordonnance)
    try:
        found = read_ordonnance(body)
    except Refusal as refusal:
        raise AssertionError([(i.code, i.at, i.facts) for i in refusal.issues]) from None
    assert found == ordonnance
    assert write_ordonnance(found) == body
    assert read_ordonnance(body, stored=True) == found
