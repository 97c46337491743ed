"""How a medicine that is known completes what is typed after its name: « 1 le soir », « 3/j ».

The number is always the prescriber's; only its unit is taken from the form of the medicine, and is
told each time. Where the form is not counted one by one (a solution, a cream), nothing is added.
"""

import re
from dataclasses import dataclass
from typing import Final

from ordonnance.domain.drug import Medicine, folded
from ordonnance.domain.french.typography import typeset
from ordonnance.domain.typed.expressions import DURING
from ordonnance.domain.typed.phrases import longest, number, said, span, time_unit
from ordonnance.domain.typed.reader import Confidence, Reading, read
from ordonnance.domain.typed.rhythm import PER_DAY
from ordonnance.domain.typed.tokens import Token, tokens_of
from ordonnance.domain.typed.vocabulary import READ_WITH_CARE, UNITS
from ordonnance.usecases.typed_medicine import MOST_TAKEN, Named

_COUNTED: Final = {
    "comprime": "comprimé", "gelule": "gélule", "capsule": "capsule", "sachet": "sachet",
    "suppositoire": "suppositoire", "ovule": "ovule", "pastille": "pastille",
    "lyophilisat": "lyophilisat oral", "patch": "patch", "dispositif": "dispositif transdermique",
    "ampoule": "ampoule", "gomme": "gomme", "film": "film",
}  # fmt: skip
"""First word of a form -> what one takes of it."""

_SCHEDULE: Final = re.compile(r"\s*\d(?:[.,]\d|/\d)?(?:\s*-\s*\d(?:[.,]\d|/\d)?){2,3}(?![\d/])")


@dataclass(frozen=True, slots=True)
class Completed:
    """What follows the name: the reading, what it left (as typed), its notes, the words typed."""

    reading: Reading
    rest: tuple[str, ...]
    notes: tuple[str, ...]
    said: str = ""


def as_typed(said_after: str) -> Completed:
    """The posology typed after a name, by its words alone."""
    words = " ".join(said_after.strip(" ,;:-–—").split())
    if not words:
        return Completed(Reading("", Confidence.NONE), (), (), "")
    reading = read(words)
    return Completed(reading, _left(reading), reading.notes, words)


def completed(plain: Completed, made: Named, medicine: Medicine, *, one_form: bool) -> Completed:
    """The same with the unit taken from the medicine when none is typed.

    `one_form`: nothing else can be meant, so that « 1 le soir » needs no note.
    """
    unit = unit_of(medicine)
    rewritten = _with_unit(plain.said, unit, made) if unit and plain.said else None
    if rewritten is None:
        return plain
    text, note, sure = rewritten
    fuller = read(text)
    if not _better(fuller, plain.reading):
        return plain
    notes = tuple(each for each in fuller.notes if each != typeset(PER_DAY))
    notes = notes if sure and one_form else (*notes, typeset(note))
    return Completed(fuller, _left(fuller), notes, plain.said)


def unit_of(medicine: Medicine) -> str | None:
    """What is taken of it one by one, « comprimé »; None when it is measured."""
    form = folded(medicine.form)
    for unit in {pack.unit.label for pack in medicine.presentations if pack.unit is not None}:
        if unit in _COUNTED.values() and "injectable" not in form:
            return unit
    first = form.split()[0] if form else ""
    return _COUNTED.get(first)


def _left(reading: Reading) -> tuple[str, ...]:
    """What was not understood, with the words taken for a name: the name is known already."""
    return (*((reading.product,) if reading.product else ()), *reading.rest)


def _better(fuller: Reading, plain: Reading) -> bool:
    """True when the unit was understood, and nothing was lost by adding it."""
    if fuller.posology is None or not any(step.dose for step in fuller.posology.steps):
        return False
    return sum(map(len, fuller.rest)) <= sum(map(len, plain.rest))


def _with_unit(words: str, unit: str, made: Named) -> tuple[str, str, bool] | None:
    """The words with the unit added, the note that says so, and whether only the unit was missing.

    None when they need none.
    """
    tokens = tokens_of(words)
    schedule = _SCHEDULE.match(words)
    if schedule is not None and not _unit_at(tokens_of(words[schedule.end() :]), 0):
        note = f"« {schedule[0].strip()} » lu en « {unit} »"
        return f"{words[: schedule.end()]} {unit}{words[schedule.end() :]}", note, True
    place = 1 if tokens and tokens[0].text in ("x", "*") and len(tokens) > 1 else 0
    amount = span(tokens, place)
    if amount is None:
        return _of_strength(words, tokens, unit, made)
    end = amount[2]
    if _unit_at(tokens, end) or time_unit(tokens, end) is not None:
        return _of_strength(words, tokens, unit, made) if time_unit(tokens, end) else None
    often = _how_often(tokens, end) or (end + 1 if place else 0)
    if often:
        typed = words[tokens[0].start : tokens[min(often, len(tokens)) - 1].end]
        one = f"1 {unit}"
        return f"{one} {words}", f"« {typed} » : {one} par prise", amount[0] == amount[1] == 1
    if amount[1] > MOST_TAKEN or (end < len(tokens) and tokens[end].text in ("%", "/")):
        return None
    typed = words[tokens[0].start : tokens[end - 1].end]
    rest = words[tokens[end - 1].end :]
    return f"{typed} {unit}{rest}", f"« {typed} » lu « {typed} {unit} »", True


def _of_strength(
    words: str, tokens: list[Token], unit: str, made: Named
) -> tuple[str, str, bool] | None:
    """« levothyrox 75 le matin »: the strength typed is the dose, one unit of it."""
    if not made.strength or not tokens or longest(tokens, 0, DURING):
        return None
    if any(_unit_at(tokens, at) for at in range(len(tokens)) if tokens[at].value is None):
        return None
    if tokens[0].value is not None and time_unit(tokens, 1) is not None:
        return None
    return f"1 {unit} {words}", f"le dosage typé est pris pour la dose : 1 {unit}", False


def _unit_at(tokens: list[Token], at: int) -> bool:
    return bool(longest(tokens, at, UNITS) or longest(tokens, at, READ_WITH_CARE))


def _how_often(tokens: list[Token], at: int) -> int:
    """The place after « 3/j », « 3 fois », « 2x/j », « 1/72h », « 2 par jour »; 0 elsewhere."""
    if at >= len(tokens):
        return 0
    text = tokens[at].text
    if text in ("fois", "f"):
        return at + 1
    place = at + 1 + (text == "x")
    if text not in ("/", "par") and not (text == "x" and said(tokens, at + 1, "/")):
        return 0
    hourly = number(tokens, place)
    last = hourly[1] if hourly is not None else place
    return last + 1 if time_unit(tokens, last) is not None else 0
