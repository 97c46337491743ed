"""Whoever signs in sends from their mailboxes: the token is held in memory, and forgotten."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from ordonnance.adapters.mailbox.operators import Box, Host, Operators, PlaceBox, Server
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.memory.letters import MemoryLetters
from ordonnance.adapters.memory.sessions import MemorySessions
from ordonnance.bootstrap.mail_sessions import MailSessions
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.regulating import MailSenders
from ordonnance.bootstrap.renewing import Renewing
from ordonnance.bootstrap.sign_in import Arrival, SignIn
from ordonnance.domain.directory import DirectoryVersion, Entry, MailboxType
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.directory import Directory
from ordonnance.usecases.mail.sending import MailRoom
from tests.builders.mail import Trust, Watch
from tests.builders.platform import a_platform
from tests.builders.postmen import Postman
from tests.builders.provider import SEALING, US, MovingClock, OwnProvider
from tests.builders.samu import CENTRE
from tests.builders.tokens import NOW, professional_claims

pytestmark = pytest.mark.anyio
OWN = "paul.exemple@pharmacien.mssante.fr"
MINE = OpenBox(OWN, professional_claims()["SubjectNameID"])
SERVER = Server(Host("localhost", 1), Host("localhost", 2))


class Published:
    """A directory that publishes the mailboxes of everybody as those of one person."""

    def current(self) -> tuple[DirectoryVersion, Directory] | None:
        """It."""
        return DirectoryVersion(date(2026, 11, 20), "0" * 64, ""), cast(Directory, self)

    def mailboxes_of(self, _rpps: str) -> tuple[Entry, ...]:
        """One that is configured here, one elsewhere, one that is no address."""
        return tuple(
            Entry(each, MailboxType.PERSON, None)
            for each in (OWN, "paul@ailleurs.mssante.fr", "illisible")
        )


def operators(**boxes: Box) -> Operators:
    """The operator of two domains."""
    servers = {"pharmacien.mssante.fr": SERVER, "samu-exemple.mssante.fr": SERVER}
    place = PlaceBox(MssAddress.parse(CENTRE), "Régulation")
    return Operators("DEMO", Path(), None, servers, boxes, {"F990000051": place})


class World:
    """A provider, our sign-in, and the mail of this process."""

    def __init__(self) -> None:
        self.clock = MovingClock()
        watch = Watch(NOW)
        self.tokens = LiveTokens(watch)
        self.watch = watch
        room = MailRoom(MemoryLetters(), Postman(set()), Trust(), watch)
        self.mailing = Mailing(operators(), self.tokens, room)
        self.mail = MailSessions(self.mailing, Published())
        self.own = OwnProvider(self.clock)
        self.own.person = professional_claims()
        self.sign_in = SignIn(
            [self.own.client()],
            SEALING,
            self.clock,
            US,
            self.own.accounts,
            self.own.representations,
            self.mail,
        )

    async def arrived(self) -> Arrival:
        """Somebody signs in."""
        departure = await self.sign_in.departure("psc", "/")
        answer = self.own.answered(departure.address)
        found = await self.sign_in.arrival("psc", departure.cookie, answer)
        assert isinstance(found, Arrival)
        return found


@pytest.fixture
def world() -> World:
    """One."""
    return World()


async def test_the_token_of_who_signs_in_opens_their_mailbox_here_until_it_ends(
    world: World,
) -> None:
    held = (await world.arrived()).held
    assert world.tokens.boxes() == {MINE}
    assert world.tokens.of(MINE) == "acces"
    assert b"acces" not in held.written()
    assert "acces" not in repr(world.mail)
    world.watch.pass_by(hours=2)
    assert world.tokens.boxes() == frozenset()


async def test_being_vouched_for_again_brings_another_token(world: World) -> None:
    held = (await world.arrived()).held
    world.tokens.drop(MINE)
    assert await world.sign_in.renewed(held) is not None
    assert world.tokens.boxes() == {MINE}


async def test_a_token_that_is_over_has_the_provider_asked_again_before_its_ten_minutes(
    world: World,
) -> None:
    held = (await world.arrived()).held
    sessions = MemorySessions()
    renewing = Renewing(sessions, world.clock, timedelta(minutes=30))
    world.clock.at += timedelta(minutes=2)
    assert not renewing.stale(held, world.sign_in)
    world.watch.pass_by(hours=2)
    assert renewing.stale(held, world.sign_in)
    assert not renewing.stale(replace(held, refresh=None), world.sign_in)
    assert not renewing.stale(replace(held, sub="personne"), world.sign_in)
    fresh = replace(held, proved_at=world.clock().timestamp())
    assert not renewing.stale(fresh, world.sign_in)


async def test_leaving_forgets_it_and_not_that_of_a_colleague(world: World) -> None:
    held = (await world.arrived()).held
    await world.sign_in.leaving(held)
    assert world.tokens.boxes() == frozenset()
    held = (await world.arrived()).held
    later = NOW + timedelta(minutes=5)
    colleague = OpenBox(OWN, "899900000019")
    world.tokens.hold(colleague, "autre", later)
    await world.sign_in.leaving(held)
    assert world.tokens.boxes() == {colleague}


async def test_without_mail_nothing_is_held(world: World) -> None:
    silent = MailSessions(None, Published())
    silent.hold("a", professional_claims(), "acces", NOW)
    assert silent.boxes({}) == frozenset()
    silent.forget("a")
    assert not silent.lapsed("a")
    assert world.tokens.boxes() == frozenset()


def regulator() -> Any:
    """A regulator at the centre."""
    return a_platform().caller("regulateur")


def test_the_mailbox_of_the_centre_sends_with_its_certificate_or_a_live_session(
    world: World,
) -> None:
    senders = MailSenders(world.mailing)
    directory = Published().current()
    assert directory is not None
    assert senders.of(regulator(), directory[1]) == ()
    until, mine = NOW + timedelta(minutes=5), regulator().actor.person_key
    for each in (CENTRE, OWN):
        world.tokens.hold(OpenBox(each, "899900000019"), "collègue", until)
    assert senders.of(regulator(), directory[1]) == ()
    boxes = (OpenBox(CENTRE, mine), OpenBox(OWN, mine))
    for each in boxes:
        world.tokens.hold(each, "acces", until)
    assert senders.of(regulator(), directory[1]) == boxes
    box = Box(MssAddress.parse(CENTRE), "Régulation", Path("c.pem"), None)
    alone = replace(world.mailing, operators=operators(**{CENTRE: box}))
    assert MailSenders(alone).of(regulator(), None) == (OpenBox(CENTRE),)
    assert MailSenders(None).of(regulator(), None) == ()
