"""A dispensing to CDA and back: what differs is listed, and nothing else does."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda import served_words
from ordonnance.documents.cda.dispensation import dispensation
from ordonnance.documents.cda.read_dispensation import read_dispensation
from ordonnance.documents.cda.tolerated import DISPENSING, SERVED
from ordonnance.domain.calendar import ZONES, legal_day
from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import (
    Acknowledged,
    Declined,
    DeclineReason,
    Dispense,
    Executant,
    QuantityReason,
    Served,
    Substitution,
    SubstitutionKind,
)
from tests.conformance.cda.official import example
from tests.conformance.cda.written import a_dispense, recorded
from tests.unit.documents.situations import SITUATIONS

WORDS = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20)
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
FACTS = st.builds(
    CounterFacts,
    exceptional=st.none() | st.sampled_from(Exceptional),
    expiry=st.none() | DAYS,
    generic_refused=st.booleans(),
)


@st.composite
def items(draw: st.DrawFn) -> Served:
    packs = Decimal(draw(st.integers(1, 99)))
    return Served(
        line=draw(st.integers(1, 5)),
        label=draw(WORDS),
        packs=packs,
        units=draw(st.none() | st.integers(1, 90).map(lambda each: each * packs)),
        days=draw(st.integers(0, 365)),
        first_day=draw(DAYS),
        cip13=draw(st.none() | st.just("3400930000021")),
        substitution=draw(
            st.none()
            | st.builds(Substitution, st.sampled_from(SubstitutionKind), st.none() | WORDS)
        ),
        quantity_reason=draw(st.none() | st.sampled_from(QuantityReason)),
        lot=draw(st.none() | WORDS),
        note=draw(st.none() | WORDS),
        facts=draw(st.none() | FACTS),
    )


@st.composite
def dispenses(draw: st.DrawFn) -> Dispense:
    # The bounds are naive: hypothesis adds the zone.
    at = draw(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    declined = st.builds(
        Declined, st.integers(1, 5), st.sampled_from(DeclineReason), st.none() | WORDS
    )
    return Dispense(
        reference=draw(WORDS),
        at=at.replace(microsecond=0),
        on=legal_day(at, draw(st.sampled_from(ZONES))),
        executant=Executant("10000000017", "Ada EXEMPLE", "C55210055400013", draw(WORDS)),
        served=tuple(draw(st.lists(items(), min_size=1, max_size=4))),
        declined=tuple(draw(st.lists(declined, max_size=2))),
    )


def back(dispense: Dispense) -> Dispense:
    document = dispensation(SITUATIONS["simple"]().build(), recorded(dispense))
    return read_dispensation(parse(write(document))).dispense


def differing(one: object, other: object) -> set[str]:
    names = {each.name for each in fields(one)}  # type: ignore[arg-type]  # a dataclass
    return {name for name in names if getattr(one, name) != getattr(other, name)}


@settings(max_examples=60)
@given(dispenses())
def test_a_dispensing_comes_back_but_for_what_is_listed(given_: Dispense) -> None:
    read = back(given_)
    assert differing(given_, read) - {"served"} <= DISPENSING.keys()
    assert len(read.served) == len(given_.served)
    for one, other in zip(given_.served, read.served, strict=True):
        assert differing(one, other) <= SERVED.keys()
        assert other.exceptional == one.exceptional
        assert other.said.expiry == one.said.expiry


def test_every_code_of_the_counter_has_its_own_words() -> None:
    tables: tuple[tuple[Mapping[Any, str], type[StrEnum]], ...] = (
        (served_words.SUBSTITUTIONS, SubstitutionKind),
        (served_words.QUANTITIES, QuantityReason),
        (served_words.REFUSALS, DeclineReason),
        (served_words.EXCEPTIONAL, Exceptional),
    )
    for words, codes in tables:
        assert set(words) == set(codes)
        assert len(set(words.values())) == len(words)


def test_what_is_listed_does_differ() -> None:
    """No difference is tolerated for nothing."""
    seen = Acknowledged("X-1", 1, "vu", "breached", "Exemple.")
    helped = Executant("1" * 11, "Ada", "LOCAL", "Ici", "8999", "Max")
    given_ = a_dispense(acknowledged=(seen,), executant=helped)
    first = replace(given_.served[0], units=Decimal(13), packs=Decimal(3))
    read = back(replace(given_, served=(first,)))
    assert differing(given_, read) - {"served"} == DISPENSING.keys()
    assert differing(first, read.served[0]) == SERVED.keys()


def test_an_execution_that_pharmacies_wrote_is_read() -> None:
    read = read_dispensation(parse(example("eDISP-MED_2024.01.xml")))
    assert [each.packs for each in read.dispense.served] == [2, 1]
    assert read.dispense.served[0].lot == "12345"
    assert read.dispense.served[0].said.expiry == date(2032, 12, 31)
    assert read.dispense.executant.name == "Pierre DELIVE"
    assert read.prescriptions == ("1.2.250.1.213.1.1.1.39.1.1",)


def test_the_day_is_that_of_the_pharmacy() -> None:
    """Served late in the evening in Guadeloupe: it is tomorrow already in Paris."""
    at = datetime(2026, 1, 7, 1, 30, tzinfo=UTC)
    read = back(a_dispense(at=at, on=date(2026, 1, 6)))
    assert read.on == date(2026, 1, 6)
    assert read.at == at
