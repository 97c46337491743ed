"""The stages of a présérie and the one table of what leads from one to the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.preserie.pilot import Done, PilotAct


class Stage(StrEnum):
    """Where a présérie stands."""

    PREPARING = "preparing"
    COMMUNICATED = "communicated"
    INFORMED = "informed"
    LAUNCHED = "launched"
    RUNNING = "running"
    ASSESSED = "assessed"
    GENERALISED = "generalised"
    ABANDONED = "abandoned"

    @property
    def label(self) -> str:
        """French words."""
        return _STAGES[self]


_STAGES = {
    Stage.PREPARING: "en préparation",
    Stage.COMMUNICATED: "communiquée au GIE SESAM-Vitale et à la Cnam",
    Stage.INFORMED: "connue des CPAM",
    Stage.LAUNCHED: "lancée",
    Stage.RUNNING: "en cours",
    Stage.ASSESSED: "au bilan",
    Stage.GENERALISED: "généralisée",
    Stage.ABANDONED: "abandonnée",
}

TRANSITIONS: dict[tuple[Stage, PilotAct], Stage] = {
    (Stage.PREPARING, PilotAct.COMMUNICATE): Stage.COMMUNICATED,
    (Stage.COMMUNICATED, PilotAct.INFORM): Stage.INFORMED,
    (Stage.INFORMED, PilotAct.MEET): Stage.LAUNCHED,
    (Stage.LAUNCHED, PilotAct.INSTALL): Stage.RUNNING,
    (Stage.RUNNING, PilotAct.INSTALL): Stage.RUNNING,
    # Sites that join later, and dates that change, are communicated and told the same way.
    (Stage.RUNNING, PilotAct.COMMUNICATE): Stage.RUNNING,
    (Stage.RUNNING, PilotAct.INFORM): Stage.RUNNING,
    (Stage.RUNNING, PilotAct.ASSESS): Stage.ASSESSED,
    (Stage.ASSESSED, PilotAct.GENERALISE): Stage.GENERALISED,
    (Stage.ASSESSED, PilotAct.PROLONG): Stage.RUNNING,
    (Stage.ASSESSED, PilotAct.EXTEND): Stage.RUNNING,
    **{
        (stage, PilotAct.ABANDON): Stage.ABANDONED
        for stage in Stage
        if stage not in (Stage.GENERALISED, Stage.ABANDONED)
    },
}
"""From a stage, by an act, to a stage; what is not here does not happen."""


@dataclass(frozen=True, slots=True)
class OutOfTurn:
    """An act that the stage did not allow; the stage stays what it was."""

    done: Done
    stage: Stage

    @property
    def allowed(self) -> tuple[PilotAct, ...]:
        """What could be done instead."""
        return next_acts(self.stage)


def next_acts(stage: Stage) -> tuple[PilotAct, ...]:
    """What a stage allows, in the order of the table."""
    return tuple(act for (origin, act) in TRANSITIONS if origin is stage)


def walk(done: Iterable[Done]) -> Iterator[Stage | OutOfTurn]:
    """The stage after each act, in its order, or why it was out of turn."""
    stage = Stage.PREPARING
    for each in done:
        reached = TRANSITIONS.get((stage, each.act))
        if reached is None:
            yield OutOfTurn(each, stage)
            continue
        stage = reached
        yield stage


def stage_after(done: Iterable[Done]) -> Stage:
    """Where these acts lead; those out of turn lead nowhere."""
    stages = [each for each in walk(done) if isinstance(each, Stage)]
    return stages[-1] if stages else Stage.PREPARING
