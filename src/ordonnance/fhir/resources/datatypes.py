"""FHIR R4 data types, reduced to the elements that have a meaning here."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, Union

from msgspec import Meta as Limits
from msgspec import Struct

T = TypeVar("T")

MAX_TEXT = 1000
"""Longest free text, in characters."""

Text = Annotated[str, Limits(min_length=1, max_length=MAX_TEXT)]
Code = Annotated[str, Limits(min_length=1, max_length=100)]
Uri = Annotated[str, Limits(min_length=1, max_length=500)]
Xhtml = Annotated[str, Limits(min_length=1, max_length=200_000)]
Count = Annotated[int, Limits(ge=0, le=2_147_483_647)]
Integer = Annotated[int, Limits(ge=-2_147_483_648, le=2_147_483_647)]

# FHIR has no empty array; sixty is the most of anything in one element.
Many = Annotated[tuple[T, ...], Limits(min_length=1, max_length=60)]


class Number(Decimal):
    """A JSON number kept exactly as written. A type of its own: a quoted number is refused."""

    __slots__ = ()


class Element(
    Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    rename="camel",
):
    """What every definition shares: immutable, closed, camel case in JSON."""


class Nothing(Struct, frozen=True, tag_field="resourceType", tag=""):
    """No resource, and no JSON is one: in a union with a resource, it makes its kind required.

    msgspec takes a resource that is alone of its kind without its `resourceType`.
    """

    never: Annotated[str, Limits(min_length=1, max_length=0)]


if TYPE_CHECKING:
    OfKind = Annotated[T, "says its kind"]
else:
    OfKind = Union[T, Nothing]  # noqa: UP007  # filled by a type later


class Coding(Element, frozen=True, kw_only=True):
    """One code of one terminology."""

    system: Uri | None = None
    code: Code | None = None
    display: Text | None = None


class CodeableConcept(Element, frozen=True, kw_only=True):
    """A concept: codes, words, or both for the same thing."""

    coding: Many[Coding] = ()
    text: Text | None = None


class Identifier(Element, frozen=True, kw_only=True):
    """A business identifier."""

    use: Literal["usual", "official", "temp", "secondary", "old"] | None = None
    type: CodeableConcept | None = None
    system: Uri | None = None
    value: Text | None = None


class Quantity(Element, frozen=True, kw_only=True):
    """An amount and its unit; comparators are refused."""

    value: Number | None = None
    unit: Text | None = None
    system: Uri | None = None
    code: Code | None = None


class Range(Element, frozen=True, kw_only=True):
    """A low and a high amount."""

    low: Quantity | None = None
    high: Quantity | None = None


class Ratio(Element, frozen=True, kw_only=True):
    """An amount per another amount."""

    numerator: Quantity | None = None
    denominator: Quantity | None = None


class Period(Element, frozen=True, kw_only=True):
    """Days or instants, both ends included."""

    start: Code | None = None
    end: Code | None = None


class Address(Element, frozen=True, kw_only=True):
    """A postal address, or a place of birth."""

    extension: "Many[ExtensionPart]" = ()
    use: Literal["home", "work", "temp", "old", "billing"] | None = None
    type: Literal["postal", "physical", "both"] | None = None
    text: Text | None = None
    line: Many[Text] = ()
    city: Text | None = None
    postal_code: Code | None = None
    country: Code | None = None


class ExtensionValue(Element, frozen=True, kw_only=True):
    """The kinds of value that our extensions take."""

    url: Uri
    value_string: Text | None = None
    value_markdown: Text | None = None
    value_boolean: bool | None = None
    value_integer: Integer | None = None
    value_decimal: Number | None = None
    value_code: Code | None = None
    value_date: Code | None = None
    value_date_time: Code | None = None
    value_coding: Coding | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_identifier: Identifier | None = None
    value_duration: Quantity | None = None
    value_quantity: Quantity | None = None
    value_period: Period | None = None
    value_reference: "Reference | None" = None


class ExtensionPart(ExtensionValue, frozen=True, kw_only=True):
    """A part of a complex extension: nesting stops here."""


class Extension(ExtensionValue, frozen=True, kw_only=True):
    """An extension: a value, or parts."""

    value_address: Address | None = None
    extension: Many[ExtensionPart] = ()


class Reference(Element, frozen=True, kw_only=True):
    """A pointer to another resource, or only its identifier or name."""

    extension: Many[ExtensionPart] = ()
    reference: Uri | None = None
    type: Code | None = None
    identifier: Identifier | None = None
    display: Text | None = None


class HumanName(Element, frozen=True, kw_only=True):
    """A person's name."""

    extension: Many[ExtensionPart] = ()
    use: Literal["usual", "official", "temp", "nickname", "old", "maiden"] | None = None
    text: Text | None = None
    family: Text | None = None
    given: Many[Text] = ()
    prefix: Many[Text] = ()
    suffix: Many[Text] = ()


class ContactPoint(Element, frozen=True, kw_only=True):
    """A telephone number or an electronic address."""

    system: Literal["phone", "email"]
    value: Text
    use: Literal["home", "work", "temp", "old", "mobile"] | None = None
    rank: Count | None = None


class Annotation(Element, frozen=True, kw_only=True):
    """A note in plain words."""

    extension: Many[ExtensionPart] = ()
    text: Text


class Narrative(Element, frozen=True, kw_only=True):
    """A readable copy for people: accepted, never read for its meaning."""

    status: Literal["generated", "extensions", "additional", "empty"]
    div: Xhtml


class Meta(Element, frozen=True, kw_only=True):
    """Technical metadata; the profile of a compound medication is the only part with a meaning."""

    extension: Many[Extension] = ()
    version_id: Code | None = None
    last_updated: Code | None = None
    source: Uri | None = None
    profile: Many[Uri] = ()


class Resource(Element, frozen=True, kw_only=True):
    """What every resource may have."""

    id: Code | None = None
    meta: Meta | None = None
    language: Code | None = None


class DomainResource(Resource, frozen=True, kw_only=True):
    """A resource with a narrative and extensions."""

    text: Narrative | None = None
    extension: Many[Extension] = ()
