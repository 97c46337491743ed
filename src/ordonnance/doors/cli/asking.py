"""Reads what people give: numbers, files, dates, amounts, codes, acknowledgements.

Everything wrong becomes a `Problem` or a `Refusal` with what to do; nothing is guessed.
"""

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.fhir.inputs import AcknowledgementInput

FHIR_JSON = "application/fhir+json"
JOSE = "application/jose"

LARGEST = 1024 * 1024
"""Most bytes of a document: what the base accepts."""

E = TypeVar("E", bound=StrEnum)

_FRENCH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_JWS = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]+")


def number(words: Sequence[str]) -> str:
    """The number typed, dictated or scanned, in its canonical form; « - » reads one line."""
    text = " ".join(words)
    if text.strip() == "-":
        text = sys.stdin.readline()
    try:
        return OrdonnanceNumber.parse(text).value
    except InvalidNumber as error:
        raise Refusal.of("NUMBER_INVALID", "NUMÉRO", reason=error.reason) from error


def file(name: str, largest: int = LARGEST) -> bytes:
    """The bytes of a file, at most `largest` (1 MiB); « - » is standard input."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(largest + 1)
        else:
            with Path(name).open("rb") as opened:
                content = opened.read(largest + 1)
    except OSError as error:
        raise Problem.local(
            "FILE_UNREADABLE",
            f"Le fichier {name} ne peut pas être lu\u202f: {_reason(error)}.",
            "Vérifier le nom du fichier et le droit de le lire.",
        ) from error
    if len(content) > largest:
        raise Refusal.of("BODY_TOO_LARGE", name, limit=f"{largest // 1024 // 1024} Mio")
    if not content.strip():
        raise Refusal.of("BODY_EMPTY", name)
    return content


def document(name: str) -> tuple[bytes, str]:
    """A prescription and its content type: a FHIR Bundle, or a compact JWS."""
    content = file(name)
    if name.endswith((".jose", ".jws")) or _JWS.fullmatch(content.strip()):
        return content.strip(), JOSE
    return content, FHIR_JSON


def write(name: str, content: bytes) -> None:
    """Write a file that only its owner may read: it holds a person's treatment."""
    path = Path(name)
    try:
        path.touch(mode=0o600)
        path.write_bytes(content)
    except OSError as error:
        raise Problem.local(
            "FILE_UNWRITABLE",
            f"Le fichier {name} ne peut pas être écrit\u202f: {_reason(error)}.",
            "Choisir un autre fichier avec -o.",
        ) from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "il n'existe pas"
    if isinstance(error, IsADirectoryError):
        return "c'est un dossier"
    if isinstance(error, PermissionError):
        return "l'accès est refusé"
    return "le système le refuse"


def day(text: str | None, option: str) -> date | None:
    """A day as 2026-03-12 or 12/03/2026."""
    if text is None:
        return None
    french = _FRENCH_DAY.fullmatch(text.strip())
    try:
        if french is not None:
            return date(int(french[3]), int(french[2]), int(french[1]))
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Problem.local(
            "DATE_INVALID",
            f"{option}\u202f: «\u202f{text[:40]}\u202f» n'est pas une date.",
            "L'écrire 2026-03-12 ou 12/03/2026.",
            option,
        ) from error


def amount(text: str | None, option: str) -> Decimal | None:
    """A quantity greater than zero, with a decimal comma or point."""
    if text is None:
        return None
    if not _AMOUNT.fullmatch(text.strip()) or not Decimal(text.strip().replace(",", ".")):
        raise Problem.local(
            "AMOUNT_INVALID",
            f"{option}\u202f: «\u202f{text[:40]}\u202f» n'est pas une quantité.",
            "Donner un nombre supérieur à zéro, comme 2 ou 1,5.",
            option,
        )
    return Decimal(text.strip().replace(",", "."))


def coded(kind: type[E], text: str | None, option: str) -> str | None:
    """One of the codes of `kind`, in capitals or not."""
    if text is None:
        return None
    try:
        return kind(text.strip().upper().replace("-", "_")).value
    except ValueError as error:
        allowed = ", ".join(each.value for each in kind)
        raise Refusal.of("CODE_UNKNOWN", option, code=text[:40], allowed=allowed) from error


def codes(kind: type[StrEnum]) -> str:
    """The codes of `kind`, for help texts."""
    return ", ".join(each.value for each in kind)


def acknowledgements(given: Sequence[str] | None) -> "tuple[AcknowledgementInput, ...]":
    """`RULE=REASON` or `RULE/LINE=REASON`, as often as given."""
    from ordonnance.fhir.inputs import AcknowledgementInput

    read = []
    for text in given or ():
        finding, _, reason = text.partition("=")
        rule, slash, line = finding.partition("/")
        if not rule.strip() or not reason.strip() or (slash and not line.strip().isdecimal()):
            raise Problem.local(
                "USAGE",
                f"--acknowledge\u202f: «\u202f{text[:60]}\u202f» ne se lit pas.",
                "L'écrire RÈGLE=MOTIF, ou RÈGLE/LIGNE=MOTIF pour une seule ligne.",
                "--acknowledge",
            )
        read.append(
            AcknowledgementInput(rule.strip(), reason.strip(), int(line) if slash else None)
        )
    return tuple(read)


def reservation(name: str | None) -> str | None:
    """The signed list of a reservation: the file holds it, alone or in the answer of `reserve`."""
    if name is None:
        return None
    content = file(name)
    if _JWS.fullmatch(content.strip()):
        return content.strip().decode()
    try:
        found = json.loads(content)["reservation"]
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal.of(
            "RESERVATION_INVALID", name, reason="le fichier n'est pas une réservation"
        ) from error
    return str(found)
