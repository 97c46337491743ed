"""Every act in any order against a slow sequential model: states, remaining, dates, versions.

The table of transitions is walked beside the model, so that a line moves only as the table says.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.dispensing import DeclineReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import TRANSITIONS, LineAct, LineState
from ordonnance.usecases.results import LineView
from tests.builders.counter import declined, of, packs
from tests.builders.platform import Platform, a_platform
from tests.generative.counter_model import PRODUCTS, Model, Product, Shelf, Visit

T = TypeVar("T")
OPEN = (LineState.OPEN, LineState.PARTLY_EXECUTED)
ENDINGS = {LineState.CANCELLED: LineAct.CANCEL, LineState.REPLACED: LineAct.REPLACE}
LISTE_II, RENEWAL = Exceptional.LISTE_II, Exceptional.RENEWAL
PHARMACIES = st.sampled_from(["pharmacien", "pharmacien2"])


def code_or(act: Callable[[], T]) -> tuple[str | None, T | None]:
    """The code of the refusal, or the answer."""
    try:
        return None, act()
    except Refusal as refusal:
        return refusal.code, None


class Acts(RuleBasedStateMachine):
    """The acts, each foretold by the model."""

    platform: Platform
    number: str
    model: Model
    seen: list[LineState]
    successor: tuple[str, date, bool] | None

    @initialize(
        lines=st.lists(
            st.tuples(st.sampled_from(PRODUCTS), st.integers(1, 6)), min_size=1, max_size=3
        )
    )
    def issue(self, lines: list[tuple[Product, int]]) -> None:
        self.platform = a_platform()
        self.shelves = [Shelf(product, boxes) for product, boxes in lines]
        self.written = [of(each.product.cis, days=each.boxes * each.product.box)
                        for each in self.shelves]  # fmt: skip
        self._start(self.platform.issue(*self.written).number, self.day, objects=False)

    def _start(self, number: str, written: date, objects: bool) -> None:
        self.number, self.successor = number, None
        self.model = Model(self.shelves, written, objects=objects)
        self.seen = [LineState.OPEN] * len(self.shelves)
        self._moved({})

    @property
    def day(self) -> date:
        return self.platform.clock.now().date()

    def _moved(self, acts: dict[int, LineAct]) -> None:
        """Each line went where the table says, and maybe lapsed on the way."""
        for index, before in enumerate(self.seen):
            act = acts.get(index + 1)
            moved = before if act is None else TRANSITIONS[before, act]
            if moved in OPEN and self.model.ended is not None:
                # What is taken back after the end is reached by the end in its turn.
                moved = TRANSITIONS[moved, ENDINGS[self.model.ended]]
            now = self.model.state(index + 1, self.day)
            assert now in (moved, TRANSITIONS.get((moved, LineAct.LAPSE)))
            self.seen[index] = now

    def _did(self, acts: dict[int, LineAct], *, author: bool = False) -> None:
        self.model.version += 1
        self.model.author_version += author
        self._moved(acts)

    def _serve_act(self, line: int) -> LineAct:
        return LineAct.SERVE_PART if self.model.left(line) else LineAct.SERVE_REST

    # --- The counter

    @rule(by=PHARMACIES, line=st.integers(1, 3), boxes=st.integers(1, 8))
    def serve_some(self, by: str, line: int, boxes: int) -> None:
        if line > len(self.shelves):
            code: str | None = "LINE_UNKNOWN" if self.model.ended is None else (
                f"ORDONNANCE_{self.model.ended.name}"
            )  # fmt: skip
        else:
            code = self.model.refusal(line, self.day, boxes)
        asked = packs(line, boxes)
        told, answer = code_or(lambda: self.platform.dispense(self.number, asked, by=by))
        assert told == code
        if answer is None:
            return
        visit = Visit(by)
        self.model.give(visit, line, self.day, boxes)
        self.model.visits.append(visit)
        assert answer.served[0].packs == boxes
        self._did({line: self._serve_act(line)})
        assert answer.version == self.model.version

    @rule(by=PHARMACIES)
    def serve_all(self, by: str) -> None:
        numbers = range(1, len(self.shelves) + 1)
        due = [n for n in numbers if self.model.refusal(n, self.day, None) is None]
        told, answer = code_or(lambda: self.platform.dispense(self.number, everything=True, by=by))
        if answer is None:
            codes = {self.model.refusal(n, self.day, None) for n in numbers}
            expected = codes.pop() if len(codes) == 1 else "NOTHING_TO_SERVE"
            assert not due
            assert told == expected
            return
        assert [each.line for each in answer.served] == due
        visit = Visit(by)
        for line in due:
            self.model.give(visit, line, self.day, self.model.portion(line, self.day))
        self.model.visits.append(visit)
        assert [each.packs for each in answer.served] == [each.boxes for each in visit.given]
        assert [each.line for each in answer.skipped] == [n for n in numbers if n not in due]
        self._did({line: self._serve_act(line) for line in due})

    @rule(by=PHARMACIES, line=st.integers(1, 3), text=st.sampled_from([RENEWAL, LISTE_II]))
    def go_beyond(self, by: str, line: int, text: Exceptional) -> None:
        """Beyond what is written: only once the line is over, and no line moves for it."""
        if line > len(self.shelves):
            return
        before, may = self.model.state(line, self.day), self.model.renewable(line, self.day)
        asked = packs(line, facts=CounterFacts(exceptional=text))
        told, answer = code_or(lambda: self.platform.dispense(self.number, asked, by=by))
        if answer is None:
            ended, codes = self.model.ended, {"LINE_BLOCKED"}
            codes |= {"LINE_NOT_DUE", "LINE_ENDED"} if text is LISTE_II else set()
            assert told in (codes if ended is None else {f"ORDONNANCE_{ended.name}"})
            assert text is RENEWAL or told == "LINE_NOT_DUE" or not may
            return
        assert self.model.ended is None
        assert before in (LineState.EXECUTED, LineState.EXPIRED)
        assert text is RENEWAL or may
        self.model.visits.append(Visit(by))
        self._did({})

    @rule(by=PHARMACIES, reason=st.sampled_from(DeclineReason))
    def decline(self, by: str, reason: DeclineReason) -> None:
        refusal = self.model.refusal(1, self.day, None)
        asked = declined(1, reason)
        told, answer = code_or(lambda: self.platform.dispense(self.number, asked, by=by))
        if answer is None:
            assert told == refusal
            assert TRANSITIONS.get((self.seen[0], LineAct.DECLINE)) is None
            return
        assert self.model.state(1, self.day) in (LineState.OPEN, LineState.PARTLY_EXECUTED)
        self.model.visits.append(Visit(by))
        self._did({1: LineAct.DECLINE})

    @precondition(lambda self: self.model.visits)
    @rule(by=PHARMACIES)
    def undo(self, by: str) -> None:
        if all(visit.by != by for visit in self.model.visits):
            return
        mine = [visit for visit in self.model.visits if visit.by == by and not visit.undone]
        told, answer = code_or(lambda: self.platform.undo(self.number, by=by))
        assert told == (None if mine else "DISPENSE_UNKNOWN")
        if answer is None:
            return
        mine[-1].undone = True
        rank = self.model.visits.index(mine[-1]) + 1
        assert answer.reference == f"EX-{self.number[-2:]}-{rank:03d}"
        lines = {each.line for each in mine[-1].given}
        self._did({
            line: LineAct.UNDO_PART if list(self.model.taken(line)) else LineAct.UNDO_ALL
            for line in lines
        })  # fmt: skip

    # --- The author and the patient

    def _end(self, how: LineState) -> None:
        self.model.ended = how
        self._did({n + 1: ENDINGS[how] for n in range(len(self.shelves))}, author=True)

    def _foretold(self, refusal: Refusal) -> None:
        blind = self.model.objects
        if self.model.ended is not None:
            assert refusal.code == "ALREADY_ENDED"
        else:
            assert refusal.code == "NOTHING_LEFT"
            assert self.model.whole(self.day, blind=blind) == "executed"
            assert not self.model.any_renewable(self.day, blind=blind)

    @rule()
    def cancel(self) -> None:
        try:
            answer = self.platform.cancel(self.number)
        except Refusal as refusal:
            self._foretold(refusal)
            return
        self._end(LineState.CANCELLED)
        assert answer.version == self.model.author_version

    @rule()
    def replace(self) -> None:
        try:
            answer = self.platform.replace(self.number, *self.written)
        except Refusal as refusal:
            self._foretold(refusal)
            return
        self._end(LineState.REPLACED)
        self.successor = (answer.number, self.day, self.model.objects)

    @precondition(lambda self: self.successor is not None)
    @rule()
    def follow_the_correction(self) -> None:
        assert self.successor is not None
        self._start(*self.successor)

    @rule(withdraw=st.booleans())
    def object(self, withdraw: bool) -> None:
        told, answer = code_or(lambda: self.platform.object(self.number, withdraw=withdraw))
        assert told == (None if self.model.objects is withdraw else "OBJECTION_UNCHANGED")
        if answer is None:
            return
        self.model.objects = not withdraw
        self._did({})

    @rule(days=st.one_of(st.integers(1, 40), st.integers(60, 120)))
    def time_passes(self, days: int) -> None:
        if self.day < date(2029, 6, 1):
            self.platform.later(days)
            self._moved({})

    # --- What everybody reads

    def _compare(self, line: LineView, *, blind: bool) -> None:
        model, number = self.model, line.line
        state = model.state(number, self.day, blind=blind)
        assert line.state is state
        left = model.left(number, blind=blind)
        total = model.shelves[number - 1]
        assert 0 <= left <= total.boxes
        if state in OPEN:
            assert line.remaining.packs == left
            assert line.remaining.units == line.remaining.days == left * total.product.box
            completes = model.rest(number, self.day, blind=blind) > 0
            assert line.next_on == (self.day if completes else model.opens(number, blind=blind))
        else:
            assert line.remaining.packs == Decimal(0)
            assert line.next_on is None
        assert line.last_on == model.last(number, blind=blind)
        renewable = model.renewable(number, self.day, blind=blind)
        assert (line.renewal is not None) is renewable

    @invariant()
    def the_counter_sees_the_model(self) -> None:
        opened = self.platform.consult(self.number, "patient")
        assert opened.version == self.model.version
        assert opened.state == self.model.whole(self.day)
        for line in opened.lines:
            self._compare(line, blind=False)

    @invariant()
    def the_author_sees_no_dispensing_while_the_patient_objects(self) -> None:
        opened = self.platform.consult(self.number, "medecin")
        blind = self.model.objects
        assert (opened.version, opened.executions_hidden) == (self.model.author_version, blind)
        assert opened.state == self.model.whole(self.day, blind=blind)
        for line in opened.lines:
            self._compare(line, blind=blind)

    @invariant()
    def what_was_served_and_what_remains_make_what_was_prescribed(self) -> None:
        progress = self.platform.progress(self.number)
        for number, shelf in enumerate(self.shelves, start=1):
            served = sum((each.packs for each in progress.served(number)), Decimal(0))
            assert served + self.model.left(number) == shelf.boxes
        assert [each.undone is not None for each in progress.dispenses] == [
            visit.undone for visit in self.model.visits
        ]


# Without the shrinking phase: a failure tells its steps at once instead of after minutes.
Acts.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)  # fmt: skip
TestActs = Acts.TestCase
