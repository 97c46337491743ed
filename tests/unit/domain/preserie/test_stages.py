"""The table of stages: what it allows, and that nothing else happens."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.preserie.pilot import Done, PilotAct
from ordonnance.domain.preserie.stages import (
    TRANSITIONS,
    OutOfTurn,
    Stage,
    next_acts,
    stage_after,
    walk,
)

DAY = date(2026, 3, 9)
ENDS = {Stage.GENERALISED, Stage.ABANDONED}


def acts(*done: PilotAct) -> list[Done]:
    return [Done(each, DAY) for each in done]


def test_a_pilot_goes_from_preparation_to_generalisation() -> None:
    told = (PilotAct.COMMUNICATE, PilotAct.INFORM)
    begun = (*told, PilotAct.MEET, PilotAct.INSTALL, PilotAct.INSTALL, PilotAct.ASSESS)
    again = (PilotAct.PROLONG, PilotAct.ASSESS, PilotAct.EXTEND, *told, PilotAct.INSTALL)
    done = acts(*begun, *again, PilotAct.ASSESS, PilotAct.GENERALISE)
    assert not [each for each in walk(done) if isinstance(each, OutOfTurn)]
    assert stage_after(done) is Stage.GENERALISED


def test_nothing_done_is_in_preparation_and_an_end_is_an_end() -> None:
    assert stage_after(()) is Stage.PREPARING
    assert {stage for stage in Stage if not next_acts(stage)} == ENDS


def test_each_stage_and_each_act_has_its_words_and_is_reached() -> None:
    assert set(TRANSITIONS.values()) == set(Stage) - {Stage.PREPARING}
    assert {act for _, act in TRANSITIONS} == set(PilotAct)
    assert len({each.label for each in Stage}) == len(Stage)
    assert len({each.label for each in PilotAct}) == len(PilotAct)


@given(st.lists(st.sampled_from(PilotAct), max_size=12))
def test_an_act_out_of_turn_changes_nothing(done: list[PilotAct]) -> None:
    stage = Stage.PREPARING
    for act, found in zip(done, walk(acts(*done)), strict=True):
        if isinstance(found, OutOfTurn):
            assert found.stage is stage
            assert act not in found.allowed
        else:
            assert found is TRANSITIONS[stage, act]
            stage = found
    assert stage_after(acts(*done)) is stage
