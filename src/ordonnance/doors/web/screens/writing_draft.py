"""One draft: whom it is for, its light, its sheet, its issue."""

from dataclasses import replace

from starlette.responses import Response

from ordonnance.bootstrap.writing import picture_of
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.doors.web.answers import PAGE_HEADERS, elsewhere
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.writing_desk import desk_of, draft_of, opened, require_current
from ordonnance.doors.web.screens.writing_page import (
    Asked,
    changed,
    draft_page,
    finding_of,
    review_page,
)
from ordonnance.doors.web.screens.writing_running import looked_at
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.writing.draft import Explained
from ordonnance.usecases.writing.drafts import explained
from ordonnance.usecases.writing.issuing import issue_draft
from ordonnance.usecases.writing.light import ordonnance_of
from ordonnance.usecases.writing.patient import TypedPatient, scanned_patient

MOST_REASON, MOST_NAME, MOST_WEIGHT = 300, 120, 20
"""Longest texts that are kept, in characters."""


async def show(visit: Visit) -> Response:
    """The draft as it is; the ordonnance that it became, once it is issued."""
    draft = await draft_of(visit)
    if draft.issued:
        return elsewhere(f"/emises/{visit.handle(OrdonnanceNumber(draft.issued))}")
    return await draft_page(visit, await opened(visit, draft))


async def review(visit: Visit) -> Response:
    """The draft as it would leave now, with what sends it."""
    draft = await draft_of(visit)
    if draft.issued:
        return await show(visit)
    return await review_page(visit, await opened(visit, draft))


async def identify(visit: Visit) -> Response:
    """Whom it is for: typed, or read from the datamatrix of the INS."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    form = visit.form
    scanned = scanned_patient(form.text("datamatrix"))
    if form.text("datamatrix") and scanned is None:
        refusal = Refusal.of("INS_CODE_UNREADABLE")
        return await draft_page(visit, await opened(visit, draft), 422, Asked(refusal))
    said = replace(
        scanned or _typed(form),
        weight=form.text("weight")[:MOST_WEIGHT],
        qualified=form.has("qualified"),
        anonymous=form.has("anonymous"),
    )
    former = draft
    draft = replace(
        draft, patient=said.kept, objection=form.has("objection"),
        hidden_from_representative=form.has("hidden"),
    )  # fmt: skip
    if _somebody_else(former.patient, draft.patient):
        draft = await looked_at(visit, draft)
    return await changed(visit, draft, "#lignes")


def _somebody_else(former: TypedPatient, now: TypedPatient) -> bool:
    """True when the treatments looked up are not known to be those of this patient."""
    return (former.ins, former.qualified, former.anonymous) != (
        now.ins, now.qualified, now.anonymous
    ) or not former.family  # fmt: skip


def _typed(form: Form) -> TypedPatient:
    """The traits as typed."""

    def said(name: str) -> str:
        return form.text(name)[:MOST_NAME]

    return TypedPatient(
        said("family"), said("given"), said("birth_date"), said("sex"), said("ins"), said("oid"),
        said("birth_place"),
    )  # fmt: skip


async def explain(visit: Visit) -> Response:
    """The reason of the prescriber for one finding."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    form = visit.form
    said = Explained(form.text("regle"), form.text("ligne"), form.text("motif")[:MOST_REASON])
    # The page that showed the finding sealed it: nothing else may be answered.
    shown = visit.session.opened(form.text("constat"))
    asked = shown == finding_of(draft, said.rule, said.line)
    return await changed(visit, explained(draft, said, asked=asked), "#feu")


async def picture(visit: Visit) -> Response:
    """The sheet as it would be, to be looked at beside the form."""
    seen = await opened(visit, await draft_of(visit))
    draft = seen.draft
    patient = seen.patient.patient or Patient(None, (), None, None)
    if not draft.understood:
        return Response(status_code=204, headers=PAGE_HEADERS)
    now = visit.platform.ports.clock.now()
    person = None if draft.patient.anonymous else patient
    drawn = picture_of(ordonnance_of(draft, person, seen.prescriber, now), visit.platform)
    return Response(drawn, 200, PAGE_HEADERS, "image/png")


async def issue(visit: Visit) -> Response:
    """Issue it, or say what stands in the way."""
    draft = await draft_of(visit)
    if draft.issued:
        return await show(visit)
    require_current(visit, draft)
    seen = await opened(visit, draft)
    try:
        outcome = await issue_draft(
            desk_of(visit), draft, seen.patient, seen.prescriber, visit.platform.ports
        )
    except Refusal as refusal:
        return await draft_page(visit, seen, refusal.first.entry.status, Asked(refusal))
    if outcome.number is None:
        return await draft_page(visit, replace(seen, light=outcome.light), 409)
    return elsewhere(f"/emises/{visit.handle(outcome.number)}")
