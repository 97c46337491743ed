"""The validity light: what the draft would be if it were issued now, each finding with its way out.

It is judged as at issue, by the same rules on the same document, but without the patient's former
treatments: looking them up is journaled, and belongs to the issue.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ordonnance.domain.actors import Assistant, Caller, Professional
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Patient, Prescriber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.articles.samu_circuits import SENDING
from ordonnance.law.articles.samu_sas import PHARMACIST
from ordonnance.law.finding import Finding, Outcome
from ordonnance.law.form import Form
from ordonnance.law.forms import forms
from ordonnance.law.history import History
from ordonnance.law.regulation import Regulation
from ordonnance.law.ways import Prescribed, Situation
from ordonnance.usecases.drafts import reading_findings
from ordonnance.usecases.judging import judge_prescribing, views
from ordonnance.usecases.medicines import medicines_of, require_one_medicine
from ordonnance.usecases.perimeter import require_perimeter
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import FindingView
from ordonnance.usecases.writing.draft import FHIR_JSON, Draft
from ordonnance.usecases.writing.patient import ReadPatient


class Colour(StrEnum):
    """What the light says, from best to worst; each has its words and its shape."""

    DIGITAL = "numerique"
    TO_EXPLAIN = "a-motiver"
    TO_CORRECT = "a-corriger"
    UNFINISHED = "inachevee"
    NOT_DIGITAL = "pas-numerique"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as shown: its view, the id of its line, whether it waits for a reason, and which.

    `expected` is the only reason that the rule takes; `given` the one that was given.
    """

    view: FindingView
    line: str
    waits: bool
    expected: str = ""
    given: str = ""
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    """The colour, what is missing before anything is judged, why it is not digital, findings."""

    colour: Colour
    missing: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    findings: tuple[Told, ...] = ()

    @property
    def may_issue(self) -> bool:
        """True when nothing stops the issue."""
        return self.colour is Colour.DIGITAL


def ordonnance_of(
    draft: Draft, patient: Patient | None, prescriber: Prescriber, at: datetime
) -> Ordonnance:
    """The ordonnance that the draft says, established at that instant."""
    return Ordonnance(
        established_at=at.astimezone(ZoneInfo(prescriber.zone)).replace(microsecond=0),
        prescriber=prescriber,
        lines=draft.understood,
        patient=patient,
        anonymous=draft.patient.anonymous,
        objection=draft.objection,
        hidden_from_representative=draft.hidden_from_representative,
    )


def light_of(
    draft: Draft, patient: ReadPatient, prescriber: Prescriber, caller: Caller, ports: Ports,
    history: History | None = None, regulation: Regulation | None = None,
) -> Light:  # fmt: skip
    """What stands between this draft and an ordonnance numérique.

    `regulation`: between it and a prescription of the SAMU-SAS, but for its circuit, which the act
    judges.
    """
    missing = _missing(draft, patient)
    if not draft.understood:
        return Light(Colour.UNFINISHED, missing)
    known = patient.patient
    if known is None and not draft.patient.anonymous:
        known = Patient(None, (), None, None)
    ordonnance = ordonnance_of(draft, known, prescriber, ports.clock.now())
    try:
        told = _judged(draft, ordonnance, caller, ports, history, regulation)
    except Refusal as refusal:
        said = tuple(f"{each.message} {each.do}" for each in refusal.issues)
        return Light(Colour.NOT_DIGITAL, missing, said)
    except ValueError as error:
        return Light(Colour.TO_CORRECT, missing, (str(error),))
    barred = _barred(ordonnance, medicines_of(ordonnance, ports.drugs.current()))
    if isinstance(caller.actor, Assistant):
        # Nobody signs it yet: what is missing of its author is not theirs to mend.
        told = tuple(each for each in told if not _of_the_author(each))
    if missing and patient.patient is None and not draft.patient.anonymous:
        # Said once, above: the patient is not there yet.
        told = tuple(each for each in told if not _of_the_patient(each))
    return Light(_colour(missing, barred, told), missing, barred, told)


