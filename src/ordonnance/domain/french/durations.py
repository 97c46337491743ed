"""Durations in French; the unit that was prescribed is the one that is shown."""

from decimal import Decimal

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.french.amounts import amount_in_figures, amount_in_words
from ordonnance.domain.french.plurals import Noun, noun_of

NAMES = {
    TimeUnit.MINUTE: "minute",
    TimeUnit.HOUR: "heure",
    TimeUnit.DAY: "jour",
    TimeUnit.WEEK: "semaine",
    TimeUnit.MONTH: "mois",
    TimeUnit.YEAR: "an",
}


def unit_noun(unit: TimeUnit) -> Noun:
    """The noun of a unit of time."""
    return noun_of(NAMES[unit])


def duration_in_figures(duration: Duration) -> str:
    """« 7 jours », « 12 semaines », « 3 mois »."""
    return amount_in_figures(Decimal(duration.value), NAMES[duration.unit])


def duration_in_words(duration: Duration) -> str:
    """« quatre-vingt-quatre jours », « une semaine »."""
    return amount_in_words(Decimal(duration.value), NAMES[duration.unit])
