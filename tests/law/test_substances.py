"""Every substance under a special rule, one row a test: list, duration, fraction, articles."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine, Substance
from ordonnance.domain.quantity import Quantity
from ordonnance.law.drugs import Reading, reading
from ordonnance.law.substances import Article, Regime, articles_of, duration_of
from tests.builders import medicines as m

CATALOGUE = Path(__file__).resolve().parents[3] / "shared" / "spec" / "law" / "substances.csv"
TODAY = date(2026, 5, 15)
TABLET, INJECTION = ("comprimé", "orale"), ("solution injectable", "intraveineuse")
CAPSULE, SYRUP = ("gélule", "orale"), ("sirop", "orale")
UNDER_TONGUE, PATCH = ("comprimé", "sublinguale"), ("dispositif", "transdermique")
STUP, ONE, TWO = "stupéfiants", "liste I", "liste II"
NARCOTIC = "5 29 30 33.1 33.2 35"

# name of the catalogue: substance, (form, route), mg a unit, list, longest, fraction, articles
ROWS: dict[str, tuple[str, tuple[str, str], str | None, str, str, str | None, str]] = {
    "morphine_oral": ("SULFATE DE MORPHINE", TABLET, "30", STUP, "28 d", None, NARCOTIC),
    "morphine_inj": ("CHLORHYDRATE DE MORPHINE", INJECTION, None, STUP, "7 d", None, NARCOTIC),
    "oxycodone_oral": ("CHLORHYDRATE D'OXYCODONE", TABLET, "10", STUP, "28 d", None, NARCOTIC),
    "oxycodone_inj": ("CHLORHYDRATE D'OXYCODONE", INJECTION, None, STUP, "7 d", None, NARCOTIC),
    "hydromorphone": ("CHLORHYDRATE D'HYDROMORPHONE", CAPSULE, "4", STUP, "28 d", None, NARCOTIC),
    "tapentadol": ("TAPENTADOL", TABLET, "50", STUP, "28 d", None, NARCOTIC),
    "fentanyl_td": ("FENTANYL", PATCH, "4.2", STUP, "28 d", "14 d", NARCOTIC),
    "fentanyl_transmucosal": ("CITRATE DE FENTANYL", UNDER_TONGUE, "0.1", STUP, "28 d", "7 d",
                              NARCOTIC),
    "fentanyl_inj": ("CITRATE DE FENTANYL", INJECTION, None, STUP, "7 d", None, NARCOTIC),
    "sufentanil_inj": ("CITRATE DE SUFENTANIL", INJECTION, None, STUP, "7 d", None, NARCOTIC),
    "sufentanil_sl_15": ("CITRATE DE SUFENTANIL", UNDER_TONGUE, "0.015", STUP, "3 d", None,
                         NARCOTIC),
    "sufentanil_sl_30": ("CITRATE DE SUFENTANIL", UNDER_TONGUE, "0.03", STUP, "2 d", None,
                         NARCOTIC),
    "alfentanil": ("CHLORHYDRATE D'ALFENTANIL", INJECTION, None, STUP, "7 d", None, NARCOTIC),
    "remifentanil": ("CHLORHYDRATE DE RÉMIFENTANIL", INJECTION, None, STUP, "7 d", None, NARCOTIC),
    "ketamine_inj": ("CHLORHYDRATE DE KÉTAMINE", INJECTION, None, STUP, "28 d", None, NARCOTIC),
    "esketamine_nasal": ("CHLORHYDRATE D'ESKÉTAMINE", ("solution", "nasale"), "28", STUP, "28 d",
                         None, NARCOTIC),
    "esketamine_inj": ("CHLORHYDRATE D'ESKÉTAMINE", INJECTION, None, STUP, "28 d", None, NARCOTIC),
    "methylphenidate": ("CHLORHYDRATE DE MÉTHYLPHÉNIDATE", TABLET, "18", STUP, "28 d", None,
                        f"{NARCOTIC} L162"),
    "lisdexamfetamine": ("DIMÉSILATE DE LISDEXAMFÉTAMINE", CAPSULE, "30", STUP, "28 d", None,
                         NARCOTIC),
    "oxybate": ("OXYBATE DE SODIUM", ("solution buvable", "orale"), None, STUP, "28 d", None,
                NARCOTIC),
    "opium_tincture": ("TEINTURE D'OPIUM", ("gouttes", "orale"), None, STUP, "28 d", None,
                       NARCOTIC),
    "methadone_syrup": ("CHLORHYDRATE DE MÉTHADONE", SYRUP, None, STUP, "14 d", "7 d",
                        f"{NARCOTIC} L162"),
    "methadone_capsule": ("CHLORHYDRATE DE MÉTHADONE", CAPSULE, "40", STUP, "28 d", "7 d",
                          f"{NARCOTIC} L162"),
    "methadone_pain": ("CHLORHYDRATE DE MÉTHADONE", CAPSULE, "10", STUP, "28 d", "7 d",
                       f"{NARCOTIC} L162"),
    "buprenorphine_hd": ("CHLORHYDRATE DE BUPRÉNORPHINE", UNDER_TONGUE, "8", ONE, "28 d", "7 d",
                         "5 29 30 33.2 35 L162"),
    "buprenorphine_ld": ("BUPRÉNORPHINE", UNDER_TONGUE, "0.2", ONE, "12 mo", None, "5 29"),
    "buprenorphine_depot": ("BUPRÉNORPHINE", ("solution injectable à libération prolongée",
                                              "sous-cutanée"), None, ONE, "28 d", None,
                            "5 29 33.2"),
    "buprenorphine_implant": ("CHLORHYDRATE DE BUPRÉNORPHINE", ("implant", "sous-cutanée"), None,
                              ONE, "12 mo", None, "5 29"),
    "clorazepate_20": ("CLORAZÉPATE DIPOTASSIQUE", CAPSULE, "20", ONE, "28 d", None,
                       "5 29 30 33.2 35"),
    "clonazepam_oral": ("CLONAZÉPAM", TABLET, "2", ONE, "12 wk", None, "5 29 33.2 35"),
    "tianeptine": ("TIANEPTINE SODIQUE", TABLET, "12.5", ONE, "28 d", None, "5 29 33.2"),
    "zolpidem_oral": ("TARTRATE DE ZOLPIDEM", TABLET, "10", ONE, "28 d", None, "5 29 33.2"),
    "midazolam_buccal": ("CHLORHYDRATE DE MIDAZOLAM", ("solution buccale", "buccogingivale"), None,
                         ONE, "12 mo", None, "5 29"),
    "midazolam_inj_city": ("CHLORHYDRATE DE MIDAZOLAM", INJECTION, None, ONE, "28 d", "7 d",
                           "5 30"),
    "pregabaline": ("PRÉGABALINE", CAPSULE, "75", ONE, "6 mo", None, "5"),
    "tramadol_oral": ("CHLORHYDRATE DE TRAMADOL", CAPSULE, "50", ONE, "12 wk", None, "5 29"),
    "tramadol_inj": ("CHLORHYDRATE DE TRAMADOL", INJECTION, None, ONE, "12 mo", None, "5 29"),
    "codeine": ("PHOSPHATE DE CODÉINE HÉMIHYDRATÉ", TABLET, "30", ONE, "12 wk", None, "5 29"),
    "dihydrocodeine": ("TARTRATE DE DIHYDROCODÉINE", TABLET, "60", ONE, "12 wk", None, "5 29"),
    "flunitrazepam": ("FLUNITRAZÉPAM", TABLET, "1", ONE, "14 d", "7 d", "5 29 30 33.2 35 L162"),
    "valproate_f": ("VALPROATE DE SODIUM", TABLET, "500", TWO, "12 mo", None, ""),
    "valproate_m": ("DIVALPROATE DE SODIUM", TABLET, "500", TWO, "12 mo", None, ""),
    "topiramate_f": ("TOPIRAMATE", TABLET, "50", ONE, "12 mo", None, ""),
    "clozapine": ("CLOZAPINE", TABLET, "100", ONE, "12 mo", None, ""),
    "modafinil": ("MODAFINIL", TABLET, "100", ONE, "12 mo", None, ""),
    "mycophenolate": ("MYCOPHÉNOLATE MOFÉTIL", TABLET, "500", ONE, "12 mo", None, ""),
    "thalidomide": ("THALIDOMIDE", CAPSULE, "50", ONE, "28 d", None, ""),
    "fluoropyrimidines": ("CAPÉCITABINE", TABLET, "500", ONE, "12 mo", None, ""),
    "glp1_obesity": ("SÉMAGLUTIDE", INJECTION, None, ONE, "12 mo", None, ""),
    "isotretinoin_oral": ("ISOTRÉTINOÏNE", CAPSULE, "20", ONE, "4 wk", None, ""),
    "alitretinoin": ("ALITRÉTINOÏNE", CAPSULE, "30", ONE, "4 wk", None, ""),
    "acitretin": ("ACITRÉTINE", CAPSULE, "25", ONE, "4 wk", None, ""),
    "triazolam": ("TRIAZOLAM", TABLET, "0.125", ONE, "2 wk", None, ""),
    "GENERAL_LISTE_I": ("RAMIPRIL", TABLET, "5", ONE, "12 mo", None, ""),
    "GENERAL_LISTE_II": ("KÉTOPROFÈNE", TABLET, "100", TWO, "12 mo", None, ""),
    "GENERAL_STUP": ("SUBSTANCE EXEMPLE", TABLET, "1", STUP, "28 d", None, NARCOTIC),
}  # fmt: skip
HYPNOTICS = {"zopiclone": "ZOPICLONE", "eszopiclone": "ESZOPICLONE",
             "lormetazepam": "LORMÉTAZÉPAM", "loprazolam": "MÉSILATE DE LOPRAZOLAM",
             "estazolam": "ESTAZOLAM", "nitrazepam": "NITRAZÉPAM"}  # fmt: skip
ANXIOLYTICS = {
    "alprazolam": "ALPRAZOLAM", "bromazepam": "BROMAZÉPAM",
    "chlordiazepoxide_clidinium": "CHLORHYDRATE DE CHLORDIAZÉPOXIDE", "clobazam": "CLOBAZAM",
    "clotiazepam": "CLOTIAZÉPAM", "diazepam": "DIAZÉPAM", "loflazepate": "LOFLAZÉPATE D'ÉTHYLE",
    "lorazepam": "LORAZÉPAM", "nordazepam": "NORDAZÉPAM", "oxazepam": "OXAZÉPAM",
    "prazepam": "PRAZÉPAM", "hydroxyzine": "DICHLORHYDRATE D'HYDROXYZINE",
    "etifoxine": "CHLORHYDRATE D'ÉTIFOXINE", "buspirone": "CHLORHYDRATE DE BUSPIRONE",
    "clorazepate_lt20": "CLORAZÉPATE DIPOTASSIQUE", "meprobamate": "MÉPROBAMATE",
}  # fmt: skip
ROWS |= {key: (name, TABLET, "1", ONE, "4 wk", None, "") for key, name in HYPNOTICS.items()}
ROWS |= {key: (name, TABLET, "5", ONE, "12 wk", None, "") for key, name in ANXIOLYTICS.items()}


def medicine(key: str) -> Medicine:
    """A speciality of that row, with the label of its list only."""
    name, (form, route), mg, listed, *_ = ROWS[key]
    brand = "ZORYON" if key == "methadone_pain" else "EXEMPLE"
    strength = Quantity(Decimal(mg), m.MG) if mg else None
    return replace(
        m.PARACETAMOL_1G, name=f"{brand} {name}", form=form, routes=(route,), atc=None,
        substances=(Substance(name, None, strength),), conditions=(listed,),
    )  # fmt: skip


def longest(law: Reading) -> Duration:
    """The longest duration: the row's, else that of the list."""
    return law.maximum or duration_of("28 d" if law.narcotic else "12 mo")


