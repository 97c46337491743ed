"""`mail`: the queue of a base, told in French, by message ids only."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from ordonnance.adapters.memory import MemoryLetters
from ordonnance.bootstrap import mail_desk
from ordonnance.bootstrap.mail_desk import MailDesk, Tried
from ordonnance.domain.letters import Event, LetterKind, LetterState
from ordonnance.doors.api import logs
from ordonnance.doors.cli import prose_mail
from ordonnance.usecases.mail.posting import post
from ordonnance.usecases.mail.sending import happened
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from ordonnance.usecases.words import LETTERS
from tests.builders.mail import NOON, PHARMACY, TRUSTED, WRITER, posted
from tests.unit.cli.conftest import Ordonnance

WAITING, SENT, BACK = (f"demo-{rank}@chu-exemple.mssante.fr" for rank in range(1, 4))


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """One letter that waits, one that left, one that came back."""
    made = MemoryLetters()

    async def fill() -> None:
        for rank, writer in ((1, WRITER), (2, ""), (3, "")):
            at = NOON + timedelta(minutes=rank)
            await post(made, posted(f"demo-{rank}", writer=writer), TRUSTED, at)
        for id in (SENT, BACK):
            await happened(made, id, Event.HANDING, NOON)
            await happened(made, id, Event.TAKEN, NOON, "2.0.0")
        await happened(made, BACK, Event.BOUNCED, NOON, "5.1.1")

    asyncio.run(fill())

    @asynccontextmanager
    async def opened(*_: Any) -> AsyncIterator[MailDesk]:
        yield MailDesk(made, None)

    monkeypatch.setattr(mail_desk, "mail_desk", opened)
    # Logs go to a stream that ends with this test: others would write to it.
    monkeypatch.setattr(logs, "configure_logs", lambda _level: None)


def test_the_queue_tells_what_waits_left_and_came_back_and_what_to_do(
    ordonnance: Ordonnance,
) -> None:
    said = ordonnance("mail", "queue").stdout
    waiting, sent, back, do = said.splitlines()
    assert "non envoyé, reconnectez-vous, en retard" in waiting
    assert waiting.endswith(WAITING)
    assert sent == f"12/03/2026 12:02:00 UTC  prescription  parti, code 2.0.0  {SENT}"
    assert "revenu, personne ne l’a reçu, code 5.1.1" in back
    assert do.strip().startswith("Cette boîte n’existe pas.")
    assert str(PHARMACY.address) not in said


def test_an_empty_queue_says_so_and_all_shows_what_is_over(ordonnance: Ordonnance) -> None:
    for id in (WAITING,):
        ordonnance("mail", "cancel", id)
    assert WAITING not in ordonnance("mail", "queue").stdout
    assert "annulé avant de partir" in ordonnance("mail", "queue", "--all").stdout
    assert prose_mail.queue(()) == "Aucun envoi."


def test_one_letter_is_shown_with_its_history(ordonnance: Ordonnance) -> None:
    said = ordonnance("mail", "show", BACK).stdout.splitlines()
    assert [each.split("UTC")[1].strip() for each in said[2:]] == [
        "fin du message annoncée", "pris par le serveur (2.0.0)", "revenu (5.1.1)",
    ]  # fmt: skip
    told = json.loads(ordonnance("mail", "show", SENT, "--json").stdout)
    assert (told["id"], told["state"]) == (SENT, "handed")
    assert str(PHARMACY.address) not in json.dumps(told)


def test_what_left_is_not_cancelled(ordonnance: Ordonnance) -> None:
    refused = ordonnance("mail", "cancel", SENT, "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "MAIL_LEFT"
    unknown = ordonnance("mail", "show", "autre@x.fr", "--json")
    assert json.loads(unknown.stdout)["error"]["code"] == "MAIL_UNKNOWN"


def test_without_configuration_nothing_is_withdrawn_nor_tried(ordonnance: Ordonnance) -> None:
    for asked in (("withdraw", SENT, "--reason", "erreur"), ("test", "a@chu-exemple.mssante.fr")):
        assert "ORDONNANCE_MAIL" in ordonnance("mail", *asked).stderr


def test_a_trial_tells_its_times_and_ends_with_1_when_something_did_not_come(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tried(*_: Any) -> Tried:
        return Tried("essai", 0.21, 1.04, None)

    monkeypatch.setattr(MailDesk, "try_out", tried)
    told = ordonnance("mail", "test", "a@chu-exemple.mssante.fr")
    assert told.exit_code == 1
    assert "Remis au serveur\u202f: en 0,2 s" in told.stdout
    assert "Accusé de distribution\u202f: pas dans le temps donné" in told.stdout


def test_a_mailbox_that_does_not_open_says_why(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tried(*_: Any) -> Tried:
        raise MailTrouble(Trouble.TOKEN, "NO_SESSION")

    monkeypatch.setattr(MailDesk, "try_out", tried)
    told = ordonnance("mail", "test", "a@chu-exemple.mssante.fr")
    assert told.exit_code != 0
    assert "Cette boîte ne s’ouvre pas (NO_SESSION)." in told.stderr


def test_every_state_kind_and_event_has_its_words() -> None:
    assert set(LETTERS) == set(LetterState)
    assert set(prose_mail.KINDS) == set(LetterKind)
    assert set(prose_mail.EVENTS) == set(Event)


def test_what_waits_in_a_mailbox_is_told_without_who_sent_it() -> None:
    told = [
        mail_desk.ToldMessage("1-2", NOON, 84_000, "new", "prescription"),
        mail_desk.ToldMessage("1-1", NOON, 10, "served", ""),
    ]
    assert prose_mail.inbox(told).splitlines() == [
        "12/03/2026 12:00:00 UTC  nouveau  ordonnance  82 Kio  1-2",
        "12/03/2026 12:00:00 UTC  servi  illisible  1 Kio  1-1",
    ]
    assert prose_mail.inbox(()) == "Aucun message."


def test_a_mailbox_needs_a_configuration(ordonnance: Ordonnance) -> None:
    refused = ordonnance("mail", "inbox", str(PHARMACY.address))
    assert refused.exit_code != 0
    assert "ORDONNANCE_MAIL" in refused.stderr
