"""Who is known in a structure: those who signed in there, for those who may ask."""

from datetime import timedelta

import pytest

from ordonnance.adapters.memory import MemoryDesk
from ordonnance.domain.actors import Role
from ordonnance.domain.ids import Rpps
from ordonnance.usecases.colleagues import KEPT, colleagues, note_presence, require_pharmacist
from ordonnance.usecases.executant import executant_of
from tests.builders.platform import a_platform, refused

pytestmark = pytest.mark.anyio
PAUL, MARIE = Rpps("99900000078"), Rpps("99900000086")


async def test_a_prescriber_who_signed_in_is_known_at_their_place_and_at_no_other() -> None:
    platform, desk = a_platform(), MemoryDesk()
    now = platform.ports.clock.now()
    for who in ("medecin", "medecin2", "pharmacien", "preparateur", "patient", "assistante"):
        await note_presence(platform.caller(who), desk, now)
    found = await colleagues(platform.caller("assistante"), Role.PRESCRIBER, desk, now)
    assert [each.name for each in found] == ["Claire EXEMPLE"]
    found = await colleagues(platform.caller("preparateur"), Role.DISPENSER, desk, now)
    assert [each.rpps for each in found] == [PAUL]
    assert await colleagues(platform.caller("medecin"), Role.PRESCRIBER, desk, now + KEPT) == ()


async def test_coming_every_day_is_written_once_a_day_and_lasts() -> None:
    platform, desk = a_platform(), MemoryDesk()
    now, caller = platform.ports.clock.now(), platform.caller("medecin")
    for hours in (0, 1, 23, 25, 26):
        await note_presence(caller, desk, now + timedelta(hours=hours))
    late = now + KEPT + timedelta(hours=24)
    assert len(await colleagues(caller, Role.PRESCRIBER, desk, late)) == 1
    assert await colleagues(caller, Role.PRESCRIBER, desk, late + timedelta(hours=1)) == ()


@pytest.mark.parametrize(
    ("who", "role"),
    [("patient", Role.PRESCRIBER), ("pharmacien", Role.PRESCRIBER), ("medecin", Role.DISPENSER),
     ("caisse", Role.DISPENSER), ("assistante", Role.DISPENSER)],
)  # fmt: skip
async def test_who_has_nothing_to_ask_of_them_sees_nobody(who: str, role: Role) -> None:
    platform = a_platform()
    with refused("NOT_ALLOWED"):
        await colleagues(platform.caller(who), role, MemoryDesk(), platform.ports.clock.now())


async def test_a_preparateur_names_a_pharmacist_of_the_place_as_far_as_is_known() -> None:
    platform, desk = a_platform(), MemoryDesk()
    caller, now = platform.caller("preparateur"), platform.ports.clock.now()
    # Nobody is known yet: the word of the préparateur is all there is.
    await require_pharmacist(caller, MARIE, desk, now, declared=False)
    await note_presence(platform.caller("pharmacien"), desk, now)
    await require_pharmacist(caller, PAUL, desk, now, declared=False)
    with refused("PHARMACIST_ELSEWHERE"):
        await require_pharmacist(caller, MARIE, desk, now, declared=False)
    await require_pharmacist(caller, MARIE, desk, now, declared=True)


def test_a_preparateur_is_not_their_own_pharmacist() -> None:
    caller = a_platform().caller("preparateur")
    with refused("PHARMACIST_REQUIRED"):
        executant_of(caller, Rpps("99900000094"))
