"""What is typed to record a representative: who, on which paper, until which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ordonnance.domain.civil_identity import Traits
from ordonnance.domain.people import Patient
from ordonnance.domain.representation import Proof
from ordonnance.doors.web.forms import Form, coded
from ordonnance.usecases.representing import Recording, RepresentedPatient
from ordonnance.usecases.writing.patient import TypedPatient, read_day, read_patient

TRAITS = ("family", "given", "birth_date", "sex")
FIELDS = (*TRAITS, "proof", "until")

_PATIENT = "patient_"
"""Before the names of the fields of who is represented, where a fund types them."""


@dataclass
class Typed:
    """The fields as they were typed, and what is wrong with them, in French."""

    form: Form
    problems: dict[str, str] = field(default_factory=dict)

    def texts(self, *more: str) -> Mapping[str, str]:
        """What was typed, to be shown again."""
        return {name: self.form.text(name) for name in (*FIELDS, *more)}

    def traits(self) -> Traits | None:
        """Those of the representative; None where something is wrong."""
        found = self._person("")
        if found is None or found.sex is None or found.birth_date is None:
            return None
        try:
            return Traits(found.family or "", found.given, found.sex, found.birth_date)
        except ValueError:
            self.problems["family"] = "Ce nom et ce prénom s’écrivent en lettres."
            return None

    def recording(self) -> Recording | None:
        """All of it; None where something is wrong. Raises Refusal CODE_UNKNOWN."""
        traits, until = self.traits(), self._day("until")
        proof = coded(Proof, self.form.text("proof"), "proof") if self._chosen("proof") else None
        if traits is None or until is None or proof is None:
            return None
        return Recording(traits, proof, until)

    def represented(self, *, demonstration: bool) -> RepresentedPatient | None:
        """The patient, as a fund types them; None where something is wrong."""
        ins = self.form.text(f"{_PATIENT}ins")
        if not ins:
            self.problems[f"{_PATIENT}ins"] = "Indiquer le matricule INS."
        found = self._person(_PATIENT, ins, demonstration=demonstration)
        if found is None or found.ins is None or found.birth_date is None:
            return None
        if not found.ins.may_be_born_on(found.birth_date):
            self.problems[f"{_PATIENT}birth_date"] = "Cette date n’est pas celle du matricule."
            return None
        return RepresentedPatient(found.ins, found.family or "", found.given, found.birth_date)

    def _person(self, prefix: str, ins: str = "", *, demonstration: bool = False) -> Patient | None:
        family, given, born, sex = (self.form.text(f"{prefix}{name}") for name in TRAITS)
        if not any((family, given, born)):
            self.problems[f"{prefix}family"] = "Indiquer le nom de naissance."
            return None
        typed = TypedPatient(family, given, born, sex, ins, qualified=bool(ins))
        read = read_patient(typed, demonstration=demonstration)
        self.problems |= {f"{prefix}{name}": told for name, told in read.problems.items()}
        return read.patient

    def _chosen(self, name: str) -> bool:
        if self.form.text(name):
            return True
        self.problems[name] = "Choisir la pièce que vous avez vue."
        return False

    def _day(self, name: str) -> date | None:
        found = read_day(self.form.text(name))
        if found is None:
            self.problems[name] = "La date s’écrit 15/06/1970."
        return found
