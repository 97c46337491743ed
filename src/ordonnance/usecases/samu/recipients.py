"""For each circuit, the mailbox that a prescription may leave for, or why there is none.

Professional addresses are those that the directory publishes; in case 2 the one given during the
call may be on the red list, and is then taken from the white list alone. In case 3 the address is
made from the matricule, exactly.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ordonnance.domain.actors import Profession
from ordonnance.domain.circuits import Box
from ordonnance.domain.derogation import Named
from ordonnance.domain.directory import Entry, MailboxType, Place, PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, Ins, InsOid, InvalidId
from ordonnance.domain.mssante import MssAddress, WhiteList
from ordonnance.domain.people import Patient, Sex
from ordonnance.usecases.directory import Directory
from ordonnance.usecases.directory_views import postal
from ordonnance.usecases.mssante import require_trusted
from ordonnance.usecases.samu.models import Destination, Identity, Impossible

_HOMES = (PlaceKind.NURSING_HOME, PlaceKind.SOCIAL_CARE)

PERSONAL = (
    "Boîte personnelle d’un pharmacien\u202f: elle n’est pas relevée en son absence. Appeler la "
    "pharmacie."
)
NOT_PUBLISHED = (
    "Adresse absente de l’annuaire (elle peut être en liste rouge)\u202f: relire l’adresse à la "
    "personne qui la donne."
)
ELSEWHERE = "L’annuaire rattache cette adresse à une autre structure\u202f: {name}."
DICTATED = (
    "Matricule dicté, identité non qualifiée\u202f: le référentiel MSSanté demande une INS "
    "qualifiée. Relire les quinze chiffres au patient."
)


OTHER_TRAITS = (
    "Matricule dicté\u202f: le sexe, l’année ou le mois de naissance qu’il porte ne sont pas ceux "
    "du patient. Vérifier que c’est le sien, et non celui d’un parent."
)
CODES = {
    PERSONAL: "PERSONAL_BOX", NOT_PUBLISHED: "NOT_PUBLISHED", OTHER_TRAITS: "OTHER_TRAITS",
}  # fmt: skip
"""How a warning is kept with the prescription that left in spite of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """The mailboxes of one circuit, the best first, and what to beware of."""

    destinations: tuple[Destination, ...]
    warnings: tuple[str, ...] = ()
    identity: Identity | None = None
    elsewhere: bool | None = None
    """The directory ties the address given during the call to another structure; None when it does
    not publish the address, or ties it to none."""

    @property
    def codes(self) -> tuple[str, ...]:
        """What was warned of, as it is kept with the prescription."""
        told = tuple(CODES[each] for each in self.warnings if each in CODES)
        return (*told, "ADDRESS_ELSEWHERE") if self.elsewhere else told


def to_pharmacy(finess: str, directory: Directory | None, trusted: WhiteList | None) -> Found:
    """The mailboxes of a pharmacy: organisational ones, else those of its pharmacists.

    Those outside the white list are left out. Raises Refusal: SAMU_DIRECTORY_NONE,
    SAMU_PHARMACY_NONE (no FINESS given), SAMU_NOT_PHARMACY, SAMU_NO_MAILBOX, those of
    `require_trusted` when no mailbox is left.
    """
    if not finess:
        raise Refusal.of("SAMU_PHARMACY_NONE")
    if directory is None:
        raise Refusal.of("SAMU_DIRECTORY_NONE")
    place = directory.place(finess)
    if place is None or place.kind is not PlaceKind.PHARMACY:
        raise Refusal.of("SAMU_NOT_PHARMACY")
    entries = _published(directory.at(finess), trusted)
    shared = [_destination(each, place) for each in entries if _box(each) is Box.ORGANISATION]
    own = [_destination(each, place) for each in entries if _of_pharmacist(each)]
    if not shared and not own:
        raise Refusal.of("SAMU_NO_MAILBOX")
    return Found((*shared, *own), () if shared else (PERSONAL,))


def to_home(
    address: str, establishment: str, directory: Directory | None, trusted: WhiteList | None,
    *, given: bool,
) -> Found:  # fmt: skip
    """The mailbox that the professional of the establishment gave during the call.

    Raises Refusal: SAMU_STATEMENT, SAMU_PATIENT_BOX, SAMU_NOT_HOME, those of `require_trusted`.
    """
    if not address or not given:
        raise Refusal.of("SAMU_STATEMENT", what="l’adresse donnée par le professionnel pendant "
                         "l’appel")  # fmt: skip
    box = professional(require_trusted(address, trusted))
    entries = directory.mailbox(str(box)) if directory is not None else ()
    home = directory.place(establishment) if directory is not None and establishment else None
    if home is not None and home.kind not in _HOMES:
        raise Refusal.of("SAMU_NOT_HOME")
    places = [each.place for each in entries if each.place is not None]
    if places and all(each.kind is PlaceKind.PHARMACY for each in places):
        raise Refusal.of("SAMU_NOT_HOME")
    here = next((each for each in places if each.finess == establishment and establishment), None)
    there = here or home or next((each for each in places if each.kind in _HOMES), None)
    warnings = [] if entries else [NOT_PUBLISHED]
    apart = there is None or (home is not None and here is None)
    elsewhere = apart if places else None
    if elsewhere:
        warnings.append(ELSEWHERE.format(name=places[0].shown))
    kind = _box(entries[0]) if entries else Box.PERSON
    return Found((Destination(
        str(box), kind, _named(there), _shown(entries, there),
        there.phone if there else "", _postal(there),
    ),), tuple(warnings), elsewhere=elsewhere)  # fmt: skip


