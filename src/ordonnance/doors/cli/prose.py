"""What the acts on an ordonnance answer, told in French."""

from collections.abc import Iterable

from ordonnance.domain.execution import LineState
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.cli import prose_facts
from ordonnance.doors.cli.layout import (
    PARIS,
    UNKNOWN,
    amount,
    clock,
    columns,
    count,
    day,
    instant,
    paragraph,
)
from ordonnance.doors.cli.prose_counter import counter_notes, numbered_views
from ordonnance.doors.cli.prose_findings import findings
from ordonnance.usecases import counter_views, results
from ordonnance.usecases.words import LINE_STATES, STATES, reason


def grouped(number: str) -> str:
    """A number in groups of four, for the eye."""
    return OrdonnanceNumber(number).grouped


def issued(result: results.Issued) -> str:
    """The number and what was noted."""
    head = f"Ordonnance émise le {instant(result.issued_at)}\u202f: {grouped(result.number)}"
    return "\n".join(
        [head, *findings(result.findings), *prose_facts.told(result.facts, result.shortages)]
    )


def replaced(result: results.Replaced) -> str:
    """The new number and the former one."""
    return "\n".join(
        [
            f"Ordonnance corrigée émise le {instant(result.issued_at)}\u202f: "
            f"{grouped(result.number)}",
            f"Elle remplace {grouped(result.replaces)}, qui ne peut plus être délivrée.",
            *findings(result.findings),
            *prose_facts.told(result.facts, result.shortages),
        ]
    )


def reserved(result: results.Reserved) -> str:
    """The numbers reserved."""
    head = count(len(result.numbers), "numéro réservé", "numéros réservés")
    lines = [f"{head} jusqu'au {day(result.expires_on)}\u202f:"]
    lines += [f"  {grouped(number)}" for number in result.numbers]
    return "\n".join(
        [*lines, "Garder la réponse de « reserve --json »\u202f: elle accompagne l'émission."]
    )


def consulted(result: results.Consulted) -> str:
    """State, lines, what remains and when."""
    lines = [
        f"Ordonnance {grouped(result.number)}, version {result.version}\u202f: "
        f"{STATES[result.state]}",
        f"Établie le {day(result.established_on)}, émise le {instant(result.issued_at)}",
    ]
    if result.executions_hidden:
        lines.append("Le patient s'oppose à ce que le prescripteur voie les délivrances.")
    elif result.objection:
        lines.append("Le patient s'est opposé à ce que le prescripteur voie les délivrances.")
    if result.replaced_by:
        lines.append(f"Remplacée par {grouped(result.replaced_by)}")
    if result.replaces:
        lines.append(f"Remplace {grouped(result.replaces)}")
    return "\n".join(
        [
            *lines,
            *line_views(result.lines),
            *findings(result.findings),
            *prose_facts.proposed(result.proposals, result.unproposed),
            *prose_facts.told(result.facts, result.shortages),
        ]
    )


def line_views(views: Iterable[results.LineView]) -> list[str]:
    """Each line: what, how, state, what remains, the portion of the day, the dates."""
    lines: list[str] = []
    for view in views:
        lines += ["", *paragraph(f"{view.line}. {view.label}", hang=3)]
        lines += paragraph(view.posology, indent=3)
        rows = [("État", LINE_STATES[view.state])]
        if view.state in (LineState.OPEN, LineState.PARTLY_EXECUTED):
            rows += [
                ("Reste", remaining(view.remaining)),
                ("Dû à ce jour", remaining(view.due) if view.due.packs != 0 else "rien"),
                ("Prévu le", day(view.next_on)),
                ("Dernier jour", day(view.last_on)),
            ]
        lines += columns(rows, indent=3)
        lines += paragraph(renewal(view.renewal), 3) if view.renewal else []
        lines += [f"   {mention}" for mention in view.mentions]
    return lines


def renewal(found: counter_views.RenewalView) -> str:
    """What the pharmacist may still renew of a line of liste II, from when and until when."""
    return (
        f"Renouvelable par le pharmacien (liste II) : {remaining(found.remaining)}, à partir "
        f"du {day(found.next_on)}, jusqu'au {day(found.last_on)}."
    )


def remaining(left: counter_views.Remaining) -> str:
    """« 2 boîtes (56 jours) »; a dash where nothing can be counted."""
    packs = amount(left.packs, "boîte", "boîtes")
    units = amount(left.units, "unité", "unités") if packs is None else None
    days = None if left.days is None else count(left.days, "jour", "jours")
    known = [text for text in (packs or units, days) if text]
    if len(known) == 2:
        return f"{known[0]} ({known[1]})"
    return known[0] if known else UNKNOWN


