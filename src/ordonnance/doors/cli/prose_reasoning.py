"""The reasoning of the law on a document, and what changed between two days, told in French."""

from collections.abc import Iterable, Sequence

from ordonnance.doors.cli.layout import amount, count, day, paragraph
from ordonnance.doors.cli.prose_findings import OUTCOMES, findings
from ordonnance.law.changes import Changes, RowChange, RuleChange
from ordonnance.law.french import typographic
from ordonnance.law.register import AnyRule
from ordonnance.law.rule import Moment, Verdict
from ordonnance.usecases.explained import (
    AppliedRuleView,
    AsideView,
    DueTold,
    Explained,
    LineTold,
    MedicineTold,
    MomentTold,
)

_SEP = "\u202f: "

SERVING_OUTCOMES = {
    "allowed": "Rien ne s'oppose à la délivrance.",
    "warning": "La délivrance est possible, après explication des avertissements.",
    "cannot_tell": "La délivrance attend une attestation\u202f: un fait manque pour en juger.",
    "blocked": "Une ligne au moins ne peut pas être délivrée.",
}
"""The outcome at the counter, as a sentence."""


def explained(told: Explained) -> str:
    """The whole reasoning: the reading of the document, then each moment."""
    lines = [f"Médicaments{_SEP}{told.facts}"]
    if told.findings:
        lines += ["", "Lecture du document", *findings(told.findings)]
    for moment in told.moments:
        lines += ["", *_moment(moment)]
    return "\n".join(lines)


def _moment(told: MomentTold) -> list[str]:
    head = f"{told.moment.upper()} — le {day(told.day)}, {told.form}"
    clocks = (
        f"Deux horloges{_SEP}l’ordonnance est établie le {day(told.established_on)}, elle est "
        f"jugée le {day(told.day)}. Chaque règle dit laquelle choisit sa version."
    )
    outcomes = OUTCOMES if told.moment == Moment.PRESCRIBING.label else SERVING_OUTCOMES
    lines = [head, *paragraph(clocks, indent=2), f"  {outcomes[told.outcome]}", ""]
    lines += ["  L’ordonnance entière", *_rules(told.rules, told.aside)]
    for line in told.lines:
        lines += ["", *_line(line)]
    return lines


def _line(told: LineTold) -> list[str]:
    written = [told.posology]
    if told.duration and told.duration not in told.posology:
        written.append(f"pendant {told.duration}")
    if told.packs is not None:
        written.append(count(told.packs, "boîte", "boîtes"))
    if told.renewals is not None:
        times = f"à renouveler {told.renewals} fois" if told.renewals else "à ne pas renouveler"
        written.append(times)
    lines = paragraph(f"Ligne {told.line}{_SEP}{told.label}", indent=2, hang=4)
    lines += paragraph(f"Écrit{_SEP}{', '.join(written)}.", indent=4, hang=6)
    lines += _medicine(told.medicine)
    lines += _due(told.due) if told.due else []
    return lines + _rules(told.rules, told.aside)


def _medicine(told: MedicineTold | None) -> list[str]:
    if told is None:
        return ["    Médicament non lu : inconnu du catalogue, ou préparation."]
    read = [told.regime]
    read += [f"durée {told.maximum} au plus"] if told.maximum else []
    read += [f"par fractions de {told.fraction}"] if told.fraction else []
    read += [f"articles {', '.join(told.articles)}"] if told.articles else []
    by = "par la table des substances" if told.from_table else "par ses étiquettes"
    text = f"Lu {by}{_SEP}{' ; '.join(read)}. Source{_SEP}{told.source}."
    lines = paragraph(text, indent=4, hang=6)
    if told.tolerance:
        lines += paragraph(f"Tolérance jusqu’au {day(told.tolerance)}.", indent=4, hang=6)
    if told.differences:
        text = f"Texte et étiquette diffèrent{_SEP}{' ; '.join(told.differences)}."
        lines += paragraph(text, indent=4, hang=6)
    if told.unread:
        lines += paragraph(f"Étiquettes non lues{_SEP}{' ; '.join(told.unread)}.", indent=4, hang=6)
    return lines


