"""The life of a representation, drawn: whatever is done in whatever order, nobody acts too long.

The model beside the base knows three things: was it ended, which code is the last, who typed it.
"""

from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ordonnance.adapters.memory import MemoryRepresentations
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.representation import Representation
from ordonnance.usecases.patient_access import HandedCode
from ordonnance.usecases.representations_kept import of_person
from ordonnance.usecases.representing import acting, end, end_at_a_fund, link_account
from tests.builders.counter import CHILD, CLAMOXYL, of
from tests.builders.platform import a_platform, done
from tests.builders.representing import (
    AS_FATHER,
    CHILD_INS,
    MARC,
    identity,
    recorded,
    recorded_at_a_fund,
)

ACCOUNT = "https://fournisseur.example|marc"
OTHER = identity(replace(MARC, given=("Autre",)))
DAYS = 9
"""Days that a representation lasts here: more than a code, so that each may end first."""


def refusal_of(act: Coroutine[Any, Any, object]) -> str:
    """The code with which an act is refused, empty when it is done."""
    try:
        done(act)
    except Refusal as refusal:
        return refusal.code
    return ""


class Representing(RuleBasedStateMachine):
    """A child, their father, two professionals and a fund, on one base in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.platform = a_platform()
        self.kept = MemoryRepresentations()
        self.number = self.platform.issue(of(CLAMOXYL, days=6), patient=CHILD).number
        self.made: Representation | None = None
        self.code: HandedCode | None = None
        self.linked: set[str] = set()
        self.ended: dict[str, str] = {}

    def stands(self) -> bool:
        made = self.made
        return (
            made is not None
            and made.id not in self.ended
            and legal_day(self.platform.clock.now(), PARIS) <= made.until
        )

    @rule(by=st.sampled_from(["medecin", "pharmacien", "caisse"]))
    def record(self, by: str) -> None:
        last = legal_day(self.platform.clock.now(), PARIS) + timedelta(days=DAYS)
        if self.made is not None and self.stands():
            last = self.made.until
        wanted = replace(AS_FATHER, until=last)
        if by == "caisse":
            given = recorded_at_a_fund(self.platform, self.platform.caller(by), self.kept, wanted)
        else:
            given = recorded(self.platform, self.number, by, self.kept, wanted)
        assert (given.representation == self.made) is self.stands()
        self.made, self.code = given.representation, given.code

    @precondition(lambda self: self.code is not None)
    @rule(right=st.booleans())
    def type_the_code(self, right: bool) -> None:
        now, made, code = self.platform.clock.now(), self.made, self.code
        assert made is not None
        assert code is not None
        opens = right and self.stands() and now < code.until
        who = identity() if right else OTHER
        told = refusal_of(link_account(ACCOUNT, who, code.code, now, self.kept))
        assert told == ("" if opens else "ACCESS_CODE_REFUSED")
        if opens:
            self.linked.add(made.id)
        if right:
            self.code = None

    @precondition(lambda self: self.made is not None)
    @rule(by=st.sampled_from(["medecin", "pharmacien", "caisse"]))
    def end(self, by: str) -> None:
        made, stood, ports = self.made, self.stands(), self.platform.ports
        assert made is not None
        ending = (
            end_at_a_fund(self.platform.caller(by), CHILD_INS, MARC, ports, self.kept)
            if by == "caisse"
            else end(self.platform.asked(self.number, by), made.id, ports, self.kept)
        )
        assert refusal_of(ending) == ("" if stood else "REPRESENTATION_UNKNOWN")
        if stood:
            self.ended[made.id] = by

    @rule(days=st.integers(1, DAYS + 1))
    def time_goes_by(self, days: int) -> None:
        self.platform.later(days=days)

    @invariant()
    def only_who_typed_the_code_of_what_stands_acts(self) -> None:
        found = done(acting(ACCOUNT, self.platform.clock.now(), self.kept))
        due = self.stands() and self.made is not None and self.made.id in self.linked
        assert [each.id for each in found] == ([self.made.id] if due and self.made else [])
        assert done(acting("autre", self.platform.clock.now(), self.kept)) == ()

    @invariant()
    def what_was_recorded_stays_as_it_was_with_its_first_end(self) -> None:
        every = done(of_person(CHILD_INS, self.kept))
        for each in every:
            assert (each.ended is not None) == (each.id in self.ended)
        assert self.made is None or every[-1].id == self.made.id


TestRepresenting = Representing.TestCase
TestRepresenting.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
