"""`eP-MED-DM` back to an ordonnance: what the structures say, and the words for the rest."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sized
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from ordonnance.domain.markup import Element
from ordonnance.domain.prescription import MOST_LINES

_TIME = "%Y%m%d%H%M%S"
_MOST_DIGITS = 9
_YEARS = range(1850, 2201)


class CdaInvalid(ValueError):
    """The document is no prescription that can be read: where, and why, in French."""

    def __init__(self, at: str, reason: str) -> None:
        super().__init__(f"{at} : {reason}")
        self.at = at
        self.reason = reason


MOST_TOLD = 20_000
"""Characters that one entry may point at: a posology of six sentences has some hundreds."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of a document by the names that entries point at."""

    by_anchor: Mapping[str, Element]

    @classmethod
    def of(cls, document: Element) -> "Narrative":
        """Every named part of the texts; of two parts of one name, the last."""
        found: dict[str, Element] = {}
        _named(document, found)
        return cls(found)

    def said(self, anchor: str) -> str | None:
        """The words of that name, None without any. Raises CdaInvalid when they have no end."""
        named = self.by_anchor.get(anchor)
        if named is None:
            return None
        # Parts may stand within parts: read when asked, each would else be kept many times over.
        size = 0
        for text in named.texts():
            size += len(text)
            if size > MOST_TOLD:
                raise CdaInvalid(f"content[@ID='{anchor[:40]}']", "le texte est trop long")
        return named.text or None

    def told(self, where: Element | None) -> str | None:
        """What an element that holds a reference points at; its own words when it has some."""
        if where is None:
            return None
        pointed = where.first("reference")
        if pointed is None:
            return where.text or None
        anchor = (pointed.get("value") or "").removeprefix("#")
        return self.said(anchor)


def _named(element: Element, found: dict[str, Element]) -> None:
    anchor = element.get("ID")
    if anchor is not None:
        found[anchor] = element
    for child in element.elements:
        _named(child, found)


def has_template(element: Element, root: str) -> bool:
    """True when the element declares that model."""
    return any(each.get("root") == root for each in element.all("templateId"))


def not_too_many(entries: Sized, at: str) -> None:
    """Raise CdaInvalid without any line, or with more than a document may have."""
    if not entries:
        raise CdaInvalid(at, "aucune ligne")
    if len(entries) > MOST_LINES:
        raise CdaInvalid(at, f"{MOST_LINES} lignes au plus sont lues")


def required(element: Element | None, at: str) -> Element:
    """The element, or CdaInvalid."""
    if element is None:
        raise CdaInvalid(at, "l’élément manque")
    return element


def day_of(value: str | None, at: str) -> date | None:
    """« 20260105… » to a day; an unknown one is None."""
    if value is None:
        return None
    try:
        return datetime.strptime(value[:8], "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise CdaInvalid(at, "une date de la forme AAAAMMJJ est attendue") from None


def _plausible(found: datetime) -> datetime:
    """The instant, or ValueError outside the years that people write."""
    if found.year not in _YEARS:
        raise ValueError("year")
    return found


def instant_of(value: str | None, at: str) -> datetime:
    """« 20260105093000+0100 » to an instant; a bare day is noon in universal time."""
    if value is None:
        raise CdaInvalid(at, "la date manque")
    head, sign, offset = _split(value)
    try:
        if not sign:
            found = datetime.strptime(head[:8], "%Y%m%d").replace(tzinfo=UTC)
            return _plausible(found) + timedelta(hours=12)
        padded = (head + "0" * 14)[:14]
        gap = timedelta(hours=int(offset[:2]), minutes=int(offset[2:4] or 0))
        zone = timezone(gap if sign == "+" else -gap)
        return _plausible(datetime.strptime(padded, _TIME).replace(tzinfo=zone))
    except ValueError:
        raise CdaInvalid(at, "une date avec heure et fuseau est attendue") from None


def _split(value: str) -> tuple[str, str, str]:
    for sign in "+-":
        head, found, offset = value.partition(sign)
        if found:
            return head, sign, offset
    return value, "", ""


def decimal_of(value: str | None, at: str) -> Decimal:
    """A number, or CdaInvalid."""
    try:
        found = Decimal(value or "")
    except InvalidOperation:
        raise CdaInvalid(at, "un nombre est attendu") from None
    if not found.is_finite() or not -_MOST_DIGITS <= found.adjusted() <= _MOST_DIGITS:
        raise CdaInvalid(at, "un nombre plausible est attendu")
    return found


def whole_of(value: str | None, at: str) -> int:
    """A whole number, or CdaInvalid."""
    found = decimal_of(value, at)
    if found != found.to_integral_value() or not 0 <= found <= 9999:
        raise CdaInvalid(at, "un nombre entier est attendu")
    return int(found)


def sections_of(document: Element) -> dict[str, Element]:
    """The sections of the body by their LOINC code."""
    body = document.all("component", "structuredBody", "component", "section")
    found: dict[str, Element] = {}
    for section in body:
        code = section.first("code")
        if code is not None and code.get("code"):
            found.setdefault(code.get("code") or "", section)
    return found


def copy_of(section: Element | None) -> bytes | None:
    """The PDF that the document carries, None without one."""
    if section is None:
        return None
    for media in section.all("entry", "organizer", "component", "observationMedia", "value"):
        if media.get("mediaType") == "application/pdf":
            try:
                return b64decode("".join(media.text.split()), validate=True)
            except Base64Error:
                raise CdaInvalid("section 55108-5", "la copie PDF est illisible") from None
    return None
