"""The parts of a message: text in quoted-printable, files in base64."""

import base64
from email.charset import QP, Charset
from email.mime.nonmultipart import MIMENonMultipart

from ordonnance.documents.mail.message import Attachment
from ordonnance.documents.mail.naming import plain

_BASE64_LINE = 57
"""Bytes of a line of 76 characters."""


def quoted_text(text: str) -> MIMENonMultipart:
    """A text part in UTF-8 (ECO.2.2.3, 2.2.4)."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMENonMultipart("text", "plain", charset="utf-8")
    part.set_payload(text, charset)
    return part


def attached(file: Attachment) -> MIMENonMultipart:
    """A file, its name in UTF-8 (RFC 2231) when it is not ASCII."""
    maintype, subtype = file.media.split("/")
    part = MIMENonMultipart(maintype, subtype)
    name = plain(file.name, 200)
    filename = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=filename)
    part["Content-Transfer-Encoding"] = "base64"
    lines = (
        base64.b64encode(file.content[at : at + _BASE64_LINE]).decode("ascii")
        for at in range(0, len(file.content), _BASE64_LINE)
    )
    part.set_payload("\n".join(lines) + "\n")
    return part
