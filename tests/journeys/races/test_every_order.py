"""Cancel, replace, undo and objection against a dispensing: every order, and all at once."""

from collections import Counter
from itertools import permutations, product

import pytest

from tests.journeys.races.histories import Lived, Program, lived
from tests.journeys.races.sequential import Act
from tests.journeys.races.town import Town

TWO_BOXES = [(1, 2)]
FIRST = Act("pharmacien", "dispense", line=1, packs=1)
REST = Act("pharmacien2", "dispense", line=1, packs=1)
UNDO = Act("pharmacien", "undo")
CANCEL = Act("medecin", "cancel")
REPLACE = Act("medecin", "replace")
OBJECT = Act("patient", "object")
WITHDRAW = Act("patient", "object", withdraw=True)

RIVALS = {
    "cancel": CANCEL, "replace": REPLACE, "undo": UNDO, "object": OBJECT, "withdraw": WITHDRAW,
    "dispense": Act("pharmacien", "dispense", line=1, packs=1),
}  # fmt: skip
LAGS = [(0.0, 0.0)] * 12 + [(0.002, 0.0), (0.0, 0.002), (0.004, 0.0), (0.0, 0.004)]


def checked(life: Lived) -> Lived:
    """One order explains every answer, and nothing impossible was written."""
    assert life.order() is not None, life.story()
    written = life.written
    ended = [rank for rank, act in enumerate(written) if act in ("cancel", "replace")]
    assert len(ended) <= 1, "an ordonnance ends once"
    for rank in ended:
        assert "dispense" not in written[rank:], "nothing is served after the end"
    for rank in range(len(written)):
        made = Counter(written[: rank + 1])
        assert made["undo"] <= made["dispense"], "what is undone was done"
    for act in ("dispense", "undo"):
        for _, version, *_ in life.done(act):
            assert written[version - 1] == act, "the journal follows the versions"
    undone = [rank for _, _, rank, _ in life.done("undo")]
    assert len(undone) == len(set(undone)), "a dispensing is undone once"
    for act in ("dispense", "undo", "cancel", "replace", "object"):
        assert len(life.done(act)) == written.count(act), "what is journaled was answered, and only"
    return life


@pytest.mark.parametrize("objection", ["object", "withdraw"])
@pytest.mark.parametrize("ending", ["cancel", "replace"])
def test_every_order_one_after_the_other_is_explained(
    town: Town, ending: str, objection: str
) -> None:
    acts = [REST, UNDO, RIVALS[ending], RIVALS[objection]]
    before = [FIRST] if objection == "object" else [FIRST, OBJECT]
    for order in permutations(acts):
        life = checked(lived(town, TWO_BOXES, [order], before))
        assert life.done(objection if objection == "object" else "object")


@pytest.mark.parametrize("rival", RIVALS)
def test_a_rival_of_a_dispensing_leaves_one_truth(town: Town, rival: str) -> None:
    before: Program = [FIRST, OBJECT] if rival == "withdraw" else [FIRST]
    overlapping = 0
    for lags in LAGS:
        known = town.ordonnances()
        life = checked(lived(town, TWO_BOXES, [[REST], [RIVALS[rival]]], before, lags))
        one, other = life.events[len(before) : len(before) + 2]
        overlapping += one.began < other.ended and other.began < one.ended
        successors = len(life.done("replace"))
        assert town.ordonnances() == known + 1 + successors
    assert overlapping >= len(LAGS) // 4, "these were hardly races"


@pytest.mark.parametrize("blind", [False, True], ids=["open", "objected"])
def test_one_last_box_is_served_or_cancelled_never_both(town: Town, blind: bool) -> None:
    # While the patient objects, the author's cancel of what is entirely served answers « ok » too.
    before = [OBJECT] if blind else []
    for rank in range(12):
        ending = (CANCEL, REPLACE)[rank % 2]
        serving = Act("pharmacien", "dispense", line=1, packs=1)
        life = checked(lived(town, [(1, 1)], [[serving], [ending]], before))
        served, ended = life.done("dispense"), life.done(ending.operation)
        assert len(served) + len(ended) == 1 or (blind and served)


def test_everybody_at_once_leaves_one_truth(town: Town) -> None:
    seen = Counter[tuple[str, ...]]()
    for _ in range(25):
        known = town.ordonnances()
        people = [[REST], [UNDO], [CANCEL], [REPLACE], [OBJECT], [REPLACE], [CANCEL]]
        life = checked(lived(town, TWO_BOXES, people, [FIRST]))
        endings = len(life.done("cancel")) + len(life.done("replace"))
        assert endings == 1 or "NOTHING_LEFT" in {each.told[0] for each in life.events}
        assert town.ordonnances() == known + 1 + len(life.done("replace"))
        seen[life.written] += 1
    assert len(seen) > 1, "these were hardly races"


def test_a_replaced_ordonnance_has_one_successor_which_lives_its_own_life(town: Town) -> None:
    for _ in range(10):
        people = [[REPLACE], [REPLACE], [REPLACE], [OBJECT], [REST]]
        life = checked(lived(town, [(1, 3)], people, [FIRST]))
        assert len(life.done("replace")) == 1
        opened = town.door.does("consult", "medecin", number=life.number)
        successor = opened["replacedBy"]
        new = town.door.does("consult", "medecin", number=successor)
        assert (new["state"], new["replaces"]) == ("issued", life.number)
        # The objection of the patient follows the correction when it came first.
        order = life.written
        assert new["objection"] is (order.index("object") < order.index("replace"))


def test_every_pair_of_rivals_at_once_is_explained(town: Town) -> None:
    for one, other in product(RIVALS.values(), repeat=2):
        checked(lived(town, [(1, 3)], [[one], [other], [REST]], [FIRST]))
