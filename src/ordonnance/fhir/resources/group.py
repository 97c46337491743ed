"""RequestGroup: how the lines of one prescription go together (ePrescription)."""

from typing import Literal

from ordonnance.fhir.resources.datatypes import (
    Code,
    DomainResource,
    Element,
    ExtensionPart,
    Identifier,
    Many,
    Quantity,
    Reference,
    Text,
)


class RelatedAction(Element, frozen=True, kw_only=True):
    """How one line stands to another."""

    extension: Many[ExtensionPart] = ()
    action_id: Code
    relationship: Literal["before", "concurrent", "after"]
    offset_duration: Quantity | None = None


class Action(Element, frozen=True, kw_only=True):
    """One line of the group."""

    id: Code | None = None
    description: Text | None = None
    related_action: Many[RelatedAction] = ()
    resource: Reference


class RequestGroup(
    DomainResource, frozen=True, kw_only=True, tag_field="resourceType", tag="RequestGroup"
):
    """The links between the lines of one prescription."""

    identifier: Many[Identifier] = ()
    group_identifier: Identifier | None = None
    status: Literal["active"]
    intent: Literal["order"]
    priority: Literal["routine"] | None = None
    subject: Reference | None = None
    authored_on: Code | None = None
    author: Reference | None = None
    action: Many[Action]
