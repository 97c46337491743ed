"""How often a dose is taken: « 2 fois par jour », « toutes les 4 à 6 heures »."""

from decimal import Decimal

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, DosageStep
from ordonnance.domain.french.durations import unit_noun
from ordonnance.domain.french.numbers import Gender
from ordonnance.domain.french.voice import Voice

_ONE = Decimal(1)


def is_interval(step: DosageStep) -> bool:
    """True for one take at regular distance: « toutes les 6 heures », « tous les 2 jours »."""
    if step.period is None or step.frequency != 1 or step.frequency_max is not None:
        return False
    short = step.period_unit in (TimeUnit.MINUTE, TimeUnit.HOUR)
    return short or step.period != _ONE or step.period_max is not None


def moments_imply(step: DosageStep) -> bool:
    """True when the named moments or hours say by themselves how many takes a day there are."""
    if not _named(step):
        return False
    if step.frequency is None:
        return step.frequency_max is None
    return (
        step.frequency == _named(step)
        and step.frequency_max is None
        and (step.period, step.period_max, step.period_unit) == (_ONE, None, TimeUnit.DAY)
        and not step.weekdays
    )


def frequency(step: DosageStep, voice: Voice) -> str | None:
    """The phrase, or None when nothing is said or when the named moments already say it."""
    if step.period is None or step.period_unit is None:
        return _counted_moments(step, voice)
    if step.frequency is None:
        return _at_most(step, voice)
    if moments_imply(step) and not voice.counts_takes:
        return None
    per = _per(step.period, step.period_max, step.period_unit, voice)
    if is_interval(step):
        return per
    if step.frequency == 1 and step.frequency_max is None and _short(step, voice):
        return per
    return f"{_times(step.frequency, step.frequency_max, voice)} {per}"


def _at_most(step: DosageStep, voice: Voice) -> str | None:
    """« au plus 2 fois par jour »; one take per interval is said by `spacing`."""
    if _spaced(step) or step.period is None or step.period_unit is None:
        return None
    per = _per(step.period, step.period_max, step.period_unit, voice)
    return f"au plus {_times(step.frequency_max or 1, None, voice)} {per}"


def spacing(step: DosageStep, voice: Voice) -> str | None:
    """« en espaçant les prises d'au moins 4 heures », when one take per interval is a ceiling."""
    if not _spaced(step) or step.period is None or step.period_unit is None:
        return None
    apart = voice.amount(step.period, step.period, unit_noun(step.period_unit).singular)
    return f"en espaçant les prises d'au moins {apart}"


def _spaced(step: DosageStep) -> bool:
    """True for « at most once every 4 hours »: takes are kept apart by that time."""
    if (step.frequency, step.frequency_max, step.period_max) != (None, 1, None):
        return False
    return step.period_unit in (TimeUnit.MINUTE, TimeUnit.HOUR) or step.period != _ONE


def per_period(period: Decimal, unit: TimeUnit, voice: Voice) -> str:
    """The denominator of a maximum: « par jour », « par 24 heures »."""
    noun = unit_noun(unit)
    if period == _ONE:
        return f"par {noun.singular}"
    return f"par {voice.amount(period, period, noun.singular)}"


def _short(step: DosageStep, voice: Voice) -> bool:
    """« 1 sachet par jour » needs no « 1 fois »; a step without dose, or in words, does."""
    return step.dose is not None and not voice.counts_takes


def _counted_moments(step: DosageStep, voice: Voice) -> str | None:
    takes = _named(step)
    if not takes and step.weekdays and not step.moments:
        takes = 1
    return f"{_times(takes, None, voice)} par jour" if takes and voice.counts_takes else None


def _named(step: DosageStep) -> int:
    moments = [moment for moment in step.moments if moment not in ANY_MEAL]
    return len(moments) + len(step.times_of_day)


def _times(low: int, high: int | None, voice: Voice) -> str:
    count = voice.number(low, Gender.FEMININE)
    if high is not None:
        count = f"{count} à {voice.number(high, Gender.FEMININE)}"
    return f"{count} fois"


def _per(period: Decimal, longest: Decimal | None, unit: TimeUnit, voice: Voice) -> str:
    noun = unit_noun(unit)
    every = "toutes les" if noun.gender is Gender.FEMININE else "tous les"
    if longest is not None:
        low, high = voice.number(period, noun.gender), voice.number(longest, noun.gender)
        return f"{every} {low} à {high} {noun.plural}"
    if period != _ONE:
        return f"{every} {voice.number(period, noun.gender)} {noun.plural}"
    short = unit in (TimeUnit.MINUTE, TimeUnit.HOUR)
    return f"{every} {noun.plural}" if short else f"par {noun.singular}"
