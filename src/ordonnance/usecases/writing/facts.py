"""Facts that a finding asks for and only the prescriber knows: where the finding is shown, written.

Each fact is a small form; what it says goes to the field of the line that the rules read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import (
    Examination,
    InitialPrescription,
    NamedPharmacy,
    ScheduledIntervention,
    SupportingDocument,
)
from ordonnance.domain.prescription import Line
from ordonnance.usecases.writing.letterhead import SPECIALTIES
from ordonnance.usecases.writing.patient import read_day

MOST_WORDS: Final = 200
"""Longest text of one field, in characters."""

LONGEST_LAPSE: Final = 366
"""Most days after which an examination lapses."""

_SPECIALISTS: Final = {
    "SM54": "médecine générale", "SM02": "anesthésie-réanimation", "SM04": "cardiologie",
    "SM15": "dermatologie", "SM16": "endocrinologie", "SM24": "gastro-entérologie",
    "SM18": "gériatrie", "SM20": "gynécologie-obstétrique", "SM21": "hématologie",
    "SM58": "maladies infectieuses", "SM27": "médecine interne", "SM59": "médecine d’urgence",
    "SM30": "néphrologie", "SM32": "neurologie", "SM88": "neuropédiatrie", "SM36": "oncologie",
    "SM38": "ophtalmologie", "SM34": "oto-rhino-laryngologie", "SM40": "pédiatrie",
    "SM41": "pneumologie", "SM42": "psychiatrie", "SM48": "rhumatologie", "SM12": "urologie",
    "SM61": "médecine vasculaire",
}  # fmt: skip
"""Specialties of who begins a treatment, as TRE_R38 codes them; enough for the labels published."""

_PLACES: Final = {"": "non précisé", "oui": "à l’hôpital", "non": "en ville"}

_BEARING: Final = {"": "non précisé", "oui": "peut être enceinte", "non": "ne peut pas l’être"}


@dataclass(frozen=True, slots=True)
class FactField:
    """One field: its name, its French label, « date », « text », « number » or « choice »."""

    name: str
    label: str
    kind: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FactForm:
    """The fields of one fact, and the words of its button."""

    button: str
    fields: tuple[FactField, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    """How a fact is shown, from what the line says, and how what was written becomes the line."""

    button: str
    shown: Callable[[Line], tuple[FactField, ...]]
    stated: Callable[[Line, "_Said"], Line]


class _Said:
    """What was written, read field by field; what cannot be read is told by its field."""

    def __init__(self, said: Mapping[str, str], problems: dict[str, str]) -> None:
        self.said, self.problems = said, problems

    def text(self, name: str) -> str:
        """The text of a field, spaces folded."""
        return " ".join(self.said.get(name, "").split())[:MOST_WORDS]

    def needed(self, name: str) -> str:
        """The text of a field that may not be empty."""
        if not self.text(name):
            self.problems[name] = "À écrire."
        return self.text(name)

    def day(self, name: str) -> date:
        """The day of a field that may not be empty; none is guessed."""
        found = read_day(self.text(name))
        if found is None:
            self.problems[name] = "Une date est attendue, comme 15/06/2026."
        return found or date.min

    def maybe_day(self, name: str) -> date | None:
        """The day of a field that may be empty."""
        return self.day(name) if self.text(name) else None


def fact_form(rule: str, line: Line) -> FactForm | None:
    """The form of what that rule asks of a line; None when it asks for no fact."""
    fact = _FACTS.get(rule)
    return FactForm(fact.button, fact.shown(line)) if fact is not None else None


def fields_asked(rule: str, line: Line) -> tuple[FactField, ...]:
    """The fields of that form, none when there is no form."""
    form = fact_form(rule, line)
    return form.fields if form is not None else ()


def stated(rule: str, line: Line, said: Mapping[str, str], problems: dict[str, str]) -> Line | None:
    """The line with that fact; None with `problems`, field -> sentence in French."""
    fact = _FACTS.get(rule)
    if fact is None:
        return None
    found = fact.stated(line, _Said(said, problems))
    return None if problems else found


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


# --- The first prescription


def _initial_shown(line: Line) -> tuple[FactField, ...]:
    held = line.initial
    place = "" if held is None or held.hospital is None else ("oui" if held.hospital else "non")
    code = held.specialty.code if held is not None and held.specialty is not None else ""
    return (
        FactField("jour", "Prescription initiale du", "date", _iso(held.on if held else None)),
        FactField("hopital", "Faite", "choice", place, tuple(_PLACES.items())),
        FactField("specialite", "Spécialité de son auteur", "choice", code,
                  (("", "non précisée"), *sorted(_SPECIALISTS.items(), key=lambda one: one[1]))),
        FactField("etablissement", "Établissement ou cabinet (facultatif)", "text",
                  (held.establishment or "") if held else ""),
    )  # fmt: skip


def _initial(line: Line, said: _Said) -> Line:
    code, place = said.text("specialite"), said.text("hopital")
    if code and code not in _SPECIALISTS:
        said.problems["specialite"] = "Choisir la spécialité dans la liste."
        return line
    if place not in _PLACES:
        said.problems["hopital"] = "Choisir le lieu dans la liste."
        return line
    held = InitialPrescription(
        said.day("jour"),
        {"": None, "oui": True, "non": False}[place],
        Coding(SPECIALTIES, code, _SPECIALISTS[code]) if code else None,
        said.text("etablissement") or None,
    )
    return replace(line, initial=held)


# --- Examinations, documents, dates


def _examination_shown(line: Line) -> tuple[FactField, ...]:
    held = line.examination
    lapse = held.lapse.exact_days if held is not None and held.lapse is not None else None
    return (
        FactField("examen", "Examen", "text", held.label if held else ""),
        FactField("jour", "Fait le", "date", _iso(held.on if held else None)),
        FactField("delai", "Valable combien de jours (facultatif)", "number",
                  str(lapse) if lapse else ""),
    )  # fmt: skip


def _examination(line: Line, said: _Said) -> Line:
    text = said.text("delai")
    lapse = None
    if text:
        if text.isascii() and text.isdigit() and 1 <= int(text) <= LONGEST_LAPSE:
            lapse = Duration(int(text), TimeUnit.DAY)
        else:
            said.problems["delai"] = f"Un nombre entier de 1 à {LONGEST_LAPSE} est attendu."
    return replace(line, examination=Examination(said.needed("examen"), said.day("jour"), lapse))


def _agreement_shown(line: Line) -> tuple[FactField, ...]:
    may = "" if line.childbearing is None else ("oui" if line.childbearing else "non")
    return (
        FactField("jour", "Document signé ou remis le", "date", _iso(line.care_agreement)),
        FactField("procreer", "La patiente", "choice", may, tuple(_BEARING.items())),
    )


def _agreement(line: Line, said: _Said) -> Line:
    may = said.text("procreer")
    if may not in _BEARING:
        said.problems["procreer"] = "Choisir dans la liste."
        return line
    line = replace(line, childbearing={"": line.childbearing, "oui": True, "non": False}[may])
    on = said.maybe_day("jour") if may == "non" else said.day("jour")
    return line if on is None else replace(line, care_agreement=on)


def _protocol_shown(line: Line) -> tuple[FactField, ...]:
    return (FactField("jour", "Protocole de soins du", "date", _iso(line.care_protocol)),)


def _protocol(line: Line, said: _Said) -> Line:
    return replace(line, care_protocol=said.day("jour"))


def _document_shown(line: Line) -> tuple[FactField, ...]:
    held = line.supporting_document.reference if line.supporting_document else ""
    return (FactField("reference", "Référence du document justificatif", "text", held),)


def _document(line: Line, said: _Said) -> Line:
    return replace(line, supporting_document=SupportingDocument(said.needed("reference")))


def _intervention_shown(line: Line) -> tuple[FactField, ...]:
    held = line.intervention
    return (
        FactField("jour", "Intervention le", "date", _iso(held.on if held else None)),
        FactField("sortie", "Sortie prévue le", "date", _iso(held.discharge_on if held else None)),
    )


def _intervention(line: Line, said: _Said) -> Line:
    on, discharge = said.day("jour"), said.maybe_day("sortie")
    window = line.intervention.window if line.intervention is not None else None
    return replace(line, intervention=ScheduledIntervention(on, discharge, window))


# --- Words


def _pharmacy_shown(line: Line) -> tuple[FactField, ...]:
    held = line.named_pharmacy.name if line.named_pharmacy else ""
    return (FactField("pharmacie", "Pharmacie nommée par le patient", "text", held),)


def _pharmacy(line: Line, said: _Said) -> Line:
    return replace(line, named_pharmacy=NamedPharmacy(said.needed("pharmacie")))


def _excipient_shown(line: Line) -> tuple[FactField, ...]:
    held = (line.not_substitutable.text or "") if line.not_substitutable else ""
    return (FactField("excipient", "Excipient en cause", "text", held),)


def _excipient(line: Line, said: _Said) -> Line:
    text, kept = said.needed("excipient"), line.not_substitutable
    return line if kept is None else replace(line, not_substitutable=replace(kept, text=text))


def _i_say_shown(line: Line) -> tuple[FactField, ...]:
    return (FactField("dose", "« Je dis », la dose en toutes lettres", "text", line.i_say or ""),)


def _i_say(line: Line, said: _Said) -> Line:
    return replace(line, i_say=said.needed("dose"))


_FIRST: Final = _Fact("Écrire la prescription initiale", _initial_shown, _initial)
_FACTS: Final = {
    "PR-SPE-02": _FIRST,
    "PR-SPE-03": _FIRST,
    "PR-PIH-01": _FIRST,
    "PR-PIH-02": _FIRST,
    "PR-SP-03": _FIRST,
    "PR-SP-02": _Fact("Écrire l’examen", _examination_shown, _examination),
    "PR-DOC-01": _Fact("Écrire la date", _agreement_shown, _agreement),
    "RX-PHA-01": _Fact("Écrire la pharmacie", _pharmacy_shown, _pharmacy),
    "RX-PHA-02": _Fact("Écrire la date", _protocol_shown, _protocol),
    "TY-11": _Fact("Corriger la date", _protocol_shown, _protocol),
    "MD-24": _Fact("Écrire la référence", _document_shown, _document),
    "MD-15": _Fact("Nommer l’excipient", _excipient_shown, _excipient),
    "MD-10": _Fact("Écrire la dose", _i_say_shown, _i_say),
    "RX-STUP-08": _Fact("Écrire les dates", _intervention_shown, _intervention),
}
"""Rule -> the fact that makes it tell."""

RULES: Final = frozenset(_FACTS)
"""The rules that ask for a fact which has its fields."""
