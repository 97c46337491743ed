"""The leaves and roots of which anchors are made, and any tampering with what they hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.database.anchors import (
    Anchor,
    Leaf,
    Root,
    read_leaves,
    write_leaves,
)
from tests.ports.anchored import Copy
from tests.ports.tampering import judged, lived, rebuilt, tampered


@pytest.fixture(scope="module")
def whole(postgres: Any) -> Copy:
    return lived(postgres, "base_leaves")


def said(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["at"], row["entry"]) for row in rows]


@given(st.data())
def test_any_tampering_within_what_is_anchored_is_found(whole: Copy, data: st.DataObject) -> None:
    copy = tampered(whole)
    number = data.draw(st.sampled_from(sorted(copy.chains)))
    rows = copy.chains[number]
    place = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(st.integers(0, len(rows) - 1))
    how = data.draw(st.sampled_from(["change", "swap", "remove", "cut", "double", "empty"]))
    if how == "change":
        rows[place]["entry"] = data.draw(st.binary(min_size=1, max_size=60))
    elif how == "swap":
        for name in ("entry", "at", "hash"):
            rows[place][name], rows[other][name] = rows[other][name], rows[place][name]
    elif how == "remove":
        del rows[place]
    elif how == "cut":
        del rows[place:]
    elif how == "double":
        rows.insert(place, dict(rows[other]))
    else:
        rows.clear()
    if said(rows)[: len(whole.chains[number])] == said(whole.chains[number]):
        # Nothing anchored was touched: at most a well-made entry added after the last one, which
        # says nothing, since it opens under no key.
        return
    if not rows:
        del copy.chains[number]
    if data.draw(st.booleans()):
        rebuilt(copy)
    if data.draw(st.booleans()):
        # Anchors that no longer suit are thrown away too, from there to the end.
        del copy.anchors[data.draw(st.integers(0, len(copy.anchors) - 1)) :]
    assert judged(copy)


@given(
    st.lists(st.tuples(st.text(max_size=20), st.integers(0, 2**31 - 1)), max_size=40),
    st.integers(0, 3),
)
def test_leaves_are_read_as_written_and_never_when_cut(
    named: list[tuple[str, int]], cut: int
) -> None:
    leaves = [Leaf(number, count) for number, count in named]
    written = write_leaves(leaves)
    assert list(read_leaves(written)) == leaves
    if cut and written:
        with pytest.raises(ValueError, match="cut short"):
            list(read_leaves(written[:-cut]))


def test_the_root_depends_on_every_leaf_and_on_their_order() -> None:
    def root(*heads: bytes) -> bytes:
        tree = Root()
        for rank, head in enumerate(heads, start=1):
            tree.add(Leaf("U", rank), head)
        return tree.value()

    heads = [bytes([each]) * 32 for each in range(9)]
    roots = {root(*heads[:size]) for size in range(10)}
    assert len(roots) == 10
    assert root(heads[1], heads[0]) != root(*heads[:2])


def test_an_anchor_shows_no_number(whole: Copy) -> None:
    anchor: Anchor = whole.anchors[0]
    leaf = next(read_leaves(anchor.leaves))
    assert leaf.number not in repr(anchor) + repr(leaf)