def to_patient(
    patient: Patient | None, dictated: str, impossible: Impossible | None, text: str,
    trusted: WhiteList | None, *, active: bool, demonstration: bool,
) -> Found:  # fmt: skip
    """The mailbox of the patient in Mon espace santé, made from the matricule.

    Raises Refusal: SAMU_STATEMENT, SAMU_MATRICULE_NONE, SAMU_MATRICULE_INVALID,
    SAMU_MATRICULE_DIFFERS, those of `require_trusted`.
    """
    if impossible is None or (impossible is Impossible.OTHER and not text.strip()):
        raise Refusal.of("SAMU_STATEMENT", what="pourquoi ni une pharmacie ni un établissement ne "
                         "peut recevoir la prescription")  # fmt: skip
    if not active:
        raise Refusal.of("SAMU_STATEMENT", what="« espace activé, adresse donnée par le patient »")
    known = patient.ins if patient is not None and patient.ins_qualified else None
    said = _dictated(dictated, demonstration=demonstration) if dictated.strip() else None
    if known is not None and said is not None and known.matricule != said.matricule:
        raise Refusal.of("SAMU_MATRICULE_DIFFERS")
    ins = known or said
    if ins is None:
        raise Refusal.of("SAMU_MATRICULE_NONE")
    box = require_trusted(MssAddress.of_patient(ins), trusted)
    identity = Identity.QUALIFIED if known is not None else Identity.DICTATED
    told = () if known is not None else (DICTATED,)
    if known is None and patient is not None and _of_somebody_else(ins, patient):
        told = (*told, OTHER_TRAITS)
    warnings = (*told, *ins.warnings)
    named = Destination(str(box), Box.PATIENT_SPACE, None, "Mon espace santé du patient")
    return Found((named,), warnings, identity)


def professional(address: MssAddress) -> MssAddress:
    """The address, unless it is a patient's. Raises Refusal SAMU_PATIENT_BOX."""
    if address.is_patient:
        raise Refusal.of("SAMU_PATIENT_BOX")
    return address


def _dictated(text: str, *, demonstration: bool) -> Ins:
    """The matricule that the patient says; its key holds, except in a demonstration.

    A dictated address is read as its matricule: « …@patient.mssante.fr » adds nothing.
    """
    matricule = text.partition("@")[0].strip()
    waiting = matricule.startswith(("7", "8"))
    oid = InsOid.NIR_DEMO if demonstration else InsOid.NIA if waiting else InsOid.NIR
    try:
        return Ins.parse(matricule, oid)
    except InvalidId as error:
        raise Refusal.of("SAMU_MATRICULE_INVALID", reason=error.reason) from error


def _of_somebody_else(ins: Ins, patient: Patient) -> bool:
    """True when the traits that a NIR carries contradict those of the patient.

    Its first digit is the sex, then the year and the month of birth; a month that is not one of a
    calendar (unknown, fictitious) says nothing, nor does a sex that is not told.
    """
    digits, born = ins.matricule, patient.birth_date
    sex = {"1": Sex.MALE, "2": Sex.FEMALE}.get(digits[0])
    if sex is not None and patient.sex in (Sex.MALE, Sex.FEMALE) and patient.sex is not sex:
        return True
    month = int(digits[3:5])
    if born is None or not 1 <= month <= 12:
        return False
    return (int(digits[1:3]), month) != (born.year % 100, born.month)


def _published(entries: Iterable[Entry], trusted: WhiteList | None) -> list[Entry]:
    """The entries whose mailbox may be written to; raises why when there are only others."""
    kept, refused = [], None
    for each in entries:
        if each.address is None:
            continue
        try:
            professional(require_trusted(each.address, trusted))
        except Refusal as refusal:
            refused = refusal
        else:
            kept.append(each)
    if refused is not None and not kept:
        raise refused
    return kept


def _of_pharmacist(entry: Entry) -> bool:
    holder = entry.holder
    own = entry.type in (MailboxType.PERSON, MailboxType.PRACTICE)
    return own and holder is not None and holder.profession == Profession.PHARMACIST.value


def _destination(entry: Entry, place: Place) -> Destination:
    return Destination(
        entry.address or "", _box(entry), _named(place), _shown((entry,), place), place.phone,
        _postal(place),
    )  # fmt: skip


def _box(entry: Entry) -> Box:
    shared = entry.type is not None and entry.type.shared
    return Box.ORGANISATION if shared else Box.PERSON


def _named(place: Place | None) -> Named | None:
    if place is None:
        return None
    return Named(place.shown, Finess(place.finess) if place.finess else None)


def _shown(entries: Iterable[Entry], place: Place | None) -> str:
    holder = next((each.holder.shown for each in entries if each.holder is not None), "")
    return ", ".join(part for part in (holder, place.shown if place else "") if part)


def _postal(place: Place | None) -> str:
    return "" if place is None else postal(place)
