"""Inboxes by IMAP: STARTTLS always, then a certificate or XOAUTH2; one session for each request."""

import asyncio
import contextlib
import imaplib
import re
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from ordonnance.adapters.mailbox.deadline import DIALOGUE_SECONDS, LYING, Deadline
from ordonnance.adapters.mailbox.operators import Host, Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens, token_of, xoauth2
from ordonnance.adapters.mailbox.smtp import SECONDS
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.ports.inbox import LARGEST_HEAD, Arrived, Mark
from ordonnance.usecases.ports.letters import MailTrouble, Trouble

ARCHIVE = "Archive"
LARGEST = 30 * 1024 * 1024
"""Bytes of a message that is fetched: beyond what Mon espace santé takes, with its headers."""

_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_FLAGS = re.compile(rb"\bFLAGS \(([^)]*)\)")
_COPIED = re.compile(rb"(\d{1,10}) \d{1,10} (\d{1,10})")
_ID = re.compile(r"(\d{1,10})-(\d{1,10})")

Told = TypeVar("Told")


class ImapInbox:
    """The port `Inbox`, of one mailbox, read with its certificate or in one person's session."""

    def __init__(
        self,
        operators: Operators,
        tokens: LiveTokens,
        box: OpenBox,
        seconds: float = SECONDS,
        dialogue_seconds: float = DIALOGUE_SECONDS,
    ) -> None:
        self._operators = operators
        self._tokens = tokens
        self._box = box
        self._address = MssAddress.parse(box.address)
        self._seconds = seconds
        self._dialogue_seconds = dialogue_seconds

    async def listed(self, limit: int) -> Sequence[Arrived]:
        """The last to arrive."""
        return await self._asked(lambda imap, validity: list(_listed(imap, validity, limit)))

    async def heads(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """The headers of each."""

        def ask(imap: imaplib.IMAP4, validity: str) -> Mapping[str, bytes]:
            uids = ",".join(_uid(each, validity) for each in ids)
            return dict(_heads(imap, uids, validity)) if uids else {}

        return await self._asked(ask)

    async def fetch(self, id: str) -> bytes:
        """The bytes of one."""
        return await self._asked(lambda imap, validity: _fetched(imap, _uid(id, validity)))

    async def seen(self, id: str, *marks: Mark) -> None:
        """Mark one as seen, and as that too."""

        def ask(imap: imaplib.IMAP4, validity: str) -> None:
            flags = " ".join(("\\Seen", *marks))
            _done(imap.uid("STORE", _uid(id, validity), "+FLAGS.SILENT", f"({flags})"))

        await self._asked(ask)

    async def mark(self, id: str, *, served: bool) -> None:
        """Mark one."""

        def ask(imap: imaplib.IMAP4, validity: str) -> None:
            uid = _uid(id, validity)
            _done(imap.uid("STORE", uid, "+FLAGS.SILENT", "(\\Seen)"))
            sign = "+" if served else "-"
            _done(imap.uid("STORE", uid, f"{sign}FLAGS.SILENT", f"({Mark.SERVED})"))

        await self._asked(ask)

    async def archive(self, id: str) -> str | None:
        """Put one away."""

        def ask(imap: imaplib.IMAP4, validity: str) -> str | None:
            imap.create(ARCHIVE)
            return _moved(imap, _uid(id, validity), ARCHIVE)

        return await self._asked(ask)

    async def restore(self, place: str) -> None:
        """Put one back."""

        def ask(imap: imaplib.IMAP4, _: str) -> None:
            _done(imap.select(ARCHIVE))
            _moved(imap, _uid(place, _validity(imap)), "INBOX")

        await self._asked(ask)

    async def _asked(self, ask: Callable[[imaplib.IMAP4, str], Told]) -> Told:
        def talk() -> Told:
            with (
                Deadline(self._dialogue_seconds) as deadline,
                self._session(deadline) as (imap, validity),
            ):
                return ask(imap, validity)

        try:
            return await asyncio.to_thread(talk)
        except (OSError, imaplib.IMAP4.error, *LYING) as error:
            raise MailTrouble(Trouble.LATER, "UNREACHABLE") from error

    @contextmanager
    def _session(self, deadline: Deadline) -> Iterator[tuple[imaplib.IMAP4, str]]:
        server = self._operators.server_of(self._address)
        if server is None:
            raise MailTrouble(Trouble.LATER, "NO_SERVER")
        imap = _Client(server.imap, deadline, self._seconds)
        try:
            imap.starttls(self._operators.tls(self._address))
            self._sign_in(imap)
            _done(imap.select("INBOX"))
            yield imap, _validity(imap)
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error, *LYING):
                # What was asked is answered: a good-bye that fails changes nothing.
                imap.logout()
            with contextlib.suppress(OSError):
                # Which then leaves the connection open.
                imap.shutdown()

    def _sign_in(self, imap: imaplib.IMAP4) -> None:
        token = token_of(self._box, self._tokens, self._operators)
        method = "EXTERNAL" if token is None else "XOAUTH2"
        response = b"" if token is None else xoauth2(self._address, token)
        answers = iter((response,))
        try:
            # A second challenge tells why it is refused: it is answered by nothing.
            imap.authenticate(method, lambda _: next(answers, b""))
        except imaplib.IMAP4.error as error:
            raise MailTrouble(Trouble.TOKEN, "NOT_SIGNED_IN") from error


