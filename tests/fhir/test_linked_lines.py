"""Lines that go together, and what only a hospital writes: read, printed, refused by place."""

from copy import deepcopy
from typing import Any

import pytest

from ordonnance.documents.mentions import mentions
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Relation, RelationKind
from ordonnance.fhir.read import read_draft, read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir import bundles
from tests.fhir.bundles import Json

FIRST = "Bundle.entry[4].resource"
GROUP = "Bundle.entry[6].resource"
TWO_HOURS = {"value": 2, "unit": "h", "system": SYSTEMS.ucum, "code": "h"}


def two_lines(relationship: str | None = "after", **related: Any) -> Json:
    """The simple prescription with a second line, taken with regard to the first."""
    bundle = deepcopy(bundles.amoxicillin())
    first = bundle["entry"][4]["resource"]
    second = deepcopy(first) | {"id": "autre"}
    second["identifier"] = [
        {"system": SYSTEMS.uuid, "value": f"urn:uuid:{'2' * 8}-2222-4222-8222-{'2' * 12}"}
    ]
    bundle["entry"].append({"resource": second})
    for request in (first, second):
        request["intent"] = "option"
    links = [{"actionId": "a1", "relationship": relationship, **related}]
    actions: list[Json] = [
        {"id": "a1", "resource": {"reference": f"MedicationRequest/{first['id']}"}},
        {"id": "a2", "relatedAction": links, "resource": {"reference": "MedicationRequest/autre"}},
    ]
    group = {"resourceType": "RequestGroup", "status": "active", "intent": "order"}
    bundle["entry"].append({"resource": {**group, "action": actions}})
    return bundle


def refused(bundle: Json) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as caught:
        read_ordonnance(bundles.body(bundle))
    return [(issue.code, issue.at) for issue in caught.value.issues]


def test_a_line_taken_two_hours_after_another_is_issued_and_says_so() -> None:
    bundle = two_lines(offsetDuration=TWO_HOURS)
    first, second = read_ordonnance(bundles.body(bundle)).lines
    assert first.relations == ()
    assert [(each.kind, each.other) for each in second.relations] == [(RelationKind.AFTER, 1)]
    assert "À prendre 2 heures après la ligne 1" in mentions(second)


@pytest.mark.parametrize(
    ("relationship", "said"),
    [
        ("concurrent", "À prendre en même temps que la ligne 1"),
        ("before", "À prendre avant la ligne 1"),
    ],
)
def test_the_link_is_printed_in_words(relationship: str, said: str) -> None:
    _, second = read_ordonnance(bundles.body(two_lines(relationship))).lines
    assert said in mentions(second)


def test_an_alternative_is_read_and_printed_but_not_issued() -> None:
    choice = {"url": SYSTEMS.action_relationship, "valueCode": "ALT"}
    bundle = two_lines("concurrent", extension=[choice])
    bundle["entry"][6]["resource"]["action"][1]["description"] = "En cas d'intolérance"
    place = f"{GROUP}.action[1].relatedAction[0]"
    assert refused(bundle) == [("OUT_OF_SCOPE", place)]
    _, second = read_draft(bundles.body(bundle)).ordonnance.lines
    (relation,) = second.relations
    assert relation == Relation(RelationKind.TOGETHER, 1, None, True, "En cas d'intolérance")
    assert "En alternative à la ligne 1\u202f: En cas d'intolérance" in mentions(second)


def test_an_option_goes_with_a_group_and_a_group_with_options() -> None:
    alone = deepcopy(bundles.amoxicillin())
    alone["entry"][4]["resource"]["intent"] = "option"
    assert refused(alone) == [("ELEMENT_MISSING", f"{FIRST}.intent")]
    ordered = two_lines()
    ordered["entry"][4]["resource"]["intent"] = "order"
    assert refused(ordered) == [("CODE_UNKNOWN", f"{FIRST}.intent")]


def test_a_link_to_nothing_and_a_second_group_are_refused() -> None:
    lost = two_lines()
    lost["entry"][6]["resource"]["action"][1]["relatedAction"][0]["actionId"] = "a9"
    place = f"{GROUP}.action[1].relatedAction[0].actionId"
    assert refused(lost) == [("REFERENCE_UNRESOLVED", place)]
    twice = two_lines()
    twice["entry"].append(deepcopy(twice["entry"][6]))
    assert ("ELEMENT_TOO_MANY", "Bundle.entry[7].resource") in refused(twice)


def line(**changes: Any) -> Json:
    bundle = deepcopy(bundles.amoxicillin())
    bundle["entry"][4]["resource"].update(changes)
    return bundle


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"meta": {"profile": [SYSTEMS.inpatient]}}, "INTRA_HOSPITAL", f"{FIRST}.meta.profile[0]"),
        (
            {
                "supportingInformation": [
                    {"extension": [{"url": SYSTEMS.unit_role, "valueCode": "UFHEB"}]}
                ]
            },
            "HOSPITAL_PART",
            f"{FIRST}.supportingInformation[0]",
        ),
        (
            {
                "note": [
                    {"text": "x", "extension": [{"url": SYSTEMS.note_scope, "valueCode": "MEDCOM"}]}
                ]
            },
            "HOSPITAL_PART",
            f"{FIRST}.note[0].extension",
        ),
    ],
)
def test_what_only_a_hospital_writes_is_read_and_refused_at_issue(
    changes: Json, code: str, at: str
) -> None:
    bundle = line(**changes)
    assert refused(bundle) == [(code, at)]
    draft = read_draft(bundles.body(bundle))
    assert [(issue.code, number) for issue, number in draft.waiting] == [(code, 1)]


def test_a_component_and_a_coded_frequency_of_a_hospital_are_refused_at_their_place() -> None:
    bundle = line()
    step = bundle["entry"][4]["resource"]["dosageInstruction"][0]
    step["timing"]["code"] = {"coding": [{"system": "urn:x", "code": "3"}]}
    basis = {"url": SYSTEMS.dose_component, "valueReference": {"reference": "#m1"}}
    step["doseAndRate"][0]["extension"] = [basis]
    place = f"{FIRST}.dosageInstruction[0]"
    assert set(refused(bundle)) == {
        ("HOSPITAL_PART", f"{place}.timing.code"),
        ("HOSPITAL_PART", f"{place}.doseAndRate[0].extension"),
    }


def test_an_address_of_a_contained_resource_names_the_only_entry_with_that_id() -> None:
    bundle = deepcopy(bundles.amlodipine())
    request = bundle["entry"][5]["resource"]
    named = bundle["entry"][4]["resource"]["id"]
    request["medicationReference"] = {"reference": f"#{named}"}
    assert read_ordonnance(bundles.body(bundle)).lines[0].product is not None
    bundle["entry"][4]["resource"]["id"] = "p1"
    request["medicationReference"] = {"reference": "#p1"}
    place = "Bundle.entry[5].resource.medicationReference.reference"
    assert ("REFERENCE_UNRESOLVED", place) in refused(bundle)
