"""Labels of packs said as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.french.packs import counted_words


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("plaquette(s) thermoformée(s) PVC de 30 comprimé(s)",
         "plaquette thermoformée PVC de 30 comprimés"),
        ("2 plaquette(s) de 15 comprimé(s)", "2 plaquettes de 15 comprimés"),
        ("1 flacon(s) en verre brun de 120 ml avec seringue(s) pour administration orale",
         "1 flacon en verre brun de 120 ml avec seringues pour administration orale"),
        ("5 ampoule(s) en verre de 0,5 ml", "5 ampoules en verre de 0,5 ml"),
        ("1 stylo(s) prérempli(s) de 3 ml", "1 stylo prérempli de 3 ml"),
        ("boîte de 16 comprimés", "boîte de 16 comprimés"),
        ("(s) seul", "(s) seul"),
        ("4 poche(s) bicompartimentée(s)(s)/à 2  compartiments",
         "4 poches bicompartimentées/à 2 compartiments"),
        ("1 flacon(s) d'eau de 14 ml ( abrogée le 07/10/2025)",
         "1 flacon d’eau de 14 ml (abrogée le 07/10/2025)"),
    ],
)  # fmt: skip
def test_a_mark_agrees_with_the_number_before_it(label: str, said: str) -> None:
    assert counted_words(label) == said


@given(st.text(alphabet="abc (s)12,3é", max_size=40))
def test_nothing_but_marks_is_changed(label: str) -> None:
    def bare(text: str) -> str:
        return "".join(each for each in text if each not in " s()")

    assert bare(counted_words(label)) == bare(label)
