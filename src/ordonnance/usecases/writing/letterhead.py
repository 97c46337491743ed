"""What a prescriber's sheet says of them: the session proves who and where, they add the rest."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from ordonnance.domain.actors import Assistant, Caller, Place, Professional
from ordonnance.domain.coding import Coding
from ordonnance.domain.errors import Refusal
from ordonnance.domain.people import Practice, Prescriber, ReplacedPrescriber
from ordonnance.usecases.access import TABLE, Act, require_role
from ordonnance.usecases.ports import Desk, DeskKind, DeskSheet

KEPT = timedelta(days=3650)
SHEET = "00000000-0000-0000-0000-000000000000"
"""There is one letterhead for each desk."""

SPECIALTIES = (
    "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
)
_POSTCODE_CITY = re.compile(r"(?:.*, )?(?P<lines>[^,]*.*), (?P<postcode>[0-9]{5}) (?P<city>.+)")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Words of the practice that no session proves; `replaced` is the colleague replaced."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    sector: str = ""
    replaced_family: str = ""
    replaced_given: str = ""

    def __repr__(self) -> str:
        return "Letterhead(•••)"


async def read_letterhead(
    caller: Caller, desk: Desk, at: datetime, proposed: Letterhead | None = None
) -> Letterhead:
    """What was kept, else what the session and `proposed` say."""
    _require_writer(caller)
    sheet = await desk.get(caller.key, DeskKind.LETTERHEAD, SHEET, at)
    if sheet is not None:
        return Letterhead(**json.loads(sheet.content))
    return proposed or _from(caller.place)


async def keep_letterhead(caller: Caller, letterhead: Letterhead, desk: Desk, at: datetime) -> None:
    """Keep it for every ordonnance to come. Raises Refusal CONFLICT_RETRY."""
    _require_writer(caller)
    content = json.dumps(asdict(letterhead), ensure_ascii=False).encode()
    former = await desk.get(caller.key, DeskKind.LETTERHEAD, SHEET, at)
    version = 1 + (former.version if former else 0)
    sheet = DeskSheet(SHEET, version, content, at)
    if not await desk.put(caller.key, DeskKind.LETTERHEAD, sheet, at + KEPT):
        raise Refusal.of("CONFLICT_RETRY")


def _require_writer(caller: Caller) -> None:
    """Whose name stands on a sheet: who drafts, and who only prescribes during a call."""
    if (caller.role, Act.REGULATE) not in TABLE:
        require_role(caller, Act.DRAFT)


def _from(place: Place | None) -> Letterhead:
    """The address of the session, in its parts."""
    found = _POSTCODE_CITY.fullmatch(place.address or "") if place else None
    if place is None or found is None:
        return Letterhead(postcode=(place.postcode or "") if place else "")
    return Letterhead(found["lines"], found["postcode"], found["city"])


def prescriber_of(caller: Caller, letterhead: Letterhead) -> Prescriber:
    """The author as the sheet names them. Raises Refusal NOT_ALLOWED for nobody who prescribes."""
    actor = caller.actor
    if isinstance(actor, Assistant):
        # Somebody of this place will issue it: nobody is named yet.
        return Prescriber(None, (), None, _practice(actor.place, letterhead))
    if not isinstance(actor, Professional):
        raise Refusal.of("AUTHOR_MISMATCH")
    place, known = actor.place, actor.specialty
    replaced = None
    if actor.replaces is not None:
        given = tuple(letterhead.replaced_given.split())
        replaced = ReplacedPrescriber(actor.replaces, letterhead.replaced_family, given)
    return Prescriber(
        family=actor.family,
        given=(actor.given,),
        profession=actor.profession,
        practice=_practice(place, letterhead),
        rpps=actor.rpps,
        specialty=Coding(SPECIALTIES, known.code, known.label) if known else None,
        sector=letterhead.sector or None,
        replaces=replaced,
    )


def _practice(place: Place, letterhead: Letterhead) -> Practice:
    return Practice(
        name=place.label,
        lines=tuple(each for each in letterhead.street.splitlines() if each.strip()),
        postcode=letterhead.postcode or place.postcode,
        city=letterhead.city or None,
        country="FR",
        phone=phone(letterhead.phone) or None,
        email=letterhead.email or None,
        finess=place.finess,
        am=place.am,
        siret=place.siret,
    )


def phone(typed: str) -> str:
    """« +33199000001 » of « 01 99 00 00 01 »; other writings as they are."""
    bare = re.sub(r"[\s.\-\u00a0\u202f]", "", typed)
    return f"+33{bare[1:]}" if re.fullmatch(r"0[1-9]\d{8}", bare) else bare
