"""The command that reads a CDA document, without a base."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ordonnance.domain.markup import LARGEST_DOCUMENT
from ordonnance.doors.cli import asking, output
from ordonnance.doors.cli.options import Document, Json
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.clinical import ReadCda
    from ordonnance.documents.cda.level_one import ReadSheet
    from ordonnance.documents.cda.read_dispensation import ReadDispensation
    from ordonnance.documents.cda.read_prescription import ReadPrescription
    from ordonnance.domain.dispensing import Dispense
    from ordonnance.domain.prescription import Ordonnance


@dataclass(frozen=True, slots=True)
class ToldDocument:
    """What the command answers; `unread` are the sections that it leaves in the document.

    `kind` is `prescription` or `dispensation`. `has_copy`: a PDF is inside.
    """

    document: str
    kind: str
    number: str | None
    told: tuple[str, ...]
    unread: tuple[str, ...]
    has_copy: bool


def cda(document: Document, as_json: Json = False) -> None:
    """Lit en français un document CDA (eP-MED-DM, eDISP-MED), d'où qu'il vienne.

    Le document n'est ni jugé ni émis. Ce qu'il contient et qui n'est pas lu ici est nommé.
    """
    from ordonnance.bootstrap.clinical import read_cda
    from ordonnance.documents.cda.reading import CdaInvalid

    try:
        found = read_cda(asking.file(document, LARGEST_DOCUMENT))
    except CdaInvalid as error:
        raise Problem.local(
            "CDA_INVALID",
            f"Ce document CDA ne se lit pas\u202f: {error.reason}.",
            "Vérifier que c'est le document entier, ou en demander un corrigé à qui l'a écrit.",
            error.at,
        ) from error
    output.answer(told_document(found), prose, as_json=as_json)


def told_document(found: "ReadCda") -> ToldDocument:
    """A document that was read, in words."""
    from ordonnance.documents.cda.level_one import ReadSheet
    from ordonnance.documents.cda.read_dispensation import ReadDispensation

    if isinstance(found, ReadSheet):
        return _sheet(found)
    if isinstance(found, ReadDispensation):
        return _dispensation(found)
    return _prescription(found)


def _sheet(found: "ReadSheet") -> ToldDocument:
    number = found.number[1] if found.number else None
    told = (*_prescribed(found.ordonnance), f"{found.title} ({found.type}).")
    return ToldDocument(found.document, "prescription", number, told, (), True)


def _prescription(found: "ReadPrescription") -> ToldDocument:
    number = found.number[1] if found.number else None
    told = (*_prescribed(found.ordonnance), *_flagged(found.flags))
    has_copy = found.pdf is not None
    return ToldDocument(found.document, "prescription", number, told, found.unread, has_copy)


def _dispensation(found: "ReadDispensation") -> ToldDocument:
    told = _served(found.dispense)
    return ToldDocument(found.document, "dispensation", found.dispense.reference, told, (), False)


def _flagged(flags: tuple[str, ...]) -> tuple[str, ...]:
    from ordonnance.documents.cda.codes import FLAG_NAMES

    named = ", ".join(FLAG_NAMES.get(each, each) for each in flags)
    return (f"Marques\u202f: {named}.",) if named else ()


def _prescribed(ordonnance: "Ordonnance") -> tuple[str, ...]:
    from ordonnance.domain.french.dates import short
    from ordonnance.domain.french.durations import duration_in_figures
    from ordonnance.domain.french.posology import sentence

    author = ordonnance.prescriber
    called = " ".join((*author.given, author.family or ""))
    said = [f"Prescription du {short(ordonnance.established_on)}, par {called}."]
    for line in ordonnance.lines:
        taken = sentence(line.posology).rstrip(".")
        lasts = f"\u202f; {duration_in_figures(line.duration)} en tout" if line.duration else ""
        said.append(f"{line.number}. {line.label}\u202f: {taken}{lasts}")
    return tuple(said)


def _served(dispense: "Dispense") -> tuple[str, ...]:
    from ordonnance.documents.cda import served_words
    from ordonnance.domain.french.dates import short

    who = dispense.executant
    said = [f"Dispensation du {short(dispense.on)}, par {who.name} ({who.place_label})."]
    for item in dispense.served:
        lot = f"\u202f; lot {item.lot}" if item.lot else ""
        more = "".join(f"\u202f; {each.words}" for each in served_words.remarks(item))
        said.append(f"{item.line}. {item.label}\u202f: {served_words.amount(item)}{lot}{more}")
    for refused in dispense.declined:
        words = [each.words for each in served_words.refusal(refused)[1:]]
        said.append(f"{refused.line}. Non délivrée\u202f: {' ; '.join(words)}")
    return tuple(said)


def prose(answer: ToldDocument) -> str:
    """The same for people."""
    said = [f"Numéro\u202f: {answer.number}"] if answer.number else []
    said += answer.told
    if answer.unread:
        said.append(f"Non lu ici\u202f: {', '.join(answer.unread)}.")
    if answer.kind == "prescription":
        said.append("Copie PDF jointe." if answer.has_copy else "Aucune copie PDF jointe.")
    return "\n".join(said)
