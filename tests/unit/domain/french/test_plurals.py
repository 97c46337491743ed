"""Units as French nouns, and numbers with their unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.french.amounts import (
    amount_in_figures,
    amount_in_words,
    range_in_figures,
    range_in_words,
)
from ordonnance.domain.french.numbers import Gender
from ordonnance.domain.french.plurals import noun_of, plural_of
from ordonnance.domain.french.typography import elided, enumeration
from ordonnance.domain.french.units import ABBREVIATIONS, FEMININE, MASCULINE, SYMBOLS

M, F = Gender.MASCULINE, Gender.FEMININE


@pytest.mark.parametrize(
    ("label", "singular", "plural", "gender"),
    [
        ("comprimé", "comprimé", "comprimés", M),
        ("Comprimé(s)", "comprimé", "comprimés", M),
        ("GELULE", "gélule", "gélules", F),
        ("gélules", "gélule", "gélules", F),
        ("cuillère à soupe", "cuillère à soupe", "cuillères à soupe", F),
        ("cuillères  à café", "cuillère à café", "cuillères à café", F),
        ("stylo prérempli", "stylo prérempli", "stylos préremplis", M),
        ("seringue préremplie", "seringue préremplie", "seringues préremplies", F),
        ("anneau", "anneau", "anneaux", M),
        ("patch", "patch", "patchs", M),
        ("cp", "comprimé", "comprimés", M),
        ("mg", "milligramme", "milligrammes", M),
        ("µg", "microgramme", "microgrammes", M),
        ("UI", "unité internationale", "unités internationales", F),
        ("mg/ml", "milligramme par millilitre", "milligrammes par millilitre", M),
        ("mg/5 ml", "milligramme par cinq millilitres", "milligrammes par cinq millilitres", M),
        ("µg/24 h", "microgramme par vingt-quatre heures",
         "microgrammes par vingt-quatre heures", M),
        ("mg/1 ml", "milligramme par millilitre", "milligrammes par millilitre", M),
        ("mg/0 ml", "milligramme par zéro millilitre", "milligrammes par zéro millilitre", M),
        ("mg/dose rare", "mg/dose rare", "mg/dose rare", M),
        ("bocal", "bocal", "bocaux", M),
        ("pneu de rechange", "pneu de rechange", "pneus de rechange", M),
        ("bandeau d’essai", "bandeau d’essai", "bandeaux d’essai", M),
        ("XYZ", "XYZ", "XYZ", M),
        ("{Tablet}", "{Tablet}", "{Tablet}", M),
        ("clks", "clks", "clks", M),
    ],
)  # fmt: skip
def test_a_unit_has_its_noun(label: str, singular: str, plural: str, gender: Gender) -> None:
    noun = noun_of(label)
    assert (noun.singular, noun.plural, noun.gender) == (singular, plural, gender)


def test_the_tables_are_large_sorted_out_and_without_contradiction() -> None:
    assert len(MASCULINE) + len(FEMININE) + len(SYMBOLS) > 100
    assert len(set(MASCULINE) | set(FEMININE)) == len(MASCULINE) + len(FEMININE)
    assert set(ABBREVIATIONS.values()) <= set(MASCULINE) | set(FEMININE)
    for name in FEMININE:
        assert noun_of(name).gender is F
        assert noun_of(noun_of(name).plural) == noun_of(name)
    for symbol, (singular, _, _) in SYMBOLS.items():
        assert noun_of(symbol).symbol == symbol
        assert noun_of(symbol).singular == singular


@given(st.text(min_size=1, max_size=30).filter(str.strip))
def test_no_label_is_ever_refused_nor_lost(label: str) -> None:
    noun = noun_of(label)
    assert noun.singular.strip() or "(s)" in label
    assert amount_in_figures(Decimal(2), label)
    assert amount_in_words(Decimal(2), label)


def test_plurals_of_words_that_end_in_s_x_z_do_not_change() -> None:
    assert plural_of("mois") == "mois"
    assert plural_of("gaz") == "gaz"
    assert plural_of("festival final") == "festivals finaux"


@pytest.mark.parametrize(
    ("value", "label", "figures", "words"),
    [
        ("1", "gélule", "1 gélule", "une gélule"),
        ("0", "gélule", "0 gélule", "zéro gélule"),
        ("2", "comprimé", "2 comprimés", "deux comprimés"),
        ("1.5", "comprimé", "1 comprimé et demi", "un comprimé et demi"),
        ("2.5", "gélule", "2 gélules et demie", "deux gélules et demie"),
        ("0.5", "comprimé", "un demi-comprimé", "un demi-comprimé"),
        ("0.5", "ampoule", "une demi-ampoule", "une demi-ampoule"),
        ("0.25", "ampoule", "un quart d’ampoule", "un quart d’ampoule"),
        ("0.75", "comprimé", "trois quarts de comprimé", "trois quarts de comprimé"),
        ("1.25", "comprimé", "1,25 comprimé", "un virgule vingt-cinq comprimé"),
        ("21", "goutte", "21 gouttes", "vingt et une gouttes"),
        ("80", "mg", "80\u202fmg", "quatre-vingts milligrammes"),
        ("50", "mg", "50\u202fmg", "cinquante milligrammes"),
        ("2.5", "mg", "2,5\u202fmg", "deux milligrammes et demi"),
        ("0.5", "mg", "0,5\u202fmg", "un demi-milligramme"),
        ("0.25", "mg", "0,25\u202fmg", "zéro virgule vingt-cinq milligramme"),
        ("1000000", "UI", "1\u202f000\u202f000\u202fUI", "un million d’unités internationales"),
        ("1200000", "UI", "1\u202f200\u202f000\u202fUI",
         "un million deux cent mille unités internationales"),
        ("2000000", "mg", "2\u202f000\u202f000\u202fmg", "deux millions de milligrammes"),
        ("10000.5", "mg", "10\u202f000,5\u202fmg", "dix mille virgule cinq milligrammes"),
    ],
)  # fmt: skip
def test_amounts_agree_with_their_unit(value: str, label: str, figures: str, words: str) -> None:
    assert amount_in_figures(Decimal(value), label) == figures
    assert amount_in_words(Decimal(value), label) == words


def test_ranges_say_both_ends() -> None:
    one, two, half = Decimal(1), Decimal(2), Decimal("0.5")
    assert range_in_figures(one, two, "comprimé") == "1 à 2 comprimés"
    assert range_in_figures(half, one, "comprimé") == "un demi à 1 comprimé"
    assert range_in_figures(one, two, "mg") == "1 à 2\u202fmg"
    assert range_in_figures(two, two, "mg") == "2\u202fmg"
    assert range_in_words(one, two, "gélule") == "une à deux gélules"
    assert range_in_words(half, one, "comprimé") == "un demi à un comprimé"
    assert range_in_words(two, two, "mg") == "deux milligrammes"


@given(
    st.decimals(min_value=0, max_value=9_999, places=2),
    st.decimals(min_value=0, max_value=9_999, places=2),
    st.sampled_from(["comprimé", "gélule", "mg", "cuillère à café", "inconnu"]),
)
def test_distinct_amounts_read_differently(one: Decimal, other: Decimal, label: str) -> None:
    same = one == other
    assert (amount_in_figures(one, label) == amount_in_figures(other, label)) is same
    assert (amount_in_words(one, label) == amount_in_words(other, label)) is same


def test_articles_lose_their_vowel_and_lists_end_with_et() -> None:
    assert elided("de", "ampoule") == "d’ampoule"
    assert elided("de", "Épice") == "d’Épice"
    assert elided("de", "comprimé") == "de comprimé"
    assert elided("de", "") == "de "
    assert enumeration([]) == ""
    assert enumeration(["a"]) == "a"
    assert enumeration(["a", "b"]) == "a et b"
    assert enumeration(["a", "b", "c"]) == "a, b et c"
