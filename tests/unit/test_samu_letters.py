"""The message of a prescription of the SAMU-SAS: made once, never after a withdrawal."""

import asyncio
import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pypdfium2
import pytest

from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.bootstrap.entrusted_letters import EntrustedLetters
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.samu_letters import SamuLetters
from ordonnance.bootstrap.xdm import read_archive
from ordonnance.domain.census import CensusFlag
from ordonnance.domain.derogation import Derogation
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterKind, LetterState
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.mail.following import reported
from ordonnance.usecases.mail.sending import MailRoom, send_due
from ordonnance.usecases.ports import OutboxMessage
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from ordonnance.usecases.samu.taking_back import TAKE_BACK
from tests.builders.counter import PATIENT
from tests.builders.mail import a_report
from tests.builders.platform import MORNING, a_platform, done
from tests.builders.postmen import Postman
from tests.builders.prescriptions import PATIENT_NOT_QUALIFIED
from tests.builders.samu import (
    CENTRE,
    OFFICINE,
    PATIENT_BOX,
    TO_HOME,
    TO_PATIENT,
    Centre,
)

RENDERER = TypstRenderer()
MESSAGE = OutboxMessage(TAKE_BACK, {})


class Worker:
    """A centre and what drains its outbox."""

    def __init__(self) -> None:
        self.centre = Centre(a_platform())
        self.postman = Postman({CENTRE})
        clock, census = self.centre.platform.clock, self.centre.platform.base.census
        room = MailRoom(self.centre.letters, self.postman, self.centre.listed, clock, census)
        operators = Operators("PRODUIT-DEMO", Path(), None, {}, {})
        self.mailing = Mailing(operators, LiveTokens(clock), room)
        self.letters = SamuLetters(
            self.centre.platform.ports, self.centre.letters, self.mailing, RENDERER,
            "https://base.example", "urn:ordonnance:number",
        )  # fmt: skip

    def post(self, number: str) -> Letter | None:
        """The letter of a prescription, put on its way."""
        asyncio.run(self.letters.post(OrdonnanceNumber(number), 100, MESSAGE))
        return self.letter(number)

    def take_back(self, number: str) -> None:
        """What follows a withdrawal."""
        asyncio.run(self.letters.take_back(OrdonnanceNumber(number), 200, MESSAGE))

    def letter(self, number: str, kind: LetterKind = LetterKind.PRESCRIPTION) -> Letter | None:
        """Its letter of that kind."""
        found = [e for e in done(self.centre.letters.concerning(number)) if e.kind is kind]
        assert len(found) <= 1
        return found[0] if found else None

    def message(self, number: str) -> EmailMessage:
        """The bytes that leave, read."""
        letter = self.letter(number)
        assert letter is not None
        content = done(self.centre.letters.content(letter.id))
        assert content is not None
        return email.message_from_bytes(content, policy=email.policy.default)  # type: ignore[return-value]  # the default policy makes EmailMessage

    def send(self) -> int:
        """Hand over what is due."""
        return done(send_due(self.mailing.room))

    def flags(self) -> set[CensusFlag]:
        """The marks of the only row."""
        (row,) = done(self.centre.platform.base.census.between(MORNING.date(), MORNING.date()))
        return set(row.flags)


@pytest.fixture
def worker() -> Worker:
    """One."""
    return Worker()


def words_of(pdf: bytes) -> str:
    """What the first page says, each run of spaces made one."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return " ".join(page.get_textpage().get_text_range().split())


def parts(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The files of a message."""
    for each in message.iter_attachments():
        content = each.get_payload(decode=True)
        assert isinstance(content, bytes)
        yield each.get_content_type(), content


def test_the_message_is_that_of_the_act_with_archive_and_sheet(worker: Worker) -> None:
    given = worker.centre.prescribe()
    letter = worker.post(given.number)
    assert letter is not None
    assert (letter.id, letter.recipient, letter.state) == (
        given.letter, OFFICINE, LetterState.READY,
    )  # fmt: skip
    message = worker.message(given.number)
    files = dict(parts(message))
    assert message["X-MSS-CODECDA"] == "57833-6"
    assert message["X-MSS-INS"] == "O"
    assert given.number not in str(message["Message-ID"])
    (document,) = read_archive(files["application/zip"]).documents
    cda = document.content.decode()
    assert "Prescription SAMU-SAS, circuit dérogatoire MSSanté" in cda
    assert "Ordonnance sécurisée" not in cda
    page = words_of(files["application/pdf"])
    assert "PRESCRIPTION SAMU-SAS" in page
    assert "n’est pas une ordonnance numérique" in page
    assert "ORDONNANCE NUMÉRIQUE" not in page
    assert "seule à pouvoir délivrer" in page
    assert given.code in page
    assert worker.post(given.number) == letter


@pytest.mark.parametrize(
    ("said", "expected", "recipient"),
    [(TO_HOME, "Adressée à l’établissement", "soins@ehpad-exemple.mssante.fr"),
     (TO_PATIENT, "consulte le dossier pharmaceutique", PATIENT_BOX)],
)  # fmt: skip
def test_the_sheet_says_to_whom_it_went_and_that_it_is_served_once(
    worker: Worker, said: Derogation, expected: str, recipient: str
) -> None:
    given = worker.centre.prescribe(said=said)
    letter = worker.post(given.number)
    assert letter is not None
    assert letter.recipient == recipient
    page = words_of(dict(parts(worker.message(given.number)))["application/pdf"])
    assert expected in page
    assert "Une seule délivrance" in page


