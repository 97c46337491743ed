"""What the base writes has the elements, the types and the formats of FHIR R4, for another reader.

fhirkit is quick enough for every run. The second validator, the profiles, and the faults planted
to show that both see something are in `tests/conformance`.
"""

import fhirkit
from hypothesis import given, settings

from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.write import write_ordonnance
from tests.conformance.written import everything, official
from tests.fhir.strategies import ordonnances


def faults(body: bytes) -> list[str]:
    return [str(each) for each in fhirkit.validate(body)]


def test_everything_written_is_valid_in_its_types() -> None:
    assert {name: found for name, body in everything() if (found := faults(body))} == {}


@settings(max_examples=30)
@given(ordonnance=ordonnances())
def test_any_ordonnance_written_is_valid_in_its_types(ordonnance: Ordonnance) -> None:
    assert faults(write_ordonnance(ordonnance)) == []


def test_every_official_example_written_again_is_valid_in_its_types() -> None:
    assert {name: found for name, body in official() if (found := faults(body))} == {}


def test_a_fault_is_caught() -> None:
    for name, body in everything():
        spoiled = body.replace(b'"resourceType"', b'"unknownElement":1,"resourceType"')
        assert faults(spoiled), name