class _Client(imaplib.IMAP4):
    """The standard client, which the deadline ends and which reads no more than LARGEST twice."""

    def __init__(self, host: Host, deadline: Deadline, seconds: float) -> None:
        self._deadline = deadline
        self._left = 2 * LARGEST
        super().__init__(host.name, host.port, timeout=seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        found = super()._create_socket(timeout)  # type: ignore[misc]
        return self._deadline.hold(found)

    def read(self, size: int) -> bytes:
        """What has a length. Raises abort when it is longer than what was asked can be."""
        self._spend(size)
        if size > LARGEST:
            raise self.abort("a literal too long")
        return super().read(size)

    def readline(self) -> bytes:
        """A line. Raises abort when there are too many."""
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self.abort("an answer too long")


def _listed(imap: imaplib.IMAP4, validity: str, limit: int) -> Iterator[Arrived]:
    [found] = _done(imap.uid("SEARCH", "UNDELETED"))
    uids = sorted(int(each) for each in found.split())[-limit:]
    if not uids:
        return
    rows = _done(imap.uid("FETCH", ",".join(map(str, uids)), "(INTERNALDATE RFC822.SIZE FLAGS)"))
    arrived = {each.id: each for row in rows if (each := _arrived(row, validity)) is not None}
    for uid in uids:
        if (told := arrived.get(f"{validity}-{uid}")) is not None:
            yield told


def _arrived(row: Any, validity: str) -> Arrived | None:
    if not isinstance(row, bytes):
        return None
    uid, size, date, flags = (form.search(row) for form in (_UID, _SIZE, _DATE, _FLAGS))
    if uid is None or size is None or date is None or flags is None:
        return None
    marks = flags[1].decode("ascii", "replace").casefold().split()
    return Arrived(
        id=f"{validity}-{uid[1].decode('ascii')}",
        at=_instant(date[1].decode("ascii", "replace")),
        size=int(size[1]),
        seen="\\seen" in marks,
        served=Mark.SERVED.casefold() in marks,
        receipted=Mark.RECEIPTED.casefold() in marks,
    )


def _heads(imap: imaplib.IMAP4, uids: str, validity: str) -> Iterator[tuple[str, bytes]]:
    wanted = f"(UID BODY.PEEK[HEADER]<0.{LARGEST_HEAD}>)"
    rows = _done(imap.uid("FETCH", uids, wanted))
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        if not isinstance(row, tuple):
            continue
        # Servers tell the UID before the headers, or after them.
        told = row[0] + (after if isinstance(after, bytes) else b"")
        if (uid := _UID.search(told)) is not None:
            yield f"{validity}-{uid[1].decode('ascii')}", bytes(row[1])[:LARGEST_HEAD]


def _instant(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text.strip()).astimezone(UTC)
    except (ValueError, TypeError) as error:
        raise MailTrouble(Trouble.LATER, "DATE") from error


def _fetched(imap: imaplib.IMAP4, uid: str) -> bytes:
    sizes = [_SIZE.search(row) for row in _done(imap.uid("FETCH", uid, "(RFC822.SIZE)")) if row]
    size = next((int(found[1]) for found in sizes if found), None)
    if size is None:
        raise MailTrouble(Trouble.LATER, "GONE")
    if size > LARGEST:
        raise MailTrouble(Trouble.REFUSED, "TOO_LARGE")
    for row in _done(imap.uid("FETCH", uid, "(BODY.PEEK[])")):
        if isinstance(row, tuple):
            return bytes(row[1])
    raise MailTrouble(Trouble.LATER, "GONE")


def _validity(imap: imaplib.IMAP4) -> str:
    """What the ids of the folder just opened hold for."""
    _, told = imap.response("UIDVALIDITY")
    return told[0].decode("ascii") if told and told[0] else "0"


def _moved(imap: imaplib.IMAP4, uid: str, folder: str) -> str | None:
    """Move one; its id there, None when the server does not say it (RFC 4315)."""
    # MOVE is one step: what dies in between leaves no second copy (RFC 6851).
    if "MOVE" in imap.capabilities:
        _done(imap.uid("MOVE", uid, folder))
    else:
        _done(imap.uid("COPY", uid, folder))
        _done(imap.uid("STORE", uid, "+FLAGS.SILENT", "(\\Deleted)"))
        _done(imap.uid("EXPUNGE", uid))
    _, told = imap.response("COPYUID")
    found = _COPIED.fullmatch(told[-1]) if told and told[-1] else None
    return f"{found[1].decode()}-{found[2].decode()}" if found else None


def _uid(id: str, validity: str) -> str:
    """The UID of an id given here before; the mailbox is still the same."""
    found = _ID.fullmatch(id)
    if found is None or found[1] != validity:
        raise MailTrouble(Trouble.LATER, "MAILBOX_CHANGED")
    return found[2]


def _done(answer: tuple[str, list[Any]]) -> list[Any]:
    """The rows of an answer: bytes, pairs of bytes for what has a length, None for nothing."""
    if answer[0] != "OK":
        raise MailTrouble(Trouble.LATER, "NOT_DONE")
    return answer[1]
