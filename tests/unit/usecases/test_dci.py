"""A line in DCI: what may be dispensed for its substance, strength, form, release and route."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.usecases.medicines import equivalents, virtual_medicine
from tests.builders.counter import CLAMOXYL, of
from tests.builders.medicines import GELULE, per_day

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


def test_the_form_written_narrows_to_that_form() -> None:
    assert names(dci("tramadol", 50, form="Comprimé")) == ["TRAMADOL ARROW 50 mg"]
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


def test_the_virtual_medicine_keeps_what_every_speciality_carries() -> None:
    known = load_demonstration()
    line = dci("amoxicilline", 500)
    shared = virtual_medicine(line, known)
    assert shared is not None
    assert (shared.cis, shared.conditions) == (None, ("liste I",))
    stricter = replace(known.by_cis[CLAMOXYL], conditions=("liste I", "prescription hospitalière"))
    changed = Catalogue.of(known.version, {**known.by_cis, CLAMOXYL: stricter}.values())
    assert virtual_medicine(line, changed) == shared
