"""Findings of the law and rules, told in French."""

from collections.abc import Iterable, Sequence
from datetime import date

from ordonnance.doors.cli import prose_facts, prose_forms
from ordonnance.doors.cli.layout import columns, count, day, paragraph
from ordonnance.law.explain import RuleView
from ordonnance.usecases.corrected import Corrected
from ordonnance.usecases.correction_views import AppliedView
from ordonnance.usecases.results import Checked, FindingView

OUTCOMES = {
    "allowed": "Rien ne s'oppose à l'émission.",
    "warning": "L'émission est possible, après explication des avertissements.",
    "cannot_tell": "L'émission attend une attestation\u202f: un fait manque pour en juger.",
    "blocked": "L'ordonnance ne peut pas être émise\u202f: un constat au moins est bloquant.",
}
"""The outcome of a check, as a sentence."""

_WEIGHTS = {"blocking": "BLOQUANT", "warning": "AVERTISSEMENT", "info": "INFORMATION"}
_ORDER = ("BLOQUANT", "À VÉRIFIER", "AVERTISSEMENT", "INFORMATION", "À SAVOIR")


def checked(result: Checked) -> str:
    """The outcome, every finding, and the forms that may be used."""
    lines = [OUTCOMES.get(result.outcome, result.outcome)]
    if result.findings:
        lines.append(count(len(result.findings), "constat", "constats") + "\u202f:")
    return "\n".join(
        [
            *lines,
            *findings(result.findings),
            *prose_forms.in_short(result.forms),
            *prose_facts.told(result.facts, result.shortages),
        ]
    )


def findings(found: Sequence[FindingView]) -> list[str]:
    """Each finding: weight, line, message, remedy, citation and id; what stops comes first."""
    lines: list[str] = []
    for each in sorted(found, key=lambda each: _ORDER.index(_weight(each))):
        where = f"ligne {each.line}" if each.line is not None else "ordonnance"
        head = f"{_weight(each)}, {where}\u202f: {each.message}"
        lines += ["", *paragraph(head, indent=2, hang=4)]
        if each.remedy:
            lines += paragraph(f"À faire\u202f: {each.remedy}", indent=4)
        for correction in each.corrections:
            asked = " (seulement si vous le demandez)" if correction.asserts else ""
            lines += paragraph(f"Corriger\u202f: {correction.label}{asked}", indent=4)
        lines += paragraph(f"{each.citation} ({each.rule})", indent=4)
    return lines


def corrected(result: Corrected, files: Sequence[str]) -> str:
    """What was corrected, where it is written, and what is still found."""
    lines = [_made(each) for each in result.applied] or ["Rien à corriger en une étape."]
    for name, document in zip(files, result.documents, strict=True):
        lines += ["", f"{name}\u202f:", OUTCOMES.get(document.outcome, document.outcome)]
        lines += findings(document.findings)
    return "\n".join(lines)


def _made(applied: AppliedView) -> str:
    where = f"ligne {applied.line}" if applied.line is not None else "ordonnance"
    return f"Corrigé, {where}\u202f: {applied.label} ({applied.rule})"


def _weight(finding: FindingView) -> str:
    if finding.verdict == "informs":
        return "À SAVOIR"
    if finding.verdict == "cannot_tell" and finding.severity != "info":
        return "À VÉRIFIER" if finding.attestable else "INFORMATION"
    return _WEIGHTS[finding.severity]


def rule(versions: Iterable[RuleView]) -> str:
    """One rule, newest version first."""
    lines: list[str] = []
    for each in reversed(tuple(versions)):
        lines += _version(each)
    return "\n".join(lines)


def _version(view: RuleView) -> list[str]:
    read = f"lu le {day(view.read_on)}"
    rows = [
        ("En vigueur", view.period),
        ("Portée", f"{view.severity}, {view.confidence}"),
        ("Moments", f"{', '.join(view.moments)}\u202f; version choisie par le {view.clock}"),
        ("Source", ", ".join(filter(None, (view.citation, view.legiarti, read)))),
        ("Pourquoi", view.why),
        *(("Exemple", f"{text} → {verdict}") for text, verdict in view.examples),
        ("Constat", f"{view.told_on} → {view.message}"),
        ("Que faire", view.remedy),
        *(("Corriger", each) for each in view.corrections),
    ]
    lines = [f"{view.id}  {view.title}"]
    for name, text in rows:
        first, *rest = paragraph(text, indent=14)
        lines += [f"  {name.ljust(12)}{first.lstrip()}", *rest]
    return [*lines, ""]


def rules(found: Sequence[RuleView], on: date) -> str:
    """The rules in force on a day, one line each."""
    head = f"{count(len(found), 'règle', 'règles')} en vigueur le {day(on)}\u202f:"
    return "\n".join([head, *columns([(r.id, r.severity, r.title) for r in found], indent=2)])
