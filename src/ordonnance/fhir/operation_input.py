"""Read the `Parameters` of an operation into its typed input, strictly.

The same plan of fields serves results (`ordonnance.fhir.results`). Every problem of the body is
named at once with its FHIRPath; an unknown parameter is refused, never ignored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import msgspec

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.fhir.codec import check_text, is_suspect, parse_tree
from ordonnance.fhir.results import Planned, plan

T = TypeVar("T")

TEXT_LIMIT = 1000
"""Longest string parameter, in characters (a signed document excepted)."""

MOST_PARAMETERS = 200
"""Most parameters in one body."""

UNLIMITED = frozenset({"signedPrescription", "reservation"})
"""Texts that only the size of the body limits."""


@dataclass(frozen=True, slots=True)
class NothingInput:
    """What an operation takes that takes nothing: no parameter."""


class _Head(msgspec.Struct, rename={"resource_type": "resourceType"}):
    """The kind of a resource, whatever follows."""

    resource_type: str = ""


class _Part(msgspec.Struct):
    """One parameter, resources kept as raw bytes."""

    name: str = ""
    resource: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Parameters(msgspec.Struct):
    """The raw outline of a Parameters, for the bytes of its resources."""

    parameter: list[_Part] = []


def resource_type(body: bytes) -> str:
    """The `resourceType` that the body declares, empty when it is not readable."""
    try:
        return msgspec.json.decode(body, type=_Head).resource_type
    except (ValueError, RecursionError):
        # A DecodeError is one, and so is a text that is not UTF-8.
        return ""


def read_input(kind: type[T], body: bytes) -> T:
    """The input that `body` holds. Raises Refusal with every problem and its place."""
    tree = parse_tree(body)
    if not isinstance(tree, dict) or tree.get("resourceType") != "Parameters":
        raise Refusal.of("ELEMENT_INVALID", "resourceType", reason="Parameters est attendu")
    if is_suspect(body):
        check_text(tree, "Parameters")
    issues = [
        Issue("ELEMENT_UNKNOWN", f"Parameters.{name}", {"element": name[:60]})
        for name in tree
        if name not in ("resourceType", "parameter", "id", "meta")
    ]
    resources = {
        part.name: bytes(part.resource)
        for part in _outline(body)
        if part.resource is not msgspec.UNSET
    }
    reader = _InputReader(resources, issues)
    values = reader.fields(kind, tree.get("parameter", []), "Parameters.parameter")
    if issues:
        raise Refusal(*issues[:50])
    return kind(**values)


def _outline(body: bytes) -> list[_Part]:
    """The parameters with their resources raw; none when misshapen, which the reader names."""
    try:
        return msgspec.json.decode(body, type=_Parameters).parameter
    except msgspec.ValidationError:
        return []
    except msgspec.DecodeError:
        # What one reader of JSON takes and another does not is no JSON to rely upon.
        raise Refusal.of("JSON_INVALID", detail="un texte ou un nombre est illisible") from None


@cache
def _by_name(kind: type) -> Mapping[str, Planned]:
    return {field.name: field for field in plan(kind)}


class _InputReader:
    """Walks the parameters against the plan of a type, gathering issues."""

    def __init__(self, resources: dict[str, bytes], issues: list[Issue]) -> None:
        self._resources = resources
        self._issues = issues

    def fields(self, kind: type, given: object, at: str) -> dict[str, Any]:
        """The values of one level of parameters."""
        if not isinstance(given, list) or len(given) > MOST_PARAMETERS:
            self._refuse("ELEMENT_INVALID", at, reason=f"une liste de 1 à {MOST_PARAMETERS}")
            return {}
        planned = _by_name(kind)
        found: dict[str, list[Any]] = {}
        for index, part in enumerate(given):
            self._one(planned, found, part, f"{at}[{index}]")
        values: dict[str, Any] = {}
        for name, field in planned.items():
            if name in found:
                values[field.attribute] = self._gathered(field, found[name], at)
            else:
                # Most fields of a line: no call for what nobody said.
                values[field.attribute] = () if field.repeated else None
                if not field.optional and not field.repeated:
                    self._refuse("ELEMENT_MISSING", at, element=name)
        return values

    def _one(
        self, planned: Mapping[str, Planned], found: dict[str, list[Any]], part: object, at: str
    ) -> None:
        name = part.get("name") if isinstance(part, dict) else None
        if not isinstance(part, dict) or not isinstance(name, str):
            self._refuse("ELEMENT_MISSING", at, element="name")
            return
        field = planned.get(name)
        if field is None:
            self._refuse("ELEMENT_UNKNOWN", at, element=name[:60])
            return
        content = self._content(field, part, at)
        if content is not None:
            found.setdefault(name, []).append(content)

    def _gathered(self, field: Planned, values: list[Any], at: str) -> Any:
        if field.repeated:
            return tuple(values)
        if len(values) > 1:
            self._refuse("ELEMENT_TOO_MANY", at, element=field.name, limit="1")
        return values[0]

    def _content(self, field: Planned, part: dict[str, Any], at: str) -> Any:
        wanted = field.element
        if len(part) != 2 or wanted not in part:  # its name and its value, nothing else
            self._refuse("ELEMENT_INVALID", at, reason=f"{wanted} est attendu")
            return None
        if wanted == "resource":
            return self._resources.get(field.name)
        if wanted == "part":
            before = len(self._issues)
            values = self.fields(field.kind, part["part"], f"{at}.part")
            return field.kind(**values) if len(self._issues) == before else None
        return self._scalar(field, part[wanted], f"{at}.{wanted}")

    def _scalar(self, field: Planned, value: object, at: str) -> Any:
        if field.kind is bool and isinstance(value, bool):
            return value
        if field.kind is int and isinstance(value, int) and not isinstance(value, bool):
            return value
        if field.kind is Decimal and isinstance(value, int | Decimal) and value is not True:
            return Decimal(value)
        if field.kind is str and isinstance(value, str):
            return self._text(field, value, at)
        if issubclass(field.kind, date) and isinstance(value, str):
            return self._date(field, value, at)
        self._refuse("ELEMENT_INVALID", at, reason=f"la valeur n'est pas un {_FRENCH[field.kind]}")
        return None

    def _text(self, field: Planned, value: str, at: str) -> str | None:
        if len(value) > TEXT_LIMIT and field.name not in UNLIMITED:
            self._refuse("TEXT_TOO_LONG", at, limit=TEXT_LIMIT)
            return None
        if not value.strip() or not value.replace("\n", " ").isprintable():
            self._refuse("ELEMENT_INVALID", at, reason="le texte est vide ou illisible")
            return None
        return value

    def _date(self, field: Planned, value: str, at: str) -> date | None:
        try:
            kind = datetime if issubclass(field.kind, datetime) else date
            return kind.fromisoformat(value)
        except ValueError:
            self._refuse("ELEMENT_INVALID", at, reason="la date n'existe pas (AAAA-MM-JJ)")
            return None

    def _refuse(self, code: str, at: str, **facts: object) -> None:
        self._issues.append(Issue(code, at, {name: str(value) for name, value in facts.items()}))


_FRENCH = {
    bool: "booléen", int: "nombre entier", Decimal: "nombre", str: "texte",
    date: "jour", datetime: "instant",
}  # fmt: skip
