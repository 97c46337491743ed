"""When a dose is taken: moments of the day, hours, days of the week."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, DosageStep, Moment
from ordonnance.domain.french.dates import WEEKDAYS
from ordonnance.domain.french.typography import enumeration
from ordonnance.domain.french.voice import Voice

_PHRASES: Final = {
    Moment.MORNING: "le matin",
    Moment.EARLY_MORNING: "tôt le matin",
    Moment.LATE_MORNING: "en fin de matinée",
    Moment.NOON: "à midi",
    Moment.AFTERNOON: "l'après-midi",
    Moment.EARLY_AFTERNOON: "en début d'après-midi",
    Moment.LATE_AFTERNOON: "en fin d'après-midi",
    Moment.EVENING: "le soir",
    Moment.EARLY_EVENING: "en début de soirée",
    Moment.LATE_EVENING: "en fin de soirée",
    Moment.NIGHT: "la nuit",
    Moment.AFTER_SLEEP: "après l'endormissement",
    Moment.BEDTIME: "au coucher",
    Moment.WAKING: "au réveil",
    Moment.MEALS: "au cours des repas",
    Moment.BREAKFAST: "au petit déjeuner",
    Moment.LUNCH: "au déjeuner",
    Moment.DINNER: "au dîner",
    Moment.BEFORE_MEALS: "avant les repas",
    Moment.BEFORE_BREAKFAST: "avant le petit déjeuner",
    Moment.BEFORE_LUNCH: "avant le déjeuner",
    Moment.BEFORE_DINNER: "avant le dîner",
    Moment.AFTER_MEALS: "après les repas",
    Moment.AFTER_BREAKFAST: "après le petit déjeuner",
    Moment.AFTER_LUNCH: "après le déjeuner",
    Moment.AFTER_DINNER: "après le dîner",
}

_FEW: Final = 2
"""Days of the week that are named one by one even when they follow each other."""

_ONE_MEAL: Final = {
    Moment.MEALS: "au cours d'un repas",
    Moment.BEFORE_MEALS: "avant un repas",
    Moment.AFTER_MEALS: "après un repas",
}

_SERIES: Final = (
    ((Moment.MORNING, Moment.NOON, Moment.EVENING), ""),
    ((Moment.BREAKFAST, Moment.LUNCH, Moment.DINNER), " au cours des repas"),
    ((Moment.BEFORE_BREAKFAST, Moment.BEFORE_LUNCH, Moment.BEFORE_DINNER), " avant les repas"),
    ((Moment.AFTER_BREAKFAST, Moment.AFTER_LUNCH, Moment.AFTER_DINNER), " après les repas"),
)
"""Three moments said together as « matin, midi et soir », and what is said after them."""


def when(step: DosageStep, voice: Voice) -> list[str]:
    """The phrases that say at which moments or hours, then on which days, in that order."""
    phrases: list[str] = []
    named = [moment for moment in step.moments if moment not in ANY_MEAL]
    if named:
        phrases.append(_named(named) if step.offset is None else _away(named, step.offset, voice))
    if step.times_of_day:
        phrases.append(enumeration([f"à {voice.hour(at)}" for at in step.times_of_day]))
    meals = [moment for moment in step.moments if moment in ANY_MEAL]
    if meals:
        daily = step.period_unit is TimeUnit.DAY and step.frequency_max is None
        once = not named and step.frequency == 1 and daily
        said = _ONE_MEAL if once else _PHRASES
        away = step.offset
        phrases.append(
            enumeration([said[moment] for moment in meals])
            if away is None
            else _away(meals, away, voice, said)
        )
    if step.weekdays:
        phrases.append(_days(sorted(step.weekdays), alone=not phrases and step.period is None))
    return phrases


def _days(days: Sequence[int], *, alone: bool) -> str:
    """« du lundi au vendredi », « tous les jours sauf le dimanche », « le lundi et le jeudi »."""
    off = [day for day in range(7) if day not in days]
    if len(off) == 1:
        return f"{'tous les jours ' if alone else ''}sauf le {WEEKDAYS[off[0]]}"
    if len(days) > _FEW and days[-1] - days[0] == len(days) - 1:
        return f"du {WEEKDAYS[days[0]]} au {WEEKDAYS[days[-1]]}"
    return enumeration([f"le {WEEKDAYS[day]}" for day in days])


def _away(
    moments: Sequence[Moment], offset: int, voice: Voice, said: Mapping[Moment, str] = _PHRASES
) -> str:
    """« 30 minutes avant le déjeuner », « juste après les repas », « au réveil (1 minute après) ».

    A moment that says neither before nor after is counted after (FHIR R4, Timing.repeat.offset).
    """
    apart = "juste" if not offset else voice.amount(Decimal(offset), Decimal(offset), "minute")
    return enumeration(
        [
            f"{apart} {said[moment]}"
            if said[moment].startswith(("avant", "après"))
            else f"{said[moment]} ({apart} après)"
            for moment in moments
        ]
    )


def _named(moments: Sequence[Moment]) -> str:
    for series, suffix in _SERIES:
        if len(moments) > 1 and set(moments) <= set(series):
            spoken = zip(series, ("matin", "midi", "soir"), strict=True)
            return enumeration([name for moment, name in spoken if moment in moments]) + suffix
    return enumeration([_PHRASES[moment] for moment in moments])
