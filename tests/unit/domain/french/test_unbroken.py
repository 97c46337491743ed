"""A line never ends between a figure and its noun."""

import pytest

from ordonnance.domain.french.typography import unbroken


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("62 kg", "62~kg"),
        (
            "1 gélule 4 fois par jour, pendant 84 jours",
            "1~gélule 4~fois par jour, pendant 84~jours",
        ),
        ("2,5 boîtes", "2,5~boîtes"),
        ("CLAMOXYL 500 mg, gélule", "CLAMOXYL 500~mg, gélule"),
        ("le 12 mars 2026", "le 12~mars 2026"),
        ("article R. 4072-1 du code", "article~R.~4072-1 du code"),
    ],
)
def test_a_figure_stays_with_its_noun(written: str, shown: str) -> None:
    assert unbroken(written) == shown.replace("~", "\u00a0")
    assert unbroken(unbroken(written)) == unbroken(written)


@pytest.mark.parametrize(
    "written",
    [
        "le 22/11/2026 à 18:42",
        "du 1 au 3",
        "1 sur 2",
        "INS 2 70 06 99",
        "EX-0J-001 rendu",
        "UD2 kg",
    ],
)
def test_what_may_break_is_left_as_it_is(written: str) -> None:
    assert unbroken(written) == written
