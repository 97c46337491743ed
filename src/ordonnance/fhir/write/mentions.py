"""The mentions of a line as extensions: ours and those of others."""

from collections.abc import Iterator
from datetime import date

from ordonnance.domain.mentions import (
    ConditionalDelivery,
    Examination,
    InitialPrescription,
    ScheduledIntervention,
    SupportingDocument,
)
from ordonnance.domain.prescription import Line
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import Coding, Extension, ExtensionPart, Period
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values
from ordonnance.fhir.write.medication import flag


def mentions(line: Line, systems: Systems) -> tuple[Extension, ...]:
    """Every mention that stands, ours and those of others."""
    found = [
        *_words(line, systems),
        *(
            flag(name, systems)
            for name, stands in (
                ("not-reimbursable", line.not_reimbursable),
                ("single-delivery", line.single_delivery),
                ("risk-information", line.risk_information),
                ("active-perfusion", line.active_perfusion),
            )
            if stands
        ),
        *_complex(line, systems),
        *_days(line, systems),
    ]
    if line.fraction is not None:
        url = definition("fraction").url(systems)
        found.append(Extension(url=url, value_duration=values.duration(line.fraction, systems)))
    if line.childbearing is not None:
        url = definition("childbearing").url(systems)
        found.append(Extension(url=url, value_boolean=line.childbearing))
    return tuple(found)


def _days(line: Line, systems: Systems) -> Iterator[Extension]:
    named = (
        ("care-agreement", line.care_agreement),
        ("care-protocol", line.care_protocol),
        ("execute-before", line.execute_before),
    )
    for name, day in named:
        if day is not None:
            yield Extension(url=definition(name).url(systems), value_date=day.isoformat())


def _words(line: Line, systems: Systems) -> list[Extension]:
    found = []
    if line.posology.text is not None:
        url = definition("rendered-dosage").url(systems)
        found.append(Extension(url=url, value_markdown=line.posology.text))
    for name, code in (
        ("exoneration", line.exoneration),
        ("access", line.access),
        ("prior-agreement", line.prior_agreement),
    ):
        if code is not None:
            found.append(Extension(url=definition(name).url(systems), value_code=code.value))
    others = [("mention", text) for text in line.other_mentions]
    for name, text in (("in-words", line.in_words), ("i-say", line.i_say), *others):
        if text is not None:
            found.append(Extension(url=definition(name).url(systems), value_string=text))
    return found


def _complex(line: Line, systems: Systems) -> list[Extension]:
    parts: dict[str, list[ExtensionPart]] = {}
    if line.off_label is not None:
        parts["off-label"] = [ExtensionPart(url="isOffLabelUse", value_boolean=True)]
        if line.off_label.reason is not None:
            reason = values.words(line.off_label.reason)
            parts["off-label"].append(ExtensionPart(url="reason", value_codeable_concept=reason))
    if line.overlap is not None:
        text = ExtensionPart(url="text", value_string=line.overlap.text)
        parts["overlap"] = [text, *_day("over", line.overlap.over)]
    for name, examination in (("examination", line.examination), ("diagnosis", line.diagnosis)):
        if examination is not None:
            parts[name] = _examination(examination, systems)
    if line.intervention is not None:
        parts["intervention"] = _intervention(line.intervention)
    if line.initial is not None:
        parts["initial-prescription"] = _initial(line.initial)
    if line.conditional is not None:
        parts["conditional-delivery"] = _conditional(line.conditional, systems)
    if line.supporting_document is not None:
        parts["supporting-document"] = _supporting_document(line.supporting_document)
    return [
        Extension(url=definition(name).url(systems), extension=tuple(each))
        for name, each in parts.items()
    ]


def _examination(given: Examination, systems: Systems) -> list[ExtensionPart]:
    parts = [ExtensionPart(url="label", value_string=given.label), *_day("on", given.on)]
    if given.lapse is not None:
        lapse = values.duration(given.lapse, systems)
        parts.append(ExtensionPart(url="lapse", value_duration=lapse))
    return parts


def _intervention(given: ScheduledIntervention) -> list[ExtensionPart]:
    parts = [*_day("on", given.on), *_day("discharge-on", given.discharge_on)]
    if given.window is not None:
        first, last = given.window.first.isoformat(), given.window.last.isoformat()
        parts.append(ExtensionPart(url="window", value_period=Period(start=first, end=last)))
    return parts


def _day(name: str, day: date | None) -> list[ExtensionPart]:
    return [ExtensionPart(url=name, value_date=day.isoformat())] if day else []


def _initial(given: InitialPrescription) -> list[ExtensionPart]:
    parts = _day("on", given.on)
    if given.hospital is not None:
        parts.append(ExtensionPart(url="hospital", value_boolean=given.hospital))
    if given.specialty is not None:
        said = given.specialty
        coding = Coding(system=said.system, code=said.code, display=said.display)
        parts.append(ExtensionPart(url="specialty", value_coding=coding))
    if given.establishment is not None:
        parts.append(ExtensionPart(url="establishment", value_string=given.establishment))
    return parts


def _conditional(given: ConditionalDelivery, systems: Systems) -> list[ExtensionPart]:
    parts = [
        ExtensionPart(url="test", value_code=given.test.value),
        ExtensionPart(url="result", value_string=given.result),
    ]
    if given.within is not None:
        within = values.duration(given.within, systems)
        parts.append(ExtensionPart(url="within", value_duration=within))
    return parts


def _supporting_document(given: SupportingDocument) -> list[ExtensionPart]:
    parts = [ExtensionPart(url="reference", value_string=given.reference)]
    if given.reimbursable is not None:
        parts.append(ExtensionPart(url="reimbursable", value_boolean=given.reimbursable))
    return parts
