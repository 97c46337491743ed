"""How each line of the sheet is written: posology, quantities, products, mentions."""

from decimal import Decimal

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from tests.builders.medicines import (
    AMOXICILLINE_1G,
    CODEINE_PARACETAMOL,
    MORPHINE_LP_30,
    TRAMADOL_50,
)
from tests.builders.prescriptions import a_line, an_ordonnance
from tests.unit.documents.sheets import FLAGS, line_with, only_line, plain
from tests.unit.documents.situations import (
    a_sheet,
    sheet_of,
    simple,
)

G = Unit("g", "g", "http://unitsofmeasure.org")


def mentions_with(**changes: object) -> list[str]:
    return [plain(said) for said in line_with(**changes).mentions]


# --- Lines ---------------------------------------------------------------------------------------


def test_a_line_has_its_posology_in_a_sentence_and_its_quantities_at_the_edge() -> None:
    line = a_sheet(simple()).zones[0].lines[0]
    assert (line.number, line.label) == (1, AMOXICILLINE_1G.name)
    assert line.posology == "1 comprimé matin et soir."
    assert [plain(said) for said in line.right] == ["7 jours", "1 boîte"]


def test_the_content_of_a_named_pack_is_said() -> None:
    pack = AMOXICILLINE_1G.presentations[1]
    product = Product(AMOXICILLINE_1G.name, AMOXICILLINE_1G.cis, pack.cip13)
    made = an_ordonnance().of(AMOXICILLINE_1G, packs=2, product=product)
    assert only_line(a_sheet(made)).right == ("2 boîtes de 14 comprimés",)


@pytest.mark.parametrize(
    ("renewals", "said"),
    [
        (None, []),
        (0, ["ne pas renouveler"]),
        (1, ["à renouveler 1 fois"]),
        (2, ["à renouveler 2 fois"]),
    ],
)
def test_renewals_are_said_forbidden_or_left_unstated(
    renewals: int | None, said: list[str]
) -> None:
    assert [plain(each) for each in line_with(renewals=renewals).right[1:]] == said


def test_tramadol_is_written_in_words_with_its_strength_and_duration() -> None:
    assert only_line(sheet_of("tramadol")).posology == (
        "Une gélule de cinquante milligrammes trois fois par jour si douleur, "
        "pendant quatorze jours."
    )
    figures = a_sheet(an_ordonnance().of(TRAMADOL_50, days=14))
    assert only_line(figures).posology == "1 gélule par jour."


def test_a_patch_is_written_by_what_it_gives_per_hour() -> None:
    fentanyl = sheet_of("stupefiant").zones[0].lines[1]
    assert "de vingt-cinq microgrammes par heure" in fentanyl.posology
    assert fentanyl.mentions == ("À délivrer par fractions de quatorze jours",)


def test_an_association_says_each_strength() -> None:
    made = an_ordonnance().of(CODEINE_PARACETAMOL, days=3)
    said = only_line(a_sheet(made, in_words=frozenset({1}))).posology
    assert "cinq cents milligrammes et" in said
    assert "trente milligrammes" in said


def test_the_words_of_the_prescriber_are_kept_when_they_add_something() -> None:
    text = Posology(text="1 gélule matin et soir")
    made = an_ordonnance().of(
        MORPHINE_LP_30, days=7, posology=text, in_words="une gélule deux fois"
    )
    assert plain(only_line(a_sheet(made, in_words=frozenset({1}))).posology) == (
        "1 gélule matin et soir. En toutes lettres : une gélule deux fois."
    )
    same = an_ordonnance().of(
        MORPHINE_LP_30, days=7, in_words="Une gélule de trente milligrammes une fois par jour"
    )
    said = only_line(a_sheet(same, in_words=frozenset({1}))).posology
    assert said == ("Une gélule de trente milligrammes une fois par jour, pendant sept jours.")


def test_a_brand_shows_its_common_name() -> None:
    brand = only_line(a_sheet(an_ordonnance().of(MORPHINE_LP_30, days=7)))
    assert (brand.label, brand.detail) == ("SKENAN L.P. 30 mg, gélule", "sulfate de morphine")
    assert only_line(a_sheet(an_ordonnance().of(TRAMADOL_50, days=7))).detail == ""
    unknown = an_ordonnance().with_line(a_line(MORPHINE_LP_30), None)
    assert only_line(a_sheet(unknown)).detail == ""


def test_a_common_name_shows_each_substance_its_strength_and_the_form() -> None:
    line = only_line(sheet_of("dci"))
    assert plain(line.detail) == "amlodipine 5 mg + valsartan 80 mg, comprimé pelliculé"
    assert line.posology == "1 comprimé le matin, par voie orale."


@pytest.mark.parametrize(
    ("reason", "text", "said"),
    [
        (NonSubstitutionReason.NARROW_MARGIN, None, "Non substituable (MTE)"),
        (NonSubstitutionReason.CHILD_FORM, None, "Non substituable (EFG)"),
        (NonSubstitutionReason.CONTRAINDICATION, "lactose", "Non substituable (CIF : lactose)"),
        (None, None, "Non substituable"),
    ],
)  # fmt: skip
def test_non_substituable_stands_next_to_the_denomination(
    reason: NonSubstitutionReason | None, text: str | None, said: str
) -> None:
    line = line_with(not_substitutable=NotSubstitutable(reason, text))
    assert [plain(each) for each in line.beside] == [said]


def test_nr_stands_next_to_the_denomination() -> None:
    assert line_with(not_reimbursable=True).beside == ("NR",)


@pytest.mark.parametrize(("flags", "said"), FLAGS)
def test_a_flag_of_the_line_becomes_its_mention(flags: dict[str, object], said: str) -> None:
    assert mentions_with(**flags) == [said]
    assert mentions_with() == []


def test_a_preparation_shows_its_formula_and_its_therapeutic_mention() -> None:
    preparation = Preparation(
        "Crème à l'exemple",
        (
            Ingredient("acide exemplique", Quantity(Decimal("2.5"), G)),
            Ingredient("vaseline", Quantity(Decimal(100), G), qsp=True),
        ),
        total=Quantity(Decimal(100), G),
        therapeutic_mention=True,
    )
    made = an_ordonnance().of_preparation(preparation, duration=Duration(10, TimeUnit.DAY))
    line = only_line(a_sheet(made))
    assert line.label == "Crème à l'exemple"
    assert [(row.ingredient, plain(row.quantity)) for row in line.formula] == [
        ("acide exemplique", "2,5 g"), ("vaseline", "qsp 100 g"),
    ]  # fmt: skip
    assert line.mentions == (
        "Prescription à but thérapeutique en l'absence de spécialités équivalentes disponibles",
    )
    words = only_line(a_sheet(made, in_words=frozenset({1}))).formula
    assert [row.quantity for row in words] == ["deux grammes et demi", "qsp cent grammes"]
