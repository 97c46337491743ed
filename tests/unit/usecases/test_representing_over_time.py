"""How long an account stands for who is represented, and what is recorded twice at once."""

from dataclasses import replace

from ordonnance.domain.actors import Representative
from ordonnance.domain.representation import Representation
from ordonnance.domain.represented import Represented
from ordonnance.usecases.patient_access import LINKED_FOR
from ordonnance.usecases.representations_kept import key_of, of_person, reference, written
from ordonnance.usecases.representing import end, renounce
from tests.builders.platform import done
from tests.builders.representing import CHILD_INS
from tests.unit.usecases.test_representing import ACCOUNT, World


def test_an_account_stands_two_years_for_who_is_represented_then_a_code_links_it_anew() -> None:
    world = World()
    made = world.typed(world.recorded().code.code)
    world.platform.later(days=LINKED_FOR.days - 1)
    assert world.acting() == (made,)
    world.platform.later(days=1)
    assert world.acting() == ()
    again = world.recorded()
    assert again.representation == made
    world.typed(again.code.code)
    assert world.acting() == (made,)


def test_a_link_of_before_its_end_was_kept_has_none() -> None:
    world = World()
    made, now = world.recorded().representation, world.platform.clock.now()
    done(world.kept.link(ACCOUNT, made.id, reference(made), now))
    world.platform.later(days=LINKED_FOR.days)
    assert world.acting() == (made,)


def recorded_twice_at_once(world: World) -> tuple[Representation, Representation]:
    """A button pressed twice: neither press saw what the other recorded."""
    made = world.recorded().representation
    other, now = replace(made, id="7b1f0d1e-0000-4000-8000-000000000002"), made.recorded.at
    done(world.kept.record(key_of(made.ins), other.id, written(other), now))
    return made, other


def test_what_was_recorded_twice_at_once_is_ended_at_once() -> None:
    world = World()
    made, _ = recorded_twice_at_once(world)
    asked = world.platform.asked(world.number, "pharmacien")
    done(end(asked, made.id, world.platform.ports, world.kept))
    assert all(each.ended is not None for each in done(of_person(CHILD_INS, world.kept)))


def test_a_representative_who_stops_leaves_nothing_that_stands() -> None:
    world = World()
    _, other = recorded_twice_at_once(world)
    caller = world.platform.caller("representant")
    actor = caller.actor
    assert isinstance(actor, Representative)
    told = Represented(other.ins, other.until, other.represented, other.id)
    acting_so = replace(caller, actor=replace(actor, represents=(told,), acting_for=other.ins))
    done(renounce(acting_so, world.platform.ports, world.kept))
    assert all(each.ended is not None for each in done(of_person(CHILD_INS, world.kept)))
