"""The fields of a line as a form sends them, and as a form shows them again."""

import uuid
from dataclasses import replace

from ordonnance.bootstrap.writing import medicine
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.prescription import Exoneration, Line
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.visit import Visit
from ordonnance.law.treatment import one_duration
from ordonnance.usecases.writing.begun import LineForm
from ordonnance.usecases.writing.draft import ID, Draft, DraftLine
from ordonnance.usecases.writing.lines import MOST_TYPED, Parts
from ordonnance.usecases.writing.stages import MOST_STAGES, MOST_WORDS, Rhythm, Stage, stages_of

MOST_FIELD = 20
"""Longest text of a field that holds a number, in characters."""

_TEXTS = ("rhythm", "unit", "morning", "noon", "evening", "bedtime", "dose", "hours", "times",
          "most", "duration", "duration_unit")  # fmt: skip


def parts_in(visit: Visit, stages: tuple[Stage, ...] = ()) -> Parts:
    """What the fields of one line say."""
    form, cis = visit.form, chosen(visit.form)
    return Parts(
        medicine(visit.platform, cis) if cis else None,
        form.text("posologie")[:MOST_TYPED],
        stages,
        form.text("duree")[:MOST_FIELD],
        form.text("unite")[:MOST_FIELD],
        form.text("boites")[:MOST_FIELD],
        form.text("renouvellements")[:MOST_FIELD],
        form.has("ald"),
        form.text("non_substituable")[:MOST_FIELD],
        form.has("non_remboursable"),
    )


def chosen(form: Form) -> str:
    """The code of the medicine: the one just pressed, else the one that the form held."""
    return (form.text("choisir") or form.text("cis"))[:MOST_FIELD]


def fields_of(parts: Parts) -> dict[str, str]:
    """The same as the form shows them again."""
    cis = parts.medicine.cis if parts.medicine else None
    return {
        "posology": parts.posology,
        "duration": parts.duration,
        "unit": parts.unit,
        "packs": parts.packs,
        "renewals": parts.renewals,
        "ald": "1" if parts.ald else "",
        "not_substitutable": parts.not_substitutable,
        "not_reimbursable": "1" if parts.not_reimbursable else "",
        "cis": cis.value if cis else "",
    }


def fields_of_line(line: Line) -> dict[str, str]:
    """A line that is understood, as the form shows it."""
    lasting, kept = one_duration(line), line.not_substitutable
    return {
        "posology": sentence(line.posology),
        "duration": str(lasting.value) if lasting else "",
        "unit": lasting.unit.value if lasting else "d",
        "packs": "" if line.packs is None else str(line.packs),
        "renewals": "" if line.renewals is None else str(line.renewals),
        "ald": "1" if line.exoneration is Exoneration.ALD else "",
        "not_substitutable": kept.reason.value if kept and kept.reason else "",
        "not_reimbursable": "1" if line.not_reimbursable else "",
        "cis": line.product.cis.value if line.product and line.product.cis else "",
    }


def stages_in(form: Form) -> tuple[Stage, ...]:
    """The stages of the form, numbered from 1, as they were entered."""
    count = form.text("etapes")
    shown = int(count) if count.isascii() and count.isdigit() else 1
    return tuple(_stage(form, n) for n in range(1, min(max(shown, 1), MOST_STAGES) + 1))


def _stage(form: Form, n: int) -> Stage:
    said = {name: form.text(f"{name}-{n}")[:MOST_FIELD] for name in _TEXTS}
    days = {int(day) for day in form.several(f"weekday-{n}") if day in tuple("0123456")}
    known = {each.value for each in Rhythm}
    return Stage(
        **{
            **said,
            "rhythm": said["rhythm"] if said["rhythm"] in known else Rhythm.MOMENTS.value,
            "duration_unit": said["duration_unit"] or "d",
        },
        as_needed=form.has(f"as_needed-{n}"),
        reason=form.text(f"reason-{n}")[:MOST_WORDS],
        weekdays=tuple(sorted(days)),
    )


def form_in(visit: Visit) -> LineForm:
    """The form as it was sent."""
    form, stages = visit.form, stages_in(visit.form)
    parts = parts_in(visit, stages)
    label = parts.medicine.name if parts.medicine else ""
    said = form.text("saisie")
    return LineForm(
        form.text("ligne")[:40], label or form.text("nom")[:400], chosen(form),
        form.text("medicament")[:100], stages, fields_of(parts),
        said if ID.fullmatch(said) else fresh_id(),
    )  # fmt: skip


def fresh_id() -> str:
    """What names a form from its first page on."""
    return str(uuid.uuid4())


def entered(form: LineForm, draft: Draft) -> bool:
    """True when something would be lost with that form: more than a search, or than the line."""
    written = draft.line(form.line) if form.line else None
    if written is None:
        return form.begun or bool(form.cis or form.label)
    return replace(form, id="") != replace(line_form(written), id="", medicine=form.medicine)


def line_form(draft: DraftLine) -> LineForm:
    """A line of the draft, opened to be changed: by fields where they can say its posology."""
    if draft.line is None:
        return LineForm(draft.id, medicine=draft.typed[:100], id=fresh_id())
    line = draft.line
    said, stages = fields_of_line(line), stages_of(line.posology, one_duration(line))
    if stages is None:
        return LineForm(draft.id, line.label, said["cis"], said=said, id=fresh_id())
    kept = said | {"posology": "", "duration": ""}
    return LineForm(draft.id, line.label, said["cis"], stages=stages, said=kept, id=fresh_id())
