"""The lines of a draft: typed as a sentence, built step by step, corrected part by part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Exoneration, Line, Product
from ordonnance.law.treatment import one_duration
from ordonnance.usecases.ports import Reader
from ordonnance.usecases.typed_dose import as_typed, completed
from ordonnance.usecases.typed_line import Chip, TypedLine
from ordonnance.usecases.typed_medicine import Named
from ordonnance.usecases.writing.draft import Draft, DraftLine, as_read_again
from ordonnance.usecases.writing.stages import Stage, built

Read = Callable[[str], TypedLine]
"""The reading of a typed sentence."""

MOST_TYPED: Final = 400
"""Longest sentence that is read, and longest posology, in characters."""

MOST_KEPT: Final = 1000
"""Longest sentence that is kept, in characters."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the form of one line says; empty texts say nothing.

    `stages` are the fields of the posology built step by step; else it is the text of `posology`.
    """

    medicine: Medicine | None = None
    posology: str = ""
    stages: tuple[Stage, ...] = ()
    duration: str = ""
    unit: str = TimeUnit.DAY.value
    packs: str = ""
    renewals: str = ""
    ald: bool = False
    not_substitutable: str = ""
    not_reimbursable: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """The line after its form; `problems`: field -> sentence in French, then nothing changed."""

    line: DraftLine
    problems: dict[str, str]


def understood(id: str, typed: str, read: Read, reader: Reader, at: datetime) -> DraftLine:
    """The line that a sentence says; one that is not understood keeps its words.

    Raises Refusal TEXT_TOO_LONG, LINE_NOT_WRITABLE.
    """
    if len(typed) > MOST_KEPT:
        raise Refusal.of("TEXT_TOO_LONG", limit=MOST_KEPT)
    found = read(typed[:MOST_TYPED])
    if found.line is None:
        return DraftLine(id, typed, None, found.rest)
    notes = tuple(dict.fromkeys(note for chip in found.chips for note in _noted(chip)))
    line = settled(replace(found.line, id=id), reader, at)
    return DraftLine(id, typed, line, found.rest, notes)


def _noted(chip: Chip) -> tuple[str, ...]:
    """Its notes; what no word of the sentence says is named, for the line shows it nowhere else."""
    return chip.notes if chip.said else tuple(f"{chip.text} : {note}" for note in chip.notes)


def settled(line: Line, reader: Reader, at: datetime) -> Line:
    """The line as a document says it: a form that has no code there stays in the words only.

    Raises Refusal LINE_NOT_WRITABLE.
    """
    product = line.product
    if product is not None and product.form is not None and product.form.system.startswith("urn:"):
        line = replace(line, product=replace(product, form=None))
    return as_read_again(line, reader, at)


def copied(lines: Iterable[Line], fresh: Callable[[], str]) -> tuple[DraftLine, ...]:
    """Lines of another ordonnance as new ones: what belonged to that day alone is left behind.

    Dates inside a posology stay, with a note: only its author knows what becomes of them.
    """
    return tuple(
        DraftLine(line.id, "", line, (), _dated(line))
        for line in (replace(each, id=fresh(), not_before=None, relations=()) for each in lines)
    )


def _dated(line: Line) -> tuple[str, ...]:
    dated = any(step.bounds_start or step.bounds_end for step in line.posology.steps)
    return ("Les dates sont celles de l’ordonnance d’origine.",) if dated else ()


def corrected(written: DraftLine, parts: Parts, reader: Reader, at: datetime) -> Corrected:
    """The line with what its form says; nothing is changed as long as one part is not understood.

    Raises Refusal LINE_NOT_WRITABLE.
    """
    problems: dict[str, str] = {}
    former = written.line
    product = _product(parts, former, problems)
    posology, notes = _posology(parts, former, problems)
    duration = _duration(parts, problems)
    packs = _count(parts.packs, "packs", 1, 99, problems)
    renewals = _count(parts.renewals, "renewals", 0, 12, problems)
    kept = _not_substitutable(parts, former, problems)
    if problems or product is None or posology is None:
        return Corrected(written, problems)
    line = former or Line(1, written.id, Category.MEDICINE, posology, product)
    line = replace(
        _lasting(replace(line, product=product, posology=posology), duration),
        packs=packs,
        renewals=renewals,
        exoneration=_exoneration(parts, line),
        not_substitutable=kept,
        not_reimbursable=parts.not_reimbursable,
    )
    return Corrected(DraftLine(written.id, "", settled(line, reader, at), (), notes), {})


def _product(parts: Parts, former: Line | None, problems: dict[str, str]) -> Product | None:
    if parts.medicine is not None and parts.medicine.cis is not None:
        return Product(parts.medicine.name, parts.medicine.cis)
    if former is not None and former.product is not None:
        return former.product
    problems["medicine"] = "Choisir le médicament."
    return None


def _posology(
    parts: Parts, former: Line | None, problems: dict[str, str]
) -> tuple[Posology | None, tuple[str, ...]]:
    """The posology typed: read with the unit of the medicine, kept when its words did not change.

    What is not wholly understood stays as the prescriber's own words: a sheet says it, nothing
    counts it.
    """
    text = " ".join(parts.posology.split())
    if any(not each.is_empty for each in parts.stages):
        return _staged(parts.stages, text, former, problems), ()
    if former is not None and text == sentence(former.posology):
        return former.posology, ()
    if not text:
        problems["posology"] = "Écrire la posologie : « 1 comprimé matin et soir »."
        return None, ()
    plain = as_typed(text)
    if parts.medicine is not None:
        made = Named(0, (parts.medicine,), in_dci=False, exact=True, strength=False)
        plain = completed(plain, made, parts.medicine, one_form=True)
    if plain.reading.posology is None or plain.rest:
        return Posology(text=text), ("La posologie est gardée en toutes lettres, non calculée.",)
    return plain.reading.posology, plain.notes


def _staged(
    stages: tuple[Stage, ...], text: str, former: Line | None, problems: dict[str, str]
) -> Posology | None:
    """The posology of the fields; the one of the line as it was when they say the same."""
    if text:
        problems["posology"] = "Remplir les cases, ou écrire en toutes lettres : pas les deux."
        return None
    found = built(stages, problems)
    if found is None or former is None or sentence(found) != sentence(former.posology):
        return found
    return former.posology


def _duration(parts: Parts, problems: dict[str, str]) -> Duration | None:
    if not parts.duration:
        return None
    try:
        return Duration(int(parts.duration), TimeUnit(parts.unit))
    except ValueError:
        problems["duration"] = "La durée est un nombre entier de jours, de semaines ou de mois."
        return None


def _count(text: str, field: str, least: int, most: int, problems: dict[str, str]) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        problems[field] = f"Un nombre entier de {least} à {most} est attendu."
        return None
    return int(text)


def _lasting(line: Line, duration: Duration | None) -> Line:
    """The line with that duration for each time it is served, where it is written."""
    if duration == one_duration(line) or (duration is None and one_duration(line) is None):
        return line
    steps = line.posology.steps
    free = all(step.bounds is None or step.sequence is None for step in steps)
    if steps and free and line.posology.text is None and duration is not None:
        bounded = tuple(replace(step, bounds=duration) for step in steps)
        return replace(line, posology=Posology(bounded), duration=duration)
    return replace(line, duration=duration)


def _exoneration(parts: Parts, line: Line) -> Exoneration | None:
    if parts.ald:
        return Exoneration.ALD
    return None if line.exoneration is Exoneration.ALD else line.exoneration


def _not_substitutable(
    parts: Parts, former: Line | None, problems: dict[str, str]
) -> NotSubstitutable | None:
    if not parts.not_substitutable:
        return None
    try:
        reason = NonSubstitutionReason(parts.not_substitutable)
    except ValueError:
        problems["not_substitutable"] = "Choisir le motif de « non substituable » dans la liste."
        return None
    said = former.not_substitutable if former is not None else None
    return said if said is not None and said.reason is reason else NotSubstitutable(reason)


def added(draft: Draft, lines: Iterable[DraftLine]) -> Draft:
    """The draft with these lines at its end, all or none. Raises Refusal LINES_TOO_MANY."""
    for each in lines:
        draft = draft.with_line(each)
    return draft
