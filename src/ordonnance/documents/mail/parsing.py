"""Bytes of a message that comes from outside: measured before they are parsed, then walked.

Nothing of the standard parser is trusted to be quick or shallow: depth, parts and headers are
counted in the bytes first.
"""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message as Parsed
from email.policy import compat32
from email.utils import parseaddr
from itertools import islice

from ordonnance.documents.mail.message import LARGEST_MESSAGE, MessageId
from ordonnance.domain.ids import InvalidId
from ordonnance.domain.mssante import MssAddress

MOST_PARTS = 40
MOST_HEADER_BYTES = 64 * 1024
_MOST_NESTED = 20
_MOST_BOUNDARY_LINES = 100
LONGEST_TEXT = 100_000

_NESTING = re.compile(rb"(?i)boundary\s*[*=]|content-type\s*:\s*message/")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
# As the standard parser reads lines: each of the three line ends is one.
_BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r(?!\n)){2}")
_BOUNDARY_LINE = re.compile(rb"(?:\A|(?<=[\r\n]))--[^\r\n]*(?:\r\n|\r|\n|\Z)")
_INSIDE = re.compile(rb"(?i)content-type\s*:\s*message/(delivery-status)?")
_DIGEST = re.compile(rb"(?i)content-type\s*:\s*multipart/digest")
_HEADER_LINES = re.compile(
    rb"(?:(?:From |[\x21-\x39\x3b-\x7e]*:|[\t ])[^\r\n]*(?:\r\n|\r|\n|\Z))*+"
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_IDS = re.compile(r"<([^<>\s]{3,300})>")


class MessageUnreadable(ValueError):
    """The bytes are no message that can be read; the reason is French, without content."""


def parsed(body: bytes) -> Parsed:
    """The message as a tree, bounded. Raises MessageUnreadable."""
    if len(body) > LARGEST_MESSAGE:
        raise MessageUnreadable(f"le message dépasse {LARGEST_MESSAGE // 1024 // 1024} Mio")
    end = _HEADERS_END.search(body, 0, MOST_HEADER_BYTES + 4)
    if end is None and len(body) > MOST_HEADER_BYTES:
        raise MessageUnreadable("les en-têtes sont trop longs")
    if b"\0" in body[: end.start() if end else len(body)]:
        raise MessageUnreadable("les en-têtes ne sont pas du texte")
    _require_few(body)
    try:
        tree = email.message_from_bytes(body, policy=compat32)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise MessageUnreadable("ce n’est pas un message") from error
    if sum(1 for _ in tree.walk()) > MOST_PARTS:
        raise MessageUnreadable(f"le message a plus de {MOST_PARTS} parties")
    return tree


def _require_few(body: bytes) -> None:
    """Count what the parser would make parts and headers of. Raises MessageUnreadable."""
    if sum(1 for _ in islice(_NESTING.finditer(body), _MOST_NESTED + 1)) > _MOST_NESTED:
        raise MessageUnreadable("le message a trop de parties imbriquées")
    lines = list(islice(_BOUNDARY_LINE.finditer(body), _MOST_BOUNDARY_LINES + 1))
    if len(lines) > _MOST_BOUNDARY_LINES:
        raise MessageUnreadable(f"le message a plus de {MOST_PARTS} parties")
    if _DIGEST.search(body):
        # Each of its parts is a message without saying so.
        raise MessageUnreadable("un recueil de messages ne se lit pas")
    starts = [each.end() for each in lines]
    for each in _INSIDE.finditer(body):
        end = _BLANK_LINE.search(body, each.end(), each.end() + MOST_HEADER_BYTES)
        starts += [end.end()] if end else []
        # Every blank line of a delivery notice begins a part.
        next_line = next((line.start() for line in lines if line.start() > each.end()), len(body))
        if each[1] and next_line - each.end() > MOST_HEADER_BYTES:
            raise MessageUnreadable("un avis de remise est trop long")
    for start in starts:
        found = _HEADER_LINES.match(body, start, start + MOST_HEADER_BYTES)
        if found is not None and found.end() - start >= MOST_HEADER_BYTES:
            raise MessageUnreadable("les en-têtes d’une partie sont trop longs")


def leaves(tree: Parsed) -> Iterator[Parsed]:
    """The parts that hold something, a message within a message being one of them."""
    if tree.get_content_maintype() == "message" or not tree.is_multipart():
        yield tree
        return
    for each in tree.get_payload():
        if isinstance(each, Parsed):
            yield from leaves(each)


def content_of(part: Parsed) -> bytes:
    """The bytes of a part, its transfer encoding undone; empty when there are none."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_of(part: Parsed) -> str:
    """A text part as people read it: nothing invisible, not too long."""
    charset = part.get_content_charset("utf-8")
    try:
        text = content_of(part).decode(charset, "replace")
    except (LookupError, ValueError):
        text = content_of(part).decode("utf-8", "replace")
    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def header(tree: Parsed, name: str, longest: int = 1000) -> str:
    """A header in one line, its encoded words read; empty when there is none."""
    return _decoded(_raw(tree, name)[: longest * 4])[:longest]


def _raw(tree: Parsed, name: str) -> str:
    """The first header of that name as it stands, unfolded; bytes that are not ASCII as UTF-8."""
    for each, value in tree.raw_items():
        if each.casefold() == name.casefold():
            text = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            return text.replace("\r", "").replace("\n", "")
    return ""


def _decoded(raw: str) -> str:
    try:
        parts = [
            part.decode(charset or "raw-unicode-escape", "replace")
            if isinstance(part, bytes)
            else part
            for part, charset in decode_header(raw)
        ]
    except (LookupError, ValueError, MessageError):
        parts = [raw]
    return " ".join(visible("".join(parts)).split())


def visible(text: str) -> str:
    """Without control characters, nor those that turn the direction of a line."""
    return _UNSEEN.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def ids(tree: Parsed, name: str) -> tuple[MessageId, ...]:
    """The message ids of a header, in their order, those that are none left out."""
    return tuple(_read_ids(_raw(tree, name)))


def _read_ids(text: str) -> Iterator[MessageId]:
    for found in _IDS.findall(text[:10_000]):
        try:
            yield MessageId(found)
        except InvalidId:
            continue


def mailbox(tree: Parsed, name: str) -> tuple[str, MssAddress | None]:
    """The name shown and the address of a header with one mailbox; no address when it is none."""
    shown, address = _read_mailbox(tree, name)
    name_shown = _decoded(shown)[:200]
    try:
        return name_shown, MssAddress.parse(address)
    except InvalidId:
        return name_shown, None


def written_address(tree: Parsed, name: str) -> str | None:
    """The address of a header as it stands, whatever it is: lower case, empty for none.

    None without that header.
    """
    return _read_mailbox(tree, name)[1].strip().casefold() if name in tree else None


def _read_mailbox(tree: Parsed, name: str) -> tuple[str, str]:
    # The address is found before encoded words are read: these may hold commas and brackets.
    try:
        return parseaddr(_raw(tree, name)[:4000])
    except RecursionError:
        # The standard parser calls itself at each bracket of a comment.
        return "", ""
