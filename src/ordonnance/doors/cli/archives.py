"""The command that reads an archive of secure mail, without a base."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.domain.markup import LARGEST_ARCHIVE
from ordonnance.doors.cli import asking, clinical, output
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.xdm import Archived, ReadArchive

Archive = Annotated[
    str, typer.Argument(metavar="FICHIER", help="L'archive IHE_XDM.ZIP ; « - » : entrée standard.")
]
Folder = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="DOSSIER", help="Dossier (existant) où écrire les documents de l'archive."
    ),
]


_SUFFIXES = {"text/xml": ".XML", "application/pdf": ".PDF"}


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """One document of an archive. `content` is None when it is no CDA that is read here."""

    uri: str
    type: str
    title: str
    unique_id: str
    bytes: int
    content: clinical.ToldDocument | None


@dataclass(frozen=True, slots=True)
class ToldArchive:
    """What the command answers; `others` are the files that no metadata describe."""

    unique_id: str
    submitted_at: str
    documents: tuple[ToldEntry, ...]
    others: tuple[str, ...]
    written: tuple[str, ...] = ()


def xdm(archive: Archive, to: Folder = None, as_json: Json = False) -> None:
    """Lit en français une archive IHE_XDM.ZIP reçue par messagerie sécurisée.

    La taille et l'empreinte de chaque document sont vérifiées ; cela ne prouve pas qui l'a écrit.
    """
    from ordonnance.bootstrap.xdm import read_archive
    from ordonnance.documents.cda.reading import CdaInvalid

    try:
        found = read_archive(asking.file(archive, LARGEST_ARCHIVE))
    except CdaInvalid as error:
        raise Problem.local(
            "XDM_INVALID",
            f"Cette archive XDM ne se lit pas\u202f: {error.reason}.",
            "Vérifier que c'est l'archive entière, ou demander un nouvel envoi.",
            error.at,
        ) from error
    written = _write(found, to) if to is not None else ()
    output.answer(_told(found, written), _prose, as_json=as_json)


def _write(found: "ReadArchive", to: str) -> tuple[str, ...]:
    """The documents as files of that folder, under names of ours: an archive chooses no name."""
    paths = [
        Path(to) / f"DOC{rank:05d}{_SUFFIXES.get(each.entry.mime, '.BIN')}"
        for rank, each in enumerate(found.documents, start=1)
    ]
    for path, each in zip(paths, found.documents, strict=True):
        asking.write(str(path), each.content)
    return tuple(map(str, paths))


def _told(found: "ReadArchive", written: tuple[str, ...]) -> ToldArchive:
    submission = found.submission
    documents = tuple(_entry(each) for each in found.documents)
    return ToldArchive(
        submission.unique_id, submission.submitted_at, documents, found.others, written
    )


def _entry(found: "Archived") -> ToldEntry:
    from ordonnance.bootstrap.clinical import read_cda
    from ordonnance.documents.cda.reading import CdaInvalid

    entry = found.entry
    try:
        content = clinical.told_document(read_cda(found.content))
    except CdaInvalid:
        # Any document may travel in an archive: what is not read here is named all the same.
        content = None
    return ToldEntry(
        entry.uri, entry.type_code.code, entry.title, entry.unique_id, entry.size, content
    )


def _prose(answer: ToldArchive) -> str:
    said: list[str] = []
    for each in answer.documents:
        said.append(f"{each.uri}\u202f: {each.title} ({each.type}), {each.bytes} octets.")
        if each.content is None:
            said.append("  Ce document n'est pas lu ici.")
        else:
            said += [f"  {line}" for line in clinical.prose(each.content).splitlines()]
    if answer.others:
        said.append(f"Autres fichiers\u202f: {', '.join(answer.others)}.")
    said += [f"Document écrit\u202f: {path}" for path in answer.written]
    return "\n".join(said)
