"""Messages taken apart in a process of their own: whole, within limits, whoever wrote them."""

import base64
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.adapters.scans.limits import Refused
from ordonnance.bootstrap import message_child
from ordonnance.bootstrap.message_files import SandboxedMessages, Taken
from ordonnance.bootstrap.xdm import archived
from ordonnance.documents.mail.message import LARGEST_MESSAGE
from ordonnance.documents.mail.prescribed import prescription_message
from ordonnance.documents.mail.writing import written
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.mail.inbox import FileKind
from tests.builders.mail import PDF, SAMU, a_message, a_sending, carried

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


async def taken(body: bytes) -> Taken:
    return await SandboxedMessages().taken(body)


def read(body: bytes) -> dict[str, Any]:
    """The same, in this process: no wall is tried here."""
    return message_child.read(body)


@pytest.mark.anyio
async def test_a_message_is_taken_apart_in_a_process_of_its_own() -> None:
    found = await taken(written(a_message()))
    assert (found.sender_name, found.address) == (SAMU.name, SAMU.address)
    assert found.asks_receipt_to == str(SAMU.address)
    assert [each.kind for each in found.files] == [FileKind.ARCHIVE, FileKind.PDF]
    assert found.files[0].trouble.startswith("archive ZIP")
    assert found.files[1].content == PDF
    assert "octets" in repr(found.files[1])
    assert "EXEMPLE" not in repr(found)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "charset", ["iso-2022-jp", "koi8-r", "gb18030", "utf-7", "x-unknown", "idna"]
)
async def test_no_alphabet_makes_the_process_open_a_file(charset: str) -> None:
    body = f"From: a@x.fr\r\nContent-Type: text/plain; charset={charset}\r\n\r\nbonjour"
    assert (await taken(body.encode())).text == "bonjour"


@pytest.mark.anyio
async def test_what_cannot_be_read_says_why() -> None:
    digest = b"Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"
    with pytest.raises(Refusal, match="MESSAGE_UNREADABLE") as met:
        await taken(digest)
    assert "recueil" in met.value.first.facts["reason"]
    with pytest.raises(Refusal, match="MESSAGE_UNREADABLE"):
        await taken(b"x" * (LARGEST_MESSAGE + 1))


@pytest.mark.anyio
async def test_a_message_that_takes_too_long_is_left() -> None:
    with pytest.raises(Refusal, match="MESSAGE_UNREADABLE") as met:
        await SandboxedMessages(seconds=0.001).taken(written(a_message()))
    assert met.value.first.facts["reason"] == "il demande trop de temps ou de mémoire"


def test_files_are_told_by_their_first_bytes_never_by_their_name() -> None:
    message = EmailMessage()
    message["From"] = "a@x.fr"
    message.set_content("bonjour")
    for content, name in ((PNG, "x.pdf"), (b"MZ\x90", "ordonnance.pdf"), (PDF, "x.exe")):
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    found = read(message.as_bytes())
    assert [each["kind"] for each in found["files"]] == ["pdf", "png"]
    assert found["left_out"] == 1


def test_a_message_of_a_hundred_files_shows_twelve_and_says_how_many_are_left() -> None:
    message = EmailMessage()
    message.set_content("bonjour")
    for rank in range(20):
        content = b"%PDF-" + bytes([rank])
        message.add_attachment(content, maintype="application", subtype="pdf")
    found = read(message.as_bytes())
    assert len(found["files"]) == message_child.MOST_FILES
    assert found["left_out"] == 20 - message_child.MOST_FILES


def test_a_document_of_an_archive_that_says_nothing_sensible_is_kept_and_told() -> None:
    broken = prescription_message(a_sending(), carried(archive=b"PK\x03\x04" + b"x" * 50))
    [archive, pdf] = read(written(broken))["files"]
    assert archive["trouble"]
    assert base64.b64decode(pdf["content"]) == PDF
    with pytest.raises(ValueError, match="archive"):
        archived((), "essai")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_message_cut_or_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    body = bytearray(written(a_message()))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    assert taken_or_refused(bytes(body)) in ("MESSAGE_UNREADABLE", "taken")


def taken_or_refused(body: bytes) -> str:
    """What becomes of it: taken within limits, or the code of the refusal."""
    try:
        found = read(body)
    except Refused as refused:
        return refused.code
    return "taken" if len(found["files"]) <= message_child.MOST_FILES else "too many files"
