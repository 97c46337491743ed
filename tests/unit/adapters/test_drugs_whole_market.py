"""The whole market of May 2026, when its files stand beside the project: groups, DCI, proposals."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ordonnance.adapters.drugs.importing import imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.domain.drug import Catalogue
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.biosimilars import candidates
from ordonnance.law.labels import read_labels
from ordonnance.usecases.consult import consult
from ordonnance.usecases.medicines import equivalents
from ordonnance.usecases.results import Consulted
from tests.builders.counter import CLAMOXYL, of
from tests.builders.medicines import per_day
from tests.builders.platform import a_platform, done

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
BDPM, HYBRIDS = DATA / "bdpm" / "2026-05", DATA / "ansm" / "hybrides-2026-07"
pytestmark = pytest.mark.skipif(
    not (BDPM.is_dir() and HYBRIDS.is_dir()),
    reason="the public drug files of May 2026 are not beside the project",
)
MG = Unit("mg", "mg", "http://unitsofmeasure.org")


@pytest.fixture(scope="module")
def market() -> Catalogue:
    files = read_published(BDPM)
    files |= {path.name: path.read_bytes() for path in HYBRIDS.glob("fic*.txt")}
    return imported(files, date(2026, 11, 22)).catalogue


def in_dci(name: str, mg: int, unit: str, label: str | None = None, *, daily: int = 1,
           days: int = 6) -> Line:  # fmt: skip
    strength = Quantity(Decimal(mg), MG)
    product = Product(label or f"{name} {mg} mg", substances=(DciSubstance(name, None, strength),))
    line = of(CLAMOXYL, days=days, product=product)
    return replace(line, posology=per_day(daily, Unit(unit)))


def proposed(market: Catalogue, line: Line) -> Consulted:
    """What a dispenser is proposed for that line, issued on the whole market."""

    class Market:
        def current(self) -> Catalogue:
            return market

    platform = a_platform()
    platform.ports = replace(platform.ports, drugs=Market())
    number = platform.issue(line).number
    return done(consult(platform.asked(number, "pharmacien"), platform.ports, proposals=True))


def test_no_label_of_the_market_is_unknown(market: Catalogue) -> None:
    unknown = {u for m in market.by_cis.values() for u in read_labels(m.conditions).unknown}
    assert unknown == set()


def test_the_groups_of_the_market(market: Catalogue) -> None:
    medicines = market.by_cis.values()
    assert sum(m.hybrid_group is not None for m in medicines) == 104
    similar = Counter(m.biosimilar_group for m in medicines if m.biosimilar_group)
    assert (len(similar), similar["adalimumab"], similar["énoxaparine"]) == (9, 45, 53)
    left = {m.name.split(" ")[0] for m in medicines
            if candidates(m.substances) and not m.biosimilar_group}  # fmt: skip
    assert left == {"EPORATIO", "MIRCERA", "NEORECORMON", "TERIPARATIDE", "VIVLIPEG", "YORVIPATH"}


@pytest.mark.parametrize(
    ("name", "mg", "label"),
    [("paracétamol", 1000, None), ("amoxicilline", 500, None), ("bisoprolol", 5, None),
     ("metformine", 850, None), ("tramadol", 100, "tramadol LP 100 mg"),
     ("morphine", 10, "morphine LP 10 mg")],
)  # fmt: skip
def test_a_line_in_dci_finds_its_specialities_and_no_other_release(
    market: Catalogue, name: str, mg: int, label: str | None
) -> None:
    found = equivalents(in_dci(name, mg, "comprimé", label), market)
    assert len(found) >= 2
    prolonged = ["prolong" in f"{m.form} {m.name}".casefold() or " LP" in m.name or "L.P." in m.name
                 for m in found]  # fmt: skip
    assert set(prolonged) == {label is not None}


def test_substitutes_are_proposed_on_the_whole_market(market: Catalogue) -> None:
    answer = proposed(market, in_dci("amoxicilline", 500, "gélule", daily=2))
    assert {each.kind for each in answer.proposals} == {"DCI"}
    assert 1 <= len(answer.proposals) <= 12
    assert all(
        each.days == 6 and each.packs for each in answer.proposals if each.surplus is not None
    )
    assert answer.facts is not None
    assert answer.facts.dated == date(2026, 5, 19)
