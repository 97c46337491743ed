"""While a sentence is typed: what it may begin, and how it is read so far."""

from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.bootstrap.writing import medicine
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.typed.reader import Confidence
from ordonnance.doors.web.screens.writing_desk import desk_of
from ordonnance.doors.web.screens.writing_view import how
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.typed_line import Chip, ChipKind, TypedLine
from ordonnance.usecases.typed_medicine import Chosen
from ordonnance.usecases.writing.lines import MOST_TYPED
from ordonnance.usecases.writing.models import models
from ordonnance.usecases.writing.proposals import LOOKED_AT, chosen_of, proposals


@dataclass(frozen=True, slots=True)
class ReadPart:
    """One thing read of the sentence: its shape, its French, how sure in words, what to check."""

    shape: str
    text: str
    sure: str
    notes: tuple[str, ...] = ()


_SURE = {
    Confidence.CERTAIN: ("bon", "sûr"),
    Confidence.PROBABLE: ("attention", "à vérifier"),
    Confidence.PARTIAL: ("attention", "à compléter"),
    Confidence.NONE: ("inconnu", "pas compris"),
}


async def propose(visit: Visit) -> Response:
    """A part of the page: proposals, and the sentence as it is read."""
    text, chosen = visit.form.text("phrase")[:MOST_TYPED], chosen_in(visit)
    typed = visit.platform.typed_line(text, LOOKED_AT, chosen)
    today = legal_day(visit.platform.ports.clock.now(), visit.zone)
    settled = chosen is not None and typed.medicines[:1] == (chosen.medicine,)
    # Once a medicine was chosen, the list stays closed.
    found = () if settled else proposals(typed, await models(desk_of(visit)), today)
    return visit.page("writing_typing.html", proposals=found, read=read_parts(typed))


def chosen_in(visit: Visit) -> Chosen | None:
    """The medicine that was chosen among the proposals, None when none was."""
    cis = visit.form.text("cis")
    found = medicine(visit.platform, cis) if cis else None
    return chosen_of(found, in_dci=bool(visit.form.text("dci")))


def read_parts(typed: TypedLine) -> tuple[ReadPart, ...]:
    """The chips of the sentence, then what was not understood and what is still to be said."""
    found = [_part(each, typed) for each in typed.chips]
    if found:
        found += [ReadPart("inconnu", f"« {words} »", "pas compris") for words in typed.rest]
        if typed.medicines and typed.line is None:
            found.append(ReadPart("inconnu", "posologie", "à écrire"))
    elif typed.text:
        found.append(ReadPart("inconnu", "médicament", "pas encore reconnu"))
    return tuple(found)


def _part(chip: Chip, typed: TypedLine) -> ReadPart:
    if chip.kind is ChipKind.PACKS and not chip.said:
        # Worked out of the posology and its length: no word of the sentence is in doubt.
        return ReadPart("information", chip.text, "calculé")
    shape, sure = _SURE[chip.confidence]
    text = chip.text
    if chip.kind is ChipKind.POSOLOGY and typed.line is not None:
        # How long has a chip of its own.
        text = how(typed.line.posology)
    return ReadPart(shape, text, sure, chip.notes)
