"""The rules by chapter, by article, by drug."""

import re
from collections import Counter
from collections.abc import Iterable

from ordonnance.law.changes import DatedRow, dated_rows
from ordonnance.law.french import date_text, duration_text
from ordonnance.law.register import IDS, REGISTER, AnyRule, versions
from ordonnance.law.rule import Family
from ordonnance.law.substances import ROWS, Article, Row, Version
from tools.pages.markdown import table
from tools.pages.rule_words import between, french_page, link, period


def rules() -> str:
    """Every rule, by chapter."""
    counts = Counter(versions(rule_id)[-1].confidence.label for rule_id in IDS)
    lines = [
        f"{len(IDS)} règles, {len(REGISTER)} versions. Une règle « de mémoire » avertit "
        "seulement, sauf pour les stupéfiants.",
        "",
        "Aussi : [par article](rules-by-article.md), [par médicament](rules-by-drug.md), "
        "[ce que devient chaque règle du catalogue](coverage.md).",
        "",
        *table(("d’où la règle est connue", "règles"),
                ((name, str(count)) for name, count in counts.most_common())),
        "",
    ]  # fmt: skip
    for family in Family:
        ids = [each for each in IDS if versions(each)[-1].family is family]
        if ids:
            lines += [f"## {family.value}", "", *_listed(ids), ""]
    return french_page("Règles", lines)


def _listed(ids: Iterable[str]) -> list[str]:
    rows = []
    for rule_id in ids:
        rule = versions(rule_id)[-1]
        rows.append((link(rule_id), rule.title, rule.effective_severity.label, period(rule)))
    return table(("règle", "ce qu’elle demande", "portée", "version"), rows)


def by_article() -> str:
    """Rules by the article that they cite."""
    found: dict[tuple[str, str], list[AnyRule]] = {}
    for rule in REGISTER:
        for article in re.split(r" ; | et ", rule.citation.article):
            text = rule.citation.text[:1].upper() + rule.citation.text[1:]
            found.setdefault((text, article.strip()), []).append(rule)
    lines = ["Chaque article cité, et les règles qui le lisent, versions closes comprises.", ""]
    for text in sorted({text for text, _ in found}, key=lambda each: (each.casefold(), each)):
        lines += [f"## {text}", ""]
        articles = sorted((a for t, a in found if t == text), key=_natural)
        lines += table(("article", "règles"), ((a, _each(found[text, a])) for a in articles))
        lines.append("")
    return french_page("Règles par article", lines)


def _each(found: Iterable[AnyRule]) -> str:
    titles = dict.fromkeys((rule.id, versions(rule.id)[-1].title) for rule in found)
    return " ; ".join(f"{link(rule_id)} {title}" for rule_id, title in titles)


def _natural(text: str) -> list[tuple[int, str]]:
    """Numbers inside a name sort by their value: R.5132-5 before R.5132-21."""
    return [
        (int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", text)
    ]


def by_drug() -> str:
    """Substances under a special rule, version by version, and the other dated tables."""
    lines = [
        "Les substances dont un texte fixe le régime, la durée, la fraction ou les articles, avec "
        "leurs dates. Pour tout autre médicament, ce sont les étiquettes de l’ANSM qui disent. "
        "Chaque article mène à ses règles : [par article](rules-by-article.md).",
        "",
    ]
    heads = ("période", "régime", "durée au plus", "fraction", "articles", "source")
    for row in sorted(ROWS, key=lambda each: (each.substance, each.key)):
        lines += [f"## {_named(row)}", ""]
        lines += [*table(heads, (_row_version(row, each) for each in row.versions)), ""]
    lines += ["## Autres tables datées", ""]
    tables: dict[str, list[DatedRow]] = {}
    for dated in dated_rows():
        if dated.table != "Substances":
            tables.setdefault(dated.table, []).append(dated)
    for title, rows in tables.items():
        told = ((each.name, _dates(each), each.text) for each in rows)
        lines += [f"### {title}", "", *table(("nom", "période", "ce qui vaut"), told), ""]
    return french_page("Règles par médicament", lines)


def _named(row: Row) -> str:
    above = f", plus de {row.strength_above:f} mg" if row.strength_above else ""
    brand = f", {row.brand.upper()}" if row.brand else ""
    return f"{row.subject[:1].upper()}{row.subject[1:]}{brand}{above}"


def _row_version(row: Row, version: Version) -> tuple[str, ...]:
    pump = ""
    if version.maximum_by_pump:
        pump = f" ({duration_text(version.maximum_by_pump)} par pompe)"
    articles = ", ".join(article.label for article in Article if article in version.articles)
    if version.tolerance:
        articles += f" (tolérance jusqu’au {date_text(version.tolerance)})"
    return (
        between(version.since, version.until),
        version.regime.label,
        f"{duration_text(version.maximum)}{pump}" if version.maximum else "règle générale",
        duration_text(version.fraction) if version.fraction else "aucune",
        articles or "aucun",
        f"{row.source} ({row.confidence.label})",
    )


def _dates(row: DatedRow) -> str:
    return between(row.since, row.until)
