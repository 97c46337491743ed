"""The story of the demonstration, one small function per step: each acts, verifies and tells.

A step answers the sentences to print, or raises StepDiffers with what is not as expected.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.doors.cli.demo_cast import HANDLES, Story, attested, expect
from ordonnance.doors.cli.layout import count
from ordonnance.doors.cli.output import to_json
from ordonnance.doors.cli.prose import grouped, remaining
from ordonnance.usecases.access import Act
from ordonnance.usecases.results import Consulted, LineView


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, and what it does."""

    title: str
    run: Callable[[Story], str]


def sign_in(story: Story) -> str:
    """Everybody gets a session of the demonstration."""
    with story.open_client(None) as nobody:
        for handle in HANDLES:
            story.cast[handle] = story.open_client(nobody.demo_token(handle).token)
    return "Un médecin, deux pharmaciens et une patiente, tous fictifs, ont ouvert leur session."


def issue(story: Story) -> str:
    """The prescriber issues, and reads the ordonnance before anything is served."""
    prescriber = story.cast["medecin"]
    issued = attested(lambda given: prescriber.issue(story.document, acknowledgements=given))
    story.number = issued.number
    seen = prescriber.consult(issued.number)
    expect(seen.state is OrdonnanceState.ISSUED, f"l'ordonnance est « {seen.state} »")
    expect(not seen.objection, "l'exemple porte déjà une opposition")
    story.untouched = seen
    story.line = _line_to_share(seen).line
    lines = count(len(seen.lines), "ligne", "lignes")
    return f"L'ordonnance ({lines}) reçoit le numéro {grouped(issued.number)}."


def print_and_scan(story: Story) -> str:
    """The sheet is rendered, and the code on it gives the number back."""
    story.sheet = story.cast["medecin"].render(story.number)
    texts = story.scan(story.sheet)
    expect(len(texts) == 1, f"la feuille porte {count(len(texts), 'QR code lu', 'QR codes lus')}")
    try:
        read = OrdonnanceNumber.parse(texts[0]).value
    except InvalidNumber as error:
        expect(False, f"le QR code ne porte pas un numéro ({error.reason})")
        raise
    expect(read == story.number, "le QR code porte un autre numéro que celui émis")
    return "La feuille PDF est éditée ; son QR code, relu à 150 points par pouce, rend ce numéro."


def serve_first(story: Story) -> str:
    """The first pharmacy opens by number and serves one pack of one line."""
    from ordonnance.fhir.inputs import LineInput

    pharmacy = story.cast["pharmacien"]
    seen = pharmacy.consult(story.number)
    line = LineInput(line=story.line, packs=Decimal(1))
    served = attested(
        lambda given: pharmacy.dispense(story.number, (line,), acknowledgements=given)
    )
    expect([item.line for item in served.served] == [story.line], "une autre ligne a été servie")
    _expect_one_less(_line(seen.lines, story.line), _line(served.lines, story.line))
    story.served.append(served)
    left = remaining(_line(served.lines, story.line).remaining)
    return (
        f"La première pharmacie délivre une boîte de la ligne {story.line} ({_label(story)}) ; "
        f"il en reste : {left}."
    )


def serve_second(story: Story) -> str:
    """Another pharmacy sees what remains, and serves the rest that is due today."""
    pharmacy = story.cast["pharmacien2"]
    seen = pharmacy.consult(story.number)
    expect(
        _line(seen.lines, story.line).remaining
        == _line(story.served[0].lines, story.line).remaining,
        "la seconde pharmacie ne voit pas ce que la première a laissé",
    )
    served = attested(
        lambda given: pharmacy.dispense(story.number, everything=True, acknowledgements=given)
    )
    expect(bool(served.served), "rien n'a été délivré")
    story.served.append(served)
    lines = ", ".join(str(item.line) for item in served.served)
    return f"La seconde pharmacie voit ce qui reste et délivre le reste dû ce jour (ligne {lines})."


def read_executions(story: Story) -> str:
    """The prescriber reads both dispensings."""
    read = story.cast["medecin"].executions(story.number)
    expect(not read.hidden, "les délivrances sont cachées sans opposition")
    _expect_both(story, [each.reference for each in read.executions])
    places = " et ".join(dict.fromkeys(each.place for each in read.executions))
    return f"Le médecin lit deux délivrances : {places}."


