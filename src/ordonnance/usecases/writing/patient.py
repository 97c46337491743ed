"""The patient as typed, or as the datamatrix of the INS says, read into a `Patient`."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.ids.checks import InvalidId
from ordonnance.domain.people import IdentityStatus, Patient, Sex

_SEXES: Final = {"F": Sex.FEMALE, "M": Sex.MALE, "I": Sex.UNKNOWN}
_DATE: Final = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})|(\d{4})-(\d{2})-(\d{2})")
_HEADER: Final = re.compile(r"IS\d{24}")
_BLOCK: Final = re.compile(
    r"S1(?P<ins>\d[0-9AB]{14})|S2(?P<oid>[0-9.]{19,20})|S3(?P<given>[^\x1d]*?)(?=\x1d|S[1-7]|$)"
    r"|S4(?P<family>[^\x1d]*?)(?=\x1d|S[1-7]|$)|S5(?P<sex>[FM])|S6(?P<birth_date>\d{2}-\d{2}-\d{4})"
    r"|S7(?P<birth_place>[0-9AB]{5})|\x1d"
)
LEAST_KILOGRAMS, MOST_KILOGRAMS = Decimal("0.2"), Decimal(500)
_WEIGHT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,3})?)\s*(?:kg)?")


@dataclass(frozen=True, slots=True)
class TypedPatient:
    """The traits as typed. `qualified`: the identity was checked with a document (status QUAL)."""

    family: str = ""
    given: str = ""
    birth_date: str = ""
    sex: str = ""
    ins: str = ""
    oid: str = ""
    birth_place: str = ""
    weight: str = ""
    qualified: bool = False
    anonymous: bool = False

    def __repr__(self) -> str:
        return "TypedPatient(•••)"

    @property
    def kept(self) -> "TypedPatient":
        """What may be kept: of an anonymous patient (IVG), the weight alone."""
        return TypedPatient(weight=self.weight, anonymous=True) if self.anonymous else self


@dataclass(frozen=True, slots=True)
class ReadPatient:
    """What the traits say. `problems`: field -> sentence in French; `patient` None: nobody yet."""

    patient: Patient | None
    problems: dict[str, str]

    def __repr__(self) -> str:
        return "ReadPatient(•••)"


def read_patient(typed: TypedPatient, *, demonstration: bool) -> ReadPatient:
    """Read the traits; an empty draft has no problem, it only has no patient."""
    if typed.anonymous or not any((typed.family, typed.given, typed.birth_date, typed.ins)):
        return ReadPatient(None, {})
    problems: dict[str, str] = {}
    for field, text, told in (
        ("family", typed.family, "Indiquer le nom de naissance."),
        ("given", typed.given, "Indiquer le prénom."),
        ("birth_date", typed.birth_date, "Indiquer la date de naissance."),
        ("sex", typed.sex, "Indiquer le sexe : il est obligatoire sur l’ordonnance."),
    ):
        if not text:
            problems[field] = told
    born = read_day(typed.birth_date)
    if typed.birth_date and born is None:
        problems["birth_date"] = "La date s’écrit 15/06/1970."
    weight = read_weight(typed.weight)
    if typed.weight and weight is None:
        problems["weight"] = "Le poids s’écrit en kilogrammes : 62 ou 7,4."
    ins = _ins(typed, problems, demonstration=demonstration)
    if problems or born is None:
        return ReadPatient(None, problems)
    qualified = typed.qualified and ins is not None
    return ReadPatient(
        Patient(
            typed.family.upper(),
            tuple(typed.given.split()),
            _SEXES.get(typed.sex, Sex.UNKNOWN),
            born,
            # Only a qualified identity may carry the INS (RNIV, EXI SI 07).
            ins if qualified else None,
            IdentityStatus.QUALIFIED if qualified else IdentityStatus.PROVISIONAL,
            birth_place=typed.birth_place or None,
            weight_kg=weight,
        ),
        {},
    )


def typed_of(patient: Patient | None) -> TypedPatient:
    """The traits of a patient of a former ordonnance; the weight of then is not that of today."""
    if patient is None:
        return TypedPatient(anonymous=True)
    sexes = {sex: letter for letter, sex in _SEXES.items()}
    return TypedPatient(
        patient.family or "",
        " ".join(patient.given),
        f"{patient.birth_date:%d/%m/%Y}" if patient.birth_date else "",
        sexes[patient.sex] if patient.sex else "",
        patient.ins.matricule if patient.ins else "",
        patient.ins.oid.value if patient.ins else "",
        patient.birth_place or "",
        qualified=patient.ins_qualified,
    )


def scanned_patient(text: str) -> TypedPatient | None:
    """The traits of an INS datamatrix, blocks in any order; None for another text.

    Keyboards of scanners may leave the group separator out: blocks are then told by their names.
    """
    held = text.strip()
    if not _HEADER.match(held):
        return None
    found: dict[str, str] = {}
    at = 26
    while at < len(held):
        block = _BLOCK.match(held, at)
        if block is None or block.end() == at:
            return None
        found |= {name: value for name, value in block.groupdict().items() if value}
        at = block.end()
    if "ins" not in found or "family" not in found:
        return None
    return TypedPatient(
        family=found["family"],
        given=found.get("given", ""),
        birth_date=found.get("birth_date", "").replace("-", "/"),
        sex=found.get("sex", ""),
        ins=found["ins"],
        oid=found.get("oid", ""),
        birth_place=found.get("birth_place", ""),
    )


def read_day(text: str) -> date | None:
    """The day of « 15/06/1970 » or of an ISO date."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = found[1], found[2], found[3]
    if year is None:
        year, month, day = found[4], found[5], found[6]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_weight(text: str) -> Decimal | None:
    """Kilograms of « 62 », « 7,4 kg »; None for other words, or no weight of anybody."""
    found = _WEIGHT.fullmatch(text.strip())
    if found is None:
        return None
    value = Decimal(found[1].replace(",", "."))
    return value if LEAST_KILOGRAMS <= value <= MOST_KILOGRAMS else None


def _ins(typed: TypedPatient, problems: dict[str, str], *, demonstration: bool) -> Ins | None:
    if not typed.ins:
        if typed.qualified:
            problems["ins"] = "Une identité qualifiée porte son matricule INS."
        return None
    waiting = typed.ins.strip()[:1] in "78"
    try:
        oid = InsOid(typed.oid or (InsOid.NIR_DEMO if demonstration else
                                   InsOid.NIA if waiting else InsOid.NIR))  # fmt: skip
        return Ins.parse(typed.ins, oid)
    except InvalidId as error:
        problems["ins"] = f"Ce matricule INS ne convient pas : {error.reason}."
    except ValueError:
        problems["ins"] = "Ce matricule INS vient d’une autorité inconnue."
    return None
