"""A posology as a French sentence, with figures or in words.

Nothing that was prescribed is left out: every field of every step has its place in the sentence.
Only what says the same thing twice is said once (« 2 fois par jour » beside « matin et soir »).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from ordonnance.domain.dosage import ANY_MEAL, DosageStep, Dose
from ordonnance.domain.french.circumstances import CHANGED, bounds, count, lasting, means
from ordonnance.domain.french.durations import unit_noun
from ordonnance.domain.french.frequency import (
    frequency,
    is_interval,
    moments_imply,
    per_period,
    spacing,
)
from ordonnance.domain.french.moments import when
from ordonnance.domain.french.numbers import Gender
from ordonnance.domain.french.plurals import noun_of
from ordonnance.domain.french.recurrence import band_phrase, cycle_phrase
from ordonnance.domain.french.typography import NARROW, elided, enumeration, typeset
from ordonnance.domain.french.voice import FIGURES, WORDS, Voice
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity

_REASON_OPENINGS = ("si ", "s'", "s’", "en cas ", "lors ", "pour ", "quand ", "au ", "à ", "dès ")
_SEMICOLON = f"{NARROW}; "


@dataclass(frozen=True, slots=True)
class _Clause:
    """A step in two parts: what parallel steps do not share, and what they may."""

    head: str
    tail: tuple[str, ...]
    notes: tuple[str, ...]
    own: str | None = None


@lru_cache(maxsize=8192)
def sentence(posology: Posology) -> str:
    """« 1 comprimé le matin et 1 le soir, pendant 7 jours », without a final full stop.

    Kept, since the same one is prescribed every day. A posology that is only text is returned as
    it is.
    """
    return typeset(_sentence(posology, FIGURES, ()))


def sentence_in_words(posology: Posology, strength: tuple[Quantity, ...] | None = None) -> str:
    """The sentence with units per take, number of takes and strength in words (CSP R.5132-29).

    `strength`: amount of each active substance in one unit of the dose, when there is one:
    « une gélule de cinquante milligrammes une fois par jour ». Dates keep their figures.
    """
    return typeset(_sentence(posology, WORDS, strength or ()))


def _sentence(posology: Posology, voice: Voice, strength: tuple[Quantity, ...]) -> str:
    if not posology.steps:
        return posology.text or ""
    stages = [_stage(steps, voice, strength) for steps in posology.stages()]
    said = stages[0]
    for previous, stage in pairwise(stages):
        said += f"{_SEMICOLON if NARROW + ';' in previous else ', '}puis {stage}"
    if strength and not any(_counted(step.dose) for step in posology.steps):
        said += f", dosage{NARROW}: {enumeration([voice.quantity(part) for part in strength])}"
    if posology.text is None:
        return said
    return _with_own_words(said, posology.text)


def _stage(steps: Sequence[DosageStep], voice: Voice, strength: tuple[Quantity, ...]) -> str:
    clauses = [(step, _clause(step, voice, strength, None)) for step in steps]
    groups = [list(group) for _, group in groupby(clauses, key=lambda each: _shared(each[1]))]
    return f"{_SEMICOLON}et ".join(_together(group, voice, strength) for group in groups)


def _shared(clause: _Clause) -> tuple[object, ...]:
    """What parallel steps must have in common to be said in one sentence."""
    return clause.tail, clause.notes, clause.own, bool(clause.head)


def _together(
    group: Sequence[tuple[DosageStep, _Clause]], voice: Voice, strength: tuple[Quantity, ...]
) -> str:
    steps, clauses = [step for step, _ in group], [clause for _, clause in group]
    if len(clauses) == 1 or not clauses[0].head:
        return f"{_SEMICOLON}et ".join(_joined(clause) for clause in clauses)
    takes = _takes_together(steps) if voice.counts_takes else None
    uncounted = voice if takes is None else replace(voice, counts_takes=False)
    before = [None, *(step.dose for step in steps)]
    heads = [
        _clause(step, uncounted, strength, dose).head
        for step, dose in zip(steps, before, strict=False)
    ]
    said = enumeration(heads)
    if takes is not None:
        said += f", soit {voice.number(takes, Gender.FEMININE)} prises par jour"
    return _joined(replace(clauses[0], head=said))


def _takes_together(steps: Sequence[DosageStep]) -> int | None:
    """How many takes a day parallel steps make, when each only names its moments or hours."""
    if any(step.weekdays or step.as_needed or not moments_imply(step) for step in steps):
        return None
    named = {at for step in steps for at in (*step.moments, *step.times_of_day)}
    return len(named) if len(named) > 1 and not named & ANY_MEAL else None


def _joined(clause: _Clause) -> str:
    parts = [part for part in (clause.head, *clause.tail) if part]
    said = _SEMICOLON.join([part for part in (", ".join(parts), *clause.notes) if part])
    return said if clause.own is None else _with_own_words(said, clause.own)


def _clause(
    step: DosageStep, voice: Voice, strength: tuple[Quantity, ...], before: Dose | None
) -> _Clause:
    """`before` is the dose of the step just said: what both share is not repeated."""
    given = (_dose(step, voice, strength, before), _calculated(step, voice), _rate(step, voice))
    named = _when(step, voice)
    head = " ".join(part for part in given if part)
    head += ", " * bool(step.rate and named) or " " * bool(head and named)
    head += named
    tail = (
        *lasting(step, voice), *_renewal(step, voice), *_limits(step, voice), *means(step),
        *bounds(step, voice), *count(step, voice),
    )  # fmt: skip
    return _Clause(head, tail, step.instructions, step.text)


def _dose(
    step: DosageStep, voice: Voice, strength: tuple[Quantity, ...], before: Dose | None
) -> str:
    dose = step.dose
    if dose is None:
        return ""
    whole = dose.low == dose.high and dose.high == dose.high.to_integral_value()
    repeated = before is not None and dose.unit == before.unit
    if repeated and whole and _counted(dose) and not voice.words:
        return voice.number(dose.high)
    said = voice.amount(dose.low, dose.high, dose.unit.label)
    if strength and _counted(dose) and not repeated:
        said += " " + enumeration([_of_strength(part, voice) for part in strength])
    return said


def _calculated(step: DosageStep, voice: Voice) -> str:
    """« (calculée à 1 000 mg/m²) »: the dose per weight or surface, beside the one it gave."""
    worked_out = step.calculated
    if worked_out is None:
        return ""
    said = voice.amount(worked_out.low, worked_out.high, worked_out.unit.label)
    return f"(dose calculée{NARROW}: {said})"


def _rate(step: DosageStep, voice: Voice) -> str:
    """« au débit de 5 mg par heure », « au débit de 4 g en 20 minutes »."""
    rate = step.rate
    if rate is None:
        return ""
    noun = unit_noun(rate.per_unit)
    if rate.per == 1:
        return f"au débit de {voice.quantity(rate.quantity)} par {noun.singular}"
    over = voice.amount(rate.per, rate.per, noun.singular)
    return f"au débit de {voice.quantity(rate.quantity)} en {over}"


def _of_strength(part: Quantity, voice: Voice) -> str:
    """« de cinquante milligrammes », « d'un gramme »; « de onze » keeps its vowel."""
    amount = voice.quantity(part)
    return elided("de", amount) if amount.startswith(("un ", "une ")) else f"de {amount}"


