"""What another system told, in French: a prescription of elsewhere, a dispensing.

Every field that is held has its place in a sentence. Names of medicines and reasons keep the words
of the document: nobody translates a drug by guessing.
"""

from collections.abc import Iterator
from datetime import date, datetime

from ordonnance.domain.dispense_record import DispenseRecord, RecordStatus
from ordonnance.domain.european import ToldLine, ToldPrescription
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.french.coded_words import CODED_WORDS
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.french.typography import NARROW, enumeration
from ordonnance.domain.people import Sex
from ordonnance.domain.quantity import Quantity
from ordonnance.domain.told import (
    Concept,
    Pointer,
    Strength,
    ToldMedicine,
    ToldPerson,
    ToldSubstance,
)

_SEX = {Sex.MALE: "sexe masculin", Sex.FEMALE: "sexe féminin", Sex.UNKNOWN: "sexe non précisé"}
_DONE = {
    RecordStatus.COMPLETED: "Délivré",
    RecordStatus.DECLINED: "Non délivré",
    RecordStatus.ENTERED_IN_ERROR: "Annulé",
}
_COLON = f"{NARROW}: "


def prescription_text(given: ToldPrescription) -> tuple[str, ...]:
    """The prescription, a sentence per fact, a paragraph per item."""
    group = f" n° {_identified(given.group)}" if given.group else ""
    head = [
        f"Prescription européenne{group} du {_when(given.authored)}",
        f"Patient{_COLON}{_person(given.patient)}",
        f"Prescripteur{_COLON}{_person(given.prescriber)}",
    ]
    if given.together:
        head.append("Les lignes forment un ensemble prescrit en une fois")
    for rank, line in enumerate(given.lines, start=1):
        head += [f"{rank}. {medicine_text(line.medicine)}", *(f"   {s}" for s in _line(line))]
    return tuple(head)


def _line(given: ToldLine) -> Iterator[str]:
    yield f"Posologie{_COLON}{sentence(given.posology)}"
    if given.taken_from or given.taken_until:
        yield f"À prendre {_between(given.taken_from, given.taken_until)}"
    if given.motive is not None:
        yield f"Motif{_COLON}{_told(given.motive)}"
    if given.quantity is not None:
        yield f"Quantité par délivrance{_COLON}{_amount(given.quantity)}"
    if given.prescribed is not None:
        yield f"Quantité prescrite en tout{_COLON}{_amount(given.prescribed)}"
    if given.repeats is not None:
        yield f"Renouvellements{_COLON}{given.repeats}"
    if given.valid_from or given.valid_until:
        yield f"Valable {_between(given.valid_from, given.valid_until)}"
    if given.substitutable is not None:
        yield "Substitution admise" if given.substitutable else "Non substituable"
    if given.off_label is not None:
        why = f"{_COLON}{_told(given.off_label.reason)}" if given.off_label.reason else ""
        yield f"Hors autorisation de mise sur le marché{why}"
    if given.actionable:
        yield "Autorise la délivrance"
    if given.note is not None:
        yield f"Note{_COLON}{given.note}"
    if given.identifiers:
        yield f"Identifiant{_COLON}{enumeration([_identified(p) for p in given.identifiers])}"


def record_text(given: DispenseRecord) -> tuple[str, ...]:
    """A dispensing, a sentence per fact."""
    return tuple(_record(given))


def _record(given: DispenseRecord) -> Iterator[str]:
    when = given.handed_over_at or given.recorded_at
    what = medicine_text(given.medicine) if given.medicine else "aucun médicament"
    yield f"{_DONE[given.status]} le {_when(when)}{_COLON}{what}"
    if given.handed_over_at is not None and given.handed_over_at != given.recorded_at:
        yield f"Enregistré le {_when(given.recorded_at)}"
    if given.reason is not None:
        yield f"Raison{_COLON}{_told(given.reason)}"
    yield f"Quantité{_COLON}{_amount(given.quantity)}"
    if given.units is not None:
        yield f"Unités{_COLON}{in_figures(given.units)}"
    if given.days is not None:
        first = f" à partir du {short(given.first_day)}" if given.first_day else ""
        yield f"Jours couverts{_COLON}{in_figures(given.days)}{first}"
    elif given.first_day is not None:
        yield f"Premier jour couvert{_COLON}{short(given.first_day)}"
    if given.quantity_reason is not None:
        yield f"Motif de la quantité{_COLON}{given.quantity_reason.value}"
    if given.posology is not None:
        yield f"Posologie{_COLON}{sentence(given.posology)}"
    if given.substitution is not None:
        yield _substitution(given)
    for each in given.performers:
        role = f" ({_told(each.function)})" if each.function else ""
        yield f"Par {_person(each.actor)}{role}"
    if given.place is not None:
        yield f"Lieu{_COLON}{_person(given.place)}"
    if given.subject is not None:
        yield f"Patient{_COLON}{_person(given.subject)}"
    if given.prescriptions:
        yield f"D'après{_COLON}{enumeration([_person(p) for p in given.prescriptions])}"
    if given.fill is not None:
        yield f"Complétude{_COLON}{_told(given.fill)}"
    if given.note is not None:
        yield f"Note{_COLON}{given.note}"
    if given.undone is not None:
        text = f" ({given.undone.text})" if given.undone.text else ""
        yield f"Repris le {_when(given.undone.at)}{_COLON}{given.undone.reason.value}{text}"
    if given.identifiers:
        yield f"Identifiant{_COLON}{enumeration([_identified(p) for p in given.identifiers])}"


