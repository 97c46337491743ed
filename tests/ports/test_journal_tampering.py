"""Whatever is changed, removed, moved or put back in the journals of a base is found, and placed.

The journals of a real base, read once, are tampered with in memory: by the clumsy, who change a
value, and by the clever, who rebuild every chain afterwards but do not hold the key of the seal.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ordonnance.adapters.database.anchors import (
    FIRST,
    Root,
    content,
    read_leaves,
    short,
)
from ordonnance.adapters.database.verifying import Fault, Finding
from ordonnance.adapters.seal.anchors import sign_anchor
from ordonnance.adapters.seal.keys import SealKeys
from tests.ports.anchored import Copy
from tests.ports.bases import NOON
from tests.ports.tampering import MINUTES, judged, lived, rebuilt, tampered


@pytest.fixture(scope="module")
def whole(postgres: Any) -> Copy:
    return lived(postgres, "base_tampering")


def test_an_untouched_base_holds(whole: Copy) -> None:
    assert judged(tampered(whole)) == []
    assert judged(rebuilt(tampered(whole))) == []
    assert len(whole.anchors) == len(whole.outside) == MINUTES + 1
    assert len(whole.chains) == 4


ROW_CHANGES = {
    "journal_count": lambda value: value + 1,
    "journal_head": lambda value: bytes(len(value)),
    "sequence": lambda value: value + 50,
    "at": lambda value: value + timedelta(microseconds=1),
    "entry": lambda value: value[:-1] + bytes([value[-1] ^ 1]),
    "hash": lambda value: bytes([value[0] ^ 128]) + value[1:],
}

ANCHOR_CHANGES: dict[str, Any] = {
    "sequence": lambda value: value + 100,
    "at": lambda value: value + timedelta(microseconds=1),
    "up_to": lambda value: value - timedelta(hours=1),
    "jws": lambda value: value[:-2] + ("AA" if value[-2:] != "AA" else "BB"),
    "leaves": lambda value: value[:-1] + bytes([value[-1] ^ 1]),
}


@pytest.mark.parametrize("column", ROW_CHANGES)
def test_every_value_of_every_entry_counts(whole: Copy, column: str) -> None:
    for number, rows in whole.chains.items():
        for place in range(len(rows)):
            copy = tampered(whole)
            row = copy.chains[number][place]
            row[column] = ROW_CHANGES[column](row[column])
            if column.startswith("journal_"):
                # The head stands in the row of the ordonnance, beside each of its entries.
                for each in copy.chains[number]:
                    each[column] = row[column]
            copy.chains[number].sort(key=lambda each: each["sequence"])
            found = judged(copy)
            assert found, (column, place)
            assert short(number) in {each.journal for each in found}


@pytest.mark.parametrize("column", ANCHOR_CHANGES)
def test_every_value_of_every_anchor_counts(whole: Copy, column: str) -> None:
    for place, anchor in enumerate(whole.anchors):
        copy = tampered(whole)
        value = ANCHOR_CHANGES[column](getattr(anchor, column))
        copy.anchors[place] = replace(anchor, **{column: value})
        copy.anchors.sort(key=lambda each: each.sequence)
        copy.outside = ()
        assert judged(copy), (column, place)


def test_a_row_given_to_another_number_is_found(whole: Copy) -> None:
    copy = tampered(whole)
    first, second = sorted(copy.chains)[:2]
    moved = copy.chains[first].pop()
    copy.chains[second].append({**moved, "sequence": copy.chains[second][-1]["sequence"] + 1})
    names = {each.journal for each in judged(copy)}
    assert {short(first), short(second)} <= names


@pytest.mark.parametrize("clever", [False, True])
def test_a_number_changed_everywhere_is_found(whole: Copy, clever: bool) -> None:
    copy = tampered(whole)
    former = min(copy.chains)
    copy.chains["UD00000000000000ZZ"] = copy.chains.pop(former)
    if clever:
        rebuilt(copy)
    assert Fault.ORDONNANCE_MISSING in {
        each.fault for each in judged(copy) if each.journal == short(former)
    }


def test_the_position_is_named_and_the_number_is_not(whole: Copy) -> None:
    copy = tampered(whole)
    number = max(copy.chains, key=lambda each: len(copy.chains[each]))
    del copy.chains[number][1]
    found = judged(copy)
    assert Finding(Fault.ENTRY_MISSING, short(number), 2) in found
    assert number not in repr(found)
    assert len(short(number)) == 8


def test_a_journal_cut_at_its_end_and_put_in_order_is_found(whole: Copy) -> None:
    for number, rows in whole.chains.items():
        copy = tampered(whole)
        del copy.chains[number][-1:]
        if copy.chains[number]:
            rebuilt(copy)
        else:
            del copy.chains[number]
        cut = Finding(Fault.CUT, short(number), len(rows))
        gone = Finding(Fault.ORDONNANCE_MISSING, short(number), len(rows))
        assert {cut, gone} & set(judged(copy))


def test_an_ordonnance_removed_with_everything_is_found(whole: Copy) -> None:
    for number in whole.chains:
        copy = tampered(whole)
        del copy.chains[number]
        assert short(number) in {each.journal for each in judged(copy)}


def test_anchors_removed_are_found_at_the_end_with_what_was_kept_outside(whole: Copy) -> None:
    for place in range(len(whole.anchors)):
        copy = tampered(whole)
        gone = copy.anchors.pop(place).sequence
        last = place == len(whole.anchors) - 1
        expected = [Finding(Fault.ROLLED_BACK, None, gone)]
        if not last:
            expected.insert(0, Finding(Fault.ANCHOR_MISSING, None, gone))
        assert judged(copy) == expected
        copy.outside = ()
        assert bool(judged(copy)) is not last


def test_who_rewrites_everything_without_the_key_of_the_seal_is_found(whole: Copy) -> None:
    copy = tampered(whole)
    copy.outside = ()
    number = min(copy.chains)
    copy.chains[number][0]["entry"] = b"another story"
    rebuilt(copy)
    thief, previous = SealKeys.generate(NOON), FIRST
    for place, anchor in enumerate(copy.anchors):
        root, kept = Root(), list(read_leaves(anchor.leaves))
        for leaf in kept:
            root.add(leaf, copy.chains[leaf.number][leaf.count - 1]["hash"])
        told = content(anchor.sequence, anchor.at, anchor.up_to, previous, root)
        copy.anchors[place] = replace(anchor, jws=sign_anchor(thief, told, anchor.at))
        previous = copy.anchors[place].digest
    assert {each.fault for each in judged(copy)} == {Fault.ANCHOR_ALTERED}
    assert len(judged(copy)) == len(copy.anchors)


def test_a_line_kept_outside_that_the_base_never_signed_is_found(whole: Copy) -> None:
    copy = tampered(whole)
    stranger = sign_anchor(SealKeys.generate(NOON), {"sequence": 1, "at": NOON.isoformat()}, NOON)
    copy.outside = (replace(copy.outside[0], jws=stranger), *copy.outside[1:])
    assert judged(copy) == [Finding(Fault.OUTSIDE_FORGED, None, 1)]


def test_a_rank_of_two_billion_does_not_fill_the_memory(whole: Copy) -> None:
    copy = tampered(whole)
    number = min(copy.chains)
    for row in copy.chains[number]:
        row["journal_count"] = 2**31 - 1
    copy.anchors[-1] = replace(copy.anchors[-1], sequence=2**31 - 1)
    assert 0 < len(judged(copy)) < 500


def test_entries_not_anchored_yet_are_told_apart_from_old_ones_that_should_be(
    whole: Copy,
) -> None:
    copy = tampered(whole)
    number, rows = next(iter(copy.chains.items()))
    rows.append({**rows[-1], "at": NOON + timedelta(hours=1), "entry": b"newer"})
    rebuilt(copy)
    assert judged(copy) == []
    assert copy.seen.not_anchored == 1
    copy.chains[number][-1]["at"] = NOON - timedelta(days=1)
    rebuilt(copy)
    assert [each.fault for each in judged(copy)] == [Fault.NOT_ANCHORED]


def test_journals_that_no_anchor_holds_are_not_said_to_hold(whole: Copy) -> None:
    copy = tampered(whole)
    copy.anchors.clear()
    rows = next(iter(copy.chains.values()))
    rows[-1]["at"] = NOON + timedelta(days=1)
    rebuilt(copy)
    assert Fault.NEVER_ANCHORED in {each.fault for each in judged(copy)}