def _due(told: DueTold) -> list[str]:
    if told.reason:
        parts = [f"rien{_SEP}{told.reason}"]
    else:
        counted = amount(told.units or None, "unité", "unités") or amount(
            told.packs or None, "boîte", "boîtes"
        )
        parts = [counted] if counted else []
        parts += [count(told.days, "jour", "jours")] if told.days else []
        parts = parts or ["une quantité que l’on ne peut pas compter"]
    if told.lost_days:
        parts.append(f"{count(told.lost_days, 'jour perdu', 'jours perdus')} par retard")
    if told.next_on:
        parts.append(f"la suite le {day(told.next_on)}")
    if told.last_on:
        parts.append(f"dernier jour le {day(told.last_on)}")
    return paragraph(f"Dû ce jour{_SEP}{' ; '.join(parts)}.", indent=4, hang=6)


def _rules(applied: Sequence[AppliedRuleView], aside: Iterable[AsideView]) -> list[str]:
    """What is not simply met first, with its sentences; then the rules met, on a line each."""
    told = [each for each in applied if each.finding.verdict != Verdict.MET]
    lines = [text for each in told for text in _rule(each)]
    met = [each for each in applied if each.finding.verdict == Verdict.MET]
    if met:
        lines.append("    Respectées\u202f:")
    for each in met:
        text = f"{each.finding.rule}  {each.title} — {each.article}, {_period(each)}, {each.clock}"
        lines += paragraph(text, indent=6, hang=8)
    if not applied:
        lines.append("    Aucune règle ne s’applique.")
    for group in aside:
        text = f"Écartées, {group.reason}{_SEP}{', '.join(group.rules)}."
        lines += paragraph(text, indent=4, hang=6)
    return lines


def _rule(told: AppliedRuleView) -> list[str]:
    finding = told.finding
    verdict = Verdict(finding.verdict).label
    lines = paragraph(f"{verdict.upper()} — {finding.rule}{_SEP}{told.title}", indent=4, hang=6)
    lines += paragraph(_source(told), indent=6)
    texts = (
        ("", finding.message),
        (f"Pourquoi{_SEP}", finding.why),
        (f"À faire{_SEP}", finding.remedy),
        *((f"Corriger{_SEP}", each.label) for each in finding.corrections),
    )
    for name, text in texts:
        lines += paragraph(f"{name}{text}", indent=6) if text else []
    return lines


def _source(told: AppliedRuleView) -> str:
    """« R.5132-21, CSP ; version depuis le 08/08/2004, choisie par le jour de… (12/03/2026). »."""
    chosen = f"choisie par le {told.clock} ({day(told.selected_on)})"
    return f"{told.article}, {told.text} ; version {_period(told)}, {chosen}."


def _period(told: AppliedRuleView) -> str:
    if told.since and told.until:
        return f"du {day(told.since)} au {day(told.until)}"
    if told.since:
        return f"depuis le {day(told.since)}"
    return f"jusqu’au {day(told.until)}" if told.until else "de début non établi"


# --- What changed


def changes(told: Changes) -> str:
    """Rules, then rows of the tables, that begin, end or change, with before and after."""
    lines = [f"Du {day(told.first)} (exclu) au {day(told.last)} (inclus)"]
    if not told.rules and not told.rows:
        return "\n".join([*lines, "Rien ne change dans ce que la plateforme connaît."])
    if told.rules:
        lines += ["", count(len(told.rules), "règle", "règles")]
        for rule in told.rules:
            lines += _rule_change(rule)
    if told.rows:
        lines += ["", count(len(told.rows), "ligne de table", "lignes de tables")]
        for row in told.rows:
            lines += _row_change(row)
    return "\n".join(lines)


def _rule_change(told: RuleChange) -> list[str]:
    head = f"Le {day(told.on)}, {told.rule} {told.kind.label}"
    return [
        *paragraph(head, indent=2),
        *_side("Avant", _version(told.before)),
        *_side("Après", _version(told.after)),
    ]


def _version(rule: AnyRule | None) -> str:
    if rule is None:
        return ""
    source = f"{rule.citation}, {rule.effective_severity.label}"
    return f"{rule.title} ({source}). {rule.why}"


def _row_change(told: RowChange) -> list[str]:
    head = f"Le {day(told.on)}, {told.name} {told.kind.label} ({told.table})"
    return [
        *paragraph(head, indent=2),
        *_side("Avant", told.before),
        *_side("Après", told.after),
    ]


def _side(name: str, text: str) -> list[str]:
    return paragraph(typographic(f"{name} : {text}"), indent=4, hang=6) if text else []