def _substitution(given: DispenseRecord) -> str:
    said = given.substitution
    if said is None or not said.done:
        return "Sans substitution"
    kind = f" ({_told(said.kind)})" if said.kind else ""
    why = f"{_COLON}{enumeration([_told(each) for each in said.reasons])}" if said.reasons else ""
    return f"Substitué{kind}{why}"


def medicine_text(given: ToldMedicine) -> str:
    """A medicine of elsewhere, everything that the document says of it."""
    said = [given.label]
    if given.name is not None and given.concept is not None:
        said.append(_told(given.concept))
    elif given.concept is not None:
        said += _codes(given.concept)
    composed = [_substance(each) for each in given.substances]
    if composed:
        said.append(f"composition{_COLON}{enumeration(composed)}")
    said += _described(given)
    said += [f"contient{_COLON}{medicine_text(part)}" for part in given.parts]
    return ", ".join(said)


def _described(given: ToldMedicine) -> Iterator[str]:
    if given.form is not None:
        yield f"forme{_COLON}{_told(given.form)}"
    if given.pack is not None:
        yield f"contenu{_COLON}{_strength(given.pack)}"
    if given.unit is not None:
        yield f"unité{_COLON}{_told(given.unit)}"
    if given.size is not None:
        yield f"taille{_COLON}{_amount(given.size)}"
    for each in given.classes:
        yield f"classe{_COLON}{_told(each)}"
    for accessory in given.accessories:
        yield f"avec {in_figures(accessory.count)} × {_told(accessory.concept)}"
    if given.holder is not None:
        yield f"titulaire{_COLON}{given.holder}"
    if given.lot is not None:
        yield f"lot {given.lot}"
    if given.identifiers:
        yield f"identifiant{_COLON}{enumeration([_identified(p) for p in given.identifiers])}"


def _substance(given: ToldSubstance) -> str:
    said = [_told(given.concept)]
    if given.strength is not None:
        said.append(_strength(given.strength))
    if given.basis is not None:
        said.append(f"exprimé en {_told(given.basis)}")
    if given.active is not None:
        said.append("substance active" if given.active else "excipient")
    return " ".join((said[0], f"({', '.join(said[1:])})")) if len(said) > 1 else said[0]


def _strength(given: Strength) -> str:
    if given.per_unit is None:
        return _amount(given.quantity) + (
            "" if given.per == 1 else f" pour {in_figures(given.per)}"
        )
    return f"{_amount(given.quantity)} pour {_amount(Quantity(given.per, given.per_unit))}"


def _amount(given: Quantity) -> str:
    return amount_in_figures(given.value, _noun(given))


def _noun(given: Quantity) -> str:
    return CODED_WORDS.get(given.unit.code or "", given.unit.label)


def _told(given: Concept) -> str:
    return ", ".join([given.label, *_codes(given)])


def _codes(given: Concept) -> list[str]:
    """Codes beside the words: they are all that a machine of elsewhere understands."""
    return [f"code {each.code}" for each in given.codes if each.code != given.label]


def _identified(given: Pointer) -> str:
    return given.value or given.name or given.address or ""


def _person(given: Pointer) -> str:
    said = [given.name] if given.name else []
    if given.value is not None:
        said.append(f"identifiant {given.value}")
    elif given.name is None and given.address is not None:
        said.append(given.address)
    if isinstance(given, ToldPerson):
        said += _details(given)
    return ", ".join(said)


def _details(given: ToldPerson) -> Iterator[str]:
    if given.birth_date is not None:
        yield f"né(e) le {short(given.birth_date)}"
    if given.sex is not None:
        yield _SEX[given.sex]
    if given.role is not None:
        yield _told(given.role)
    if given.place is not None:
        yield _person(given.place)


def _between(first: date | None, last: date | None) -> str:
    if first is None:
        return f"jusqu’au {short(last)}" if last else ""
    return f"du {short(first)} au {short(last)}" if last else f"à partir du {short(first)}"


def _when(given: date | datetime) -> str:
    if isinstance(given, datetime):
        return f"{short(given.date())} à {given:%H}{NARROW}h{NARROW}{given:%M}"
    return short(given)
