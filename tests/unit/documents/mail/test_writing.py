"""Bytes of messages: read back by another reader, the same each time, nothing injected."""

import email
from dataclasses import replace
from email.headerregistry import Address
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.documents.mail.message import Clinical, Correspondent, MessageId
from ordonnance.documents.mail.naming import Traits, plain
from ordonnance.documents.mail.prescribed import prescription_message
from ordonnance.documents.mail.reading import received
from ordonnance.documents.mail.reading_reports import report_of
from ordonnance.documents.mail.receipts import Receipt, written_receipt
from ordonnance.documents.mail.reports import Outcome
from ordonnance.documents.mail.writing import MessageTooLarge, written
from tests.builders.mail import (
    ARCHIVE,
    NOON,
    PDF,
    PHARMACY,
    SAMU,
    TRAITS,
    a_message,
    a_sending,
    carried,
)

HEADERS = {
    "date", "from", "to", "subject", "message-id", "disposition-notification-to",
    "x-mss-codecda", "x-mss-ins", "x-mss-nil", "mime-version", "content-type",
}  # fmt: skip


def test_the_headers_are_those_of_ref_2_and_no_other() -> None:
    read = email.message_from_bytes(written(a_message()), policy=default)
    assert {name.casefold() for name in read} == HEADERS
    assert read["Subject"] == "XDM/1.0/DDM+Prescription de médicaments D’EXEMPLE Zoé 28/03/1979"
    assert read["X-MSS-CODECDA"] == "57833-6"
    assert read["X-MSS-INS"] == "O"
    assert read["X-MSS-NIL"] == "PRODUIT-DEMO"
    assert read["Message-ID"] == "<demo-1@chu-exemple.mssante.fr>"
    assert read["Disposition-Notification-To"] == str(SAMU.address)
    assert read["To"].addresses == (Address("PHARMACIE DÉMO", addr_spec=str(PHARMACY.address)),)


def test_the_body_is_plain_text_and_each_file_keeps_its_name_and_bytes() -> None:
    read = email.message_from_bytes(written(a_message()), policy=default)
    text, archive, pdf = read.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert text.get_content_charset() == "utf-8"
    assert (archive.get_filename(), archive.get_content()) == ("IHE_XDM.ZIP", ARCHIVE)
    assert pdf.get_filename() == "20260312_Prescription de médicaments_D’EXEMPLE_Zoé.pdf"
    assert pdf.get_content() == PDF


def test_the_ins_is_said_to_be_absent_when_the_cda_does_not_hold_it() -> None:
    given_message = prescription_message(a_sending(), carried(ins_told=False))
    read = email.message_from_bytes(written(given_message), policy=default)
    assert read["X-MSS-INS"] == "N"


def test_the_end_of_an_exchange_and_another_place_to_answer_are_told() -> None:
    message = a_message(ends_exchange=True, reply_to=PHARMACY.address)
    read = email.message_from_bytes(written(message), policy=default)
    assert read["X-MSS-MES"] == "FIN"
    assert read["Reply-To"] == str(PHARMACY.address)


def test_the_same_message_is_always_the_same_bytes() -> None:
    assert written(a_message()) == written(a_message())


def test_no_line_is_longer_than_998_characters_nor_holds_anything_but_ascii() -> None:
    content = written(a_message())
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_name_of_two_accented_words_keeps_its_space() -> None:
    traits = Traits("Élie-Démo", "José Émile", TRAITS.birth_date)
    content = written(prescription_message(a_sending(), carried(traits=traits)))
    said = "Prescription de médicaments ÉLIE-DÉMO José Émile 28/03/1979"
    assert received(content).subject == said
    assert email.message_from_bytes(content, policy=default)["Subject"].endswith(said)


NAMES = st.text(max_size=40) | st.text('éÉ œ"\\,<>@=?_', max_size=70)


@settings(max_examples=60)
@given(NAMES, NAMES, NAMES)
def test_whatever_people_are_called_no_header_appears_and_all_is_read_back(
    family: str, given_name: str, called: str
) -> None:
    traits = Traits(family, given_name, TRAITS.birth_date)
    sender = Correspondent(SAMU.address, called)
    message = prescription_message(a_sending(sender=sender), carried(traits=traits))
    content = written(message)
    read = email.message_from_bytes(content)
    assert {name.casefold() for name in read} == HEADERS
    assert max(map(len, content.split(b"\r\n"))) <= 998
    found = received(content)
    assert (found.sender, found.pdfs, found.archives) == (SAMU.address, (PDF,), (ARCHIVE,))
    assert found.subject == " ".join(message.subject.removeprefix("XDM/1.0/DDM+").split())
    assert found.sender_name == plain(called)


@given(st.text(max_size=200))
def test_a_plain_text_has_one_line_and_nothing_invisible(text: str) -> None:
    made = plain(text, 100)
    assert len(made.splitlines()) <= 1
    assert plain(made, 100) == made
    assert not set(made) & set("\r\n\t\0\x1b\u202e")


def test_a_code_of_a_document_cannot_add_a_header() -> None:
    wrong = replace(a_message(), clinical=Clinical(("57833-6\r\nBcc: x@y.fr",), True))
    with pytest.raises(ValueError, match="code of a document"):
        written(wrong)


def test_a_boundary_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="boundary"):
        written(replace(a_message(), boundary="a\r\nb"))


def test_a_message_over_25_mio_is_not_written() -> None:
    heavy = carried(pdf=b"%PDF-1.4" + bytes(19 * 1024 * 1024))
    with pytest.raises(MessageTooLarge):
        written(prescription_message(a_sending(), heavy))


def test_a_receipt_says_that_the_message_was_shown() -> None:
    given_message = a_message()
    receipt = Receipt(
        MessageId("mdn-1@officine-exemple.mssante.fr"), NOON, PHARMACY, SAMU.address,
        given_message.id, "=_mdn_=", "PRODUIT-DEMO",
    )  # fmt: skip
    found = report_of(written_receipt(receipt))
    assert found is not None
    assert (found.about, found.outcome) == (given_message.id, Outcome.READ)
