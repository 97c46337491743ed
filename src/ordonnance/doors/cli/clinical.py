"""The command that reads a CDA prescription, without a base."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ordonnance.doors.cli import asking, output
from ordonnance.doors.cli.options import Document, Json
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.domain.prescription import Ordonnance


@dataclass(frozen=True, slots=True)
class ToldDocument:
    """What the command answers; `unread` are the sections that it leaves in the document."""

    document: str
    number: str | None
    told: tuple[str, ...]
    unread: tuple[str, ...]
    has_copy: bool


def cda(document: Document, as_json: Json = False) -> None:
    """Lit en français une prescription CDA (eP-MED-DM), d'où qu'elle vienne.

    Le document n'est ni jugé ni émis. Ce qu'il contient d'autre que la prescription est nommé.
    """
    from ordonnance.bootstrap.clinical import read_cda
    from ordonnance.documents.cda.reading import CdaInvalid

    try:
        found = read_cda(asking.file(document))
    except CdaInvalid as error:
        raise Problem.local(
            "CDA_INVALID",
            f"Cette prescription CDA ne se lit pas\u202f: {error.reason}.",
            "Vérifier que c'est le document entier, ou en demander un corrigé à qui l'a écrit.",
            error.at,
        ) from error
    number = found.number[1] if found.number else None
    told = _told(found.ordonnance)
    answer = ToldDocument(found.document, number, told, found.unread, found.pdf is not None)
    output.answer(answer, _prose, as_json=as_json)


def _told(ordonnance: "Ordonnance") -> tuple[str, ...]:
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


def _prose(answer: ToldDocument) -> str:
    said = [f"Numéro\u202f: {answer.number}"] if answer.number else []
    said += answer.told
    if answer.unread:
        said.append(f"Non lu ici\u202f: {', '.join(answer.unread)}.")
    said.append("Copie PDF jointe." if answer.has_copy else "Aucune copie PDF jointe.")
    return "\n".join(said)
