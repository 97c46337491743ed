"""Letters handed over by SMTP: STARTTLS always, then a certificate or XOAUTH2, DSN asked for.

The end of the message (« . » alone on its line) is sent apart from the rest: until then nothing is
taken, and the caller writes that it comes.
"""

import asyncio
import contextlib
import re
import smtplib
import socket
import ssl

from ordonnance.adapters.mailbox.deadline import (
    DIALOGUE_SECONDS,
    LYING,
    MOST_LINES,
    Deadline,
    FewLines,
)
from ordonnance.adapters.mailbox.operators import Operators, Server
from ordonnance.adapters.mailbox.proofs import LiveTokens, encoded, token_of, xoauth2
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mssante import TrustSpace, require_trusted
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble

SECONDS = 20.0
"""How long a server may be silent; `DIALOGUE_SECONDS` bounds the whole."""

_STATUS = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")
_LINE_START = re.compile(rb"^\.", re.MULTILINE)
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_TAKEN, _GO_ON, _SIGNED_IN, _CHALLENGE = 250, 354, 235, 334
_NOT_SIGNED_IN = frozenset({530, 534, 535, 538})
_PERMANENT = 500


class SmtpPostman:
    """The port `Postman`. `tokens` are the sessions of this process."""

    def __init__(
        self,
        operators: Operators,
        tokens: LiveTokens,
        trust: TrustSpace,
        *,
        unattended: bool = True,
        seconds: float = SECONDS,
        dialogue_seconds: float = DIALOGUE_SECONDS,
    ) -> None:
        self._operators = operators
        self._tokens = tokens
        self._trust = trust
        self._unattended = unattended
        self._seconds = seconds
        self._dialogue_seconds = dialogue_seconds

    def senders(self) -> frozenset[OpenBox]:
        """The application mailboxes, when this process sends for them, and the live sessions."""
        own = map(OpenBox, self._operators.boxes) if self._unattended else ()
        return self._tokens.boxes() | frozenset(own)

    async def prepare(self, envelope: Envelope, content: bytes) -> "Ending":
        """Everything up to the end. Raises MailTrouble, Refusal (white list)."""
        # Asked here too: whatever called, nothing leaves for another domain.
        recipient = require_trusted(envelope.recipient, self._trust.current())
        sender = MssAddress.parse(envelope.box.address)
        server = self._operators.server_of(sender)
        if server is None:
            raise MailTrouble(Trouble.LATER, "NO_SERVER")
        if _BARE.search(content):
            raise MailTrouble(Trouble.REFUSED, "BARE_LINE_END")
        dialogue = _Dialogue(self._operators, server, sender, self._seconds)
        token = token_of(envelope.box, self._tokens, self._operators)

        def talk() -> smtplib.SMTP:
            with Deadline(self._dialogue_seconds) as deadline:
                return dialogue.up_to_the_end(envelope.id, recipient, content, token, deadline)

        return Ending(await asyncio.to_thread(talk), self._dialogue_seconds)


class Ending:
    """A message that the server has but for its end."""

    def __init__(self, smtp: smtplib.SMTP, seconds: float) -> None:
        self._smtp = smtp
        self._seconds = seconds

    async def finish(self) -> str:
        """End it; the code of the server. Raises MailTrouble, UNSURE when no answer came."""
        return await asyncio.to_thread(self._finish)

    def _finish(self) -> str:
        with Deadline(self._seconds) as deadline:
            return self._ended(deadline)

    def _ended(self, deadline: Deadline) -> str:
        try:
            if self._smtp.sock is not None:
                deadline.hold(self._smtp.sock)
            self._smtp.send(b".\r\n")
            code, said = self._smtp.getreply()
        except (OSError, smtplib.SMTPException, *LYING) as error:
            self._smtp.close()
            raise MailTrouble(Trouble.UNSURE, "NO_ANSWER") from error
        if code != _TAKEN:
            self._smtp.close()
            raise _trouble(code, said)
        with contextlib.suppress(OSError, smtplib.SMTPException, *LYING):
            # It is taken, whatever becomes of the good-bye.
            self._smtp.quit()
        return _code(code, said)

    async def abandon(self) -> None:
        """Leave without the end: the server drops what it received (RFC 5321, 4.1.1.10)."""
        await asyncio.to_thread(self._smtp.close)


