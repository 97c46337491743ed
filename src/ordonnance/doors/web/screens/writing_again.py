"""What was written once is not written twice: former ordonnances, former patients, models."""

from dataclasses import replace

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.screens.writing_desk import (
    desk_of,
    draft_of,
    require_current,
    to_draft,
)
from ordonnance.doors.web.screens.writing_page import changed
from ordonnance.doors.web.screens.writing_running import looked_at
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.consult import consult
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import begin
from ordonnance.usecases.writing.lines import copied
from ordonnance.usecases.writing.models import (
    forget_model,
    keep_model,
    turn_favourite,
    with_model,
)
from ordonnance.usecases.writing.patient import typed_of


async def again(visit: Visit) -> Response:
    """A draft with the lines of one of one's ordonnances: to renew it, or to replace it."""
    number = visit.number()
    opened = await consult(visit.asked(number), visit.platform.ports)
    former, writing = visit.platform.document_of(opened), desk_of(visit)
    corrects = visit.form.text("faire") == "remplacer"
    draft = Draft(
        "",
        patient=typed_of(former.patient),
        lines=copied(former.lines, writing.fresh),
        hidden_from_representative=former.hidden_from_representative,
        replaces=number.value if corrects else "",
    )
    return to_draft(await begin(writing, draft))


async def same_patient(visit: Visit) -> Response:
    """The patient of one of one's ordonnances; their weight is asked again."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    number = visit.session.number(visit.form.text("ancien"))
    if number is None:
        raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
    opened = await consult(visit.asked(number), visit.platform.ports)
    patient = typed_of(visit.platform.document_of(opened).patient)
    known = await looked_at(visit, replace(draft, patient=patient))
    return await changed(visit, known, "#phrase")


async def keep_lines(visit: Visit) -> Response:
    """Keep the lines of the draft under a name; one line is a favourite at a press, or no more."""
    draft = await draft_of(visit)
    if line := visit.form.text("ligne"):
        await turn_favourite(desk_of(visit), draft, line)
        return to_draft(draft, f"#ligne-{line}" if draft.line(line) else "")
    await keep_model(desk_of(visit), visit.form.text("nom"), draft.understood)
    return to_draft(draft, "#modeles")


async def add_lines(visit: Visit) -> Response:
    """Add the lines of a model."""
    draft = await draft_of(visit)
    require_current(visit, draft)
    model = visit.form.text("modele")
    return await changed(visit, await with_model(desk_of(visit), draft, model), "#lignes")


async def forget_lines(visit: Visit) -> Response:
    """Throw a model away."""
    await forget_model(desk_of(visit), visit.path("model"))
    return elsewhere("/prescrire")
