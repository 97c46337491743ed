"""The drug facts behind an answer, told in French: shortages, version, what makes it unreliable."""

from collections.abc import Iterable

from ordonnance.domain.french.money import euros
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.french.packs import counted_words
from ordonnance.doors.cli.layout import UNKNOWN, columns, count, day, paragraph
from ordonnance.usecases.drug_views import Facts, Proposal, ProposedPack, ShortageView, Unproposed
from ordonnance.usecases.words import PROPOSALS


def told(facts: Facts | None, shortages: Iterable[ShortageView]) -> list[str]:
    """The shortages, then the version; nothing when the base told none."""
    lines: list[str] = []
    for each in shortages:
        text = f"Disponibilité, ligne {each.line}\u202f: {each.message}"
        lines += ["", *paragraph(text, indent=2, hang=4)]
    return [*lines, *version(facts)]


def proposed(proposals: Iterable[Proposal], missing: Iterable[Unproposed]) -> list[str]:
    """What may be handed over today, line by line, as prescribed first."""
    lines: list[str] = []
    for each in proposals:
        head = f"Ligne {each.line}, {PROPOSALS.get(each.kind, each.kind)}\u202f: {each.medicine}"
        lines += ["", *paragraph(head, indent=2, hang=4)]
        lines += columns(map(_pack, each.packs), indent=4)
        total = [] if each.price is None else [euros(each.price)]
        days = [] if each.days is None else [f"couvre {count(each.days, 'jour', 'jours')}"]
        left = [f"{in_figures(each.surplus)} de trop"] if each.surplus else []
        if told_here := ", ".join([*days, *left, *total]):
            lines += paragraph(told_here, indent=4)
        for note in (each.shortage, each.note):
            if note:
                lines += paragraph(note, indent=4)
    for why in missing:
        lines += ["", *paragraph(f"Ligne {why.line}\u202f: {why.reason}", indent=2, hang=4)]
    return lines


def _pack(pack: ProposedPack) -> tuple[str, str, str]:
    """« 2 x », the code, the label."""
    number = UNKNOWN if pack.count is None else in_figures(pack.count)
    return f"{number} x", pack.cip13, counted_words(pack.label)


def version(facts: Facts | None) -> list[str]:
    """« Médicaments : Base de données publique des médicaments, du 19/05/2026 (a1b2c3d4e5f6) »."""
    if facts is None:
        return []
    text = f"Médicaments\u202f: {facts.label}, du {day(facts.dated)} ({facts.digest})"
    lines = ["", *paragraph(text, hang=2)]
    if facts.warning:
        lines += paragraph(f"ATTENTION\u202f: {facts.warning}", hang=2)
    if (held := facts.thesaurus) is not None:
        text = f"Interactions\u202f: {held.label}, du {day(held.dated)} ({held.digest})"
        lines += paragraph(text, hang=2)
    return lines
