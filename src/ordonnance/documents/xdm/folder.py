"""Where things stand in an archive, and what its README and its index tell a person."""

from ordonnance.documents.xdm.entry import Author, DocumentEntry
from ordonnance.documents.xdm.submission import Submission
from ordonnance.domain.markup import Element, e

README, INDEX = "README.TXT", "INDEX.HTM"
FOLDER = "IHE_XDM/SUBSET01"
METADATA = "METADATA.XML"
XHTML = {"": "http://www.w3.org/1999/xhtml"}


def document_name(rank: int) -> str:
    """« DOC00001.XML »: ISO 9660 level 1 wants capitals, eight characters and three."""
    return f"DOC{rank:05d}.XML"


def readme(submission: Submission, software: str) -> str:
    """README.TXT: who sends, with what, and where the documents are."""
    rows = [
        "Émetteur",
        *(f"  {_said(each)}" for each in submission.authors),
        "",
        "Logiciel",
        f"  {software}",
        "",
        "Contenu",
        f"  {FOLDER}/{METADATA}  métadonnées XDS",
        *(f"  {FOLDER}/{each.uri}  {each.title}" for each in submission.documents),
        "",
        "Ouvrir ces documents avec un logiciel de professionnel de santé.",
    ]
    return "\r\n".join(rows) + "\r\n"


def index(submission: Submission) -> Element:
    """INDEX.HTM: the same with links, without anything of the patient."""
    body = e(
        "body",
        e("h1", submission.title),
        (e("p", _said(each)) for each in submission.authors),
        e("ul", (e("li", _link(each)) for each in submission.documents)),
        e("p", e("a", README, href=README)),
    )
    return e("html", e("head", e("title", "IHE_XDM")), body)


def _link(entry: DocumentEntry) -> Element:
    return e("a", entry.title, href=f"{FOLDER}/{entry.uri}")


def _said(author: Author) -> str:
    """« Romain PIOU, Cabinet d’exemple »."""
    person = author.person
    called = person.family if person.is_device else f"{person.given} {person.family}"
    parts = (called.strip(), author.structure.name if author.structure else "")
    return ", ".join(part for part in parts if part)
