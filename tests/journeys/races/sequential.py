"""One ordonnance when people come one after the other: what each is told, counted box by box.

The counting is that of the model of `tests/generative`, which calls nothing of the code under test.
A state is a value, so that the search for an order can come back to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from ordonnance.domain.execution import LineState
from tests.generative.counter_model import Given, Model, Shelf, Visit

AUTHOR, PATIENT = "medecin", "patient"
ENDINGS = {"cancel": LineState.CANCELLED, "replace": LineState.REPLACED}
WRITES = ("dispense", "undo", "cancel", "replace", "object")

Told = tuple[Any, ...]


IN_THE_BODY = {"dispense": ("line", "packs"), "undo": ("rank",), "object": ("withdraw",)}


@dataclass(frozen=True, slots=True, repr=False)
class Act:
    """What somebody asks. `line` None: everything due; `rank`: of the dispensing to undo.

    `lost`: whoever asks hangs up before the answer.
    """

    who: str
    operation: str
    line: int | None = None
    packs: int | None = None
    rank: int | None = None
    withdraw: bool = False
    key: str = ""
    if_match: int | None = None
    lost: bool = False

    @property
    def asked(self) -> "Act":
        """What the body says: neither the key nor the version."""
        said = {name: getattr(self, name) for name in IN_THE_BODY.get(self.operation, ())}
        return Act(self.who, self.operation, **said)

    def __repr__(self) -> str:
        said = {each.name: getattr(self, each.name) for each in fields(self)[2:]}
        more = [f"{name}={value}" for name, value in said.items() if value not in (None, False, "")]
        return " ".join([self.who, self.operation, *more])


@dataclass(frozen=True, slots=True)
class KeptVisit:
    """A dispensing recorded, as a value."""

    by: str
    given: tuple[Given, ...]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """Everything that decides what the next one is told."""

    shelves: tuple[tuple[str, int], ...]
    visits: tuple[KeptVisit, ...] = ()
    ended: LineState | None = None
    objects: bool = False
    version: int = 1
    author_version: int = 1
    answered: tuple[tuple[str, str, Act, Told], ...] = ()
    written: tuple[str, ...] = ("issue",)


class Counter:
    """The sequential truth about one ordonnance written on `day`, whose lines are `shelves`."""

    def __init__(self, shelves: Mapping[str, Shelf], day: date) -> None:
        self._products, self._day = shelves, day

    def start(self) -> State:
        """Just issued."""
        return State(tuple((name, shelf.boxes) for name, shelf in self._products.items()))

    def step(self, state: State, act: Act) -> tuple[State, Told]:
        """What follows when this act comes next, and what is told."""
        if act.operation not in WRITES:
            return state, self._read(state, act)
        for who, key, asked, told in state.answered:
            if (who, key) == (act.who, act.key):
                return state, told if asked == act.asked else ("IDEMPOTENCY_KEY_REUSED",)
        seen = state.author_version if act.who == AUTHOR else state.version
        if act.if_match is not None and act.if_match != seen:
            return state, ("VERSION_STALE",)
        after, told = _DECIDED[act.operation](self, state, act)
        if told[0] != "ok":
            return state, told
        kept = (act.who, act.key, act.asked, told)
        return replace(after, answered=(*state.answered, kept),
                       written=(*state.written, act.operation)), told  # fmt: skip

    def _model(self, state: State) -> Model:
        visits = [Visit(each.by, list(each.given), each.undone) for each in state.visits]
        shelves = [self._products[name] for name, _ in state.shelves]
        return Model(shelves, self._day, visits, state.ended, state.objects)

    def _lines(self, model: Model, *, blind: bool = False) -> Told:
        open_ = (LineState.OPEN, LineState.PARTLY_EXECUTED)
        told = []
        for number in range(1, len(model.shelves) + 1):
            state = model.state(number, self._day, blind=blind)
            left = model.left(number, blind=blind) if state in open_ else 0
            told.append((state.value, left))
        return tuple(told)

    # --- What is read

    def _read(self, state: State, act: Act) -> Told:
        if act.operation == "journal":
            return ("ok", state.written)
        blind = state.objects and act.who == AUTHOR
        if act.operation == "executions":
            given = tuple(
                (rank, visit.undone)
                for rank, visit in enumerate(state.visits, start=1)
                if act.who in (AUTHOR, PATIENT, visit.by)
            )
            return ("ok", blind, () if blind else given)
        model = self._model(state)
        version = state.author_version if act.who == AUTHOR else state.version
        whole = model.whole(self._day, blind=blind)
        return ("ok", version, whole, state.objects, self._lines(model, blind=blind))

    # --- What is written

    def _dispense(self, state: State, act: Act) -> tuple[State, Told]:
        model, visit = self._model(state), Visit(act.who)
        lines = range(1, len(model.shelves) + 1) if act.line is None else (act.line,)
        codes = {line: model.refusal(line, self._day, act.packs) for line in lines}
        for line, code in codes.items():
            if code is None:
                boxes = act.packs or model.portion(line, self._day)
                model.give(visit, line, self._day, boxes)
        if not visit.given:
            refusals = set(codes.values())
            return state, (refusals.pop() if len(refusals) == 1 else "NOTHING_TO_SERVE",)
        model.visits.append(visit)
        kept = KeptVisit(act.who, tuple(visit.given))
        after = replace(state, visits=(*state.visits, kept), version=state.version + 1)
        given = tuple((each.line, each.boxes) for each in visit.given)
        return after, ("ok", after.version, len(after.visits), given, self._lines(model))

    def _undo(self, state: State, act: Act) -> tuple[State, Told]:
        mine = [rank for rank, each in enumerate(state.visits, start=1) if each.by == act.who]
        standing = [rank for rank in mine if not state.visits[rank - 1].undone]
        if act.rank is not None and act.rank in mine and act.rank not in standing:
            return state, ("DISPENSE_ALREADY_UNDONE",)
        wanted = standing[-1:] if act.rank is None else [each for each in mine if each == act.rank]
        if not wanted:
            return state, ("DISPENSE_UNKNOWN",)
        (rank,) = wanted
        visits = tuple(
            replace(each, undone=True) if place == rank else each
            for place, each in enumerate(state.visits, start=1)
        )
        after = replace(state, visits=visits, version=state.version + 1)
        return after, ("ok", after.version, rank, self._lines(self._model(after)))

    def _end(self, state: State, act: Act) -> tuple[State, Told]:
        if state.ended is not None:
            return state, ("ALREADY_ENDED",)
        if self._model(state).whole(self._day, blind=state.objects) == "executed":
            return state, ("NOTHING_LEFT",)
        after = replace(
            state, ended=ENDINGS[act.operation], version=state.version + 1,
            author_version=state.author_version + 1,
        )  # fmt: skip
        return after, ("ok", after.author_version) if act.operation == "cancel" else ("ok",)

    def _object(self, state: State, act: Act) -> tuple[State, Told]:
        if state.objects is not act.withdraw:
            return state, ("OBJECTION_UNCHANGED",)
        after = replace(state, objects=not act.withdraw, version=state.version + 1)
        return after, ("ok", after.objects)


_DECIDED: Mapping[str, Callable[[Counter, State, Act], tuple[State, Told]]] = {
    "dispense": Counter._dispense, "undo": Counter._undo, "cancel": Counter._end,
    "replace": Counter._end, "object": Counter._object,
}  # fmt: skip
