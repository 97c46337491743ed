"""Posologies as French sentences: the usual ones to the letter."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.french.posology import sentence, sentence_in_words
from ordonnance.domain.posology import DosageStep, Dose, MaxDose, Moment, Posology
from ordonnance.domain.quantity import Quantity, Unit

TABLET, CAPSULE, MG = Unit("comprimé"), Unit("gélule"), Unit("mg")
H, D, W = TimeUnit.HOUR, TimeUnit.DAY, TimeUnit.WEEK
ORAL = Coding("http://standardterms.edqm.eu", "20053000", "Voie orale")


def dose(low: str, unit: Unit = TABLET, high: str | None = None) -> Dose:
    return Dose(Decimal(low), Decimal(high or low), unit)


def every(frequency: int, period: str, unit: TimeUnit, **more: Any) -> dict[str, Any]:
    return {"frequency": frequency, "period": Decimal(period), "period_unit": unit, **more}


def at_most(value: str, unit: Unit, per: str, per_unit: TimeUnit) -> MaxDose:
    return MaxDose(Quantity(Decimal(value), unit), Decimal(per), per_unit)


def one(**fields: Any) -> Posology:
    return Posology((DosageStep(**{"dose": dose("1"), **fields}),))


def plain(text: str) -> str:
    return text.replace("\u202f", "_")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"dose": dose("1", CAPSULE), "moments": (Moment.BREAKFAST, Moment.LUNCH, Moment.DINNER)},
         "1 gélule matin, midi et soir au cours des repas"),
        ({"moments": (Moment.BEFORE_DINNER, Moment.BEFORE_BREAKFAST)},
         "1 comprimé matin et soir avant les repas"),
        ({"moments": (Moment.AFTER_LUNCH, Moment.AFTER_DINNER)},
         "1 comprimé midi et soir après les repas"),
        ({"moments": (Moment.MORNING, Moment.NOON, Moment.EVENING, Moment.MEALS)},
         "1 comprimé matin, midi et soir, au cours des repas"),
        ({"as_needed": True, "as_needed_reason": "douleur", **every(1, "6", H),
          "max_dose": at_most("6", TABLET, "24", H)},
         "1 comprimé si douleur, à renouveler au besoin toutes les 6 heures, "
         "sans dépasser 6 comprimés par 24 heures"),
        ({"dose": dose("1", Unit("patch")), **every(1, "72", H)},
         "1 patch à changer toutes les 72 heures"),
        ({"dose": dose("20", Unit("goutte")), "moments": (Moment.BEDTIME,)},
         "20 gouttes au coucher"),
        ({"dose": dose("1", Unit("sachet")), **every(1, "1", D)}, "1 sachet par jour"),
        (every(2, "1", D), "1 comprimé 2 fois par jour"),
        (every(2, "1", D, frequency_max=3), "1 comprimé 2 à 3 fois par jour"),
        ({"dose": None, **every(1, "1", D)}, "1 fois par jour"),
        (every(1, "1", H), "1 comprimé toutes les heures"),
        (every(1, "2", D), "1 comprimé tous les 2 jours"),
        (every(2, "8", H), "1 comprimé 2 fois toutes les 8 heures"),
        (every(1, "4", H, period_max=Decimal(6)), "1 comprimé toutes les 4 à 6 heures"),
        (every(1, "1", TimeUnit.MONTH), "1 comprimé par mois"),
        (every(1, "2", TimeUnit.YEAR), "1 comprimé tous les 2 ans"),
        ({**every(1, "1", W), "weekdays": (0,)}, "1 comprimé par semaine, le lundi"),
        ({"weekdays": (3, 0)}, "1 comprimé le lundi et le jeudi"),
        ({**every(2, "1", D), "moments": (Moment.MORNING, Moment.EVENING)},
         "1 comprimé matin et soir"),
        ({**every(3, "1", D), "moments": (Moment.MORNING, Moment.EVENING)},
         "1 comprimé 3 fois par jour, matin et soir"),
        ({**every(1, "1", D), "moments": (Moment.MEALS,)},
         "1 comprimé par jour, au cours d’un repas"),
        ({"moments": (Moment.AFTERNOON, Moment.BEDTIME)},
         "1 comprimé l’après-midi et au coucher"),
        ({"moments": (Moment.EARLY_AFTERNOON,)}, "1 comprimé en début d’après-midi"),
        ({"times_of_day": (time(8), time(20, 30))}, "1 comprimé à 8_h et à 20_h_30"),
        ({"dose": dose("0.5"), **every(1, "1", D)}, "un demi-comprimé par jour"),
        ({"dose": dose("1", high="2"), "as_needed": True}, "1 à 2 comprimés si besoin"),
        ({"as_needed": True, "as_needed_reason": "il vomit"}, "1 comprimé s’il vomit"),
        ({"as_needed": True, "as_needed_reason": "en cas d’insomnie"},
         "1 comprimé en cas d’insomnie"),
        ({"as_needed": True, "as_needed_reason": "nausées", **every(3, "1", D)},
         "1 comprimé 3 fois par jour si nausées"),
        ({"max_per_take": Quantity(Decimal(2), TABLET), **every(3, "1", D),
          "max_dose": at_most("5", TABLET, "1", D)},
         "1 comprimé 3 fois par jour, sans dépasser 2 comprimés par prise ni 5 comprimés par jour"),
        ({"route": ORAL, "site": "sur le genou", "method": "en massage doux", **every(1, "1", D)},
         "1 comprimé par jour, par voie orale, sur le genou, en massage doux"),
        ({"route": Coding("urn:oid:2.16.840.1.113883.5.112", "PO"), "site": "bras gauche"},
         "1 comprimé, voie_: PO, localisation_: bras gauche"),
        ({"route": Coding("http://standardterms.edqm.eu", "1", "par inhalation")},
         "1 comprimé, par inhalation"),
        ({"bounds_start": date(2026, 4, 1), "bounds_end": date(2026, 4, 7)},
         "1 comprimé, du 01/04/2026 au 07/04/2026 inclus"),
        ({"bounds_start": date(2026, 4, 1), "bounds": Duration(3, TimeUnit.MONTH)},
         "1 comprimé, à partir du 01/04/2026, pendant 3 mois"),
        ({"bounds_end": date(2026, 4, 7)}, "1 comprimé, jusqu’au 07/04/2026 inclus"),
        ({"instructions": ("à jeun", "avec un verre d’eau"), **every(1, "1", D)},
         "1 comprimé par jour_; à jeun_; avec un verre d’eau"),
        ({"text": "1 cp le soir", "moments": (Moment.EVENING,)},
         "1 comprimé le soir (texte du prescripteur_: 1 cp le soir)"),
        ({"text": "1 comprimé le soir.", "moments": (Moment.EVENING,)}, "1 comprimé le soir"),
        ({"dose": None, "text": "selon INR"}, "selon INR"),
        ({"dose": None, "instructions": ("à jeun",)}, "à jeun"),
    ],
)  # fmt: skip
def test_usual_posologies_read_as_a_prescriber_writes_them(
    fields: dict[str, Any], text: str
) -> None:
    assert plain(sentence(one(**fields))) == text


def step(amount: str, moment: Moment, **more: Any) -> DosageStep:
    return DosageStep(dose=dose(amount), moments=(moment,), **more)


def test_parallel_steps_share_their_unit_and_what_follows() -> None:
    week = Duration(7, D)
    both = Posology(
        (step("1", Moment.MORNING, bounds=week), step("1", Moment.EVENING, bounds=week))
    )
    assert sentence(both) == "1 comprimé le matin et 1 le soir, pendant 7 jours"
    assert sentence_in_words(both, (Quantity(Decimal(50), MG),)) == (
        "un comprimé de cinquante milligrammes le matin et un comprimé le soir, "
        "soit deux prises par jour, pendant sept jours"
    )
    halves = Posology(
        (step("1", Moment.MORNING), step("0.5", Moment.NOON), step("2", Moment.EVENING))
    )
    assert sentence(halves) == "1 comprimé le matin, un demi-comprimé à midi et 2 le soir"


def test_parallel_steps_that_last_differently_are_said_apart() -> None:
    apart = Posology((step("1", Moment.MORNING, bounds=Duration(7, D)), step("1", Moment.EVENING)))
    assert plain(sentence(apart)) == "1 comprimé le matin, pendant 7 jours_; et 1 comprimé le soir"


def test_a_half_is_never_said_as_a_bare_figure() -> None:
    assert sentence(Posology((step("2", Moment.MORNING), step("1.5", Moment.EVENING)))) == (
        "2 comprimés le matin et 1 comprimé et demi le soir"
    )


def test_stages_follow_each_other_with_puis() -> None:
    first = step("2", Moment.MORNING, bounds=Duration(1, W), sequence=1)
    then = step("1", Moment.MORNING, bounds=Duration(1, W), sequence=2)
    assert sentence(Posology((then, first))) == (
        "2 comprimés le matin, pendant 1 semaine, puis 1 comprimé le matin, pendant 1 semaine"
    )
    noted = replace(first, instructions=("à jeun",))
    assert plain(sentence(Posology((noted, then)))) == (
        "2 comprimés le matin, pendant 1 semaine_; à jeun_; puis 1 comprimé le matin, "
        "pendant 1 semaine"
    )


def test_a_text_alone_is_returned_and_one_beside_steps_is_quoted_once() -> None:
    assert sentence(Posology(text="selon le schéma remis")) == "selon le schéma remis"
    assert sentence_in_words(Posology(text="selon INR"), (Quantity(Decimal(5), MG),)) == "selon INR"
    steps = (step("1", Moment.MORNING),)
    assert sentence(Posology(steps, "1 comprimé le matin")) == "1 comprimé le matin"
    assert plain(sentence(Posology(steps, "à prendre tôt"))) == (
        "1 comprimé le matin (texte du prescripteur_: à prendre tôt)"
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"dose": dose("1", CAPSULE), "as_needed": True, "as_needed_reason": "douleur",
          "max_dose": at_most("4", CAPSULE, "24", H), "bounds": Duration(84, D)},
         "une gélule de cinquante milligrammes si douleur, sans dépasser quatre gélules par "
         "vingt-quatre heures, pendant quatre-vingt-quatre jours"),
        ({"moments": (Moment.MORNING, Moment.EVENING)},
         "un comprimé de cinquante milligrammes deux fois par jour, matin et soir"),
        ({"times_of_day": (time(8), time(20))},
         "un comprimé de cinquante milligrammes deux fois par jour, "
         "à huit heures et à vingt heures"),
        (every(1, "12", H), "un comprimé de cinquante milligrammes toutes les douze heures"),
        (every(1, "1", D), "un comprimé de cinquante milligrammes une fois par jour"),
        ({"weekdays": (0,)}, "un comprimé de cinquante milligrammes une fois par jour, le lundi"),
        ({"dose": dose("0.5"), **every(1, "1", D, frequency_max=2)},
         "un demi-comprimé de cinquante milligrammes une à deux fois par jour"),
        ({"dose": dose("2.5", MG), "bounds_start": date(2026, 4, 1)},
         "deux milligrammes et demi, à partir du 1er avril 2026, dosage_: cinquante milligrammes"),
    ],
)  # fmt: skip
def test_in_words_the_dose_the_takes_and_the_strength_have_no_figure(
    fields: dict[str, Any], text: str
) -> None:
    assert plain(sentence_in_words(one(**fields), (Quantity(Decimal(50), MG),))) == text


def test_several_strengths_are_all_said() -> None:
    both = (Quantity(Decimal(500), MG), Quantity(Decimal(1), Unit("g")))
    assert sentence_in_words(one(**every(1, "1", D)), both) == (
        "un comprimé de cinq cents milligrammes et d’un gramme une fois par jour"
    )
    assert sentence_in_words(one(**every(1, "1", D))) == "un comprimé une fois par jour"


def test_parallel_steps_with_a_frequency_keep_it_in_words() -> None:
    two = Posology(
        (
            DosageStep(dose=dose("1"), **every(2, "1", D)),
            DosageStep(dose=dose("1"), moments=(Moment.BEDTIME,)),
        )
    )
    assert sentence_in_words(two) == (
        "un comprimé deux fois par jour et un comprimé une fois par jour, au coucher"
    )


def test_every_moment_has_its_own_words() -> None:
    said = {sentence(one(moments=(moment,))) for moment in Moment}
    assert len(said) == len(Moment) == 26
