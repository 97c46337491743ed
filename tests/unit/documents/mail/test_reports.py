"""Reports: receipts and bounces matched with the message that they speak of."""

import pytest

from ordonnance.documents.mail.message import MessageId
from ordonnance.documents.mail.reading_reports import report_of
from ordonnance.documents.mail.reports import Origin, Outcome, ReportKind
from ordonnance.documents.mail.writing import written
from tests.builders.mail import a_message

ID = MessageId("demo-1@chu-exemple.mssante.fr")


def a_delivery(action: str = "failed", status: str = "5.1.1", last: str = "") -> bytes:
    """A DSN about the message, as servers write it; `last` is its third part."""
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.chu-exemple.mssante.fr\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n'
        "--B\r\nContent-Type: text/plain\r\n\r\nTexte.\r\n"
        "--B\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.officine-exemple.mssante.fr\r\n"
        f"Original-Envelope-Id: {ID}\r\n\r\n"
        "Final-Recipient: rfc822; officine@officine-exemple.mssante.fr\r\n"
        f"Action: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} essai\r\n\r\n"
        f"{last}--B--\r\n"
    ).encode()


def a_receipt(disposition: str, original: str = f"<{ID}>") -> bytes:
    """An MDN with this disposition."""
    return (
        "From: officine@officine-exemple.mssante.fr\r\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=M\r\n\r\n"
        "--M\r\n\r\nTexte.\r\n--M\r\nContent-Type: message/disposition-notification\r\n\r\n"
        "Final-Recipient: rfc822;officine@officine-exemple.mssante.fr\r\n"
        f"Original-Message-ID: {original}\r\nDisposition: {disposition}\r\n\r\n--M--\r\n"
    ).encode()


def an_answer(subject: str, sender: str) -> bytes:
    """An ordinary message that answers ours."""
    return (
        f"From: {sender}\r\nSubject: {subject}\r\nReferences: <a@b.fr> <{ID}>\r\n\r\nTexte.\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "outcome"),
    [
        ("failed", Outcome.FAILED),
        ("Delivered", Outcome.DELIVERED),
        ("relayed", Outcome.DELIVERED),
        ("expanded", Outcome.DELIVERED),
        ("delayed", Outcome.DELAYED),
    ],
)
def test_the_action_of_a_delivery_notice_decides(action: str, outcome: Outcome) -> None:
    found = report_of(a_delivery(action))
    assert found is not None
    assert (found.kind, found.outcome, found.code) == (ReportKind.DELIVERY, outcome, "5.1.1")


def test_an_action_that_does_not_exist_is_no_report() -> None:
    assert report_of(a_delivery("maybe")) is None


def test_the_envelope_names_the_message_when_the_original_is_not_returned() -> None:
    found = report_of(a_delivery())
    assert found is not None
    assert found.about == ID


def test_a_report_says_who_writes_it_and_of_whom() -> None:
    pharmacy = "officine@officine-exemple.mssante.fr"
    notice, receipt = report_of(a_delivery()), report_of(a_receipt("x; displayed"))
    assert notice is not None
    assert receipt is not None
    server = "mailer-daemon@mx.chu-exemple.mssante.fr"
    assert notice.origin == Origin(server, "", (pharmacy,))
    assert receipt.origin == Origin(pharmacy, None, (pharmacy,))
    assert (notice.kind.by_server, receipt.kind.by_server) == (True, False)
    words = report_of(an_answer("Message non distribué", "MAILER-DAEMON (Mail Delivery System)"))
    assert words is not None
    assert words.origin == Origin("mailer-daemon", None, None)
    assert pharmacy not in repr(notice)
    original = a_delivery().replace(b"Action:", b"Original-Recipient: rfc822;A@B.fr\r\nAction:")
    renamed = report_of(original)
    assert renamed is not None
    assert renamed.origin.recipients == (pharmacy, "a@b.fr")


@pytest.mark.parametrize(
    "last",
    [
        "--B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <autre@x.mssante.fr>\r\n\r\n",
        "--B\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <autre@x.mssante.fr>\r\n\r\nx\r\n",
    ],
)
def test_the_original_returned_names_the_message(last: str) -> None:
    found = report_of(a_delivery(last=last))
    assert found is not None
    assert found.about == MessageId("autre@x.mssante.fr")


@pytest.mark.parametrize(
    ("disposition", "outcome", "code"),
    [
        ("manual-action/MDN-sent-manually; displayed", Outcome.READ, ""),
        ("automatic-action/MDN-sent-automatically; processed", Outcome.READ, ""),
        ("manual-action/MDN-sent-manually; deleted", Outcome.DELIVERED, ""),
        ("automatic-action/MDN-sent-automatically; dispatched", Outcome.DELIVERED, ""),
        ("automatic-action/x; processed/Error: 904^INS différente", Outcome.NOT_FILED, "904"),
    ],
)
def test_the_disposition_of_a_receipt_decides(
    disposition: str, outcome: Outcome, code: str
) -> None:
    found = report_of(a_receipt(disposition))
    assert found is not None
    assert (found.kind, found.about, found.outcome, found.code) == (
        ReportKind.RECEIPT, ID, outcome, code,
    )  # fmt: skip


def test_a_receipt_without_original_id_is_matched_by_what_it_answers() -> None:
    body = f"In-Reply-To: <{ID}>\r\n".encode() + a_receipt("x; displayed", original="")
    found = report_of(body)
    assert found is not None
    assert found.about == ID


def test_a_receipt_that_names_nothing_is_about_nothing() -> None:
    found = report_of(a_receipt("x; displayed", original="inconnu"))
    assert found is not None
    assert found.about is None


@pytest.mark.parametrize(
    ("subject", "kind", "code"),
    [
        ("[KO Intégration système !][904] XDM/1.0/DDM+x", ReportKind.INTEGRATION, "904"),
        ("[Erreur d’intégration !][902] XDM/1.0/DDM+x", ReportKind.INTEGRATION, "902"),
        ("Undelivered Mail Returned to Sender", ReportKind.BOUNCE, ""),
        ("Message non distribué", ReportKind.BOUNCE, ""),
    ],
)
def test_ordinary_messages_that_report_are_known_by_their_subject(
    subject: str, kind: ReportKind, code: str
) -> None:
    found = report_of(an_answer(subject, "MAILER-DAEMON (Mail Delivery System)"))
    assert found is not None
    assert (found.kind, found.code, found.about) == (kind, code, ID)


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        ("Message non distribué", "180010112345678@patient.mssante.fr"),
        ("Message non distribué", "postmaster <officine@officine-exemple.mssante.fr>"),
        ("Re: message non distribué ?", "officine@officine-exemple.mssante.fr"),
        ("Re: message non distribué ?", "postmaster@officine-exemple.mssante.fr"),
    ],
)
def test_people_who_answer_bounce_nothing(subject: str, sender: str) -> None:
    assert report_of(an_answer(subject, sender)) is None


def test_a_prescription_is_no_report() -> None:
    assert report_of(written(a_message())) is None
