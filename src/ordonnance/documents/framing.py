"""What stands around the lines on every sheet: date, zones, codes, marks, fixed texts."""

from collections.abc import Iterable, Mapping
from datetime import date

from ordonnance.documents.identities import one_line
from ordonnance.documents.lines import sheet_line
from ordonnance.documents.sheet import Code, Marks, Symbology, Zone
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Prescriber
from ordonnance.domain.prescription import Exoneration, Line

ALD_TITLE = (
    "Prescriptions relatives au traitement de l'affection de longue durée reconnue "
    "(liste ou hors liste) (AFFECTION EXONÉRANTE)"
)
ORDINARY_TITLE = (
    "Prescriptions SANS RAPPORT avec l'affection de longue durée (MALADIES INTERCURRENTES)"
)
EMERGENCY = f"En cas d'urgence{NARROW}: 15"
SPECIMEN = "SPÉCIMEN"
SPECIMEN_NOTICE = f"document de démonstration, sans valeur{NARROW}: ne rien délivrer"


def zone_of(
    lines: Iterable[Line],
    medicines: Mapping[int, Medicine | None],
    in_words: frozenset[int],
    title: str = "",
) -> Zone:
    """Those lines together; framed when the zone has a title."""
    printed = (
        sheet_line(line, medicines.get(line.number), in_words=line.number in in_words)
        for line in lines
    )
    return Zone(tuple(printed), title, framed=bool(title))


def zones_of(
    lines: Iterable[Line],
    medicines: Mapping[int, Medicine | None],
    in_words: frozenset[int],
    *,
    both: bool = False,
) -> tuple[Zone, ...]:
    """One zone, or the exonerating lines apart from the others (CSS L.324-1, R.161-45).

    `both`: the two zones of the official form whatever they hold. Its lower zone is never struck
    in advance (TY-12): empty, it is kept as it is.
    """
    given = tuple(lines)
    apart = [line for line in given if line.exoneration is Exoneration.ALD]
    others = [line for line in given if line.exoneration is not Exoneration.ALD]
    if not apart and not both:
        return (zone_of(others, medicines, in_words),)
    upper = zone_of(apart, medicines, in_words, ALD_TITLE)
    if others:
        return (upper, zone_of(others, medicines, in_words, ORDINARY_TITLE))
    return (upper, Zone((), ORDINARY_TITLE, framed=True, kept=True)) if both else (upper,)


def dated(author: Prescriber, day: date) -> str:
    """« Établie à Paris, le 5 janvier 2026 »."""
    on = dates.long(day)
    city = one_line(author.practice.city or "") if author.practice else ""
    return f"Établie à {city}, le {on}" if city else f"Établie le {on}"


def marks(*, demonstration: bool, duplicate: date | None = None) -> Marks:
    """What the whole sheet is: a specimen, a second printing of that day."""
    again = f"DUPLICATA du {dates.short(duplicate)}" if duplicate else ""
    if demonstration:
        return Marks(SPECIMEN, SPECIMEN_NOTICE, again)
    return Marks(duplicate=again)


def qr_code(number: OrdonnanceNumber, base_url: str) -> Code:
    """The code that opens an ordonnance. Raises ValueError on an address that is not http(s)."""
    address = base_url.rstrip("/")
    if not address.startswith(("https://", "http://")) or set(address) & set("#? \t\n"):
        raise ValueError("adresse de la base : https://hôte attendu, sans paramètre")
    said = f"Code QR de l'ordonnance numéro {number.grouped}"
    return Code(Symbology.QR, f"{address}/o#{number}", said)
