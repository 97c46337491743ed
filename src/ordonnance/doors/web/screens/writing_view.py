"""What the page of a draft says of each line: chips, fields as they stand, findings."""

from dataclasses import dataclass, replace

from ordonnance.domain.french.durations import duration_in_figures
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Exoneration, Line
from ordonnance.doors.web.screens.writing_builder_form import fields_of_line
from ordonnance.doors.web.screens.writing_desk import Opened
from ordonnance.law.french import plural
from ordonnance.law.treatment import one_duration
from ordonnance.usecases.writing.draft import DraftLine
from ordonnance.usecases.writing.facts import FactForm, fact_form
from ordonnance.usecases.writing.light import Told


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing said of a line, and the field that corrects it."""

    text: str
    field: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line on its page. `fields` are the values of its form."""

    draft: DraftLine
    title: str
    posology: str
    chips: tuple[Chip, ...]
    fields: dict[str, str]
    findings: tuple[Told, ...]

    @property
    def kind(self) -> str:
        """The worst thing said of it."""
        if self.draft.line is None or any(each.blocks for each in self.findings):
            return "bloque"
        waits = any(each.waits and not each.given for each in self.findings)
        return "attention" if waits or self.draft.rest else "bon"


def lines_view(seen: Opened) -> tuple[LineShown, ...]:
    """Every line of the draft, in its order."""
    return tuple(_line(each, seen) for each in seen.draft.lines)


def _line(each: DraftLine, seen: Opened) -> LineShown:
    findings = tuple(told for told in seen.light.findings if told.line == each.id)
    if each.line is None:
        return LineShown(each, each.typed, "", (), {"posology": each.typed}, findings)
    line = each.line
    told = sentence(line.posology)
    return LineShown(each, line.label, told, chips(line), fields_of_line(line), findings)


WHERE = {
    **dict.fromkeys(("MP-01", "MP-02", "MP-03"), ("#family", "Indiquer le patient")),
    "MP-04": ("#weight", "Indiquer le poids"),
    **dict.fromkeys(
        ("MI-05", "MI-06", "MI-07"), ("/prescrire/coordonnees", "Compléter mes coordonnées")
    ),
}
"""Rule -> the address where what it asks for is written, and the words of the link."""


def fact_forms(seen: Opened) -> dict[tuple[str, str], FactForm]:
    """For each finding that asks for a fact, by rule and line: the fields that say it."""
    found = {}
    for told in seen.light.findings:
        line = seen.draft.line(told.line) if told.line else None
        form = fact_form(told.view.rule, line.line) if line and line.line else None
        if form is not None:
            found[told.view.rule, told.line] = form
    return found


def chips(line: Line) -> tuple[Chip, ...]:
    """What the line says beside its medicine."""
    lasting = one_duration(line)
    found = [Chip(how(line.posology), "posologie")]
    if lasting is not None:
        found.append(Chip(duration_in_figures(lasting), "duree"))
    if line.packs is not None:
        found.append(Chip(plural(line.packs, "boîte", "boîtes"), "boites"))
    if line.renewals is not None:
        again = f"à renouveler {line.renewals} fois" if line.renewals else "à ne pas renouveler"
        found.append(Chip(again, "renouvellements"))
    if line.exoneration is Exoneration.ALD:
        found.append(Chip("ALD", "ald", "ald"))
    if line.not_substitutable is not None:
        reason = line.not_substitutable.reason
        found.append(Chip(f"non substituable ({reason.value})" if reason else "non substituable",
                          "ns"))  # fmt: skip
    if line.not_reimbursable:
        found.append(Chip("non remboursable", "nr"))
    return tuple(found)


def how(posology: Posology) -> str:
    """The posology without its length, which has a chip of its own."""
    try:
        steps = tuple(replace(each, bounds=None) for each in posology.steps)
    except ValueError:
        # A step that says nothing but how long it lasts.
        return sentence(posology)
    text = sentence(Posology(steps, posology.text)) if steps else posology.text
    return text or sentence(posology)
