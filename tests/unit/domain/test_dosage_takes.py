"""What a step says of one take and of how many there are; what cannot be counted is None."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose, Moment, Rate
from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit

TABLET, PATCH, GRAM, MG = Unit("comprimé"), Unit("patch"), Unit("g"), Unit("mg")
MINUTE, HOUR, DAY = TimeUnit.MINUTE, TimeUnit.HOUR, TimeUnit.DAY


def said(unit: Unit = TABLET, **parts: Any) -> str:
    """The sentence of one step of one unit."""
    return sentence(Posology((DosageStep(dose=Dose.of(Decimal(1), unit), **parts),)))


def test_what_is_worn_says_how_long_it_stays() -> None:
    worn = said(PATCH, frequency=1, period=Decimal(1), period_unit=DAY, lasting=Decimal(16),
                lasting_unit=HOUR)  # fmt: skip
    assert worn == "1 patch par jour, à laisser en place 16 heures"


def test_what_is_given_says_over_how_long() -> None:
    given = said(GRAM, frequency=1, period=Decimal(6), period_unit=HOUR, lasting=Decimal(20),
                 lasting_unit=MINUTE)  # fmt: skip
    assert given == "1\u202fg toutes les 6 heures, en 20 minutes"


def test_a_rate_is_said_and_counts_nothing() -> None:
    flowing = Posology((DosageStep(rate=Rate(Quantity(Decimal(5), MG), Decimal(1), HOUR)),))
    assert sentence(flowing) == "au débit de 5\u202fmg par heure"
    assert sentence_in_words(flowing) == "au débit de cinq milligrammes par heure"
    assert flowing.daily_units() is None
    assert flowing.units_for(3) is None


def test_minutes_before_or_after_a_moment_are_said() -> None:
    assert said(moments=(Moment.BEFORE_BREAKFAST,), offset=30).endswith(
        "30 minutes avant le petit déjeuner"
    )
    assert said(moments=(Moment.AFTER_MEALS,), offset=0).endswith("juste après les repas")
    assert said(moments=(Moment.WAKING,), offset=1).endswith("au réveil (1 minute après)")


def test_at_most_once_in_an_interval_keeps_takes_apart_and_bounds_the_day() -> None:
    step = DosageStep(
        dose=Dose.of(Decimal(1), TABLET), frequency_max=1, period=Decimal(4), period_unit=HOUR,
        as_needed=True, as_needed_reason="douleur",
    )  # fmt: skip
    apart = Posology((step,))
    assert sentence(apart) == ("1 comprimé si douleur, en espaçant les prises d’au moins 4 heures")
    assert apart.daily_units() == Fraction(6)


def test_at_most_so_many_a_day_bounds_the_day() -> None:
    most = said(frequency_max=2, period=Decimal(1), period_unit=DAY)
    assert most == "1 comprimé au plus 2 fois par jour"


def test_a_number_of_takes_in_all_is_said_and_its_days_are_not_counted() -> None:
    step = DosageStep(
        dose=Dose.of(Decimal(1), TABLET), frequency=3, period=Decimal(1), period_unit=DAY,
        count=1, count_max=21,
    )  # fmt: skip
    counted = Posology((step,))
    assert sentence(counted) == "1 comprimé 3 fois par jour, 21 prises au plus en tout"
    assert counted.units_for(30) is None
    assert counted.days_for(Decimal(21)) is None


@pytest.mark.parametrize(
    "parts",
    [
        {"lasting": Decimal(1)},
        {"lasting": Decimal(0), "lasting_unit": HOUR},
        {"count": 0},
        {"count_max": 3},
        {"count": 3, "count_max": 3},
        {"offset": 30},
        {"offset": 30, "moments": (Moment.MEALS,)},
        {"offset": 1_440, "moments": (Moment.WAKING,)},
        {"frequency_max": 1},
    ],
)
def test_parts_that_contradict_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="posologie"):
        DosageStep(dose=Dose.of(Decimal(1), TABLET), **parts)


@pytest.mark.parametrize(("quantity", "per"), [("0", "1"), ("1", "0")])
def test_a_rate_of_nothing_is_refused(quantity: str, per: str) -> None:
    with pytest.raises(ValueError, match="débit"):
        Rate(Quantity(Decimal(quantity), MG), Decimal(per), HOUR)


def test_no_treatment_lasts_minutes() -> None:
    with pytest.raises(ValueError, match="durée"):
        Duration(90, MINUTE)