def _missing(draft: Draft, patient: ReadPatient) -> tuple[str, ...]:
    found = []
    if patient.patient is None and not draft.patient.anonymous:
        found.append("l’identité du patient")
    if not draft.lines:
        found.append("une ligne au moins")
    unread = sum(each.line is None for each in draft.lines)
    if unread:
        found.append("une ligne qui n’a pas été comprise" if unread == 1 else
                     f"{unread} lignes qui n’ont pas été comprises")  # fmt: skip
    if any(each.line is not None and each.rest for each in draft.lines):
        found.append("un choix sur les mots qui n’ont pas été compris")
    if draft.unfinished:
        found.append("la fin d’une saisie pas à pas, ou son abandon")
    return tuple(found)


def _judged(
    draft: Draft, ordonnance: Ordonnance, caller: Caller, ports: Ports, history: History | None,
    regulation: Regulation | None,
) -> tuple[Told, ...]:  # fmt: skip
    anywhere = None if regulation is None else Derogation(Circuit.PATIENT)
    document = ports.reader.rewrite(replace(ordonnance, derogation=anywhere), ())
    read = ports.reader.draft(document, FHIR_JSON)
    catalogue, consulted = ports.drugs.current(), ports.interactions.current()
    require_one_medicine(read.ordonnance, catalogue)
    medicines = medicines_of(read.ordonnance, catalogue)
    require_perimeter(read.ordonnance, medicines)
    actor = caller.actor
    report = judge_prescribing(
        read.ordonnance,
        medicines,
        legal_day(ports.clock.now(), ordonnance.prescriber.zone),
        history=history,
        authenticated=True,
        interactions=consulted,
        session=actor if isinstance(actor, Professional) else None,
        regulation=regulation,
    )
    ids = {line.number: line.id for line in ordonnance.lines}
    given = {(each.rule, each.line): each.reason for each in draft.explained}
    waiting = tuple(
        Told(view, ids.get(view.line or 0, ""), waits=False, blocks=view.severity == "blocking")
        for view in reading_findings(read)
    )
    of_circuit = SENDING - {PHARMACIST}
    found = (each for each in report.findings if each.rule not in of_circuit)
    return waiting + tuple(_told(each, ids, given) for each in found)


def _told(finding: Finding, ids: Mapping[int, str], given: Mapping[tuple[str, str], str]) -> Told:
    line = ids.get(finding.line or 0, "")
    reason = given.get((finding.rule, line), "")
    if finding.reason is not None and reason != finding.reason:
        reason = ""
    return Told(
        views((finding,))[0],
        line,
        finding.needs_acknowledgement,
        finding.reason or "",
        reason,
        finding.outcome is Outcome.BLOCKED,
    )


def _barred(ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]) -> tuple[str, ...]:
    """Why it cannot be digital, in the law's own words; nothing when it can."""
    found = forms(
        (Prescribed(line, medicines.get(line.number)) for line in ordonnance.lines),
        ordonnance.established_on,
        Situation(anonymous=ordonnance.anonymous),
    )
    if any(Form.NUMERIQUE in way.forms for way in found.ways):
        return ()
    return tuple(
        f"{each.reason.text} ({each.reason.article})"
        for each in found.barred
        if each.form is Form.NUMERIQUE
    )


def _of_the_author(told: Told) -> bool:
    rule = told.view.rule
    return rule.startswith("WH-") or (
        told.line == "" and rule.startswith(("MI-", "ELEMENT_MISSING"))
    )


def _of_the_patient(told: Told) -> bool:
    return told.line == "" and told.view.rule.startswith(("MP-", "ELEMENT_MISSING"))


def _colour(missing: tuple[str, ...], barred: tuple[str, ...], told: tuple[Told, ...]) -> Colour:
    if barred:
        return Colour.NOT_DIGITAL
    if any(each.blocks for each in told):
        return Colour.TO_CORRECT
    if missing:
        return Colour.UNFINISHED
    if any(each.waits and not each.given for each in told):
        return Colour.TO_EXPLAIN
    return Colour.DIGITAL
