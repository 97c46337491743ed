"""The relations of the lines as a RequestGroup."""

from ordonnance.domain.prescription import Line, Relation
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import ExtensionPart, Identifier, Reference
from ordonnance.fhir.resources.group import Action, RelatedAction, RequestGroup
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values

ALTERNATIVE = "ALT"


def linked_numbers(lines: tuple[Line, ...]) -> frozenset[int]:
    """The lines that are linked to another one, from either side."""
    named = {each.other for line in lines for each in line.relations}
    return frozenset(named | {line.number for line in lines if line.relations})


def request_group(
    lines: tuple[Line, ...],
    linked: frozenset[int],
    subject: Reference,
    group: Identifier | None,
    systems: Systems,
) -> RequestGroup:
    """One action for each linked line, in the order of the lines."""
    actions = tuple(
        Action(
            id=f"line-{line.number}",
            description=_condition(line),
            related_action=tuple(_related(each, systems) for each in line.relations),
            resource=Reference(reference=f"urn:uuid:{line.id}"),
        )
        for line in lines
        if line.number in linked
    )
    return RequestGroup(
        group_identifier=group, status="active", intent="order", subject=subject, action=actions
    )


def _condition(line: Line) -> str | None:
    said = {each.condition for each in line.relations}
    if len(said) > 1:
        # R4 writes one condition for the whole action.
        raise ValueError("les liens d'une ligne ont une seule condition")
    return said.pop() if said else None


def _related(relation: Relation, systems: Systems) -> RelatedAction:
    url = definition("action-relationship").url(systems)
    alternative = ExtensionPart(url=url, value_code=ALTERNATIVE)
    return RelatedAction(
        extension=(alternative,) if relation.instead else (),
        action_id=f"line-{relation.other}",
        relationship=relation.kind.value,
        offset_duration=values.amount(relation.interval) if relation.interval else None,
    )
