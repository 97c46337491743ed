"""What a line in common name covers: substance, strength, form and route (L.5121-1, R.5125-55)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine, Substance
from ordonnance.domain.ids import Cis
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.dci import alike, covers, is_prescribed, opened
from ordonnance.law.examples import RAMIPRIL, a_case, days
from tests.builders.medicines import per_day

MG, MG_PER_ML = Unit("mg"), Unit("mg/ml")
GROUP = GenericGroup("77", "UN GROUPE", GroupRole.GENERIC)


def held(name: str, amount: str | None = "500", unit: Unit = MG) -> Substance:
    return Substance(name, None, Quantity(Decimal(amount), unit) if amount else None)


def sold(
    form: str, route: str = "orale", *substances: Substance, name: str = "EXEMPLE"
) -> Medicine:
    return replace(
        RAMIPRIL, name=f"{name}, {form}", form=form, routes=(route,),
        substances=substances or (held("PARACÉTAMOL"),),
    )  # fmt: skip


def written(
    label: str = "paracétamol 500 mg", *asked: DciSubstance, unit: str = "dose",
    form: str | None = None, route: str | None = None,
) -> Line:  # fmt: skip
    """A line in DCI of one unit a day."""
    substances = asked or (DciSubstance("paracétamol", None, Quantity(Decimal(500), MG)),)
    coded = Coding("http://exemple.fr/formes", "1", form) if form else None
    posology = per_day(1, Unit(unit))
    if route is not None:
        (step,) = posology.steps
        given = replace(step, route=Coding("http://exemple.fr/voies", "1", route))
        posology = replace(posology, steps=(given,))
    case = a_case(None, duration=days(6), product=Product(label, substances=substances, form=coded))
    return replace(case.ordonnance.lines[0], posology=posology)


@pytest.mark.parametrize(
    ("asked", "form", "route", "covered"),
    [
        # Oral forms that release at once are one form.
        ("comprimé", "comprimé pelliculé sécable", "orale", True),
        ("comprimé", "gélule", "orale", True),
        ("gélule", "comprimé effervescent(e)", "orale", True),
        ("comprimé", "poudre pour solution buvable", "orale", True),
        ("comprimé orodispersible", "lyophilisat", "orale", True),
        # Another route, another form.
        ("comprimé", "suppositoire", "rectale", False),
        ("suppositoire", "comprimé", "orale", False),
        ("comprimé", "solution pour perfusion", "intraveineuse", False),
        ("solution injectable", "solution buvable", "orale", False),
        ("solution buvable", "solution injectable", "intraveineuse", False),
        ("solution injectable", "solution injectable", "sous-cutanée", True),
        ("crème", "pommade", "cutanée", False),
        ("crème", "crème", "cutanée", True),
        ("patch", "dispositif", "transdermique", True),
        # A tablet that is not swallowed says so, but one under the tongue has no other form.
        ("comprimé", "comprimé", "sublinguale", True),
        ("comprimé sublingual", "comprimé", "orale", False),
        ("comprimé", "comprimé", "vaginale", False),
        ("comprimé vaginal", "comprimé", "vaginale", True),
        # Resistance to the stomach, often left out, is never replaced by another form.
        ("comprimé", "comprimé gastro-résistant(e)", "orale", True),
        ("sachet", "comprimé gastro-résistant(e)", "orale", False),
        ("comprimé gastro-résistant", "comprimé", "orale", False),
        ("gélule", "poudre pour inhalation en gélule", "inhalée", True),
    ],
)
def test_the_form_written_covers_its_own_and_those_that_the_law_holds_for_one(
    asked: str, form: str, route: str, covered: bool
) -> None:
    assert covers(written(form=asked), sold(form, route)) is covered
    assert covers(written(f"paracétamol 500 mg, {asked}"), sold(form, route)) is covered


@pytest.mark.parametrize(
    ("unit", "form", "route", "covered"),
    [
        ("comprimé", "gélule", "orale", True),
        ("comprimé", "suppositoire", "rectale", False),
        ("suppositoire", "suppositoire", "rectale", True),
        ("suppositoire", "comprimé", "orale", False),
        ("dose", "suppositoire", "rectale", True),
    ],
)
def test_without_a_form_the_unit_of_the_dose_tells_it(
    unit: str, form: str, route: str, covered: bool
) -> None:
    assert covers(written(unit=unit), sold(form, route)) is covered


def test_the_route_written_is_the_route_served() -> None:
    assert covers(written(route="Voie orale"), sold("comprimé"))
    assert not covers(written(route="Voie rectale"), sold("comprimé"))


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("amlodipine", "AMLODIPINE (MALÉATE D')"),
        ("bésilate d'amlodipine", "AMLODIPINE"),
        ("tramadol", "CHLORHYDRATE DE TRAMADOL"),
        ("valproate de sodium", "ACIDE VALPROÏQUE"),
    ],
)
def test_a_salt_is_its_base(asked: str, served: str) -> None:
    line = written(asked, DciSubstance(asked, None, Quantity(Decimal(5), MG)))
    assert covers(line, sold("comprimé", "orale", held(served, "5")))
    assert not covers(line, sold("comprimé", "orale", held(served, "10")))
    assert not covers(line, sold("comprimé", "orale", held("AUTRE", "5")))


def test_a_name_within_another_is_not_the_same_substance() -> None:
    line = written("insuline", DciSubstance("insuline"))
    assert not covers(
        line, sold("solution injectable", "sous-cutanée", held("INSULINE GLARGINE", None))
    )


def test_a_gram_is_a_thousand_milligrams() -> None:
    line = written("x", DciSubstance("paracétamol", None, Quantity(Decimal(1), Unit("g"))))
    assert covers(line, sold("comprimé", "orale", held("PARACÉTAMOL", "1000")))


@pytest.mark.parametrize(
    ("strength", "per", "covered"),
    [("10", Unit("ml"), True), ("20", Unit("ml"), False), ("10", None, False)],
)
def test_a_concentration_is_compared_with_a_concentration(
    strength: str, per: Unit | None, covered: bool
) -> None:
    asked = DciSubstance("morphine", None, Quantity(Decimal(strength), MG), per)
    ampoule = sold("solution injectable", "sous-cutanée", held("MORPHINE", "10", MG_PER_ML))
    assert covers(written("morphine", asked), ampoule) is covered


def test_a_percentage_is_ten_milligrams_in_a_gram() -> None:
    asked = DciSubstance("bétaméthasone", None, Quantity(Decimal("0.05"), Unit("%")))
    line = written("bétaméthasone 0,05 % crème", asked)
    for amount, unit, found in (("0.5", "mg/g", True), ("5", "mg/g", False), ("0.5", "mg", False)):
        cream = sold("crème", "cutanée", held("BÉTAMÉTHASONE", amount, Unit(unit)))
        assert covers(line, cream) is found


@pytest.mark.parametrize(
    ("label", "covered"),
    [("paracétamol 500 mg gélule", True), ("paracétamol 1 g", False), ("paracétamol", False),
     ("paracétamol 500 mg/5 ml", False), ("paracétamol 500 000 microgrammes", True)],
)  # fmt: skip
def test_a_strength_told_by_the_label_alone_counts(label: str, covered: bool) -> None:
    assert covers(written(label, DciSubstance("paracétamol")), sold("gélule")) is covered


def test_a_release_is_written_to_be_served() -> None:
    prolonged = sold("comprimé à libération prolongée", name="EXEMPLE LP")
    assert not covers(written(), prolonged)
    assert covers(written("paracétamol L.P. 500 mg"), prolonged)
    assert not covers(written("paracétamol LP 500 mg"), sold("comprimé"))


def test_the_generic_group_of_what_is_covered_is_open() -> None:
    """Capsules of a prolonged release, written as tablets: the register holds them for one."""
    tablet = replace(sold("comprimé à libération prolongée"), generic_group=GROUP)
    capsule = replace(
        sold("gélule à libération prolongée"), cis=Cis("60000055"), generic_group=GROUP
    )
    line = written("paracétamol LP 500 mg", form="comprimé")
    behind = replace(tablet, cis=None, generic_group=None, opens=opened((tablet, tablet)))
    assert behind.opens == ("77",)
    assert not covers(line, capsule)
    assert is_prescribed(line, behind, capsule)
    assert not is_prescribed(line, None, capsule)
    assert not is_prescribed(line, behind, replace(capsule, generic_group=None))


def test_a_line_that_names_a_speciality_prescribes_that_one() -> None:
    known = replace(RAMIPRIL, cis=Cis("60000055"))
    line = replace(written(), product=Product("RAMIPRIL EXEMPLE", cis=known.cis))
    assert is_prescribed(line, known, known)
    assert not is_prescribed(line, None, known)
    assert not is_prescribed(line, known, replace(known, cis=Cis("60000056")))
    assert not is_prescribed(replace(line, product=None), known, known)
    assert not covers(line, known)


def test_brands_of_one_substance_are_alike() -> None:
    assert alike(sold("comprimé"), sold("gélule"))
    assert not alike(sold("comprimé"), sold("suppositoire", "rectale"))
    bare = replace(sold("comprimé"), substances=())
    assert alike(bare, bare)
    assert not alike(bare, sold("comprimé"))
