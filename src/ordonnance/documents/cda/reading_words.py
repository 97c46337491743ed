"""The fields of a line that CDA has no element for: their words, under names of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from ordonnance.documents import mentions
from ordonnance.documents.cda.reading import CdaInvalid, Narrative
from ordonnance.documents.said import Part
from ordonnance.domain.calendar import MAX_DURATION, Duration, Period, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.durations import NAMES, duration_in_figures, duration_in_words
from ordonnance.domain.ids import Finess, InvalidId
from ordonnance.domain.markup import Element
from ordonnance.domain.mentions import (
    ConditionalDelivery,
    Examination,
    InitialPrescription,
    NamedPharmacy,
    NonSubstitutionReason,
    NotSubstitutable,
    OffLabel,
    OverlapMention,
    ScheduledIntervention,
    SupportingDocument,
)
from ordonnance.domain.prescription import Relation
from ordonnance.domain.quantity import Quantity, Unit

WORDED = "urn:ordonnance:words"
"""The system of a code of which a document gives the words alone."""
ANCHOR = re.compile(r"(?:med|dm)-(\d{3})")
"""Names that our documents give to their lines."""
Code = TypeVar("Code")
_MOST = 60
_PER = (TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR)
_CLOCK = {words: code for code, words in mentions.TIMES.items() if code is not None}


@dataclass(frozen=True, slots=True)
class Words:
    """What the narrative says of one line, by field; `anchor` begins the names of its words."""

    narrative: Narrative
    anchor: str

    def text(self, field: str) -> str | None:
        """The words of a field, None when they are not there."""
        if not self.anchor:
            return None
        return self.narrative.said(f"{self.anchor}-{Part(field, '').name}")

    @classmethod
    def of(cls, narrative: Narrative, given: Element) -> "Words":
        """The words of an entry; none when the document is not one of ours."""
        pointed = given.first("text", "reference")
        anchor = ((pointed.get("value") or "") if pointed is not None else "").removeprefix("#")
        return cls(narrative, anchor if ANCHOR.fullmatch(anchor) else "")

    def holds(self, field: str) -> bool:
        """True when a field of yes or no is said."""
        return self.text(field) is not None

    def day(self, field: str) -> date | None:
        """« 12/03/2026 »."""
        said = self.text(field)
        if said is None:
            return None
        try:
            return datetime.strptime(said, "%d/%m/%Y").replace(tzinfo=UTC).date()
        except ValueError:
            raise self._unread(field) from None

    def lasts(self, field: str) -> Duration | None:
        """« 28 jours », « vingt-huit jours »."""
        said = self.text(field)
        found = None if said is None else duration_of(said)
        if said is not None and found is None:
            raise self._unread(field)
        return found

    def one_of(self, field: str, table: Mapping[Code, str]) -> Code | None:
        """The code whose words these are."""
        said = self.text(field)
        if said is None:
            return None
        found = next((code for code, words in table.items() if _same(words, said)), None)
        if found is None:
            raise self._unread(field)
        return found

    def ranked(self, field: str) -> tuple[str, ...]:
        """The words of a field said several times, in order."""
        every = (self.text(f"{field}.{rank}") for rank in range(1, _MOST + 1))
        return tuple(words for words in every if words is not None)

    def _unread(self, field: str) -> CdaInvalid:
        name = f"{self.anchor}-{Part(field, '').name}"
        return CdaInvalid(f"content[@ID='{name}']", "ces mots ne sont pas ceux qui sont attendus")


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def mentioned(said: Words) -> dict[str, Any]:
    """The fields of a line that only words say; those that they do not say are absent."""
    found = {
        "fraction": said.lasts("fraction"),
        "single_delivery": said.holds("single_delivery"),
        "active_perfusion": said.holds("active_perfusion"),
        "risk_information": said.holds("risk_information"),
        "childbearing": True if said.holds("childbearing") else None,
        "in_words": said.text("in_words"),
        "i_say": said.text("i_say"),
        "motive": said.text("motive"),
        "advice": "\n".join(said.ranked("advice")) or None,
        "other_mentions": said.ranked("other_mentions"),
        "care_agreement": said.day("care_agreement"),
        "care_protocol": said.day("care_protocol"),
        "execute_before": said.day("execute_before"),
        "not_before": said.day("not_before"),
        "access": said.one_of("access", mentions.ACCESS),
        "prior_agreement": said.one_of("prior_agreement", mentions.AGREEMENTS),
        "exoneration": said.one_of("exoneration", mentions.GROUNDS),
        "duration": said.lasts("duration"),
        "named_pharmacy": _pharmacy(said),
        "overlap": _overlap(said),
        "examination": _examination(said, "examination"),
        "diagnosis": _examination(said, "diagnosis"),
        "intervention": _intervention(said),
        "initial": _initial(said),
        "conditional": _conditional(said),
        "supporting_document": _document(said),
        "relations": tuple(_relations(said)),
    }
    return {name: value for name, value in found.items() if value not in (None, (), False)}


def off_label(said: Words) -> OffLabel:
    """Outside the authorisation, with its reason when there is one."""
    return OffLabel(said.text("off_label.reason"))


def not_substitutable(said: Words, pointed: str | None) -> NotSubstitutable:
    """Code and words of the reason; `pointed` are the words of a document that is not ours."""
    code = said.text("not_substitutable.reason")
    words = said.text("not_substitutable.text")
    known = code in {each.value for each in NonSubstitutionReason}
    if not known and words is None:
        ours = pointed is not None and pointed.startswith("Non substituable")
        return NotSubstitutable(None, None if ours else pointed)
    return NotSubstitutable(NonSubstitutionReason(code) if code and known else None, words)


def _pharmacy(said: Words) -> NamedPharmacy | None:
    name, finess = said.text("named_pharmacy.name"), said.text("named_pharmacy.finess")
    if name is None:
        return None
    try:
        return NamedPharmacy(name, Finess(finess) if finess else None)
    except InvalidId as error:
        raise CdaInvalid(f"content[@ID='{said.anchor}-named-pharmacy']", error.reason) from error


def _overlap(said: Words) -> OverlapMention | None:
    text = said.text("overlap.text")
    return None if text is None else OverlapMention(text, said.day("overlap.over"))


def _examination(said: Words, field: str) -> Examination | None:
    label, on = said.text(f"{field}.label"), said.day(f"{field}.on")
    if label is None or on is None:
        return None
    return Examination(label, on, said.lasts(f"{field}.lapse"))


def _intervention(said: Words) -> ScheduledIntervention | None:
    on = said.day("intervention.on")
    if on is None:
        return None
    first, last = said.day("intervention.window.first"), said.day("intervention.window.last")
    try:
        window = Period(first, last) if first and last else None
    except ValueError as error:
        raise CdaInvalid(f"content[@ID='{said.anchor}-intervention']", str(error)) from error
    return ScheduledIntervention(on, said.day("intervention.discharge_on"), window)


def _initial(said: Words) -> InitialPrescription | None:
    on = said.day("initial.on")
    if on is None:
        return None
    specialty = said.text("initial.specialty")
    return InitialPrescription(
        on,
        True if said.holds("initial.hospital") else None,
        Coding(WORDED, specialty, specialty) if specialty else None,
        said.text("initial.establishment"),
    )


def _conditional(said: Words) -> ConditionalDelivery | None:
    test = said.one_of("conditional.test", mentions.TESTS)
    result = said.text("conditional.result")
    if test is None or result is None:
        return None
    return ConditionalDelivery(test, result, said.lasts("conditional.within"))


def _document(said: Words) -> SupportingDocument | None:
    reference = said.text("supporting_document.reference")
    return None if reference is None else SupportingDocument(reference)


def _relations(said: Words) -> list[Relation]:
    found: list[Relation] = []
    for rank in range(1, _MOST + 1):
        at = f"relations.{rank}"
        kind, other = said.one_of(f"{at}.kind", mentions.WHEN), said.text(f"{at}.other")
        instead = said.holds(f"{at}.instead")
        if other is None or not (kind or instead):
            break
        if not other.isdecimal():
            raise CdaInvalid(f"content[@ID='{said.anchor}-{at}']", "un numéro de ligne est attendu")
        interval = said.text(f"{at}.interval")
        found.append(
            Relation(
                # The words of an alternative do not say when it is taken: together, if at all.
                kind or next(iter(mentions.WHEN)),
                int(other),
                quantity_of(interval) if interval else None,
                instead,
                said.text(f"{at}.condition"),
            )
        )
    return found


# --- Durations and quantities ------------------------------------------------------------------


def duration_of(said: str) -> Duration | None:
    """The duration that these words or figures say, None when they say none."""
    words = " ".join(said.split())
    for unit in _PER:
        noun = NAMES[unit]
        if words.endswith((noun, f"{noun}s")):
            return _durations(unit).get(words)
    return None


@cache
def _durations(unit: TimeUnit) -> Mapping[str, Duration]:
    """Every duration of a unit by its words and by its figures: written once, compared after."""
    every = [Duration(value, unit) for value in range(1, MAX_DURATION + 1)]
    written = ((write(each), each) for write in _WRITTEN for each in every)
    return {" ".join(words.split()): each for words, each in written}


_WRITTEN = (duration_in_words, duration_in_figures)


def quantity_of(said: str) -> Quantity | None:
    """« 2,5 g », « 2 heures »: a quantity whose words are these ones, None when none is."""
    figures, _, label = " ".join(said.split()).partition(" ")
    plain = figures.replace(",", ".")
    if not label or not plain.replace(".", "", 1).isdecimal():
        return None
    singular = " ".join(word.removesuffix("s") for word in label.split())
    for named in (singular, label):
        try:
            found = Quantity(Decimal(plain), unit_named(named))
        except ValueError:
            return None
        if _same(amount_in_figures(found.value, named), said):
            return found
    return None


def unit_named(label: str) -> Unit:
    """The unit of that name; units of time have their code."""
    code = _CLOCK.get(label)
    return Unit(label) if code is None else Unit(label, code, "http://unitsofmeasure.org")