def _counted(dose: Dose | None) -> bool:
    """True for a dose in units that have a strength, such as tablets; not for mg or ml."""
    return dose is not None and noun_of(dose.unit.label).symbol is None


def _when(step: DosageStep, voice: Voice) -> str:
    often = None if _renewed(step) else frequency(step, voice)
    if often and step.dose and is_interval(step) and not step.as_needed:
        changed = noun_of(step.dose.unit.label).singular in CHANGED
        often = f"à changer {often}" if changed else often
    coded = step.rhythm.label if step.rhythm else ""
    moments = when(step, voice)
    if step.cycle is not None:
        moments.append(cycle_phrase(step.cycle, voice))
    rhythm = coded[:1].lower() + coded[1:]
    said = ", ".join(part for part in (rhythm, often or "", *moments) if part)
    band = band_phrase(step.band, voice) if step.band else ""
    return " ".join(part for part in (said, _need(step), band) if part)


def _need(step: DosageStep) -> str:
    reason = step.as_needed_reason
    if not step.as_needed:
        return ""
    if reason is None:
        return "si besoin"
    if reason.lower().startswith(_REASON_OPENINGS):
        return reason[0].lower() + reason[1:]
    return f"s'{reason}" if reason.lower().startswith(("il ", "ils ")) else f"si {reason}"


def _renewed(step: DosageStep) -> bool:
    return step.as_needed and is_interval(step)


def _renewal(step: DosageStep, voice: Voice) -> tuple[str, ...]:
    if not _renewed(step):
        return ()
    return (f"à renouveler au besoin {frequency(step, voice)}",)


def _limits(step: DosageStep, voice: Voice) -> tuple[str, ...]:
    apart = spacing(step, voice)
    limits: list[str] = []
    if step.max_per_take is not None:
        limits.append(f"{voice.quantity(step.max_per_take)} par prise")
    if step.max_dose is not None:
        per = per_period(step.max_dose.per, step.max_dose.per_unit, voice)
        limits.append(f"{voice.quantity(step.max_dose.quantity)} {per}")
    said = (f"sans dépasser {' ni '.join(limits)}",) if limits else ()
    return (apart, *said) if apart else said


def _with_own_words(said: str, text: str) -> str:
    if not said:
        return text
    same = _plain(said) == _plain(text)
    return said if same else f"{said} (texte du prescripteur{NARROW}: {text})"


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").replace(",", " ").split()).casefold().rstrip(" .")
