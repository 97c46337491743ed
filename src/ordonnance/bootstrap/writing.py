"""What the screens of a prescriber need from the outside: reading, a look at the sheet, a code."""

from dataclasses import replace

from ordonnance.adapters.drugs.search import search
from ordonnance.adapters.identity.demo_people import PROFESSIONALS
from ordonnance.adapters.renderer.codes import drawing
from ordonnance.bootstrap.platform import Platform
from ordonnance.documents.framing import qr_code
from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet, SheetLine, Signature
from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import Cis
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.usecases.medicines import in_words, medicines_of
from ordonnance.usecases.writing.letterhead import Letterhead

_NO_NUMBER = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 0)
_DRAFT = "BROUILLON"


def found(platform: Platform, text: str, limit: int) -> tuple[Medicine, ...]:
    """The medicines that match what was typed, best first."""
    return tuple(search(platform.ports.drugs.current(), text, limit))


def medicine(platform: Platform, cis: str) -> Medicine | None:
    """The speciality with that code, None for another text."""
    try:
        return platform.ports.drugs.current().speciality(Cis(cis))
    except ValueError:
        return None


def draft_sheet(ordonnance: Ordonnance, platform: Platform) -> Sheet:
    """The sheet that a draft would be: no number, no code, marked as a draft."""
    ports = platform.ports
    medicines = dict(medicines_of(ordonnance, ports.drugs.current()))
    sheet = numerique(
        ordonnance, _NO_NUMBER, ports.clock.now(), base_url=platform.base_url,
        demonstration=False, medicines=medicines,
        in_words=frozenset(in_words(ordonnance, medicines)),
    )  # fmt: skip
    name = sheet.prescriber.name
    return replace(
        sheet,
        number="",
        qr=None,
        signature=Signature("Pas encore émise", name, "Brouillon, sans valeur."),
        marks=replace(sheet.marks, specimen=_DRAFT, specimen_notice="Brouillon, sans valeur."),
    )


def line_on_sheet(ordonnance: Ordonnance, platform: Platform) -> SheetLine:
    """The only line of an ordonnance, as its sheet would say it."""
    return next(line for zone in draft_sheet(ordonnance, platform).zones for line in zone.lines)


def picture_of(ordonnance: Ordonnance, platform: Platform) -> bytes:
    """The first page of that sheet, as a PNG picture."""
    return platform.renderer.picture(draft_sheet(ordonnance, platform))


def shown_code(number: OrdonnanceNumber, platform: Platform) -> str:
    """The QR code of an ordonnance as SVG, as on its sheet."""
    code = qr_code(number, platform.base_url)
    return str(drawing("qr", code.text)["svg"])


def demo_letterhead(caller: Caller, platform: Platform) -> Letterhead | None:
    """What the sheets of a fictitious prescriber say; None outside a demonstration."""
    actor = caller.actor
    if platform.demo_issuer is None or not isinstance(actor, Professional):
        return None
    known = {each.handle: each for each in PROFESSIONALS}
    person = next((e for e in known.values() if actor.rpps and e.rpps == actor.rpps.value), None)
    if person is None:
        return None
    place = person.place
    replaced = known.get(person.replaces or "")
    return Letterhead(
        street=place.address.split(", ")[0],
        postcode=place.postcode,
        city=place.city,
        phone=place.phone,
        email=person.email,
        replaced_family=replaced.family if replaced else "",
        replaced_given=replaced.given if replaced else "",
    )
