"""The mentions of a line that R4 has no element for: our extensions and that of IHE."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from ordonnance.domain.calendar import Duration, Period
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import (
    Access,
    ConditionalDelivery,
    ConditionalTest,
    Examination,
    InitialPrescription,
    OffLabel,
    OverlapMention,
    PriorAgreement,
    ScheduledIntervention,
    SupportingDocument,
)
from ordonnance.domain.prescription import Exoneration
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.periods import dates
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import day, duration, words
from ordonnance.fhir.resources.datatypes import ExtensionPart


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of one complex extension and where they stand."""

    at: str
    by_name: dict[str, ExtensionPart]

    def text(self, name: str) -> str:
        """A text part that the definition requires, empty when it is absent."""
        part = self.by_name.get(name)
        return (part.value_string or "") if part else ""

    def day(self, reading: Reading, name: str) -> date | None:
        """A day part."""
        part = self.by_name.get(name)
        return day(reading, part.value_date, f"{self.at}.{name}") if part else None


def _complex(extensions: Found, name: str) -> _Parts | None:
    parts = extensions.parts(name)
    return _Parts(extensions.at(name), parts) if parts else None


def read_mentions(reading: Reading, extensions: Found) -> dict[str, Any]:
    """The mentions of a line as the fields of `Line` that hold them."""
    if not extensions:
        return {}
    readers: dict[str, Callable[[Reading, Found], Any]] = {
        "exoneration": lambda r, e: _coded(r, e, "exoneration", Exoneration),
        "access": lambda r, e: _coded(r, e, "access", Access),
        "prior_agreement": lambda r, e: _coded(r, e, "prior-agreement", PriorAgreement),
        "care_agreement": lambda r, e: _on(r, e, "care-agreement"),
        "care_protocol": lambda r, e: _on(r, e, "care-protocol"),
        "execute_before": lambda r, e: _on(r, e, "execute-before"),
        "initial": _initial,
        "conditional": _conditional,
        "supporting_document": _supporting_document,
        "off_label": _off_label,
        "fraction": _fraction,
        "overlap": _overlap,
        "examination": lambda r, e: _examination(r, e, "examination"),
        "diagnosis": lambda r, e: _examination(r, e, "diagnosis"),
        "intervention": _intervention,
    }
    said = {name: read(reading, extensions) for name, read in readers.items()}
    return said | {
        "not_reimbursable": extensions.flag("not-reimbursable"),
        "single_delivery": extensions.flag("single-delivery"),
        "in_words": extensions.text("in-words"),
        "i_say": extensions.text("i-say"),
        "risk_information": extensions.flag("risk-information"),
        "active_perfusion": extensions.flag("active-perfusion"),
        "childbearing": _said_or_not(extensions, "childbearing"),
        "other_mentions": extensions.texts("mention"),
    }


Coded = TypeVar("Coded", bound=StrEnum)


def _coded(reading: Reading, extensions: Found, name: str, kind: type[Coded]) -> Coded | None:
    """A code of a closed list."""
    at = f"{extensions.at(name)}.valueCode"
    return _member(reading, extensions.text(name), kind, at)


def _member(reading: Reading, code: str | None, kind: type[Coded], at: str) -> Coded | None:
    if code is None:
        return None
    try:
        return kind(code)
    except ValueError:
        reading.issues.add("CODE_UNKNOWN", at, code=code, allowed=", ".join(kind))
        return None


def _said_or_not(extensions: Found, name: str) -> bool | None:
    return extensions.flag(name) if name in extensions else None


def _on(reading: Reading, extensions: Found, name: str) -> date | None:
    return day(reading, extensions.text(name), f"{extensions.at(name)}.valueDate")


def _off_label(reading: Reading, extensions: Found) -> OffLabel | None:
    parts = extensions.parts("off-label")
    if not parts:
        return None
    at = extensions.at("off-label")
    used = parts["isOffLabelUse"].value_boolean
    reason = parts["reason"].value_codeable_concept if "reason" in parts else None
    said = words(reading, reason, f"{at}.reason")
    if not used:
        if said is not None:
            reading.issues.invalid(at, "un motif ne va qu'avec une prescription hors AMM")
        return None
    return OffLabel(said)


def _fraction(reading: Reading, extensions: Found) -> Duration | None:
    each = extensions.get("fraction")
    at = f"{extensions.at('fraction')}.valueDuration"
    return duration(reading, each.value_duration, at) if each else None


def _overlap(reading: Reading, extensions: Found) -> OverlapMention | None:
    parts = _complex(extensions, "overlap")
    return OverlapMention(parts.text("text"), parts.day(reading, "over")) if parts else None


def _examination(reading: Reading, extensions: Found, name: str) -> Examination | None:
    parts = _complex(extensions, name)
    if parts is None:
        return None
    on = parts.day(reading, "on")
    lapse = parts.by_name.get("lapse")
    lasts = duration(reading, lapse.value_duration, f"{parts.at}.lapse") if lapse else None
    return Examination(parts.text("label"), on, lasts) if on else None


def _intervention(reading: Reading, extensions: Found) -> ScheduledIntervention | None:
    parts = _complex(extensions, "intervention")
    if parts is None:
        return None
    window: Period | None = None
    given = parts.by_name.get("window")
    if given is not None and given.value_period is not None:
        first, last = dates(reading, given.value_period, f"{parts.at}.window.valuePeriod")
        if first is None or last is None:
            reading.issues.invalid(f"{parts.at}.window", "un début et une fin sont attendus")
        else:
            window = reading.build(f"{parts.at}.window", Period, first, last)
    on = parts.day(reading, "on")
    discharge = parts.day(reading, "discharge-on")
    return ScheduledIntervention(on, discharge, window) if on else None


def _initial(reading: Reading, extensions: Found) -> InitialPrescription | None:
    parts = _complex(extensions, "initial-prescription")
    if parts is None:
        return None
    on = parts.day(reading, "on")
    hospital = parts.by_name.get("hospital")
    return (
        InitialPrescription(
            on,
            hospital.value_boolean if hospital else None,
            _specialty(reading, parts),
            parts.text("establishment") or None,
        )
        if on
        else None
    )


def _specialty(reading: Reading, parts: _Parts) -> Coding | None:
    part = parts.by_name.get("specialty")
    given = part.value_coding if part else None
    if given is None:
        return None
    if given.system is None or given.code is None:
        missing = "system" if given.system is None else "code"
        at = f"{parts.at}.specialty.valueCoding.{missing}"
        reading.issues.add("ELEMENT_MISSING", at, element=missing)
        return None
    return Coding(given.system, given.code, given.display)


def _conditional(reading: Reading, extensions: Found) -> ConditionalDelivery | None:
    parts = _complex(extensions, "conditional-delivery")
    if parts is None:
        return None
    code = parts.by_name["test"].value_code
    test = _member(reading, code, ConditionalTest, f"{parts.at}.test")
    within = parts.by_name.get("within")
    lasts = duration(reading, within.value_duration, f"{parts.at}.within") if within else None
    return ConditionalDelivery(test, parts.text("result"), lasts) if test else None


def _supporting_document(_reading: Reading, extensions: Found) -> SupportingDocument | None:
    parts = _complex(extensions, "supporting-document")
    if parts is None:
        return None
    said = parts.by_name.get("reimbursable")
    return SupportingDocument(parts.text("reference"), said.value_boolean if said else None)
