"""What counts in a line: its words change no quantity, and equal terms are worked out once."""

from dataclasses import replace
from typing import Any

import pytest

from ordonnance.domain.posology import DosageStep, Moment, Posology
from ordonnance.law.terms import counted, terms_of
from tests.builders import a_line
from tests.builders.medicines import CAPSULE
from tests.law.dues import the_due
from tools.examples import days, take


def a_posology(**words: Any) -> Posology:
    """One capsule in the evening for two weeks, said in some words."""
    step = take(CAPSULE, Moment.EVENING, bounds=days(14))
    return Posology((replace(step, **words),))


@pytest.mark.parametrize(
    "words",
    [
        {"site": "bras EXEMPLE"},
        {"method": "à jeun"},
        {"instructions": ("avec un verre d’eau",)},
        {"text": "1 gélule le soir pendant 14 jours"},
    ],
)
def test_words_do_not_change_what_is_due(words: dict[str, Any]) -> None:
    plain, said = a_posology(), a_posology(**words)
    assert plain != said
    assert counted(plain) == counted(said)
    assert the_due(None, posology=plain) == the_due(None, posology=said)


def test_a_dose_or_a_duration_counts() -> None:
    plain = a_posology()
    assert counted(plain) != counted(a_posology(bounds=days(15)))
    assert counted(plain) != counted(a_posology(moments=(Moment.MORNING, Moment.EVENING)))


def test_a_step_that_says_nothing_but_words_keeps_them() -> None:
    step = DosageStep(text="selon le schéma remis")
    assert counted(Posology((step,))) == Posology((step,))
    assert counted(Posology((), "selon le schéma remis")).text == "selon le schéma remis"


def test_the_id_of_a_line_is_not_a_term() -> None:
    one = a_line(None, posology=a_posology())
    assert terms_of(one) == terms_of(replace(one, id="00000000-0000-4000-8000-000000000001"))
