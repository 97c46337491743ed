"""The headers of a message unopened: what a list shows, whatever they are made of."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.documents.mail.heads import Announced, MessageUnreadable, head_of
from ordonnance.documents.mail.message import Message
from ordonnance.documents.mail.withdrawn import ending_message, trial_message
from ordonnance.documents.mail.writing import written
from tests.builders.mail import SAMU, a_message, a_sending

MARKED = ("\x00", "\u202e", "\r", "\n")


def heading(message: Message) -> bytes:
    """The headers that a server gives of a message."""
    return written(message).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def test_a_prescription_announces_itself_its_prefix_hidden() -> None:
    head = head_of(heading(a_message()))
    assert head.announced is Announced.PRESCRIPTION
    assert head.subject == "Prescription de médicaments D’EXEMPLE Zoé 28/03/1979"
    assert (head.sender, head.sender_name) == (SAMU.address, SAMU.name)
    assert (head.id, head.asks_receipt_to) == (a_message().id, SAMU.address)
    assert head.receipt_to_sender
    assert not head.ends_exchange
    assert "EXEMPLE" not in repr(head)


@pytest.mark.parametrize(
    ("headers", "announced"),
    [
        ("Content-Type: multipart/report; report-type=x; boundary=b", Announced.REPORT),
        ("X-MSS-CODECDA: 34112-3,57833-6", Announced.PRESCRIPTION),
        ("X-MSS-CODECDA: 34112-3", Announced.CLINICAL),
        ("Subject: XDM/1.0/DDM+Compte rendu", Announced.CLINICAL),
        ("Content-Type: multipart/mixed; boundary=b", Announced.FILES),
        ("Subject: bonjour", Announced.WORDS),
    ],
)
def test_what_is_announced(headers: str, announced: Announced) -> None:
    assert head_of(headers.encode()).announced is announced


def test_a_receipt_for_another_address_is_told_apart() -> None:
    text = b"From: a@x.fr\r\nReturn-Path: <a@x.fr>\r\nDisposition-Notification-To: b@x.fr\r\n"
    head = head_of(text)
    assert str(head.asks_receipt_to) == "b@x.fr"
    assert not head.receipt_to_sender


@pytest.mark.parametrize("headers", [b"X-MSS-MES: FIN", b"Subject: [FIN]"])
def test_the_end_of_an_exchange_is_read(headers: bytes) -> None:
    assert head_of(headers).ends_exchange
    assert not head_of(b"Subject: Re: [FIN]").ends_exchange


def test_the_last_message_to_a_patient_asks_for_nothing() -> None:
    sending = a_sending()
    head = head_of(heading(ending_message(sending, sending.id)))
    assert (head.ends_exchange, head.asks_receipt_to) == (True, None)
    assert head_of(heading(trial_message(sending))).asks_receipt_to == SAMU.address


def marked(headers: bytes) -> bool:
    """True when what is shown of these headers has a mark that breaks or turns a line.

    Headers that cannot be read are refused, with a reason.
    """
    try:
        head = head_of(headers)
    except MessageUnreadable as error:
        return not str(error)
    return any(mark in head.subject + head.sender_name for mark in MARKED)


@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused_with_a_reason(headers: bytes) -> None:
    assert not marked(headers)


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_subject_nor_name_breaks_a_line_or_turns_it(subject: str, name: str) -> None:
    text = f'From: "{name}" <a@x.fr>\r\nSubject: {subject}'
    assert not marked(text.encode("utf-8", "replace"))
    encoded = b64encode(subject.encode("utf-8", "replace")).decode()
    assert not marked(f"From: =?utf-8?B?{encoded}?= <a@x.fr>".encode())
