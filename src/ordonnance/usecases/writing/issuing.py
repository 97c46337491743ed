"""A draft becomes an ordonnance: the same act as through the API, once, however often it is asked.

The draft's own id is the idempotency key: a double click, a reload or a second page finds the first
answer. The draft then leads to its ordonnance for a day, and is gone.
"""

from dataclasses import dataclass, replace

from ordonnance.domain.actors import Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Prescriber
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.coverage import history_of_author
from ordonnance.usecases.issue import Issue, issue
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.looked_up import journal_look_up
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.replace import Replace
from ordonnance.usecases.replace import replace as replace_ordonnance
from ordonnance.usecases.writing.draft import FHIR_JSON, Draft
from ordonnance.usecases.writing.drafts import Writing, draft_on, keep
from ordonnance.usecases.writing.handing import UNTOUCHED, tell_preparer
from ordonnance.usecases.writing.hands import Outcome as Became
from ordonnance.usecases.writing.light import Colour, Light, light_of, ordonnance_of
from ordonnance.usecases.writing.patient import ReadPatient


@dataclass(frozen=True, slots=True)
class Outcome:
    """The number of the ordonnance, or the light that says why there is none."""

    number: OrdonnanceNumber | None
    light: Light


async def issue_draft(
    writing: Writing, draft: Draft, patient: ReadPatient, prescriber: Prescriber, ports: Ports
) -> Outcome:
    """Issue what the draft says, or answer the light judged with the patient's history.

    Raises Refusal: NOT_ALLOWED for an assistant, and those of `issue` and `replace`.
    """
    if writing.caller.role is not Role.PRESCRIBER:
        role = writing.caller.role.label.lower()
        raise Refusal.of("NOT_ALLOWED", role=role, allowed=Role.PRESCRIBER.label.lower())
    if draft.issued:
        return await _found(writing, draft)
    light = light_of(draft, patient, prescriber, writing.caller, ports)
    if not light.may_issue:
        return Outcome(None, light)
    ordonnance = ordonnance_of(draft, patient.patient, prescriber, ports.clock.now())
    medicines = medicines_of(ordonnance, ports.drugs.current())
    history = await history_of_author(ordonnance, medicines, ports, draft.replaces or None)
    without = tuple(each.view for each in light.findings)
    light = light_of(draft, patient, prescriber, writing.caller, ports, history)
    if not light.may_issue:
        if any(each.view not in without for each in light.findings):
            await journal_look_up(
                writing.caller, ordonnance, medicines, ports, draft.replaces or None
            )
        return Outcome(None, light)
    draft = await _claimed(writing, draft)
    if draft.issued:
        return await _found(writing, draft)
    body = f"{draft.id}|{draft.version}".encode()
    command = Issue(
        writing.caller, ports.reader.rewrite(ordonnance, ()), FHIR_JSON, draft.id,
        _acknowledged(light), body=body,
    )  # fmt: skip
    number = await _written(writing, draft, command, body, ports)
    await _leave_trace(writing, draft, number)
    await tell_preparer(writing, draft, Became.ISSUED)
    return Outcome(number, light)


async def _found(writing: Writing, draft: Draft) -> Outcome:
    """What the draft became already."""
    await tell_preparer(writing, draft, Became.ISSUED)
    return Outcome(OrdonnanceNumber(draft.issued), Light(Colour.DIGITAL))


async def _claimed(writing: Writing, draft: Draft) -> Draft:
    """The draft as its prescriber's: whoever prepared it no longer takes it back.

    Without this it could be taken back between here and the issue, then issued a second time.
    Raises Refusal DRAFT_CHANGED when it was taken back or changed meanwhile.
    """
    if draft.prepared is None or draft.version > UNTOUCHED:
        return draft
    prepared = replace(draft.prepared, claimed=draft.version)
    try:
        return await keep(writing, replace(draft, prepared=prepared))
    except Refusal:
        # A second click of theirs began with the same words: one number, as for any draft.
        there = await draft_on(writing, draft.id)
        if there is None or not (there.issued or draft.stamp in there.shown_as):
            raise
        return there


async def _leave_trace(writing: Writing, draft: Draft, number: OrdonnanceNumber) -> None:
    """What leads to the ordonnance is kept, nothing of what it says."""
    trace = Draft(draft.id, draft.version, issued=number.value, prepared=draft.prepared)
    try:
        await keep(writing, trace)
    except Refusal as refusal:
        # A second click wrote the same trace first.
        if refusal.code != "DRAFT_CHANGED":
            raise


async def _written(
    writing: Writing, draft: Draft, command: Issue, body: bytes, ports: Ports
) -> OrdonnanceNumber:
    if not draft.replaces:
        return OrdonnanceNumber((await issue(command, ports)).number)
    asked = Asked(writing.caller, OrdonnanceNumber(draft.replaces), draft.id, body)
    return OrdonnanceNumber((await replace_ordonnance(Replace(asked, command), ports)).number)


def _acknowledged(light: Light) -> tuple[Acknowledgement, ...]:
    """The reasons given for what is found now; those of findings that went are left out."""
    return tuple(
        Acknowledgement(each.view.rule, each.view.line, each.given)
        for each in light.findings
        if each.waits and each.given
    )
