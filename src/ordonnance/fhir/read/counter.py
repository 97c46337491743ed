"""What was said and checked at the counter, read back from the extension of a dispensing."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from ordonnance.domain.counter import (
    BEARER_CODES,
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Exceptional,
    Seen,
    SeenDocument,
)
from ordonnance.domain.mentions import ConditionalTest
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import day
from ordonnance.fhir.resources.datatypes import ExtensionPart

T = TypeVar("T")


def counter_facts(reading: Reading, extensions: Found) -> CounterFacts | None:
    """The facts, None when the document says none. What cannot be read is an issue."""
    parts = extensions.parts("counter")
    return _Parts(reading, parts, extensions.at("counter")).facts() if parts else None


class _Parts:
    """The parts of the extension, each wrong one an issue."""

    def __init__(self, reading: Reading, parts: dict[str, ExtensionPart], at: str) -> None:
        self._reading, self._parts, self._at = reading, parts, at

    def facts(self) -> CounterFacts:
        return CounterFacts(
            agreement=self._agreement(),
            result=self._result(),
            seen=tuple(found for each in self._words("seen") if (found := self._seen(each))),
            bearer=self._bearer(),
            exceptional=self._coded("exceptional", Exceptional),
            by_the_unit=self._flag("by-the-unit"),
            expiry=self._day("expiry"),
            generic_refused=self._flag("generic-refused"),
        )

    def _agreement(self) -> Agreement | None:
        names = ("agreed-by", "agreed-on", "agreed-points", "agreed-text")
        if not self._whole(names):
            return None
        points = [self._among(AgreedPoint, each) for each in self._words("agreed-points")]
        on = self._day("agreed-on")
        known = frozenset(each for each in points if each is not None)
        return Agreement(self._text(names[0]), on, known, self._text(names[3])) if on else None

    def _result(self) -> ConditionResult | None:
        if not self._whole(("test", "positive", "tested-on")):
            return None
        test, on = self._coded("test", ConditionalTest), self._day("tested-on")
        return ConditionResult(test, self._flag("positive"), on) if test and on else None

    def _whole(self, names: tuple[str, ...]) -> bool:
        """All of these parts stand, or none of them."""
        missing = [name for name in names if name not in self._parts]
        if missing and len(missing) < len(names):
            self._reading.issues.add("ELEMENT_MISSING", self._at, element=missing[0])
        return not missing

    def _seen(self, text: str) -> Seen | None:
        code, _, on = text.partition("=")
        document = self._among(SeenDocument, code)
        return Seen(document, day(self._reading, on or None, self._at)) if document else None

    def _bearer(self) -> Bearer | None:
        codes = set(self._words("bearer"))
        if not codes:
            return None
        for unknown in sorted(codes - {*BEARER_CODES}):
            self._reading.issues.add("CODE_UNKNOWN", self._at, code=unknown, allowed="")
        return Bearer("PATIENT" in codes, "KNOWN" in codes, "IDENTIFIED" in codes)

    def _text(self, name: str) -> str:
        part = self._parts.get(name)
        return (part.value_string or "") if part else ""

    def _words(self, name: str) -> list[str]:
        return self._text(name).split()

    def _flag(self, name: str) -> bool:
        part = self._parts.get(name)
        return bool(part is not None and part.value_boolean)

    def _day(self, name: str) -> date | None:
        part = self._parts.get(name)
        return day(self._reading, part.value_date if part else None, self._at)

    def _coded(self, name: str, kind: Callable[[str], T]) -> T | None:
        part = self._parts.get(name)
        return None if part is None else self._among(kind, part.value_code or "")

    def _among(self, kind: Callable[[str], T], code: str) -> T | None:
        try:
            return kind(code)
        except ValueError:
            self._reading.issues.add("CODE_UNKNOWN", self._at, code=code, allowed="")
            return None