def test_the_table_has_the_seventy_eight_rows() -> None:
    assert len(ROWS) == 78


@pytest.mark.parametrize("key", list(ROWS))
def test_a_row_gives_its_list_its_durations_and_its_articles(key: str) -> None:
    *_, listed, maximum, fraction, articles = ROWS[key]
    law = reading(medicine(key), TODAY)
    assert law.regime.label == listed.removesuffix("s")
    assert longest(law) == duration_of(maximum)
    assert law.fraction == (duration_of(fraction) if fraction else None)
    assert law.articles == articles_of(articles)


@pytest.mark.parametrize("key", list(ROWS))
def test_a_row_agrees_with_the_catalogue(key: str) -> None:
    if not CATALOGUE.is_file():
        pytest.skip("the catalogue of substances stands beside the project, and is not here")
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(ROWS)
    row, law = rows[key], reading(medicine(key), TODAY)
    if row["max_value"]:
        start = date(2026, 1, 5)
        days = {"day": "d", "week": "wk", "month": "mo"}[row["max_unit"]]
        wanted = duration_of(f"{row['max_value']} {days}").days_from(start)
        assert longest(law).days_from(start) == wanted
    assert (law.fraction.value if law.fraction else "") == (
        int(row["fraction_days"]) if row["fraction_days"] else ""
    )
    pumped = reading(medicine(key), TODAY, active_perfusion=True).maximum
    if row["max_days_alt"]:
        assert pumped == duration_of(f"{row['max_days_alt']} d")
    said = {
        Article.R5132_5: row["secured_form"],
        Article.R5132_29: row["written_in_words"],
        Article.R5132_33_1: row["three_day_rule"],
        Article.R5132_33_2: row["overlap_forbidden_without_mention"],
        Article.L162_4_2: row["pharmacy_name_required"],
    }
    # The arrêté is newer than the labels where the catalogue leaves the box empty.
    wanted_articles = {article for article, answer in said.items() if answer == "yes"}
    unsaid = {article for article, answer in said.items() if not answer}
    assert {a for a in law.articles if a in said} - unsaid == wanted_articles


