"""Rows of several files put together: each prescription once, whatever the order."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.census import CensusFlag, CensusRow, Motive
from ordonnance.domain.census_merging import Conflict, Source, Suspicion, merged
from tests.builders.census import OTHER_SAMU, SAMU, a_row

POOL = [
    replace(
        a_row(id=f"{rank:032x}"),
        entry=replace(
            a_row().entry, on=date(2025, 6, 1) + timedelta(rank % 5),
            centre=SAMU if rank % 3 else OTHER_SAMU, motive=list(Motive)[rank % 9],
        ),
    )
    for rank in range(12)
]  # fmt: skip
ROWS = st.lists(
    st.builds(lambda row, flags: replace(row, flags=flags), st.sampled_from(POOL),
              st.frozensets(st.sampled_from(CensusFlag))), max_size=10,
).map(tuple)  # fmt: skip


def together(*files: tuple[CensusRow, ...]) -> tuple[CensusRow, ...]:
    return merged([Source(f"{rank}.csv", rows) for rank, rows in enumerate(files)]).rows


@given(ROWS, ROWS, ROWS)
def test_the_order_of_the_files_changes_nothing_nor_does_merging_in_two_steps(
    one: tuple[CensusRow, ...], two: tuple[CensusRow, ...], three: tuple[CensusRow, ...]
) -> None:
    whole = together(one, two, three)
    assert whole == together(three, one, two)
    assert whole == together(together(one, two), three) == together(one, together(two, three))
    assert whole == together(whole) == together(whole, one, whole)
    assert {row.id for row in whole} == {row.id for row in (*one, *two, *three)}


@given(ROWS, ROWS)
def test_no_row_is_lost_and_doubles_are_told(
    one: tuple[CensusRow, ...], two: tuple[CensusRow, ...]
) -> None:
    found = merged([Source("a", one), Source("b", two)])
    assert len(found.rows) + found.doubles == len(one) + len(two)
    assert found.conflicts == ()


def test_marks_of_the_same_prescription_add_up() -> None:
    bounced, withdrawn = CensusFlag.BOUNCED, CensusFlag.WITHDRAWN
    first, later = a_row(bounced, id="a" * 32), a_row(withdrawn, id="a" * 32)
    (row,) = together((first,), (later,))
    assert row.flags == {bounced, withdrawn}


def test_one_id_for_two_prescriptions_is_a_conflict() -> None:
    first = a_row(id="b" * 32)
    second = a_row(id="b" * 32, motive=Motive.CANCER)
    found = merged([Source("lille.csv", (first,)), Source("paris.csv", (second,))])
    assert found.conflicts == (Conflict("b" * 32, "lille.csv", "paris.csv"),)


def test_the_same_day_told_twice_under_other_ids_is_suspected_not_removed() -> None:
    before, after = Source("avant.csv", (a_row(), a_row())), Source("apres.csv", (a_row(),))
    found = merged([before, after])
    assert len(found.rows) == 3
    assert found.suspicions == (
        Suspicion(SAMU.finess, date(2025, 6, 2), "apres.csv", "avant.csv", 1),
    )
    # Alike in one file, they are two prescriptions; in both files with the same ids as well.
    assert merged([before]).suspicions == ()
    assert merged([before, replace(before, name="copie.csv")]).suspicions == ()
    elsewhere = Source("paris.csv", (a_row(centre=OTHER_SAMU),))
    assert merged([before, elsewhere]).suspicions == ()
