"""What was issued before a refusal existed is still read: its signed bytes cannot be corrected."""

from collections.abc import Callable

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.fhir.read import read_ordonnance
from tests.fhir import bundles
from tests.fhir.bundles import Json, body
from tests.fhir.faulty import resource


def without_kind() -> Json:
    bundle = bundles.amoxicillin()
    del bundle["resourceType"]
    return bundle


def contained_without_kind() -> Json:
    bundle = bundles.amoxicillin()
    request = resource(bundle, 4)
    request["contained"] = [{"id": "m1", "code": request.pop("medicationCodeableConcept")}]
    request["medicationReference"] = {"reference": "#m1"}
    return bundle


def contradicted() -> Json:
    """An http address that ends with another id than that of its resource."""
    bundle = bundles.amoxicillin()
    bundle["entry"][0]["fullUrl"] = "https://exemple.example/fhir/Patient/autre"
    return bundle


@pytest.mark.parametrize("former", [without_kind, contained_without_kind, contradicted])
def test_it_is_refused_at_issue_and_read_as_it_was_issued(former: Callable[[], Json]) -> None:
    stored = body(former())
    with pytest.raises(Refusal):
        read_ordonnance(stored)
    read = read_ordonnance(stored, stored=True)
    whole = read_ordonnance(body(bundles.amoxicillin()))
    assert read.patient == whole.patient
    assert [line.label for line in read.lines] == [line.label for line in whole.lines]


def test_what_was_never_readable_is_refused_from_the_base_too() -> None:
    with pytest.raises(Refusal) as refused:
        read_ordonnance(body(without_kind() | {"entry": "x"}), stored=True)
    assert refused.value.code == "ELEMENT_INVALID"
