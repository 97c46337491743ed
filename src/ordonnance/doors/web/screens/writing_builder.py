"""A line built step by step: the medicine, its posology by parts, with the French of the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from ordonnance.bootstrap.writing import found, line_on_sheet, medicine
from ordonnance.documents.sheet import SheetLine
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import WEEKDAYS
from ordonnance.domain.people import Patient
from ordonnance.doors.web.answers import UNAVAILABLE
from ordonnance.doors.web.screens.writing_builder_form import entered, form_in, fresh_id
from ordonnance.doors.web.screens.writing_desk import (
    desk_of,
    draft_of,
    letterhead_of,
    require_current,
    to_draft,
)
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.typed_dose import unit_of
from ordonnance.usecases.writing.begun import LineForm
from ordonnance.usecases.writing.draft import Draft, DraftLine
from ordonnance.usecases.writing.drafts import form_over, keep, keep_form
from ordonnance.usecases.writing.letterhead import prescriber_of
from ordonnance.usecases.writing.light import ordonnance_of
from ordonnance.usecases.writing.lines import Corrected, Parts, corrected
from ordonnance.usecases.writing.proposals import remarks_of
from ordonnance.usecases.writing.stages import MOST_STAGES, Stage

MOST_OFFERED = 12
"""Most medicines to choose from."""

UNITS = (
    "comprimé", "gélule", "sachet", "goutte", "ml", "cuillère-mesure", "bouffée", "pulvérisation",
    "application", "injection", "suppositoire", "ampoule", "patch", "dose", "mg", "UI",
)  # fmt: skip
"""Units offered, besides the one that the medicine is counted in."""


@dataclass(frozen=True, slots=True)
class Told:
    """What could not be done: the refusal of the draft, or field -> sentence in French."""

    status: int = 200
    refusal: Refusal | None = None
    problems: Mapping[str, str] = field(default_factory=dict)


NOTHING = Told()


async def search(visit: Visit) -> Response:
    """Medicines that match, to begin a line step by step."""
    draft = await draft_of(visit)
    asked = visit.form.text("medicament")[:100]
    return await builder_page(visit, draft, LineForm(medicine=asked, id=fresh_id()))


async def step(visit: Visit) -> Response:
    """One step of a line: a medicine, one more stage, the French so far; at last the line.

    What is entered is kept beside the draft at each step: leaving loses nothing.
    """
    draft, wanted = await draft_of(visit), visit.form.text("faire")
    if wanted in ("reprendre", "abandonner"):
        return await _begun_before(visit, draft, wanted)
    form = _wanted(form_in(visit), wanted)
    goes_on = wanted in ("chercher", "etape", "voir", "revenir") or wanted.startswith("oter-")
    if not goes_on and not visit.form.has("choisir"):
        return await _added(visit, draft, form)
    await _kept(visit, draft, form)
    return to_draft(draft, "#saisies") if wanted == "revenir" else (
        await builder_page(visit, draft, form))  # fmt: skip


def _wanted(form: LineForm, wanted: str) -> LineForm:
    """The form after what was pressed."""
    if wanted == "chercher":
        return replace(form, label="", cis="")
    if wanted == "etape":
        return _longer(form)
    return _shorter(form, wanted.removeprefix("oter-")) if wanted.startswith("oter-") else form


async def _begun_before(visit: Visit, draft: Draft, wanted: str) -> Response:
    """A form left on the way: opened again as it was, or given up."""
    form = draft.begun.form(visit.form.text("saisie"))
    if form is None:
        return to_draft(draft, "#saisies")
    if wanted == "abandonner":
        await form_over(desk_of(visit), draft, form.id)
        return to_draft(draft, "#lignes")
    return await builder_page(visit, draft, form)


async def _kept(visit: Visit, draft: Draft, form: LineForm) -> None:
    """Keep what was entered; a form that says nothing any more is no longer kept."""
    if entered(form, draft):
        await keep_form(desk_of(visit), draft, form)
    elif draft.begun.form(form.id) is not None:
        await form_over(desk_of(visit), draft, form.id)


def _longer(form: LineForm) -> LineForm:
    """With one more stage, counted in the same unit."""
    more = Stage(unit=form.stages[-1].unit, rhythm=form.stages[-1].rhythm)
    return replace(form, stages=(*form.stages, more)[:MOST_STAGES])


def _shorter(form: LineForm, rank: str) -> LineForm:
    kept = tuple(each for n, each in enumerate(form.stages, 1) if str(n) != rank)
    return replace(form, stages=kept or (Stage(),))


async def _added(visit: Visit, draft: Draft, form: LineForm) -> Response:
    """The line in the draft; what was entered stays, on the page too, when it cannot be."""
    try:
        done = _read(visit, draft, form)
        if done.problems:
            await _kept(visit, draft, form)
            return await builder_page(visit, draft, form, Told(422, problems=done.problems))
        if not _there(draft, done.line):
            # Else a second click: the first one added it.
            require_current(visit, draft)
            draft = await keep(desk_of(visit), draft.with_line(done.line))
        await form_over(desk_of(visit), draft, form.id)
        return to_draft(draft, f"#ligne-{done.line.id}")
    except Refusal as refusal:
        status = refusal.first.entry.status
        if status in UNAVAILABLE:
            raise
        return await _once_more(visit, form, Told(status, refusal))


async def _once_more(visit: Visit, form: LineForm, told: Told) -> Response:
    """The form again, under a name of its own when the line of that name was added already."""
    draft = await draft_of(visit)
    if form.id in draft.begun.over:
        form = replace(form, id=fresh_id())
    await _kept(visit, draft, form)
    return await builder_page(visit, draft, form, told)


def _there(draft: Draft, line: DraftLine) -> bool:
    """True when the draft says that very line already, wherever it stands."""
    kept = draft.line(line.id)
    if kept is None or kept.line is None or line.line is None:
        return False
    return replace(kept.line, number=1) == replace(line.line, number=1)


def _read(visit: Visit, draft: Draft, form: LineForm) -> Corrected:
    """The line that the form says. Raises Refusal LINE_NOT_WRITABLE."""
    ports = visit.platform.ports
    line = (draft.line(form.line) if form.line else None) or DraftLine(form.id, "")
    return corrected(line, _parts(visit, form), ports.reader, ports.clock.now())


def _parts(visit: Visit, form: LineForm) -> Parts:
    said = form.said
    return Parts(
        medicine(visit.platform, form.cis) if form.cis else None,
        said.get("posology", ""),
        form.stages,
        said.get("duration", ""),
        said.get("unit", ""),
        said.get("packs", ""),
        said.get("renewals", ""),
        bool(said.get("ald")),
        said.get("not_substitutable", ""),
        bool(said.get("not_reimbursable")),
    )


async def builder_page(
    visit: Visit, draft: Draft, form: LineForm, told: Told = NOTHING
) -> Response:
    """The form as it stands, the medicines to choose from, and what the sheet would say."""
    chosen = medicine(visit.platform, form.cis) if form.cis else None
    answers: tuple[Medicine, ...] = ()
    if chosen is None and not form.label and form.medicine:
        answers = found(visit.platform, form.medicine, MOST_OFFERED)
    today = legal_day(visit.platform.ports.clock.now(), visit.zone)
    preview, missing = await _preview(visit, draft, form)
    return visit.page(
        "writing_builder.html", told.status, draft=draft, form=form, chosen=chosen,
        answers=[(each, remarks_of(each, today)) for each in answers],
        units=_units(chosen, form.stages), preview=preview, missing=missing, days=WEEKDAYS,
        problems=told.problems, refusal=told.refusal, most_stages=MOST_STAGES,
    )  # fmt: skip


def _units(chosen: Medicine | None, stages: Sequence[Stage]) -> tuple[str, ...]:
    """The unit of the medicine first; those entered are never lost."""
    own = unit_of(chosen) if chosen is not None else None
    return tuple(dict.fromkeys(filter(None, (own, *(e.unit for e in stages), *UNITS))))


async def _preview(visit: Visit, draft: Draft, form: LineForm) -> tuple[SheetLine | None, str]:
    """What the sheet would say of the line; else what is still missing."""
    if not form.cis and not form.label:
        return None, "Choisir le médicament."
    try:
        done = _read(visit, draft, form)
    except Refusal as refusal:
        return None, refusal.first.message
    if done.problems or done.line.line is None:
        return None, next(iter(done.problems.values()), "")
    prescriber = prescriber_of(visit.caller, await letterhead_of(visit))
    only = Draft("", patient=draft.patient, lines=(done.line,))
    person = None if draft.patient.anonymous else Patient(None, (), None, None)
    now = visit.platform.ports.clock.now()
    return line_on_sheet(ordonnance_of(only, person, prescriber, now), visit.platform), ""