class _Client(smtplib.SMTP):
    """The standard client, which the deadline ends and which reads no endless answer."""

    def __init__(self, deadline: Deadline, seconds: float) -> None:
        self._deadline = deadline
        super().__init__(timeout=seconds, local_hostname="localhost")

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        return self._deadline.hold(found)

    def getreply(self) -> tuple[int, bytes]:
        """The answer. Raises SMTPServerDisconnected when it does not end."""
        if self.file is None and self.sock is not None:
            self.file = FewLines(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.left = MOST_LINES
        return super().getreply()


class _Dialogue:
    """One dialogue with one server, in a thread."""

    def __init__(
        self, operators: Operators, server: Server, sender: MssAddress, seconds: float
    ) -> None:
        self._operators = operators
        self._server = server
        self._sender = sender
        self._seconds = seconds

    def up_to_the_end(
        self,
        id: str,
        recipient: MssAddress,
        content: bytes,
        token: str | None,
        deadline: Deadline,
    ) -> smtplib.SMTP:
        """Connect, sign in, give the envelope and the bytes. Raises MailTrouble."""
        smtp = _Client(deadline, self._seconds)
        try:
            self._connect(smtp)
            self._sign_in(smtp, token)
            self._envelope(smtp, id, recipient, len(content))
            _expect(_GO_ON, smtp.docmd("DATA"))
            ended = content if content.endswith(b"\r\n") else content + b"\r\n"
            smtp.send(_LINE_START.sub(b"..", ended))
        except MailTrouble:
            smtp.close()
            raise
        except ssl.SSLError as error:
            smtp.close()
            raise MailTrouble(Trouble.LATER, "TLS") from error
        except (OSError, smtplib.SMTPException, *LYING) as error:
            smtp.close()
            raise MailTrouble(Trouble.LATER, "UNREACHABLE") from error
        return smtp

    def _connect(self, smtp: smtplib.SMTP) -> None:
        host = self._server.smtp
        # smtplib checks the certificate against the name that it was given to connect to.
        smtp._host = host.name  # type: ignore[attr-defined]
        _expect(220, smtp.connect(host.name, host.port))
        smtp.ehlo()
        if not smtp.has_extn("starttls"):
            raise MailTrouble(Trouble.LATER, "NO_STARTTLS")
        _expect(220, smtp.starttls(context=self._operators.tls(self._sender)))
        smtp.ehlo()

    def _sign_in(self, smtp: smtplib.SMTP, token: str | None) -> None:
        if token is not None:
            reply = smtp.docmd("AUTH", f"XOAUTH2 {encoded(xoauth2(self._sender, token))}")
            if reply[0] == _CHALLENGE:
                # The server says why in its challenge, and waits for an empty line to refuse.
                reply = smtp.docmd("")
        elif "EXTERNAL" in smtp.esmtp_features.get("auth", "").split():
            reply = smtp.docmd("AUTH", "EXTERNAL =")
        else:
            # The certificate of the connection is enough for this server.
            return
        code, said = reply
        if code in _NOT_SIGNED_IN:
            raise MailTrouble(Trouble.TOKEN, _code(code, said))
        _expect(_SIGNED_IN, reply)

    def _envelope(self, smtp: smtplib.SMTP, id: str, recipient: MssAddress, size: int) -> None:
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < size:
            raise MailTrouble(Trouble.REFUSED, "5.3.4")
        dsn = smtp.has_extn("dsn")
        back = f" RET=HDRS ENVID={_xtext(id)}" if dsn else ""
        asked = f" NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;{_xtext(str(recipient))}"
        _expect(_TAKEN, smtp.docmd("MAIL", f"FROM:<{self._sender}>{back}"))
        _expect(_TAKEN, smtp.docmd("RCPT", f"TO:<{recipient}>{asked if dsn else ''}"))


def _xtext(text: str) -> str:
    """RFC 3461, 4: what an option of a command can hold."""
    return "".join(
        each if "!" <= each <= "~" and each not in "+=" else f"+{ord(each):02X}" for each in text
    )


def _expect(code: int, reply: tuple[int, bytes]) -> None:
    if reply[0] != code:
        raise _trouble(*reply)


def _trouble(code: int, said: bytes) -> MailTrouble:
    """What an answer that is not the expected one means for the letter."""
    trouble = Trouble.REFUSED if code >= _PERMANENT else Trouble.LATER
    return MailTrouble(trouble, _code(code, said))


def _code(code: int, said: bytes) -> str:
    """The enhanced status of an answer, else its code; never its text, which may quote names."""
    found = _STATUS.match(said)
    return found[1].decode("ascii") if found else str(code)
