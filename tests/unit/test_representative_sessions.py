"""A representative who comes from a provider: vouched for again, and ended in time."""

from datetime import timedelta

import pytest

from ordonnance.bootstrap.held import RENEWED_AFTER
from ordonnance.bootstrap.patient_sign_in import ToLink
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import Representative, Role
from ordonnance.domain.civil_identity import Traits
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Sex
from ordonnance.domain.representation import By, Proof, Representation
from ordonnance.usecases.representations_kept import key_of, reference, written, written_end
from tests.builders.provider import patients
from tests.unit.test_sign_in import CLIENT, World, refused

pytestmark = pytest.mark.anyio

LEO = Ins("120039999900331", InsOid.NIR_DEMO)
CODE = "0123456789"


class Represented(World):
    """A father whom the provider names, and the representation of his child."""

    def __init__(self) -> None:
        super().__init__()
        self.own.person = {
            "sub": "marc", "family_name": "Démo", "given_name": "Marc", "gender": "male",
            "birthdate": "1988-09-12", "birthplace": "75111",
        }  # fmt: skip
        self.by = By(self.clock(), "fund_agent", "caisse", "Caisse Exemple", "")
        today = self.clock().date()
        marc = Traits("Démo", ("Marc",), Sex.MALE, today.replace(1988, 9, 12))
        self.made = Representation(
            "7b1f0d1e-0000-4000-8000-000000000001", LEO, "Léo DÉMO", marc,
            Proof.FAMILY_RECORD_BOOK, today + timedelta(days=1), self.by,
        )  # fmt: skip
        self.sign_in = self.own.sign_in(patients(acr=()))
        self.browsing.sign_in = self.sign_in

    async def recorded(self) -> None:
        kept, made, now = self.own.representations, self.made, self.clock()
        await kept.record(key_of(LEO), made.id, written(made), now)
        until = now + timedelta(days=7)
        await kept.offer(made.representative.key, made.id, CODE, reference(made), now, until)

    async def ended(self) -> None:
        kept = self.own.representations
        await kept.end(key_of(LEO), self.made.id, written_end(self.by), self.clock())

    async def came_back(self) -> object:
        departure = await self.sign_in.departure("patients", "/")
        answered = self.own.answered(departure.address)
        return await self.sign_in.arrival("patients", departure.cookie, answered)

    async def begun(self) -> SignedIn:
        """By the code the first time; the session of the second, which asks for none."""
        await self.recorded()
        waiting = await self.came_back()
        assert isinstance(waiting, ToLink)
        await self.sign_in.by_code(waiting.cookie, CODE)
        again = await self.came_back()
        assert not isinstance(again, ToLink)
        return await self.browsing.begin_held(again.held, CLIENT)  # type: ignore[attr-defined]  # Arrival

    async def resumed(self, session: SignedIn) -> SignedIn | None:
        return await self.browsing.resume(session.secret, CLIENT)


@pytest.fixture
def world() -> Represented:
    return Represented()


async def test_it_is_vouched_for_again_though_its_account_stands_for_no_ins(
    world: Represented,
) -> None:
    session = await world.begun()
    actor = session.caller.actor
    assert isinstance(actor, Representative)
    assert (actor.ins, actor.acting_for) == (None, LEO)
    world.clock.at += RENEWED_AFTER
    again = await world.resumed(session)
    assert again is not None
    assert again.caller.role is Role.REPRESENTATIVE
    assert again.vouched_for is not None
    assert session.vouched_for is not None
    assert again.vouched_for.proved_at > session.vouched_for.proved_at


async def test_ended_it_is_refused_once_then_over(world: Represented) -> None:
    session = await world.begun()
    await world.ended()
    await refused("REPRESENTATION_OVER", world.resumed(session))
    assert await world.resumed(session) is None
    assert isinstance(await world.came_back(), ToLink)


async def test_its_last_day_ends_it_in_paris(world: Represented) -> None:
    session = await world.begun()
    assert session.vouched_for is not None
    assert session.ends_at.timestamp() <= session.vouched_for.ends
    world.clock.at += timedelta(days=2)
    assert isinstance(await world.came_back(), ToLink)


async def test_nobody_acts_under_a_representation_of_somebody_else(world: Represented) -> None:
    session = await world.begun()
    await refused("REPRESENTATION_OVER", world.browsing.act_for(session, "autre", CLIENT))
    # Oneself is nobody here before a code of one's own.
    await refused("TOKEN_EXPIRED", world.browsing.act_for(session, "", CLIENT))
    assert await world.resumed(session) is not None
