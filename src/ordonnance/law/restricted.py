"""Restricted prescription: where the author practises, who begins, on what a renewal rests.

The labels of a medicine are read together (ERRATA 2); a label for some patients holds only for
them. What nobody has said stays None: no rule supposes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ordonnance.domain.actors import Place, Profession
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.domain.people import Patient, Sex
from ordonnance.domain.prescription import Line
from ordonnance.law.case import Case, LineCase
from ordonnance.law.counter import SeenDocument
from ordonnance.law.form import Setting
from ordonnance.law.labels import Initial, LabelKind, initial_of
from ordonnance.law.specialties import belongs
from ordonnance.law.substances import words_of

_SECTORS: Mapping[str, Setting] = {
    **dict.fromkeys(("SA01", "SA02", "SA03", "SA04", "SA30", "SA36", "SA40", "SA51"),
                    Setting.HOSPITAL),
    **dict.fromkeys(("SA05", "SA52", "SA57", "SA63"), Setting.COORDINATED),
    **dict.fromkeys(("SA07", "SA08", "SA09", "SA50", "SA64", "SA67"), Setting.TOWN),
}  # fmt: skip
"""Sectors of activity of the directory (TRE_R02, read in JDV_J02) that tell settings apart."""
_FERTILE_FROM, _FERTILE_TO, _SURELY_NOT = 10, 50, 60
"""Years of age; between the last two nobody can tell without the prescriber's word."""
_ADULT = 18


def setting_of_place(place: Place | None, profession: Profession | None) -> Setting | None:
    """Where a session says that its holder practises.

    A nurse may belong to a coordinated team that the directory does not show: a private practice
    then tells nothing.
    """
    found = _SECTORS.get(place.sector_code or "") if place else None
    nurse = profession in (Profession.NURSE, Profession.PSYCHIATRIC_NURSE)
    return None if nurse and found is Setting.TOWN else found


def setting_of(case: Case) -> Setting | None:
    """Where the author practises: as the session tells, else as the document does."""
    if case.setting is not None:
        return case.setting
    written = case.ordonnance
    practice = written.prescriber.practice
    service = written.hospital_service or (practice.service if practice else None)
    return Setting.HOSPITAL if service else None


def may_bear(patient: Patient | None, line: Line, day: date) -> bool | None:
    """True when the patient may become pregnant, False when surely not, None when unsaid.

    The prescriber's word decides; without it sex and age do: no before 10 or from 60 years on.
    """
    if line.childbearing is not None:
        return line.childbearing
    if patient is None or patient.sex in (None, Sex.UNKNOWN):
        return None
    if patient.sex is Sex.MALE:
        return False
    age = age_of(patient, day)
    if age is None or _FERTILE_TO <= age < _SURELY_NOT:
        return None
    return _FERTILE_FROM <= age < _FERTILE_TO


def age_of(patient: Patient, day: date) -> int | None:
    """Whole years of age on a day, None without a date of birth."""
    born = patient.birth_date
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def concerns(population: str, patient: Patient | None, line: Line, day: date) -> bool | None:
    """True when a label « pour … » is about this patient, None when nobody can tell."""
    words = words_of(population)
    men = bool(words & {"hommes", "masculin"})
    women = bool(words & {"femmes", "femme", "feminin"})
    if not men and not women:
        return None
    sex = patient.sex if patient is not None else None
    if sex in (None, Sex.UNKNOWN):
        return True if line.childbearing and women else None
    if sex is Sex.MALE:
        return _concerns_him(words, patient, day) if men else False
    if not women:
        return False
    age = age_of(patient, day) if patient is not None else None
    girl = age is not None and age < _ADULT and bool(words & {"enfants", "filles"})
    return girl or may_bear(patient, line, day)


def _concerns_him(words: frozenset[str], patient: Patient | None, day: date) -> bool | None:
    """« Adolescents » are known by their age; no age says that a man may father a child."""
    age = age_of(patient, day) if patient is not None else None
    if "procreer" not in words:
        return True
    if age is None or age >= _ADULT:
        return None
    return age >= _FERTILE_FROM


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who begins the medicine for this patient; `certain` False: it depends on an unsaid fact."""

    initial: Initial
    certain: bool = True


def beginning(line: LineCase) -> Beginning | None:
    """The initial prescription that the labels ask for this patient, or None."""
    found = line.law.labels
    if found.initial is None:
        return None
    case, kept, certain = line.case, [], True
    groups = tuple(
        each.group for each in found.of(LabelKind.RESERVED) if each.group and not each.population
    )
    for label in found.of(LabelKind.INITIAL):
        said = (
            True
            if label.population is None
            else concerns(label.population, case.ordonnance.patient, line.line,
                          case.established_on)
        )  # fmt: skip
        if said is not False:
            kept.append(label)
            certain = certain and said is True
    initial = initial_of(kept, groups)
    return None if initial is None else Beginning(initial, certain)


def in_group(line: LineCase, groups: tuple[str, ...]) -> bool | None:
    """Whether the author belongs to one of the groups; only a physician's specialty tells."""
    case = line.case
    author, specialty = case.ordonnance.prescriber, None
    if author.profession is Profession.PHYSICIAN:
        specialty = author.specialty.code if author.specialty else case.author_specialty
    return belongs(specialty, setting_of(case), groups, case.established_on)


def ordinary_continuation(line: LineCase) -> bool:
    """True when specialists only begin, for no stated period, no label says who renews, and
    nothing is said of the beginning: a bisoprolol that goes on in town (ERRATA 3, ADR 0048)."""
    labels = line.law.labels
    initial = labels.initial
    if initial is None or initial.hospital or initial.every is not None:
        return False
    if labels.renewed_by is not None or line.line.initial is not None:
        return False
    return line.asked is None or line.asked.facts.saw(SeenDocument.INITIAL_PRESCRIPTION) is None


@dataclass(frozen=True, slots=True)
class Rests:
    """The initial prescription known: its day, and what is known of its author."""

    on: date | None
    hospital: bool | None
    by_group: bool | None


def rests_on(line: LineCase, initial: Initial) -> Rests | None:
    """What a renewal rests on: the document seen at the counter, else what is written."""
    written = line.line.initial
    seen = line.asked.facts.saw(SeenDocument.INITIAL_PRESCRIPTION) if line.asked else None
    if seen is not None:
        # The pharmacist read it: place and specialty are what they looked at.
        return Rests(seen.on or (written.on if written else None), True, True)
    if written is None:
        return None
    return Rests(written.on, written.hospital, _written_by(written, initial, line))


def _written_by(written: InitialPrescription, initial: Initial, line: LineCase) -> bool | None:
    if not initial.groups:
        return True if not initial.hospital else written.hospital
    where = {True: Setting.HOSPITAL, False: Setting.TOWN, None: None}[written.hospital]
    specialty = written.specialty.code if written.specialty else None
    return belongs(specialty, where, initial.groups, line.case.established_on)


def judged_on(line: LineCase) -> date:
    """The day on which a period is judged: that of writing, or of serving at the counter."""
    return line.case.day if line.case.dispensing else line.case.established_on