def dispensed(result: results.Dispensed) -> str:
    """What was served, declined and left out, what remains."""
    if result.served:
        lines = [f"Délivrance enregistrée, référence {result.reference}\u202f:"]
        lines += served_views(result.served)
        lines += declined_views(result.declined)
        lines += numbered_views(result.numbered)
    else:
        why = "\u202f; ".join(f"ligne {item.line}, {_declined(item)}" for item in result.declined)
        lines = paragraph(f"Non délivré enregistré, référence {result.reference}\u202f: {why}")
    for skipped in result.skipped:
        lines += paragraph(f"ligne {skipped.line} laissée\u202f: {skipped.message}", 2, 4)
    if result.served and not result.scan_for_payer:
        lines += paragraph(
            "La feuille n'a pas à être numérisée pour l'assurance maladie "
            "(information locale\u202f: aucun échange avec l'assurance maladie)."
        )
    return "\n".join(
        [
            *lines,
            *findings(result.findings),
            *line_views(result.lines),
            *prose_facts.told(result.facts, result.shortages),
        ]
    )


def served_views(served: Iterable[results.ServedView]) -> list[str]:
    """One row per line served."""
    rows = []
    for item in served:
        packs = amount(item.packs, "boîte", "boîtes") or UNKNOWN
        notes = [
            f"CIP13 {item.cip13}" if item.cip13 else "",
            f"lot {item.lot}" if item.lot else "",
            f"substitution\u202f: {reason(item.substitution)}" if item.substitution else "",
            *(counter_notes(item.counter) if item.counter else ()),
        ]
        rows.append(
            (
                f"ligne {item.line}", packs, count(item.days, "jour", "jours"), item.label,
                ", ".join(note for note in notes if note),
            )
        )  # fmt: skip
    return columns(rows, indent=2)


def declined_views(declined: Iterable[results.DeclinedView]) -> list[str]:
    """One paragraph per line not served, with the reason."""
    lines: list[str] = []
    for item in declined:
        lines += paragraph(f"ligne {item.line} non délivrée\u202f: {_declined(item)}", 2, 4)
    return lines


def _declined(item: results.DeclinedView) -> str:
    """The coded reason in French, then the pharmacist's words."""
    words = f" («\u202f{item.text}\u202f»)" if item.text else ""
    return f"{reason(item.reason)}{words}"


def undid(result: results.Undid) -> str:
    """What is free again."""
    head = f"Délivrance {result.reference} annulée\u202f; ce qu'elle avait servi est de nouveau dû."
    return "\n".join([head, *line_views(result.lines)])


def ended(result: results.Ended) -> str:
    """The ordonnance is over."""
    return (
        f"Ordonnance {grouped(result.number)} annulée\u202f: ce qui n'était pas délivré "
        "ne peut plus l'être."
    )


def objection(result: results.ObjectionRecorded) -> str:
    """Recorded or withdrawn."""
    if result.stands:
        return (
            f"Opposition enregistrée le {instant(result.since)}\u202f: le prescripteur ne voit "
            "plus les délivrances. Elle n'empêche pas de délivrer."
        )
    return "Opposition levée\u202f: le prescripteur voit de nouveau les délivrances."


def executions(result: results.Executions) -> str:
    """Every dispensing, oldest first."""
    if result.hidden:
        return "Le patient s'oppose à ce que le prescripteur voie les délivrances."
    if not result.executions:
        return "Aucune délivrance."
    lines = [count(len(result.executions), "délivrance", "délivrances") + "\u202f:"]
    for each in result.executions:
        who = f"{each.place}, {each.dispenser}".strip(", ")
        lines += ["", f"{day(each.on)}  {who} (référence {each.reference})"]
        if each.undone:
            lines.append(f"  Annulée\u202f: {reason(each.undone)}")
        lines += served_views(each.served)
        lines += declined_views(each.declined)
    return "\n".join(lines)


def journal(result: results.JournalRead) -> str:
    """Every access, oldest first."""
    if not result.accesses:
        return "Aucun accès."
    rows = [
        (
            clock(each.at),
            f"{each.act} ({each.details})" if each.details else each.act,
            each.role,
            " ".join(f"{each.actor} {each.place}".split()),
        )
        for each in result.accesses
    ]
    found = count(len(rows), "accès", "accès")
    head = f"{found} à l'ordonnance {grouped(result.number)} {PARIS}\u202f:"
    return "\n".join([head, *columns(rows, indent=2)])


def listed(result: results.Listed) -> str:
    """One's own ordonnances, newest first."""
    if not result.ordonnances:
        return "Aucune ordonnance."
    lines = [count(len(result.ordonnances), "ordonnance", "ordonnances") + "\u202f:"]
    for each in result.ordonnances:
        mention = ", opposition enregistrée" if each.objection else ""
        lines += [
            "",
            f"{grouped(each.number)}  établie le {day(each.established_on)} par {each.author}",
            *paragraph(f"{STATES[each.state]}{mention}", indent=2),
            *(f"  - {label}" for label in each.labels),
        ]
    return "\n".join(lines)
