"""Reads extensions against the table: an unknown, repeated or mistyped one is an issue."""

from collections.abc import Mapping, Sequence
from functools import cache

from ordonnance.fhir.extension_table import EXTENSIONS, ExtensionDef
from ordonnance.fhir.issues import Issues
from ordonnance.fhir.resources.datatypes import (
    Address,
    Extension,
    ExtensionPart,
    ExtensionValue,
)
from ordonnance.fhir.systems import Systems

_VALUES = tuple(name for name in ExtensionValue.__struct_fields__ if name != "url")
_WITH_ADDRESS = (*_VALUES, "value_address")
_BY_NAME = {each.name: each for each in EXTENSIONS}


@cache
def _known(systems: Systems, context: str) -> Mapping[str, ExtensionDef]:
    return {each.url(systems): each for each in EXTENSIONS if each.context == context}


class Found:
    """The extensions of one element, by name; an unknown, repeated or mistyped one is an issue."""

    __slots__ = ("_at", "_by_name", "_issues", "_more")

    def __init__(self, at: str, issues: Issues) -> None:
        self._at = at
        self._issues = issues
        self._by_name: dict[str, tuple[str, Extension | ExtensionPart]] = {}
        self._more: list[tuple[str, Extension | ExtensionPart]] = []

    @classmethod
    def read(
        cls,
        given: Sequence[Extension | ExtensionPart],
        context: str,
        systems: Systems,
        at: str,
        issues: Issues,
    ) -> "Found":
        """The extensions of an element of that context."""
        found = cls(at, issues)
        if not given:
            return found
        known = _known(systems, context)
        for index, each in enumerate(given):
            place = f"{at}.extension[{index}]"
            definition = known.get(each.url)
            if definition is None:
                issues.add("EXTENSION_UNKNOWN", place, url=each.url)
            elif definition.name in found._by_name and not definition.repeats:
                issues.too_many(place, definition.name)
            elif _fits(each, definition, place, issues):
                found._keep(definition.name, place, each)
        return found

    def _keep(self, name: str, place: str, each: Extension | ExtensionPart) -> None:
        if name in self._by_name:
            self._more.append((name, each))
        else:
            self._by_name[name] = (place, each)

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def at(self, name: str) -> str:
        """FHIRPath of that extension."""
        return self._by_name[name][0] if name in self._by_name else self._at

    def get(self, name: str) -> ExtensionValue | None:
        """That extension, or None."""
        return self._by_name[name][1] if name in self._by_name else None

    def text(self, name: str) -> str | None:
        """The value of a text, markdown, code or date extension."""
        each = self.get(name)
        if each is None:
            return None
        return each.value_string or each.value_markdown or each.value_code or each.value_date

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of a text extension that may stand several times, in their order."""
        first = self.text(name)
        more = (each.value_string for other, each in self._more if other == name)
        return () if first is None else (first, *(text for text in more if text is not None))

    def flag(self, name: str) -> bool:
        """The value of a true-or-false extension, False when absent."""
        each = self.get(name)
        return bool(each is not None and each.value_boolean)

    def address(self, name: str) -> Address | None:
        """The value of an address extension."""
        each = self.get(name)
        return each.value_address if isinstance(each, Extension) else None

    def parts(self, name: str) -> dict[str, ExtensionPart]:
        """The parts of a complex extension by name, empty when it is absent."""
        each = self.get(name)
        return {part.url: part for part in each.extension} if isinstance(each, Extension) else {}


def _fits(
    each: Extension | ExtensionPart, definition: ExtensionDef, at: str, issues: Issues
) -> bool:
    if definition.value is not None and _has_only(each, definition.value):
        return True
    parts = each.extension if isinstance(each, Extension) else ()
    if definition.value is not None:
        if parts:
            issues.add("EXTENSION_UNKNOWN", f"{at}.extension[0]", url=parts[0].url)
            return False
        return _only(each, definition.value, at, issues)
    given = _given(each)
    if given:
        issues.add("ELEMENT_UNKNOWN", f"{at}.{_json(given[0])}", element=_json(given[0]))
        return False
    return _parts_fit(parts, definition, at, issues)


def _has_only(each: Extension | ExtensionPart, name: str) -> bool:
    """True when it holds that value and nothing else: one comparison instead of fifteen."""
    value = getattr(each, name, None)
    return value is not None and each == type(each)(url=each.url, **{name: value})


def _given(each: Extension | ExtensionPart) -> list[str]:
    names = _WITH_ADDRESS if isinstance(each, Extension) else _VALUES
    return [name for name in names if getattr(each, name) is not None]


def _parts_fit(
    parts: tuple[ExtensionPart, ...], definition: ExtensionDef, at: str, issues: Issues
) -> bool:
    known = {part.name: part for part in definition.parts}
    seen: set[str] = set()
    fits = True
    for index, part in enumerate(parts):
        place = f"{at}.extension[{index}]"
        if part.url not in known:
            issues.add("EXTENSION_UNKNOWN", place, url=part.url)
            fits = False
        elif part.url in seen:
            issues.too_many(place, part.url)
            fits = False
        else:
            value = known[part.url].value
            fits = (_has_only(part, value) or _only(part, value, place, issues)) and fits
        seen.add(part.url)
    for part_def in definition.parts:
        if part_def.required and part_def.name not in seen:
            issues.add("ELEMENT_MISSING", f"{at}.extension", element=part_def.name)
            fits = False
    return fits


def _only(each: Extension | ExtensionPart, expected: str, at: str, issues: Issues) -> bool:
    given = _given(each)
    if not given:
        issues.add("ELEMENT_MISSING", f"{at}.{_json(expected)}", element=_json(expected))
        return False
    for name in given:
        if name != expected:
            issues.add("ELEMENT_UNKNOWN", f"{at}.{_json(name)}", element=_json(name))
            return False
    return True


def _json(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def definition(name: str) -> ExtensionDef:
    """The definition of that name; an unknown name is a fault of ours and raises KeyError."""
    return _BY_NAME[name]