def object_to_reading(story: Story) -> str:
    """The patient objects."""
    recorded = story.cast["patient"].object(story.number)
    expect(recorded.stands, "l'opposition n'est pas enregistrée")
    return "La patiente s'oppose à ce que le prescripteur voie les délivrances (R.4072-1 CSP)."


def see_nothing(story: Story) -> str:
    """The prescriber sees the ordonnance as if nothing had ever been served."""
    prescriber = story.cast["medecin"]
    read = prescriber.executions(story.number)
    expect(read.hidden and not read.executions, "le médecin voit encore des délivrances")
    seen = prescriber.consult(story.number)
    expect(story.untouched is not None, "l'ordonnance intacte n'a pas été lue")
    blind = dataclasses.replace(_untouched(story), objection=True, executions_hidden=True)
    expect(
        to_json(seen) == to_json(blind), f"l'ordonnance trahit une délivrance : {_gap(seen, blind)}"
    )
    return (
        "Le médecin ne voit plus rien : état, reste et version sont, au caractère près, "
        "ceux d'une ordonnance jamais servie."
    )


def withdraw(story: Story) -> str:
    """The patient withdraws the objection; the prescriber sees again."""
    recorded = story.cast["patient"].object(story.number, withdraw=True)
    expect(not recorded.stands, "l'opposition n'est pas levée")
    read = story.cast["medecin"].executions(story.number)
    expect(not read.hidden, "les délivrances restent cachées")
    _expect_both(story, [each.reference for each in read.executions])
    return "La patiente lève son opposition ; le médecin voit de nouveau les deux délivrances."


def read_journal(story: Story) -> str:
    """The patient reads who opened the ordonnance."""
    read = story.cast["patient"].journal(story.number)
    acts = [each.code for each in read.accesses]
    for act, least in (
        (Act.ISSUE, 1),
        (Act.RENDER, 1),
        (Act.CONSULT, 4),
        (Act.DISPENSE, 2),
        (Act.OBJECT, 2),
        (Act.EXECUTIONS, 3),
    ):
        found = acts.count(act.value)
        expect(found >= least, f"« {act.label} » figure {found} fois, {least} attendues")
    return (
        f"La patiente lit {count(len(acts), 'accès', 'accès')} dans le journal, dont tous ceux-ci."
    )


STEPS = (
    Step("Sessions", sign_in),
    Step("Émission", issue),
    Step("Feuille et QR code", print_and_scan),
    Step("Première pharmacie", serve_first),
    Step("Seconde pharmacie", serve_second),
    Step("Lecture des délivrances", read_executions),
    Step("Opposition", object_to_reading),
    Step("Plus rien à voir", see_nothing),
    Step("Levée de l'opposition", withdraw),
    Step("Journal des accès", read_journal),
)
"""The whole story, in order."""


def _line_to_share(seen: Consulted) -> LineView:
    """The first line of which several packs are due today, else the first line."""
    for view in seen.lines:
        if view.due.packs is not None and view.due.packs > 1:
            return view
    return seen.lines[0]


def _line(lines: tuple[LineView, ...], number: int) -> LineView:
    found = [view for view in lines if view.line == number]
    expect(len(found) == 1, f"la ligne {number} n'est pas dans la réponse")
    return found[0]


def _label(story: Story) -> str:
    return _line(_untouched(story).lines, story.line).label


def _untouched(story: Story) -> Consulted:
    if story.untouched is None:
        raise ValueError("the story has not issued yet")
    return story.untouched


def _expect_one_less(before: LineView, after: LineView) -> None:
    packs = before.remaining.packs
    if packs is not None:
        told = f"il restait {remaining(before.remaining)}, il reste {remaining(after.remaining)}"
        expect(after.remaining.packs == packs - 1, told)


def _expect_both(story: Story, references: list[str]) -> None:
    expected = [served.reference for served in story.served]
    expect(references == expected, f"{len(references)} délivrances lues, {len(expected)} faites")


def _gap(seen: Consulted, blind: Consulted) -> str:
    """Names of the fields that differ, never their values."""
    names = [field.name for field in dataclasses.fields(Consulted)]
    return ", ".join(name for name in names if getattr(seen, name) != getattr(blind, name))
