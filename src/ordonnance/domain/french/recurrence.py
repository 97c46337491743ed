"""Cycles and measures in French: « 21 jours, puis 7 jours sans prise, et ainsi de suite »."""

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.french.durations import unit_noun
from ordonnance.domain.french.numbers import Gender
from ordonnance.domain.french.typography import enumeration
from ordonnance.domain.french.voice import Voice
from ordonnance.domain.quantity import Quantity
from ordonnance.domain.recurrence import Band, Cycle


def cycle_phrase(cycle: Cycle, voice: Voice) -> str:
    """« un jour sur deux », « l'autre jour », « les jours 1, 8 et 15 de chaque cycle de 28 jours ».

    A cycle that opens says how long it is taken and how long it is not.
    """
    noun = unit_noun(cycle.unit)
    if cycle.length == 2:
        return _every_other(cycle)
    off = cycle.length - len(cycle.runs)
    if cycle.runs == (1,):
        one, of = (voice.number(count, noun.gender) for count in (1, cycle.length))
        return f"{one} {noun.singular} sur {of}"
    if cycle.opens:
        return (
            f"{_time(len(cycle.runs), cycle.unit, voice)} de suite, puis "
            f"{_time(off, cycle.unit, voice)} sans prise, et ainsi de suite"
        )
    of = f"de chaque cycle de {_time(cycle.length, cycle.unit, voice)}"
    first, last = cycle.runs[0], cycle.runs[-1]
    if len(cycle.runs) == 1:
        the = "la" if noun.gender is Gender.FEMININE else "le"
        return f"{the} {noun.singular} {first} {of}"
    if len(cycle.runs) > 2 and last - first == len(cycle.runs) - 1:
        return f"les {noun.plural} {first} à {last} {of}"
    return f"les {noun.plural} {enumeration([str(each) for each in cycle.runs])} {of}"


def _every_other(cycle: Cycle) -> str:
    week = cycle.unit is TimeUnit.WEEK
    if cycle.runs == (1,):
        return "une semaine sur deux" if week else "un jour sur deux"
    return "l'autre semaine" if week else "l'autre jour"


def _time(count: int, unit: TimeUnit, voice: Voice) -> str:
    noun = unit_noun(unit)
    return f"{voice.number(count, noun.gender)} {noun.plural if count > 1 else noun.singular}"


def band_phrase(band: Band, voice: Voice) -> str:
    """« si glycémie de 1,8 à 2,5 g/L », « à partir de 2,5 g/L », « jusqu'à 1,8 g/L »."""
    label = band.unit.label
    if band.low is not None and band.high is not None:
        return f"si {band.measure} de {voice.amount(band.low, band.high, label)}"
    if band.low is not None:
        return f"si {band.measure} à partir de {voice.quantity(Quantity(band.low, band.unit))}"
    end = Quantity(band.high, band.unit) if band.high is not None else None
    return f"si {band.measure} jusqu'à {voice.quantity(end)}" if end else ""
