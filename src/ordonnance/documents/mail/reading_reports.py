"""Reports read from bytes: DSN (RFC 3464), MDN (RFC 8098), and what only resembles them."""

import re
from collections.abc import Mapping
from email.message import Message as Parsed

from ordonnance.documents.mail.message import MessageId
from ordonnance.documents.mail.parsing import (
    content_of,
    header,
    ids,
    leaves,
    parsed,
    written_address,
)
from ordonnance.documents.mail.reports import Origin, Outcome, Report, ReportKind
from ordonnance.domain.ids import InvalidId

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_INTEGRATION = re.compile(r"^\[(?:KO[^\]]*|Erreur d.int[^\]]*)\]\s*\[(\d{1,3})\]", re.IGNORECASE)
_RETURNED = re.compile(r"undelivered mail returned|message non distribu", re.IGNORECASE)
_RETURNERS = frozenset({"mailer-daemon", "postmaster"})
_DISPOSITION_ERROR = re.compile(r"processed/error\s*:\s*(\d{1,3})", re.IGNORECASE)
_FIELD = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*(.*(?:\r?\n[ \t]+.*)*)", re.MULTILINE)
_MOST_FIELDS_BYTES = 64 * 1024
_ARRIVED = {"delivered": Outcome.DELIVERED, "relayed": Outcome.DELIVERED,
            "expanded": Outcome.DELIVERED, "delayed": Outcome.DELAYED}  # fmt: skip


def report_of(body: bytes) -> Report | None:
    """The report that a message is; None for any other message. Raises MessageUnreadable."""
    return read_report(parsed(body))


def read_report(tree: Parsed) -> Report | None:
    """The same of a message already parsed."""
    kind = tree.get_content_type()
    subject = header(tree, "Subject")
    if kind == "multipart/report":
        parts = {each.get_content_type(): each for each in leaves(tree)}
        if (status := parts.get("message/delivery-status")) is not None:
            return _delivery(tree, status)
        if (notice := parts.get("message/disposition-notification")) is not None:
            return _receipt(tree, notice)
    if found := _INTEGRATION.match(subject):
        about = _about(tree)
        return Report(ReportKind.INTEGRATION, about, Outcome.NOT_FILED, found[1], _origin(tree))
    # Words alone are believed of a server only: people answer, and quote the subject.
    by_server = (written_address(tree, "From") or "").partition("@")[0] in _RETURNERS
    if by_server and (kind == "multipart/report" or _RETURNED.match(subject)):
        return Report(ReportKind.BOUNCE, _about(tree), Outcome.FAILED, origin=_origin(tree))
    return None


def _origin(tree: Parsed, fields: Mapping[str, str] | None = None) -> Origin:
    """Who says it, and of whom: the recipient as we wrote it, or as the last server knew it."""
    named = None
    if fields is not None:
        told = (fields.get(name, "") for name in ("final-recipient", "original-recipient"))
        # « rfc822;nom@domaine » (RFC 3464, 2.3.1).
        named = tuple(each.rpartition(";")[2].strip().casefold() for each in told if each)
    return Origin(written_address(tree, "From") or "", written_address(tree, "Return-Path"), named)


def _delivery(tree: Parsed, status: Parsed) -> Report | None:
    fields = _fields(status)
    about = _about(tree, fields.get("original-envelope-id", ""))
    action = fields.get("action", "").casefold()
    code = found[0] if (found := _STATUS.search(fields.get("status", ""))) else ""
    outcome = _ARRIVED.get(action, Outcome.FAILED if action == "failed" else None)
    if outcome is None:
        return None
    return Report(ReportKind.DELIVERY, about, outcome, code, _origin(tree, fields))


def _receipt(tree: Parsed, notice: Parsed) -> Report | None:
    fields = _fields(notice)
    named = _one_id(fields.get("original-message-id", ""))
    about = named or _about(tree)
    said = fields.get("disposition", "").rpartition(";")[2].strip().casefold()
    origin = _origin(tree, fields)
    if error := _DISPOSITION_ERROR.search(said):
        return Report(ReportKind.RECEIPT, about, Outcome.NOT_FILED, error[1], origin)
    if said.startswith(("displayed", "processed")):
        return Report(ReportKind.RECEIPT, about, Outcome.READ, origin=origin)
    if said.startswith(("deleted", "dispatched")):
        return Report(ReportKind.RECEIPT, about, Outcome.DELIVERED, origin=origin)
    return None


def _fields(part: Parsed) -> dict[str, str]:
    """The fields of every block of a report; of one that comes twice, the last is kept.

    One recipient by message (Ref. #2): the last block is that of the recipient.
    """
    payload = part.get_payload()
    if isinstance(payload, list):
        blocks = [each.as_bytes() for each in payload[:10] if isinstance(each, Parsed)]
        text = b"\n".join(blocks)[:_MOST_FIELDS_BYTES].decode("utf-8", "replace")
    else:
        text = content_of(part)[:_MOST_FIELDS_BYTES].decode("utf-8", "replace")
    return {name.casefold(): " ".join(value.split()) for name, value in _FIELD.findall(text)}


def _about(tree: Parsed, envelope: str = "") -> MessageId | None:
    """The message meant: the original attached, the envelope, then what the headers answer."""
    for each in leaves(tree):
        if (found := _in_returned(each)) is not None:
            return found
    if (found := _from_envelope(envelope)) is not None:
        return found
    for name in ("In-Reply-To", "References"):
        if named := ids(tree, name):
            return named[-1]
    return None


def _in_returned(part: Parsed) -> MessageId | None:
    """The id of the original, returned whole or by its headers."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        inside = part.get_payload(0)
        found = ids(inside, "Message-ID") if isinstance(inside, Parsed) else ()
        return found[0] if found else None
    if kind in ("text/rfc822-headers", "message/rfc822-headers"):
        text = content_of(part)[:_MOST_FIELDS_BYTES].decode("utf-8", "replace")
        for name, value in _FIELD.findall(text):
            if name.casefold() == "message-id":
                return _one_id(value)
    return None


def _from_envelope(text: str) -> MessageId | None:
    """ENVID is written by us as the id itself: what comes back is trusted when it is one."""
    return _one_id(f"<{text}>") if "@" in text else None


def _one_id(text: str) -> MessageId | None:
    inside = text.strip().removeprefix("<").removesuffix(">").strip()
    try:
        return MessageId(inside)
    except InvalidId:
        return None
