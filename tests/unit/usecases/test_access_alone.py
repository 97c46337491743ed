"""Who may do what concerns no ordonnance: every cell of role x act, asked of the acts themselves.

And that each act of the code is tried somewhere for every role.

`ALLOWED` decides, as in test_access: what it does not hold is refused.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from ordonnance.domain.actors import Caller, Role
from ordonnance.domain.register import RegisterKind
from ordonnance.usecases.access import Act
from ordonnance.usecases.mail.inbox import box_of
from ordonnance.usecases.read_register import ReadRegister, read_register
from ordonnance.usecases.read_stock import read_stock
from ordonnance.usecases.samu.models import Propose
from ordonnance.usecases.samu.proposing import propose
from ordonnance.usecases.writing.drafts import begin
from tests.builders.desk import a_desk
from tests.builders.mail import PHARMACY
from tests.builders.platform import MORNING, a_platform, done, refused
from tests.builders.samu import Centre
from tests.journeys.secrets import test_cells
from tests.unit.usecases import test_access, test_verify
from tests.unit.usecases.test_access import ALLOWED, DOING, HANDLES

OWN_SESSIONS = HANDLES | {
    Role.PRESCRIBER: "regulateur", Role.REGULATING_PHARMACIST: "regulateur-pharmacien",
    Role.ASSISTANT: "arm",
}  # fmt: skip
"""Somebody of each role who lacks nothing else that an act asks."""


def do_registers(caller: Caller) -> object:
    day = MORNING.date()
    command = ReadRegister(caller, RegisterKind.ORDONNANCIER, day, day)
    return done(read_register(command, a_platform().ports))


def do_inbox(caller: Caller) -> object:
    boxes = {caller.place.key: PHARMACY.address} if caller.place else {}
    return box_of(caller, boxes)


ALONE: dict[Act, Callable[[Caller], object]] = {
    Act.DRAFT: lambda caller: done(begin(replace(a_desk().writing, caller=caller))),
    Act.REGISTERS: do_registers,
    Act.STOCK: lambda caller: done(read_stock(caller, a_platform().ports)),
    Act.REGULATE: lambda caller: done(propose(Propose(caller), Centre(a_platform()).needs)),
    Act.INBOX: do_inbox,
}


@pytest.mark.parametrize(("role", "act"), list(product(Role, ALONE)), ids=str)
def test_a_cell_of_the_table_acts_and_any_other_is_refused(role: Role, act: Act) -> None:
    caller = a_platform().caller(OWN_SESSIONS[role])
    assert caller.role is role
    if act in ALLOWED[role]:
        assert ALONE[act](caller)
    else:
        with refused("NOT_ALLOWED"):
            ALONE[act](caller)


BY_THE_BASE = {Act.MARK_TWIN}
"""What nobody may ask: no door leads there and no role has it."""

ELSEWHERE: dict[Act, Callable[..., None]] = {
    Act.LIST: test_access.test_a_list_holds_one_s_own_ordonnances_and_nobody_else_s,
    Act.VERIFY: test_verify.test_each_difference_is_for_whom_the_table_allows,
    # Asked for by the doors, which search for whoever may.
    Act.MEDICINES: test_cells.test_a_cell,
    Act.DIRECTORY: test_cells.test_a_cell,
}
"""Acts that another test tries for every role."""


def test_every_act_is_tried_for_every_role() -> None:
    tried = [*DOING, *ALONE, *ELSEWHERE, *BY_THE_BASE]
    assert sorted(tried) == sorted(Act)
    assert set(HANDLES) == set(OWN_SESSIONS) == set(Role)
