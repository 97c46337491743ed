"""`due` against a slow oracle that walks day by day and pack by pack, written from the texts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.dispensing import Served
from ordonnance.domain.posology import Posology
from ordonnance.law.serving import due
from tests.builders import a_line, per_day
from tests.generative.serving_oracles import (
    DAILY,
    ONE_DAY,
    PACK,
    VISITS,
    WRITTEN,
    Narcotic,
    NarcoticParts,
    Parts,
    Treatment,
    consumed,
    made,
    served,
    whole_units,
)


@settings(max_examples=200, deadline=None)
@given(daily=DAILY, pack=PACK, days=st.integers(1, 330), visits=VISITS)
def test_ordinary_treatments_are_served_as_the_oracle_says(
    daily: str, pack: int, days: int, visits: list[int]
) -> None:
    rate = Fraction(daily)
    medicine = made(pack, narcotic=False)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = Treatment(rate, pack, days, whole_units(consumed(rate, days)))
    past: tuple[Served, ...] = ()
    day = WRITTEN
    for wait in visits:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        assert answer.remaining_days == oracle.days_left
        assert answer.remaining_units == oracle.units_left
        if oracle.units_left == 0 or oracle.days_left == 0:
            assert not answer.is_due
            assert answer.next_on is None
            break
        packs, covered, first = oracle.serve(day)
        assert answer.portion_packs == packs
        assert answer.portion_days == covered
        assert answer.first_day == first
        oracle.record(packs, covered, first)
        past += (served(answer, covered),)
        assert oracle.covered_until is not None
        # The next visit comes at the earliest three days before the end of the cover.
        day = max(day, oracle.covered_until + ONE_DAY * (wait - 2))
        if day > date(2026, 12, 31):
            break


@settings(max_examples=200, deadline=None)
@given(
    daily=DAILY,
    pack=PACK,
    days=st.integers(1, 28),
    fraction=st.sampled_from([None, 7, 14]),
    waits=st.lists(st.integers(0, 16), min_size=1, max_size=8),
)
def test_narcotics_are_served_as_the_oracle_says(
    daily: str, pack: int, days: int, fraction: int | None, waits: list[int]
) -> None:
    rate = Fraction(daily)
    medicine = made(pack, narcotic=True, fraction=fraction)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = Narcotic(fraction, days)
    total, given_units, covered = whole_units(consumed(rate, days)), Decimal(0), 0
    past: tuple[Served, ...] = ()
    day = WRITTEN + ONE_DAY * waits[0]
    for wait in [*waits[1:], 1]:
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        allowed = oracle.present(day)
        assert answer.remaining_days == oracle.left
        if not answer.is_due:
            # Units given whole may cover the days that are left: none is lacking.
            assert not allowed or given_units >= consumed(rate, covered + allowed)
            break
        assert (answer.portion_days or 0) == allowed
        assert answer.portion_units is not None
        assert answer.portion_units <= whole_units(consumed(rate, allowed))
        given_units, covered = given_units + answer.portion_units, covered + allowed
        assert given_units >= consumed(rate, covered), "every day served has its units"
        assert given_units <= total, "never more than prescribed"
        oracle.record(allowed, answer.first_day)
        past += (served(answer, allowed),)
        day = oracle.clock + ONE_DAY * (1 + wait)


PARTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), min_size=1, max_size=14)


@settings(max_examples=250, deadline=None)
@given(daily=DAILY, pack=st.sampled_from([6, 7, 10, 14, 15, 20, 28, 30, 60]),
       days=st.integers(1, 200), visits=PARTS)  # fmt: skip
def test_portions_served_in_parts_are_completed_as_the_oracle_says(
    daily: str, pack: int, days: int, visits: list[tuple[int, int]]
) -> None:
    rate = Fraction(daily)
    medicine = made(pack, narcotic=False)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = Parts(Treatment(rate, pack, days, whole_units(consumed(rate, days))))
    past: tuple[Served, ...] = ()
    day = WRITTEN
    for wait, part in visits:
        day += wait * ONE_DAY
        until = oracle.treatment.covered_until
        if day > date(2026, 12, 31) or not (oracle.treatment.units_left and
                                            oracle.treatment.days_left):  # fmt: skip
            break
        unfinished_to_the_day = until is not None and day == until + ONE_DAY and oracle.owed_packs
        packs, covered = oracle.visit(day)
        for anticipate in (False, True) if oracle.completing else (False,):
            answer = due(line, medicine, WRITTEN, past, day, anticipate=anticipate,
                         packs_of=medicine.presentations[0])  # fmt: skip
            assert (answer.portion_packs, answer.portion_days) == (packs, covered)
            assert answer.completes is oracle.completing
        assert answer.remaining_units == oracle.treatment.units_left
        if not packs:
            assert until is not None
            assert (answer.is_due, answer.next_on) == (False, until + ONE_DAY)
            continue
        if oracle.completing:
            assert answer.next_on == day
        # A part served on the very day of the next portion reads as the rest (ADR 0009).
        taken = packs if unfinished_to_the_day else min(part, packs)
        given_days, first = oracle.take(taken, day)
        assert answer.first_day == first
        units = Decimal(taken * pack)
        past += (Served(1, "servi", Decimal(taken), units, given_days, first),)


@settings(max_examples=200, deadline=None)
@given(
    daily=DAILY,
    days=st.integers(1, 28),
    fraction=st.sampled_from([None, 7, 14]),
    visits=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), min_size=1, max_size=14),
)
def test_fractions_served_in_parts_are_completed_as_the_oracle_says(
    daily: str, days: int, fraction: int | None, visits: list[tuple[int, int]]
) -> None:
    rate = Fraction(daily)
    medicine = made(14, narcotic=True, fraction=fraction)
    line = a_line(medicine, days=days, posology=per_day(daily))
    oracle = NarcoticParts(Narcotic(fraction, days))
    past: tuple[Served, ...] = ()
    day, handed = WRITTEN, Decimal(0)
    for wait, part in visits:
        day += wait * ONE_DAY
        answer = due(line, medicine, WRITTEN, past, day, packs_of=medicine.presentations[0])
        completing, until = oracle.open_on(day), oracle.narcotic.clock
        assert answer.completes is completing
        if not completing:
            if past and day <= until:
                assert not answer.is_due
                assert not answer.portion_units
                continue
            to_the_day = bool(oracle.owed_units) and day == until + ONE_DAY
            oracle.owed_days = oracle.narcotic.present(day)
            oracle.owed_units = int(answer.portion_units or 0)
            assert oracle.owed_units <= whole_units(consumed(rate, oracle.owed_days))
        assert answer.remaining_days == oracle.narcotic.left
        if not oracle.owed_units:
            assert not answer.is_due
            break
        assert (answer.portion_units, answer.portion_days) == (oracle.owed_units, oracle.owed_days)
        whole = not completing and to_the_day
        least = whole_units(rate)
        taken = oracle.owed_units if whole else min(max(part, least), oracle.owed_units)
        first = answer.first_day
        assert first == (max(day, until + ONE_DAY) if past else day)
        covered = oracle.take(taken, rate, first)
        past += (Served(1, "servi", Decimal(0), Decimal(taken), covered, first),)
        handed += taken
        assert handed <= whole_units(consumed(rate, days)), "never more than prescribed"


@given(posology=st.just(Posology(text="selon la douleur")), days=st.integers(1, 60))
def test_what_cannot_be_counted_is_never_given_in_units(posology: Posology, days: int) -> None:
    medicine = made(30, narcotic=False)
    line = a_line(medicine, days=days, posology=posology)
    answer = due(line, medicine, WRITTEN, (), WRITTEN, packs_of=medicine.presentations[0])
    assert answer.portion_units is None
    assert answer.portion_days == min(days, 30)
