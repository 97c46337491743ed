"""Medicines read in law: every row of the table, scopes, strengths, dates, labels."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.quantity import Quantity
from ordonnance.law import substances
from ordonnance.law.anonymous import anonymity_problem, listed_for_anonymity
from ordonnance.law.drugs import reading, regime, row_of
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.law.substances import Article, Regime, Row, words_of
from tests.builders import an_ordonnance
from tests.builders import medicines as m

TODAY = date(2026, 1, 5)
SHAPES: dict[str, tuple[str, str]] = {
    "oral": ("comprimé", "orale"),
    "injectable": ("solution injectable", "intraveineuse"),
    "transdermal": ("dispositif", "transdermique"),
    "transmucosal": ("solution buccale", "buccogingivale"),
    "sublingual": ("comprimé", "sublinguale"),
    "nasal": ("solution", "nasale"),
    "syrup": ("sirop", "orale"),
    "capsule": ("gélule", "orale"),
    "implant": ("implant", "sous-cutanée"),
    "depot": ("solution injectable à libération prolongée", "sous-cutanée"),
    "mucosal-or-oral": ("comprimé", "sublinguale"),
    "any": ("comprimé", "orale"),
}


def medicine_for(row: Row) -> Medicine:
    form, route = SHAPES[row.scope]
    words = " ".join(sorted(row.words)).upper()
    strength = "1000" if row.strength_above else "0.001"
    name = f"{row.brand or 'exemple'} 1 mg, {form}"
    made = replace(m.PARACETAMOL_1G, name=name, form=form, routes=(route,), atc=None)
    quantity = Quantity(Decimal(strength), m.MG)
    return replace(made, substances=(Substance(f"CHLORHYDRATE DE {words}", None, quantity),))


@pytest.mark.parametrize("row", [pytest.param(r, id=r.key) for r in substances.ROWS])
def test_each_row_is_found_and_answers_as_written(row: Row) -> None:
    medicine = medicine_for(row)
    assert row_of(medicine) is row
    version = row.versions[-1]
    law = reading(medicine, TODAY)
    assert law.regime is version.regime
    assert law.articles == version.articles
    assert law.fraction == version.fraction
    assert law.subject == row.subject
    assert version.maximum is None or law.maximum == version.maximum


@pytest.mark.parametrize("row", [pytest.param(r, id=r.key) for r in substances.ROWS])
def test_versions_of_a_row_follow_each_other(row: Row) -> None:
    for before, after in zip(row.versions, row.versions[1:], strict=False):
        assert before.until is not None
        assert after.since == before.until + timedelta(days=1)
    assert row.versions[-1].until is None


def test_keys_are_unique() -> None:
    keys = [row.key for row in substances.ROWS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        (m.PARACETAMOL_1G, Regime.NONE), (m.KETOPROFENE_100, Regime.LISTE_II),
        (m.RAMIPRIL_5, Regime.LISTE_I), (m.TRAMADOL_50, Regime.LISTE_I),
        (m.MORPHINE_LP_30, Regime.NARCOTIC),
    ],
)  # fmt: skip
def test_the_list_of_a_medicine(medicine: Medicine, expected: Regime) -> None:
    assert regime(medicine, TODAY) is expected


def test_assimile_is_a_set_of_articles_not_a_list() -> None:
    assert reading(m.PREGABALINE_75, TODAY).articles == {Article.R5132_5}
    assert reading(m.ZOLPIDEM_10, TODAY).articles == {
        Article.R5132_5, Article.R5132_29, Article.R5132_33_2,
    }  # fmt: skip
    assert not reading(m.BUPRENORPHINE_8, TODAY).has(Article.R5132_33_1)
    assert reading(m.BUPRENORPHINE_8, TODAY).has(Article.L162_4_2)


def test_buprenorphine_depends_on_its_strength() -> None:
    assert reading(m.BUPRENORPHINE_8, TODAY).maximum == Duration(28, TimeUnit.DAY)
    assert reading(m.BUPRENORPHINE_02, TODAY).maximum is None
    unknown = replace(m.BUPRENORPHINE_8, substances=(Substance("BUPRÉNORPHINE"),))
    assert reading(unknown, TODAY).maximum == Duration(28, TimeUnit.DAY), "the strictest holds"


def test_an_entry_with_its_strength_wins_over_the_same_one_without() -> None:
    salt, base = Substance("CHLORHYDRATE DE BUPRÉNORPHINE"), m.BUPRENORPHINE_02.substances[0]
    both = replace(m.BUPRENORPHINE_02, substances=(salt, base))
    assert reading(both, TODAY).maximum is None


def test_an_unknown_route_takes_the_strictest_row() -> None:
    vague = replace(m.MORPHINE_LP_30, form="", routes=())
    assert reading(vague, TODAY).maximum == Duration(7, TimeUnit.DAY)


def test_words_are_compared_whole_and_homeopathy_is_left_out() -> None:
    apomorphine = replace(m.PARACETAMOL_1G, substances=(Substance("APOMORPHINE"),))
    stock = Substance("MORPHINUM MORPHINE POUR PRÉPARATIONS HOMÉOPATHIQUES")
    assert row_of(apomorphine) is None
    assert row_of(replace(m.PARACETAMOL_1G, substances=(stock,))) is None
    assert words_of("Œstradiol (d'été)") == {"oestradiol", "d", "ete"}


def test_the_label_of_today_says_nothing_of_tramadol_before_2020() -> None:
    assert reading(m.TRAMADOL_50, date(2020, 4, 14)).maximum is None
    assert reading(m.TRAMADOL_50, date(2020, 4, 15)).maximum == Duration(12, TimeUnit.WEEK)
    assert not reading(m.TRAMADOL_50, date(2025, 2, 28)).articles


def test_a_label_alone_is_read_when_the_table_does_not_know_the_substance() -> None:
    labels = (m.STUP, "prescription limitée à 7 jours", m.FRACTION_7)
    law = reading(replace(m.RAMIPRIL_5, conditions=labels), TODAY)
    assert law.narcotic
    assert law.has(Article.R5132_33_1)
    assert law.maximum == Duration(7, TimeUnit.DAY)
    assert law.fraction == Duration(7, TimeUnit.DAY)
    assert law.overlap_key == "ramipril"


def test_the_perimeter_reads_labels() -> None:
    assert perimeter_problem(m.HOSPITAL_ONLY) == "HOSPITAL_USE_ONLY"
    assert perimeter_problem(m.RETROCESSION) == "RETROCESSION_ON_PAPER"
    assert perimeter_problem(m.RAMIPRIL_5) is None
    professional = replace(m.RAMIPRIL_5, conditions=("réservé à l’usage professionnel",))
    assert perimeter_problem(professional) is None


def test_an_anonymous_ordonnance_holds_the_medicines_of_the_abortion_alone() -> None:
    ivg = an_ordonnance().of(m.MIFEPRISTONE_200, packs=1).of(m.MISOPROSTOL_400, packs=1)
    assert anonymity_problem(ivg.build(), ivg.medicines, TODAY) is None, "it names its patient"
    anonymous = ivg.anonymous()
    assert anonymity_problem(anonymous.build(), anonymous.medicines, TODAY) is None
    mixed = anonymous.of(m.MORPHINE_LP_30, days=7)
    assert anonymity_problem(mixed.build(), mixed.medicines, TODAY) == (
        "la ligne 3 n’est pas sur la liste"
    )
    assert "catalogue" in str(anonymity_problem(anonymous.build(), {}, TODAY))
    assert not listed_for_anonymity(m.MIFEPRISTONE_200, date(2004, 6, 30))