@pytest.mark.parametrize(
    ("key", "eve", "before", "after"),
    [
        ("buprenorphine_hd", date(1999, 9, 30), (None, ""), ("7 d", "5 29 30 33.2 35")),
        ("methadone_syrup", date(2000, 2, 16), (None, NARCOTIC), ("7 d", NARCOTIC)),
        ("methylphenidate", date(2008, 4, 7), (None, NARCOTIC), (None, f"{NARCOTIC} L162")),
        ("methadone_capsule", date(2008, 4, 7), ("7 d", NARCOTIC), ("7 d", f"{NARCOTIC} L162")),
        ("clonazepam_oral", date(2011, 9, 6), (None, ""), (None, "5 29")),
        ("clonazepam_oral", date(2012, 3, 20), (None, "5 29"), (None, "5 29 33.2 35")),
        ("clorazepate_20", date(2012, 3, 20), (None, ""), (None, "5 29 30 33.2 35")),
        ("flunitrazepam", date(2012, 3, 20), ("7 d", "L162"), ("7 d", "5 29 30 33.2 35 L162")),
        ("tianeptine", date(2012, 9, 2), (None, ""), (None, "5 29 33.2")),
        ("zolpidem_oral", date(2017, 4, 10), (None, ""), (None, "5 29 33.2")),
        ("ketamine_inj", date(2017, 4, 23), (None, ""), (None, NARCOTIC)),
        ("pregabaline", date(2021, 5, 23), (None, ""), (None, "5")),
        ("midazolam_inj_city", date(2021, 12, 31), (None, ""), ("7 d", "5 30")),
        ("tramadol_oral", date(2025, 2, 28), (None, ""), (None, "5 29")),
        ("tramadol_inj", date(2025, 2, 28), (None, ""), (None, "5 29")),
        ("codeine", date(2025, 2, 28), (None, ""), (None, "5 29")),
        ("dihydrocodeine", date(2025, 2, 28), (None, ""), (None, "5 29")),
    ],
)
def test_a_regime_changes_on_its_day(
    key: str, eve: date, before: tuple[str | None, str], after: tuple[str | None, str]
) -> None:
    for day, (fraction, articles) in (
        (eve, before), (date.fromordinal(eve.toordinal() + 1), after),
        (date.fromordinal(eve.toordinal() + 2), after),
    ):  # fmt: skip
        law = reading(medicine(key), day)
        assert law.fraction == (duration_of(fraction) if fraction else None)
        assert law.articles == articles_of(articles)


