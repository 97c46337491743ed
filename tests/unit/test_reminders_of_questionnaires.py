"""Reminders of the questionnaire, beside the register: what may leave, and what stops it."""

import asyncio
import json
from types import SimpleNamespace
from typing import cast

import pytest

from ordonnance.adapters.memory.letters import MemoryLetters
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.preserie import Preserie
from ordonnance.bootstrap.reminders import NO_MAILBOX, OUTSIDE, entered, why_not
from ordonnance.domain.ids import Finess
from ordonnance.domain.letters import LetterKind, LetterState, OpenBox
from ordonnance.domain.mssante import WhiteList
from ordonnance.domain.preserie.pilot import Site
from ordonnance.usecases.mail.posting import Posted, post
from tests.builders import simulated_pilot as simulated
from tests.builders.mail import PHARMACY, SAMU, TRUSTED
from tests.builders.pilot_registers import CNAM, PILOT, SetClock, prepared, written
from tests.builders.pilot_registers import Room as Register
from tests.builders.platform import done

SITE = simulated.am(1)


def letter(site: str, letters: MemoryLetters, clock: SetClock) -> str:
    """A reminder to a site that has not left yet."""
    about = Posted(
        id=f"{site}@exemple", kind=LetterKind.REMINDER, concerns=f"questionnaire|{PILOT}|{site}",
        box=OpenBox(str(SAMU.address)), recipient=str(PHARMACY.address), content=b"rappel",
    )  # fmt: skip
    return done(post(letters, about, TRUSTED, clock.now())).id


def test_an_answer_posted_by_a_program_stops_the_reminders_of_its_site_alone() -> None:
    register, letters = Register(), MemoryLetters()
    done(written(register, prepared()))
    platform = SimpleNamespace(
        preserie=Preserie(register.pilots, register.clock),
        regulating=SimpleNamespace(letters=letters),
    )
    own = letter(SITE.value, letters, register.clock)
    other = letter(simulated.am(2).value, letters, register.clock)
    said = {"invitation": "0" * 32, "n° AM": SITE.value, "le": "03/03/2026",
            "réponses": {"SAT-01": "4"}}  # fmt: skip
    body = json.dumps({"présérie": PILOT, "questionnaire": said}).encode()
    asyncio.run(entered(cast("Platform", platform), CNAM, body, "cle"))
    states = [kept.state for each in (own, other) if (kept := done(letters.read(each)))]
    assert states == [LetterState.CANCELLED, LetterState.READY]


@pytest.mark.parametrize(
    ("trusted", "places", "told"),
    [(TRUSTED, True, ""), (TRUSTED, False, NO_MAILBOX), (None, True, OUTSIDE),
     (WhiteList.of(["chu-exemple.mssante.fr"], TRUSTED.dated), True, OUTSIDE)],
)  # fmt: skip
def test_a_mailbox_to_which_nothing_may_leave_is_said_beside_its_site(
    trusted: WhiteList | None, *, places: bool, told: str
) -> None:
    finess = Finess("990000069")
    own = SimpleNamespace(address=PHARMACY.address)
    known = {f"F{finess.value}": own} if places else {}
    platform = SimpleNamespace(
        mailing=SimpleNamespace(
            operators=SimpleNamespace(preserie=SAMU, places=known),
            room=SimpleNamespace(trust=SimpleNamespace(current=lambda: trusted)),
        ),
        directory=SimpleNamespace(directories=SimpleNamespace(current=lambda: None)),
    )
    assert why_not(cast("Platform", platform), Site(SITE, "33", finess=finess)) == told
