"""Where each rule of the catalogue stands."""

import re
from collections import Counter

from ordonnance.law.coverage import COVERAGE, Entry, Status
from ordonnance.law.register import IDS
from tools.pages.markdown import table
from tools.pages.rule_words import french_page, link


def coverage() -> str:
    """Where each rule of the catalogue stands."""
    counts = Counter(entry.status for entry in COVERAGE)
    own = [rule_id for rule_id in IDS if rule_id not in {entry.id for entry in COVERAGE}]
    lines = [
        f"Le catalogue compte {len(COVERAGE)} règles. Chacune est encodée et vérifiée, dite au "
        "bon moment, ou hors du périmètre pour une raison dite.",
        "",
        *table(("où elle en est", "règles"),
                ((each.label, str(counts[each])) for each in Status if counts[each])),
        "",
        f"S’y ajoutent {len(own)} règles de la plateforme, hors du catalogue : "
        f"{', '.join(link(each) for each in own)}.",
        "",
    ]  # fmt: skip
    chapters: dict[str, list[Entry]] = {}
    for entry in COVERAGE:
        chapters.setdefault(re.sub(r"-?\d+$", "", entry.id), []).append(entry)
    heads = ("règle", "où elle en est", "tenue par", "remarque")
    for chapter, entries in chapters.items():
        lines += [f"## {chapter}", "", *table(heads, map(_entry, entries)), ""]
    return french_page("Couverture du catalogue", lines)


def _entry(entry: Entry) -> tuple[str, ...]:
    held = [link(each) if each in IDS else each for each in entry.rules]
    if entry.held_by:
        held.append(entry.held_by)
    if entry.test:
        held.append(f"`{entry.test}`")
    return entry.id, entry.status.label, " ; ".join(held), entry.reason or ""
