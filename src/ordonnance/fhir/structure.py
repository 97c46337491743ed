"""The slow pass: a raw JSON tree against the resource definitions, every difference named.

msgspec stops at the first fault; a sender who corrects a document wants all of them, with
their places.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec import inspect

from ordonnance.domain.errors import Issue
from ordonnance.fhir.issues import Issues, shown
from ordonnance.fhir.resources.datatypes import Nothing

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

Check = Callable[[Any, Any, str, Issues], None]


def child(at: str, name: str) -> str:
    """FHIRPath of the element `name` of `at`; an unusual name is quoted, a long one cut."""
    word = name if _PLAIN_NAME.fullmatch(name) and len(name) <= 60 else f"`{shown(name)}`"
    return f"{at}.{word}" if at else word


def structure_issues(tree: object, kind: type, root: str) -> list[Issue]:
    """What in `tree` differs from the definition of `kind`, with the FHIRPath of each place."""
    issues = Issues()
    _walk(tree, _definition(kind), root, issues)
    return issues.found


@cache
def _definition(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


def _walk(value: object, kind: inspect.Type, at: str, issues: Issues) -> None:
    check = _CHECKS.get(type(kind))
    if check is not None:
        check(value, kind, at, issues)


def _walk_metadata(value: object, kind: inspect.Metadata, at: str, issues: Issues) -> None:
    _walk(value, kind.type, at, issues)


def _walk_union(value: object, kind: inspect.UnionType, at: str, issues: Issues) -> None:
    kinds = [each for each in kind.types if not _is_nothing(each)]
    if len(kinds) == 1:
        _walk(value, kinds[0], at, issues)
        return
    # Every other union here is one of resources, told apart by their tag.
    tagged = {each.tag: each for each in kinds if isinstance(each, inspect.StructType)}
    if not isinstance(value, dict):
        issues.invalid(at, "un objet est attendu")
        return
    tag = value.get("resourceType")
    if tag is None:
        issues.add("ELEMENT_MISSING", child(at, "resourceType"), element="resourceType")
    elif isinstance(tag, str) and tag in tagged:
        _walk(value, tagged[tag], at, issues)
    else:
        issues.add("RESOURCE_UNEXPECTED", at, type=tag)


def _is_nothing(kind: inspect.Type) -> bool:
    """True for what beside a type is no other resource."""
    nothing = isinstance(kind, inspect.StructType) and kind.cls is Nothing
    return nothing or isinstance(kind, inspect.NoneType)


def _walk_struct(value: object, kind: inspect.StructType, at: str, issues: Issues) -> None:
    if not isinstance(value, dict):
        issues.invalid(at, "un objet est attendu")
        return
    if kind.tag_field and not _has_tag(value, kind, at, issues):
        return
    fields = _fields(kind)
    for name, item in value.items():
        if name in fields:
            _walk(item, fields[name].type, child(at, name), issues)
        elif name != kind.tag_field:
            _unknown(name, item, at, issues)
    for name, field in fields.items():
        if field.required and name not in value:
            issues.add("ELEMENT_MISSING", child(at, name), element=name)


def _has_tag(
    value: Mapping[str, object], kind: inspect.StructType, at: str, issues: Issues
) -> bool:
    tag = value.get(str(kind.tag_field))
    if tag is None:
        issues.add("ELEMENT_MISSING", child(at, str(kind.tag_field)), element=kind.tag_field)
    elif tag != kind.tag:
        issues.add("RESOURCE_UNEXPECTED", at, type=tag)
    return tag == kind.tag


@cache
def _fields_of(cls: type) -> dict[str, inspect.Field]:
    definition = inspect.type_info(cls)
    fields = definition.fields if isinstance(definition, inspect.StructType) else ()
    return {field.encode_name: field for field in fields}


def _fields(kind: inspect.StructType) -> dict[str, inspect.Field]:
    return _fields_of(kind.cls)


def _unknown(name: str, item: object, at: str, issues: Issues) -> None:
    if name in ("extension", "modifierExtension") and isinstance(item, list) and item:
        for index, each in enumerate(item):
            url = each.get("url") if isinstance(each, dict) else None
            issues.add("EXTENSION_UNKNOWN", f"{child(at, name)}[{index}]", url=url or "sans url")
        return
    issues.add("ELEMENT_UNKNOWN", child(at, name), element=name)


def _walk_many(value: object, kind: inspect.VarTupleType, at: str, issues: Issues) -> None:
    if not isinstance(value, list):
        issues.invalid(at, "un tableau est attendu")
        return
    if not value:
        issues.invalid(at, "un tableau vide n'existe pas en FHIR")
    if kind.max_length is not None and len(value) > kind.max_length:
        name = at.rpartition(".")[2]
        issues.add("ELEMENT_TOO_MANY", at, element=name, limit=kind.max_length)
    for index, item in enumerate(value[: kind.max_length]):
        _walk(item, kind.item_type, f"{at}[{index}]", issues)


def _walk_text(value: object, kind: inspect.StrType, at: str, issues: Issues) -> None:
    if not isinstance(value, str):
        issues.invalid(at, "un texte est attendu")
    elif not value:
        issues.invalid(at, "un texte vide n'existe pas en FHIR")
    elif kind.max_length is not None and len(value) > kind.max_length:
        issues.add("TEXT_TOO_LONG", at, limit=kind.max_length)


def _walk_literal(value: object, kind: inspect.LiteralType, at: str, issues: Issues) -> None:
    if not isinstance(value, str) or value not in kind.values:
        allowed = ", ".join(map(str, kind.values))
        issues.add("CODE_UNKNOWN", at, code=value, allowed=allowed)


def _walk_bool(value: object, _kind: inspect.BoolType, at: str, issues: Issues) -> None:
    if not isinstance(value, bool):
        issues.invalid(at, "true ou false est attendu")


def _walk_int(value: object, kind: inspect.IntType, at: str, issues: Issues) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        issues.invalid(at, "un nombre entier est attendu")
    elif kind.ge is not None and value < kind.ge:
        issues.invalid(at, f"au moins {kind.ge} est attendu")
    elif kind.le is not None and value > kind.le:
        issues.invalid(at, f"au plus {kind.le} est attendu")


def _walk_number(value: object, _kind: inspect.CustomType, at: str, issues: Issues) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        issues.invalid(at, "un nombre est attendu")


_CHECKS: dict[type, Check] = {
    inspect.Metadata: _walk_metadata,
    inspect.UnionType: _walk_union,
    inspect.StructType: _walk_struct,
    inspect.VarTupleType: _walk_many,
    inspect.StrType: _walk_text,
    inspect.LiteralType: _walk_literal,
    inspect.BoolType: _walk_bool,
    inspect.IntType: _walk_int,
    inspect.CustomType: _walk_number,
}
