"""The command that tells a European document in French, without a base."""

from ordonnance.doors.cli import asking, output
from ordonnance.doors.cli.options import Document, Json


def europe(document: Document, as_json: Json = False) -> None:
    """Lit en français une prescription ou une délivrance européenne (HL7 Europe MPD).

    Le document est un Bundle FHIR. Il est lu en entier ou refusé : rien n'est laissé de côté. Une
    prescription d'ailleurs ne s'émet pas ici ; elle n'est jamais jugée.
    """
    from ordonnance.domain.french.told import prescription_text, record_text
    from ordonnance.fhir.read import is_dispensing, read_dispenses, read_european

    content, _ = asking.document(document)
    if is_dispensing(content):
        told = [record_text(each) for each in read_dispenses(content)]
    else:
        told = [prescription_text(read_european(content))]
    output.answer({"told": told}, _prose, as_json=as_json)


def _prose(result: dict[str, list[tuple[str, ...]]]) -> str:
    return "\n\n".join("\n".join(each) for each in result["told"]) or "Aucune délivrance."
