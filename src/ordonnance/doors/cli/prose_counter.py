"""What was said and checked at the counter, in French."""

from collections.abc import Iterable, Iterator

from ordonnance.doors.cli.layout import day, paragraph
from ordonnance.usecases.counter_views import CounterView, RegisteredView, SeenView
from ordonnance.usecases.words import BEARERS, DOCUMENTS, TESTS


def counter_notes(said: CounterView) -> Iterator[str]:
    """One note for each thing said."""
    if said.mention:
        yield said.mention
    if said.agreement_text:
        on = f" le {day(said.agreement_on)}" if said.agreement_on else ""
        told = f"accord de {said.agreement_by}{on}"
        yield f"{told}\u202f: «\u202f{said.agreement_text}\u202f»"
    if said.test:
        result = "positif" if said.positive else "négatif"
        yield f"{TESTS.get(said.test, said.test)}\u202f: {result}"
    if said.seen:
        yield f"documents vus\u202f: {', '.join(_seen(each) for each in said.seen)}"
    if said.bearer:
        yield f"présentée par {BEARERS.get(said.bearer, said.bearer)}"
    if said.by_the_unit:
        expiry = f", péremption {day(said.expiry)}" if said.expiry else ""
        yield f"à l'unité{expiry}"
    if said.generic_refused:
        yield "générique refusé par le patient"


def _seen(shown: SeenView) -> str:
    name = DOCUMENTS.get(shown.document, shown.document)
    return f"{name} du {day(shown.on)}" if shown.on else name


def numbered_views(numbered: Iterable[RegisteredView]) -> list[str]:
    """The numbers given by the registers of the pharmacy, one paragraph."""
    told = [f"ligne {each.line}, {each.register.label} n° {each.rank}" for each in numbered]
    joined = "\u202f; ".join(told)
    return paragraph(f"Registres\u202f: {joined}.", 2, 4) if told else []
