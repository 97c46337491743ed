"""Messages that arrive: what is shown of them, and what hostile ones cannot do."""

import email.policy
import random
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.documents.mail.parsing import MessageUnreadable
from ordonnance.documents.mail.reading import Received, received
from ordonnance.documents.mail.writing import written
from ordonnance.domain.mssante import MssAddress
from tests.builders.mail import ARCHIVE, NOON, PDF, SAMU, a_message

PATIENT = "279035121518989@patient.mssante.fr"


def an_email(**headers: str) -> EmailMessage:
    """An ordinary message with these headers."""
    message = EmailMessage(email.policy.SMTP)
    given_headers = {"From": PATIENT, "To": "officine@officine-exemple.mssante.fr", **headers}
    for name, value in given_headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Bonjour,\n\nMon ordonnance.\n")
    return message


def test_a_prescription_is_read_as_it_was_written_its_prefix_hidden() -> None:
    found = received(written(a_message()))
    assert found.id == a_message().id
    assert found.sent_at == NOON
    assert found.sender == SAMU.address
    assert found.sender_name == SAMU.name
    assert found.subject == "Prescription de médicaments D’EXEMPLE Zoé 28/03/1979"
    assert (found.archives, found.pdfs, found.others) == ((ARCHIVE,), (PDF,), 0)
    assert (found.codes, found.ins_told) == (("57833-6",), True)
    assert found.text.startswith("Bonjour,")
    assert found.report is None


def test_a_message_of_a_patient_is_told_apart() -> None:
    assert received(an_email().as_bytes()).from_patient
    assert not received(written(a_message())).from_patient


def test_what_a_patient_forwards_whole_is_opened_one_level_deep() -> None:
    forwarded = an_email(Subject="Tr")
    forwarded.add_attachment(email.message_from_bytes(written(a_message())))
    found = received(forwarded.as_bytes())
    assert (found.archives, found.pdfs) == ((ARCHIVE,), (PDF,))
    assert found.text == "Bonjour,\n\nMon ordonnance."


def test_a_file_is_told_by_its_bytes_never_by_its_name() -> None:
    message = an_email()
    message.add_attachment(b"MZ...", maintype="application", subtype="pdf", filename="o.pdf")
    message.add_attachment(PDF, maintype="image", subtype="png", filename="../../x.exe")
    found = received(message.as_bytes())
    assert (found.pdfs, found.archives, found.others) == ((PDF,), (), 1)


def test_the_html_form_of_the_words_is_not_counted_as_a_file() -> None:
    message = an_email()
    message.add_alternative("<p>Bonjour</p>", subtype="html")
    found = received(message.as_bytes())
    assert (found.text, found.others) == ("Bonjour,\n\nMon ordonnance.", 0)


def test_a_receipt_asked_for_by_somebody_else_is_for_a_person_to_decide() -> None:
    own = received(an_email(Disposition_Notification_To=PATIENT).as_bytes())
    other = received(an_email(Disposition_Notification_To=str(SAMU.address)).as_bytes())
    none = received(an_email().as_bytes())
    assert own.receipt_to_sender
    assert (other.asks_receipt_to, other.receipt_to_sender) == (SAMU.address, False)
    assert (none.asks_receipt_to, none.receipt_to_sender) == (None, False)


def test_the_return_path_decides_who_sent() -> None:
    asked = an_email(Disposition_Notification_To=PATIENT, Return_Path="<autre@x.mssante.fr>")
    assert not received(asked.as_bytes()).receipt_to_sender


def test_a_sender_that_is_no_address_is_none() -> None:
    found = received(b"From: =?utf-8?q?=00=1B?= <a@@b>\r\nSubject: x\r\n\r\nx")
    assert found.sender is None
    assert found.id is None


def test_a_name_cannot_turn_the_direction_of_the_line() -> None:
    found = received(an_email(Subject="\u202eabc", From=f"\u2066x <{PATIENT}>").as_bytes())
    assert found.subject == "abc"
    assert found.sender == MssAddress.parse(PATIENT)


def nested(depth: int) -> bytes:
    """Parts within parts."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (each, each)
        for each in range(depth)
    )
    return b"From: a@b.fr\r\n" + opened + b"\r\nx"


@pytest.mark.parametrize(
    "body",
    [
        nested(5_000),
        b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
        b"X: y\r\n" * 100_000,
        b"A" * 100_000,
        b"From: a\0b\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 200,
        b"From: a@b.fr\r\n\r\n" + b"x" * (25 * 1024 * 1024),
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\n\n" * 2_000_000,
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + b"X: y\r\n" * 2_000_000,
        b"Content-Type: message/rfc822\r\n\r\n" + b"X: y\r\n" * 2_000_000,
        b"Content-Type: message/rfc822\r\r" + b"X: y\r" * 2_000_000,
        b"Content-Type: message/delivery-status\r\n\r\n" + b"a: b\r\n\r\n" * 2_000_000,
        b"Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n" + b"X: y\r\n" * 100_000,
    ],
    ids=[
        "nested",
        "in messages",
        "headers",
        "one header",
        "zero",
        "parts",
        "heavy",
        "many parts",
        "headers of a part",
        "headers within",
        "ends of lines",
        "notices",
        "digest",
    ],
)
def test_a_message_made_to_exhaust_is_refused(body: bytes) -> None:
    with pytest.raises(MessageUnreadable):
        received(body)


@pytest.mark.parametrize("header", ["From", "Return-Path", "Disposition-Notification-To"])
def test_an_address_of_brackets_within_brackets_is_none(header: str) -> None:
    found = received(f"{header}: {'(' * 4_000}\r\nSubject: x\r\n\r\nx".encode())
    assert (found.sender, found.asks_receipt_to, found.text) == (None, None, "x")


def test_words_that_look_like_boundaries_are_read() -> None:
    text = "Bonjour,\n" + "-- \nCabinet\n" * 40
    found = received(f"From: {PATIENT}\nContent-Type: text/plain\n\n{text}".encode())
    assert found.text == text.strip()


def read_or_refused(body: bytes) -> Received | None:
    """What is read, None when it is refused as it should be: nothing else may be raised."""
    try:
        return received(body)
    except MessageUnreadable:
        return None


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    found = read_or_refused(body)
    assert found is None or found.subject == " ".join(found.subject.split())


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_no_damage_to_a_true_message_breaks_the_reader(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    content = bytearray(written(a_message()))
    for _ in range(changes):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(4)] = chance.randbytes(chance.randrange(3))
    found = read_or_refused(bytes(content))
    assert found is None or len(found.archives) + len(found.pdfs) + found.others <= 40
