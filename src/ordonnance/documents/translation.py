"""The translation for the patient: frame and posology, drug names untouched, no legal value.

A translation may be added to the ordonnance (R.4127-76); it is no ordonnance. It carries neither
number nor code, so that nobody can serve from it, and the French sentence stands under each line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ordonnance.documents.framing import marks
from ordonnance.documents.identities import patient_identity, prescriber_identity
from ordonnance.documents.lines import sheet_line
from ordonnance.documents.phrasebook import Language, Phrasebook, phrasebook
from ordonnance.documents.sheet import Fact, Marks
from ordonnance.documents.translated_posology import Untranslatable, duration_in, stages_in
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line, Ordonnance

FRENCH_WARNING = (
    "Traduction remise au patient, sans valeur légale, qu'aucun traducteur n'a relue"
    f"{NARROW}: seule l'ordonnance en français "
    "fait foi (code de la santé publique, art. R. 4127-76). Ne rien délivrer sur cette feuille."
)


@dataclass(frozen=True, slots=True)
class TranslatedLine:
    """One line: its name in French, the rows of each step, `note` when they are missing."""

    number: int
    label: str
    stages: tuple[tuple[Fact, ...], ...]
    note: str
    french: str


@dataclass(frozen=True, slots=True, repr=False)
class Translation:
    """A sheet in another language. `direction` is that of its writing."""

    layout: str
    title: str
    issued_at: datetime
    language: str
    direction: str
    words: Mapping[str, str]
    french_warning: str
    patient: str
    prescriber: str
    dated: str
    lines: tuple[TranslatedLine, ...]
    marks: Marks
    large: bool

    def __repr__(self) -> str:
        return f"Translation({self.language}, •••)"


def translation(
    ordonnance: Ordonnance,
    language: Language,
    at: datetime,
    *,
    demonstration: bool,
    large: bool = False,
    medicines: Mapping[int, Medicine | None] | None = None,
) -> Translation:
    """The translation of an ordonnance; `at`, an aware instant, dates the file."""
    book = phrasebook(language)
    known = medicines or {}
    return Translation(
        layout="traduction",
        title=book.frame["heading"],
        issued_at=at,
        language=language.value,
        direction=book.direction,
        words=book.frame,
        french_warning=FRENCH_WARNING,
        patient=patient_identity(ordonnance.patient, ordonnance.established_on).name,
        prescriber=prescriber_identity(ordonnance.prescriber, None).name,
        dated=dates.short(ordonnance.established_on),
        lines=tuple(_line(line, known.get(line.number), book) for line in ordonnance.lines),
        marks=marks(demonstration=demonstration),
        large=large,
    )


def _line(line: Line, medicine: Medicine | None, book: Phrasebook) -> TranslatedLine:
    printed = sheet_line(line, medicine, in_words=False)
    french = " · ".join((printed.posology, *printed.right, *printed.mentions))
    try:
        stages, note = _stages(line, book), ""
    except Untranslatable:
        stages, note = (), book.frame["untranslated"]
    return TranslatedLine(line.number, printed.label, stages, note, french)


def _stages(line: Line, book: Phrasebook) -> tuple[tuple[Fact, ...], ...]:
    """The rows of the posology, and the duration of the line when no step says one."""
    stages = stages_in(line.posology, book)
    if line.duration is None or _lasts(line.posology):
        return stages
    lasting = Fact(book.labels["duration"], duration_in(line.duration, book))
    return (*stages[:-1], (*stages[-1], lasting))


def _lasts(posology: Posology) -> bool:
    return any(step.bounds or step.bounds_start or step.bounds_end for step in posology.steps)
