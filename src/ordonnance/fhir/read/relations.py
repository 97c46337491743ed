"""The RequestGroup of a Bundle to the relations of its lines (ePrescription, « liens »)."""

from collections.abc import Sequence

from ordonnance.domain.prescription import Relation, RelationKind
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import amount
from ordonnance.fhir.resources.group import Action, RelatedAction, RequestGroup
from ordonnance.fhir.resources.prescription import MedicationRequest

Linked = dict[int, tuple[Relation, ...]]
"""Relations by number of line; a line of the group without any of its own has none."""

ALTERNATIVE = "ALT"


def read_relations(reading: Reading, requests: Sequence[tuple[str, MedicationRequest]]) -> Linked:
    """Every line of the group with how it stands to the others; empty without a group."""
    groups = reading.index.of(RequestGroup)
    if not groups:
        return {}
    reading.index.used.update(at for at, _ in groups)
    for at, _ in groups[1:]:
        reading.issues.too_many(at, "RequestGroup")
    at, group = groups[0]
    reading.extensions(group.extension, "none", at)
    if group.group_identifier not in (None, requests[0][1].group_identifier):
        reading.issues.add("GROUP_MIXED", f"{at}.groupIdentifier")
    ranks = {place: number for number, (place, _) in enumerate(requests, start=1)}
    lines = [
        _line(reading, f"{at}.action[{index}]", action, ranks)
        for index, action in enumerate(group.action)
    ]
    numbers = {action.id: line for action, line in zip(group.action, lines, strict=True)}
    found: Linked = {}
    for index, (action, number) in enumerate(zip(group.action, lines, strict=True)):
        if number is not None:
            place = f"{at}.action[{index}]"
            found[number] = found.get(number, ()) + _relations(reading, place, action, numbers)
    return found


def _line(reading: Reading, at: str, action: Action, ranks: dict[str, int]) -> int | None:
    found = reading.resolve(action.resource, f"{at}.resource", MedicationRequest, waits=True)
    return ranks.get(found[0]) if found else None


def _relations(
    reading: Reading, at: str, action: Action, numbers: dict[str | None, int | None]
) -> tuple[Relation, ...]:
    if action.description is not None and not action.related_action:
        reading.issues.invalid(f"{at}.description", "une condition va avec un lien")
    found = []
    for index, related in enumerate(action.related_action):
        place = f"{at}.relatedAction[{index}]"
        other = numbers.get(related.action_id)
        if other is None:
            named = related.action_id
            reading.issues.wait("REFERENCE_UNRESOLVED", f"{place}.actionId", reference=named)
            continue
        found.append(_relation(reading, place, action.description, related, other))
    return tuple(found)


def _relation(
    reading: Reading, at: str, condition: str | None, related: RelatedAction, other: int
) -> Relation:
    extensions = reading.extensions(related.extension, "RequestGroup.action.relatedAction", at)
    code = extensions.text("action-relationship")
    if code not in (None, ALTERNATIVE):
        place = extensions.at("action-relationship")
        reading.issues.add("CODE_UNKNOWN", place, code=code, allowed=ALTERNATIVE)
    if code == ALTERNATIVE:
        # The pharmacist would choose between two medicines: that is the prescriber's act.
        reading.issues.wait("OUT_OF_SCOPE", at, kind="« alternative entre deux lignes »")
    interval = amount(reading, related.offset_duration, f"{at}.offsetDuration")
    if interval is not None and interval.unit.system != reading.systems.ucum:
        reading.issues.invalid(f"{at}.offsetDuration.system", "une durée UCUM est attendue")
    kind = RelationKind(related.relationship)
    return Relation(kind, other, interval, code == ALTERNATIVE, condition)
