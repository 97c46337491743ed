"""A line in DCI: what may be dispensed for its substance, strength, form, release and route."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.examples import days
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.medicines import alike, equivalents, virtual_medicine
from tests.builders.counter import CLAMOXYL, of, pack_of, packs
from tests.builders.medicines import GELULE, per_day
from tests.builders.platform import a_platform, refused

MG = Unit("mg", "mg", "http://unitsofmeasure.org")
EDQM = "http://standardterms.edqm.eu"


def dci(name: str, mg: int | str, label: str | None = None, *, form: str | None = None,
        route: str | None = None) -> Line:  # fmt: skip
    """A line in DCI; the posology carries the route."""
    strength = Quantity(Decimal(mg), MG)
    coded = Coding(EDQM, "10000000", form) if form else None
    product = Product(label or f"{name} {mg} mg", substances=(DciSubstance(name, None, strength),),
                      form=coded)  # fmt: skip
    line = of(CLAMOXYL, product=product)
    if route is None:
        return line
    (step,) = per_day(1, GELULE).steps
    given = replace(step, route=Coding(EDQM, "1", route))
    return replace(line, posology=replace(line.posology, steps=(given,)))


def names(line: Line, catalogue: Catalogue | None = None) -> list[str]:
    return [m.name.split(",")[0] for m in equivalents(line, catalogue or load_demonstration())]


def test_a_salt_is_found_by_its_base() -> None:
    assert names(dci("tramadol", 50)) == [
        "TOPALGIC 50 mg", "TRAMADOL BIOGARAN 50 mg", "TRAMADOL ARROW 50 mg"
    ]  # fmt: skip


def test_the_form_written_narrows_to_the_forms_that_the_law_holds_for_that_one() -> None:
    assert names(dci("tramadol", 50, form="Comprimé")) == names(dci("tramadol", 50))
    assert names(dci("tramadol", 50, form="Suppositoire")) == []


@pytest.mark.parametrize("label", ["tramadol LP 100 mg", "tramadol L.P. 100 mg, comprimé",
                                   "tramadol 100 mg à libération prolongée"])  # fmt: skip
def test_a_prolonged_release_is_served_only_when_it_is_written(label: str) -> None:
    assert names(dci("tramadol", 100)) == []
    assert names(dci("tramadol", 100, label)) == ["TOPALGIC LP 100 mg"]


def test_a_prolonged_release_is_not_served_as_an_ordinary_form() -> None:
    assert names(dci("tramadol", 50, "tramadol LP 50 mg")) == []


def injected() -> Catalogue:
    """The demonstration with one of the capsules given by injection instead."""
    known = load_demonstration()
    changed: dict[str, Medicine] = dict(known.by_cis)
    changed[CLAMOXYL] = replace(changed[CLAMOXYL], routes=("intraveineuse",))
    return Catalogue.of(known.version, changed.values())


def test_the_route_written_narrows_to_that_route() -> None:
    oral = dci("amoxicilline", 500, route="Voie orale")
    assert len(names(oral)) == 3
    assert "CLAMOXYL 500 mg" not in names(oral, injected())
    assert names(dci("amoxicilline", 500, route="Voie intraveineuse"), injected()) == [
        "CLAMOXYL 500 mg"
    ]


def test_a_route_said_otherwise_narrows_nothing() -> None:
    assert len(names(dci("amoxicilline", 500, route="Per os"))) == 3


def with_labels(known: Catalogue, labels: dict[str, tuple[str, ...]]) -> Catalogue:
    """The catalogue with the labels of some specialities changed."""
    changed = {cis: replace(known.by_cis[cis], conditions=held) for cis, held in labels.items()}
    return Catalogue.of(known.version, {**known.by_cis, **changed}.values())


def held(line: Line, catalogue: Catalogue) -> tuple[tuple[str, ...], list[tuple[str, int, int]]]:
    """The labels applied to a line in DCI, and those that depend on the brand."""
    found = virtual_medicine(line, catalogue)
    assert found is not None
    assert found.cis is None
    return found.conditions, [(v.label, v.bearing, v.of) for v in found.variations]


AMOXICILLINE = dci("amoxicilline", 500)
OTHERS = ("69118175", "66916798")


def test_the_least_restrictive_labels_hold_and_what_differs_is_told() -> None:
    known = load_demonstration()
    assert held(AMOXICILLINE, known) == (("liste I",), [])
    stricter = {CLAMOXYL: ("liste I", "prescription hospitalière")}
    assert held(AMOXICILLINE, with_labels(known, stricter)) == (
        ("liste I",), [("prescription hospitalière", 1, 3)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lighter", "stricter"),
    [
        (("liste II",), ("liste I",)),
        ((), ("liste II",)),
        (("liste I", "prescription limitée à 12 semaines"),
         ("liste I", "prescription limitée à 4 semaines")),
        (("prescription initiale hospitalière annuelle", "renouvellement non restreint"),
         ("prescription initiale hospitalière annuelle",)),
        (("prescription réservée aux spécialistes et services NEUROLOGIE",
          "prescription initiale réservée à certains spécialistes"),
         ("prescription réservée aux spécialistes et services NEUROLOGIE",)),
        (("liste I",), ("liste I", "réservé à l'usage HOSPITALIER")),
    ],
)  # fmt: skip
def test_labels_are_those_of_one_brand_never_a_mixture(
    lighter: tuple[str, ...], stricter: tuple[str, ...]
) -> None:
    known = load_demonstration()
    for one, *others in ((CLAMOXYL, *OTHERS), (*OTHERS, CLAMOXYL)):
        labels = {one: lighter, **dict.fromkeys(others, stricter)}
        conditions, differing = held(AMOXICILLINE, with_labels(known, labels))
        assert conditions == lighter
        assert all(0 < bearing < of for _, bearing, of in differing)


def test_a_brand_no_longer_sold_or_for_hospitals_only_counts_for_nothing() -> None:
    known = load_demonstration()
    gone = replace(known.by_cis[CLAMOXYL], conditions=(), marketed=False)
    changed = Catalogue.of(known.version, {**known.by_cis, CLAMOXYL: gone}.values())
    assert held(AMOXICILLINE, changed) == (("liste I",), [])


def test_the_prescriber_is_told_what_depends_on_the_brand() -> None:
    known = with_labels(load_demonstration(), {CLAMOXYL: ("liste I", "prescription hospitalière")})

    class Known:
        def current(self) -> Catalogue:
            return known

    platform = a_platform()
    platform.ports = replace(platform.ports, drugs=Known())
    line = replace(AMOXICILLINE, duration=days(6))
    (told,) = platform.issue(line).findings
    assert (told.rule, told.verdict) == ("condition.differs_between_brands", "informs")
    assert "prescription hospitalière\u202f» (1 sur 3)" in told.message


def test_at_the_counter_the_labels_are_those_of_the_brand_served() -> None:
    known = with_labels(
        load_demonstration(), {CLAMOXYL: ("liste I", "prescription initiale hospitalière")}
    )

    class Known:
        def current(self) -> Catalogue:
            return known

    platform = a_platform()
    platform.ports = replace(platform.ports, drugs=Known())
    line = replace(AMOXICILLINE, duration=days(6))
    number = platform.issue(line).number
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.dispense(number, packs(1, cip13=pack_of(CLAMOXYL)))
    assert isinstance(refusal.value, LawRefusal)
    (finding,) = refusal.value.findings
    assert (finding.rule, finding.line) == ("PR-PIH-01", 1)
    other = known.by_cis[OTHERS[0]].presentations[0].cip13
    assert platform.dispense(number, packs(1, cip13=other)).findings == ()


def test_what_a_line_in_dci_would_cover_is_found_from_one_of_its_brands() -> None:
    known = load_demonstration()
    found = alike(known.by_cis[CLAMOXYL], known)
    assert {each.cis.value for each in found if each.cis} == {CLAMOXYL, *OTHERS}
