"""An operator of secure mail that is down: whoever runs the base sees it, and the base is ready."""

import asyncio
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.bootstrap.mailing import Mailing, mailing_of
from ordonnance.bootstrap.platform import Platform
from ordonnance.domain.letters import LATE_AFTER, Event, Letter
from ordonnance.settings import read_settings
from ordonnance.usecases.mail.following import Lateness
from ordonnance.usecases.mail.posting import post
from ordonnance.usecases.mail.sending import happened
from tests.builders.mail import posted
from tests.journeys.mailed import PHARMACY
from tests.journeys.running import BaseInThread, ShiftedClock, answers, wait_until
from tests.journeys.test_metrics import samples
from tests.ports.mail.authority import Authority
from tests.ports.mail.servers import SAMU, operators_file

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Down:
    """The shared base a minute after a letter should have left, its operator down."""

    base: BaseInThread
    mailing: Mailing
    platform: Platform
    unlooked: Lateness
    """What stands before the first round has ended."""

    def posted(self) -> Letter:
        """A letter that waits for the operator."""
        given = posted(secrets.token_hex(8), sender=SAMU, recipient=str(PHARMACY.address))
        room = self.mailing.room
        letter: Letter = self.base.run(
            post(room.letters, given, room.trust.current(), SystemClock().now())
        )
        return letter

    def cancelled(self, letter: Letter) -> None:
        """Taken back by who wrote it."""
        letters = self.mailing.room.letters
        self.base.run(happened(letters, letter.id, Event.CANCELLED, SystemClock().now()))

    @property
    def late(self) -> int:
        """Letters that are late, as the last round found them."""
        return self.mailing.standing.lateness.letters

    def looked(self) -> bool:
        """True once a round has ended."""
        return self.mailing.standing.lateness is not self.unlooked

    def warned(self, letter: Letter) -> bool:
        """True once a round has told that this letter is late."""
        read = self.base.run(self.mailing.room.letters.read(letter.id))
        return read is not None and read.warned


@pytest.fixture
def down(base: BaseInThread, tmp_path: Path) -> Iterator[Down]:
    """A loop of secure mail runs towards a port where nobody listens."""
    Authority.made(tmp_path).certificate("samu", SAMU)
    clock, own = ShiftedClock(LATE_AFTER + MINUTE), base.platform.mailing
    assert own is not None
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        (tmp_path / "mail.toml").write_text(operators_file(port, port, certificate=SAMU))
        settings = read_settings({"ORDONNANCE_MAIL": str(tmp_path / "mail.toml")})
        made = mailing_of(settings, base.data, own.room.letters, demonstration=True)
        assert made is not None
        sending = made.unattended()
        room = replace(sending.room, clock=clock)
        mailing = replace(sending, room=room, poll_seconds=0.1, reports_seconds=0.1)
        ports = replace(base.platform.ports, clock=clock)
        stop = asyncio.Event()
        unlooked = mailing.standing.lateness
        running = asyncio.run_coroutine_threadsafe(mailing.run(stop), base.loop)
        platform = replace(base.platform, mailing=mailing, ports=ports)
        yield Down(base, mailing, platform, unlooked)
        base.loop.call_soon_threadsafe(stop.set)
        running.result(30)


def warning(address: str) -> str:
    """What /ready says of secure mail; it stays ready whatever that is."""
    # A machine that stands still has the database asked too late, once.
    wait_until(lambda: answers(address), 60)
    told: dict[str, Any] = httpx.get(f"{address}/ready", timeout=60, trust_env=False).json()
    found = {each["name"]: each["message"] for each in told.get("warnings", ())}
    return str(found.get("mail", ""))


def measured(address: str) -> dict[str, list[tuple[dict[str, str], float]]]:
    """What /metrics shows, by name."""
    return samples(httpx.get(f"{address}/metrics", trust_env=False).text)


def test_letters_that_stay_and_mailboxes_not_followed_are_seen_and_stop_nothing(
    down: Down,
) -> None:
    with down.base.served(down.platform) as address:
        wait_until(lambda: "boîte de messagerie sécurisée ne se relève pas" in warning(address), 60)
        wait_until(down.looked, 60)
        # Letters of other tests, as late by this clock: they may leave, none comes.
        before = down.late
        letter = down.posted()
        wait_until(lambda: down.warned(letter), 60)
        wait_until(lambda: "de la messagerie sécurisée" in warning(address), 60)
        assert SAMU not in warning(address)
        # The database is looked at once a second.
        wait_until(lambda: measured(address)["ordonnance_mail_waiting_letters"][0][1] >= 1, 60)
        read = measured(address)
        ((_, overdue),) = read["ordonnance_mail_overdue_seconds"]
        assert overdue >= MINUTE.total_seconds()
        assert ({"process": "0"}, 1.0) in read["ordonnance_mail_unfollowed_mailboxes"]
        down.cancelled(letter)
        wait_until(lambda: down.late <= before, 60)
