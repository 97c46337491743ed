"""What stands between a call and its sending, and what each answer changed: pure, no I/O."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ordonnance.domain.census import Molecule, Motive
from ordonnance.domain.drug import Medicine
from ordonnance.usecases.calls.answers import Remark, remarks, stops
from ordonnance.usecases.calls.call import Call, InsFrom, Where, asked_of, years_of
from ordonnance.usecases.calls.severity import Sign, present
from ordonnance.usecases.samu.counting import molecules_of
from ordonnance.usecases.writing.light import Light
from ordonnance.usecases.writing.patient import ReadPatient


class Strip(StrEnum):
    """The four parts of the page, in the order in which a caller speaks."""

    WHO = "qui"
    PAIN = "douleur"
    MEDICINE = "medicament"
    WHERE = "ou"


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still to be said: in which part, at which field, in French."""

    strip: Strip
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a call stands.

    `signs`: what was found that forbids to prescribe without an examination; `remarks`: what the
    answers change; `missing`: what is still to be said; `outside`: the medicine is none of the
    three that the derogation covers.
    """

    age: int | None
    molecules: tuple[Molecule, ...]
    signs: tuple[Sign, ...]
    remarks: tuple[Remark, ...]
    missing: tuple[Missing, ...]
    outside: bool = False

    @property
    def stopped(self) -> bool:
        """True when it must not be prescribed like this."""
        return bool(self.signs) or stops(self.remarks) or self.outside

    @property
    def ready(self) -> bool:
        """True when nothing of the call itself stops the sending."""
        return not self.stopped and not self.missing

    def of(self, strip: Strip) -> tuple[Missing, ...]:
        """What is still to be said in that part."""
        return tuple(each for each in self.missing if each.strip is strip)


def verdict_of(
    call: Call, read: ReadPatient, medicine: Medicine | None, light: Light, today: date
) -> Verdict:
    """Where the call stands on that day; `light` is what the law says of its ordonnance."""
    held = molecules_of((medicine,))
    understood = call.line is not None and call.line.line is not None
    asked = asked_of(call, read, today)
    told = tuple(dict.fromkeys(
        remark for one in (held or (None,)) for remark in remarks(asked, one)
    ))  # fmt: skip
    return Verdict(
        years_of(call, read, today),
        held,
        present(call.signs, call.motive),
        told,
        tuple(_missing(call, read, light)),
        outside=understood and medicine is not None and not held,
    )


def _missing(call: Call, read: ReadPatient, light: Light) -> list[Missing]:
    return [*_who(call, read, light), *_pain(call), *_medicine(call, light), *_where(call)]


def _who(call: Call, read: ReadPatient, light: Light) -> list[Missing]:
    found = []
    if read.patient is None and not read.problems:
        found.append(Missing(Strip.WHO, "family", "le nom, le prénom et la date de naissance"))
    found += [Missing(Strip.WHO, field, text) for field, text in read.problems.items()]
    if not call.points and not call.nothing_said:
        found.append(Missing(Strip.WHO, "points", "grossesse, allergie, opioïde, alcool : à "
                             "demander"))  # fmt: skip
    if any(each.waits and not each.given and not each.line for each in light.findings):
        found.append(Missing(Strip.WHO, "motifs-qui", "ce qui est à attester sur l’identité"))
    return found


def _pain(call: Call) -> list[Missing]:
    found = []
    if call.motive is None:
        found.append(Missing(Strip.PAIN, "motif", "le motif"))
    elif call.motive is Motive.OTHER and not call.motive_words.strip():
        found.append(Missing(Strip.PAIN, "motif-precise", "l’autre motif, en quelques mots"))
    if not call.signs and not call.clear:
        found.append(Missing(Strip.PAIN, "signes", "les signes de gravité : à rechercher"))
    return found


def _medicine(call: Call, light: Light) -> list[Missing]:
    if call.line is None:
        return [Missing(Strip.MEDICINE, "phrase", "le médicament")]
    if call.line.line is None:
        return [Missing(Strip.MEDICINE, "phrase", "le médicament et sa posologie, compris")]
    found = []
    if call.line.rest:
        words = ", ".join(f"« {each} »" for each in call.line.rest)
        found.append(Missing(Strip.MEDICINE, "phrase", f"une phrase sans {words}, pas compris"))
    if any(each.blocks for each in light.findings):
        found.append(Missing(Strip.MEDICINE, "phrase", "une correction que le droit demande"))
    if any(each.waits and not each.given and each.line for each in light.findings):
        found.append(Missing(Strip.MEDICINE, "motifs", "un motif, sous la phrase"))
    return found


def _where(call: Call) -> list[Missing]:
    to = call.destination
    if to.where is Where.PATIENT:
        return _space(call)
    if to.where is Where.CARE_HOME:
        if to.given:
            return []
        return [Missing(Strip.WHERE, "donnee", "l’adresse donnée par le professionnel de "
                        "l’établissement")]  # fmt: skip
    if not to.address:
        return [Missing(Strip.WHERE, "cherche", "la pharmacie, choisie avec l’appelant")]
    if not to.told:
        return [Missing(Strip.WHERE, "dit", "la pharmacie dite à l’appelant")]
    return []


def _space(call: Call) -> list[Missing]:
    to, found = call.destination, []
    if not call.patient.ins:
        found.append(Missing(Strip.WHERE, "ins", "le matricule INS, dont l’adresse est faite"))
    elif call.ins_from is InsFrom.NOBODY:
        found.append(Missing(Strip.WHERE, "ins_from", "d’où vient le matricule INS"))
    if not to.excused:
        found.append(Missing(Strip.WHERE, "impossible", "pourquoi ni pharmacie ni établissement"))
    if not to.space:
        found.append(Missing(Strip.WHERE, "espace", "espace activé, adresse donnée par le patient"))
    return found