@pytest.mark.parametrize(
    ("key", "eve", "before", "after"),
    [
        ("tramadol_oral", date(2020, 4, 14), None, "12 wk"),
        ("pregabaline", date(2021, 5, 23), None, "6 mo"),
        ("midazolam_inj_city", date(2021, 12, 31), None, "28 d"),
        ("codeine", date(2025, 2, 28), None, "12 wk"),
        ("dihydrocodeine", date(2025, 2, 28), None, "12 wk"),
        ("zolpidem_oral", date(2017, 4, 10), "4 wk", "28 d"),
    ],
)
def test_a_longest_duration_changes_on_its_day(
    key: str, eve: date, before: str | None, after: str
) -> None:
    for day, wanted in (
        (eve, before), (date.fromordinal(eve.toordinal() + 1), after),
        (date.fromordinal(eve.toordinal() + 2), after),
    ):  # fmt: skip
        assert reading(medicine(key), day).maximum == (duration_of(wanted) if wanted else None)


def test_codeine_in_syrup_moved_from_liste_two_to_liste_one() -> None:
    syrup = replace(medicine("codeine"), form="sirop", conditions=(ONE,))
    days = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 2))
    assert [reading(syrup, day).regime for day in days] == [
        Regime.LISTE_II, Regime.LISTE_I, Regime.LISTE_I,
    ]  # fmt: skip


def test_ketamine_became_a_narcotic() -> None:
    ketamine = replace(medicine("ketamine_inj"), conditions=(STUP,))
    assert not reading(ketamine, date(2017, 4, 23)).narcotic
    assert reading(ketamine, date(2017, 4, 24)).narcotic