def test_an_unqualified_identity_leaves_without_its_matricule(worker: Worker) -> None:
    given = worker.centre.prescribe(fields={"patient": PATIENT_NOT_QUALIFIED})
    worker.post(given.number)
    message = worker.message(given.number)
    assert message["X-MSS-INS"] == "N"
    files = dict(parts(message))
    (document,) = read_archive(files["application/zip"]).documents
    ins = PATIENT_NOT_QUALIFIED.ins
    if ins is not None:
        assert ins.matricule not in document.content.decode()


def test_a_protected_minor_leaves_by_the_sheet_alone(worker: Worker) -> None:
    given = worker.centre.prescribe(fields={"patient": PATIENT, "hidden_from_representative": True})
    worker.post(given.number)
    message = worker.message(given.number)
    assert [media for media, _ in parts(message)] == ["application/pdf"]
    assert message["X-MSS-CODECDA"] is None


def test_withdrawn_before_its_message_is_made_nothing_ever_leaves(worker: Worker) -> None:
    number = worker.centre.prescribe().number
    worker.centre.platform.cancel(number, by="regulateur")
    worker.take_back(number)
    assert worker.post(number) is None
    assert worker.send() == 0


def test_withdrawn_before_it_leaves_its_letter_is_cancelled(worker: Worker) -> None:
    number = worker.centre.prescribe().number
    worker.post(number)
    worker.centre.platform.cancel(number, by="regulateur")
    worker.take_back(number)
    letter = worker.letter(number)
    assert letter is not None
    assert letter.state is LetterState.CANCELLED
    assert worker.letter(number, LetterKind.WITHDRAWAL) is None
    assert worker.send() == 0


def test_withdrawn_while_its_message_is_made_the_letter_does_not_stay(worker: Worker) -> None:
    """The act ends the ordonnance between the reading and the posting."""
    number = worker.centre.prescribe().number
    platform = worker.centre.platform

    class Late:
        """A base that is read just before the author withdraws."""

        def __init__(self) -> None:
            self.reads = 0

        async def read(self, asked: OrdonnanceNumber, _scope: object = None) -> object:
            stored = await platform.base.read(asked)
            if self.reads == 0:
                self.reads = 1
                platform.cancel(number, by="regulateur")
            return stored

    ports = replace(platform.ports, base=Late())  # type: ignore[arg-type]  # it only reads
    asyncio.run(replace(worker.letters, ports=ports).post(OrdonnanceNumber(number), 1, MESSAGE))
    letter = worker.letter(number)
    assert letter is not None
    assert letter.state is LetterState.CANCELLED


def test_withdrawn_once_it_left_a_message_follows_to_the_same_mailbox(worker: Worker) -> None:
    number = worker.centre.prescribe().number
    worker.post(number)
    assert worker.send() == 1
    worker.centre.platform.cancel(number, by="regulateur")
    for _ in range(2):
        worker.take_back(number)
    withdrawal = worker.letter(number, LetterKind.WITHDRAWAL)
    assert withdrawal is not None
    assert withdrawal.recipient == OFFICINE
    assert worker.send() == 1
    letter = worker.letter(number)
    assert letter is not None
    assert letter.state is LetterState.WITHDRAWN


def test_while_nobody_knows_whether_it_left_its_withdrawal_is_asked_again_later(
    worker: Worker,
) -> None:
    number = worker.centre.prescribe().number
    worker.post(number)
    worker.postman.at_end = [MailTrouble(Trouble.UNSURE, "TIMEOUT")]
    worker.send()
    worker.centre.platform.cancel(number, by="regulateur")
    with pytest.raises(Refusal) as refusal:
        worker.take_back(number)
    assert refusal.value.code == "MAIL_LEAVING"


def test_a_bounce_is_counted_whether_the_server_refuses_or_reports_it(worker: Worker) -> None:
    worker.postman.before = [MailTrouble(Trouble.REFUSED, "5.1.1")]
    worker.post(worker.centre.prescribe().number)
    worker.send()
    assert worker.flags() == {CensusFlag.BOUNCED}
    other = Worker()
    number = other.centre.prescribe().number
    letter = other.post(number)
    assert letter is not None
    other.send()
    room, back = other.mailing.room, a_report(letter, "failed", "5.1.1")
    assert done(reported(room.letters, back, room.clock.now(), room.census)) is not None
    assert other.flags() == {CensusFlag.BOUNCED}


def test_a_worker_without_mail_says_what_it_lacks(worker: Worker) -> None:
    number = worker.centre.prescribe().number
    alone = replace(worker.letters, mailing=None)
    with pytest.raises(OpeningRefused) as refused:
        asyncio.run(alone.post(OrdonnanceNumber(number), 1, MESSAGE))
    assert refused.value.code == "MAIL_NOT_CONFIGURED"


def test_the_page_that_sends_does_not_take_back_a_letter_without_its_prescription(
    worker: Worker,
) -> None:
    number = worker.centre.prescribe().number
    letter = worker.post(number)
    assert letter is not None
    worker.send()
    nobody = SimpleNamespace(directories=SimpleNamespace(current=lambda: None))
    platform = SimpleNamespace(
        ports=worker.centre.platform.ports, mailing=worker.mailing, directory=nobody
    )
    pages = EntrustedLetters(cast("Platform", platform))
    caller, asked = worker.centre.platform.caller("regulateur"), OrdonnanceNumber(number)
    for act in (pages.cancel(asked, letter.id), pages.withdraw(asked, letter.id, caller)):
        with pytest.raises(Refusal, match="MAIL_UNKNOWN"):
            asyncio.run(act)
    kept = worker.letter(number)
    assert kept is not None
    assert kept.state is LetterState.HANDED
    assert worker.letter(number, LetterKind.WITHDRAWAL) is None
