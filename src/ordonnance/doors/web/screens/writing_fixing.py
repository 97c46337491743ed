"""One click that corrects a finding, with the same act as `$correct`; lines apart make a draft."""

from dataclasses import replace

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Patient
from ordonnance.doors.web.screens.writing_desk import (
    desk_of,
    draft_of,
    opened,
    require_current,
    to_draft,
)
from ordonnance.doors.web.screens.writing_page import Asked, changed, draft_page
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.correct import Correct, Wanted, correct
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.writing.draft import FHIR_JSON, Draft, DraftLine, lines_of
from ordonnance.usecases.writing.drafts import begin, keep
from ordonnance.usecases.writing.facts import RULES, fields_asked, stated
from ordonnance.usecases.writing.light import ordonnance_of
from ordonnance.usecases.writing.lines import settled


async def fix(visit: Visit) -> Response:
    """Make the correction that a finding offers. Raises Refusal CORRECTION_UNKNOWN."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    seen, ports = await opened(visit, draft), visit.platform.ports
    person = seen.patient.patient
    if person is None and not draft.patient.anonymous:
        person = Patient(None, (), None, None)
    ordonnance = ordonnance_of(draft, person, seen.prescriber, ports.clock.now())
    wanted = _wanted(visit, draft)
    done = correct(
        Correct(ports.reader.rewrite(ordonnance, ()), FHIR_JSON, (wanted,)),
        ports.reader, ports.drugs, ports.clock, ports.interactions,
    )  # fmt: skip
    first, *apart = (_with(draft, each.document, ports) for each in done.documents)
    kept = await keep(desk_of(visit), first)
    for each in apart:
        await begin(desk_of(visit), each)
    return to_draft(kept, "#feu")


async def state(visit: Visit) -> Response:
    """Write the fact that a finding asks for. Raises Refusal CORRECTION_UNKNOWN, DRAFT_CHANGED."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    rule, line = visit.form.text("regle"), draft.line(visit.form.text("ligne"))
    if line is None or line.line is None or rule not in RULES:
        raise Refusal.of("CORRECTION_UNKNOWN", rule=rule[:60])
    said = {each.name: visit.form.text(each.name) for each in fields_asked(rule, line.line)}
    problems: dict[str, str] = {}
    found = stated(rule, line.line, said, problems)
    if found is None:
        asked = Asked(editing=f"{rule}-{line.id}", problems=problems, said=said)
        return await draft_page(visit, await opened(visit, draft), 422, asked)
    ports = visit.platform.ports
    kept = replace(line, line=settled(found, ports.reader, ports.clock.now()))
    return await changed(visit, draft.with_line(kept), f"#ligne-{line.id}")


def _wanted(visit: Visit, draft: Draft) -> Wanted:
    form = visit.form
    ranks = {line.id: line.number for line in draft.understood}
    choice = form.text("choix")
    return Wanted(
        form.text("regle"), ranks.get(form.text("ligne")), int(choice) if choice.isdigit() else 1
    )


def _with(draft: Draft, document: bytes, ports: Ports) -> Draft:
    """The draft with the lines of a corrected document; one that changed forgets its sentence."""
    former = {each.id: each for each in draft.lines}
    lines = []
    for line in lines_of(document, ports.reader):
        known = former.get(line.id)
        same = known is not None and known.line is not None and known.line.posology == line.posology
        typed = known.typed if known is not None and same else ""
        lines.append(DraftLine(line.id, typed, line))
    unread = tuple(each for each in draft.lines if each.line is None)
    return replace(draft, lines=(*lines, *unread))
