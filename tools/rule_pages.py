"""The pages of the law: one for each rule, the indexes, the coverage of the catalogue.

Everything is French and comes from the register and the tables: the examples of each rule are run,
and what it answers is what the page shows.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from ordonnance.law.case import Case
from ordonnance.law.changes import DatedRow, dated_rows
from ordonnance.law.check import check
from ordonnance.law.coverage import COVERAGE, Entry, Status
from ordonnance.law.finding import Finding
from ordonnance.law.findings_json import FORMAT, SCHEMA
from ordonnance.law.french import date_text, duration_text, typographic
from ordonnance.law.register import IDS, REGISTER, AnyRule, versions
from ordonnance.law.rule import Citation, Example, Family
from ordonnance.law.substances import ROWS, Article, Row, Version

NOTE = "<!-- Written by ./dev docs: change the source, not this page. -->"
LEGIFRANCE = "https://www.legifrance.gouv.fr/codes/article_lc/"


def _page(title: str, lines: Iterable[str]) -> str:
    return typographic("\n".join([f"# {title}", "", NOTE, "", *lines]).rstrip()) + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    rule = ["---"] * len(heads)
    return ["| " + " | ".join(cells) + " |" for cells in (heads, rule, *body)]


def _link(rule_id: str, folder: str = "rules/") -> str:
    return f"[{rule_id}]({folder}{rule_id}.md)"


# --- One page for each rule


@lru_cache(maxsize=1)
def rule_pages() -> Mapping[str, str]:
    """Every page of a rule by its name (`rules/RX-DUR-01.md`)."""
    return {f"rules/{rule_id}.md": _rule_page(rule_id) for rule_id in IDS}


def _rule_page(rule_id: str) -> str:
    newest_first = versions(rule_id)[::-1]
    head = newest_first[0]
    lines = [
        f"*{head.family.value}.* " + ("Jugée sur chaque ligne." if head.line_rule else
                                      "Jugée sur l’ordonnance entière."),
        "",
        *_standing(rule_id),
    ]  # fmt: skip
    for rule in newest_first:
        lines += _version(rule)
    if len(newest_first) > 1:
        lines += ["## Histoire", ""]
        rows = ((_period(rule), rule.title, str(rule.citation)) for rule in newest_first[::-1])
        lines += [*_table(("période", "règle", "source"), rows), ""]
    return _page(f"{rule_id} — {head.title}", lines)


def _standing(rule_id: str) -> list[str]:
    """What the catalogue says of this id, when it says more than « encoded »."""
    entry = next((each for each in COVERAGE if each.id == rule_id), None)
    if entry is None:
        return ["Règle de la plateforme, hors du catalogue.", ""]
    said = f"Au [catalogue](../coverage.md) : {entry.status.label}."
    return [f"{said} {entry.reason}" if entry.reason else said, ""]


def _version(rule: AnyRule) -> list[str]:
    moments = ", ".join(sorted(each.label for each in rule.moments))
    attested = (
        "peut être attesté par le professionnel" if rule.attestable
        else "n’est connu de personne ici : il informe seulement"
    )  # fmt: skip
    lines = [
        f"## {_period(rule).capitalize()}",
        "",
        *([f"**{rule.title}.**", ""] if rule.closed else []),
        rule.why,
        "",
        f"- **Portée** : {rule.effective_severity.label}",
        f"- **Source** : {_citation(rule.citation)}",
        f"- **Confiance** : {rule.confidence.label}",
        f"- **Quand** : {moments} ; la version est choisie par le {rule.clock.label}",
        f"- **Un fait manquant** {attested}",
    ]
    if rule.reason is not None:
        lines.append(f"- **Motif attendu** : `{rule.reason}`")
    told = [_told(rule, example) for example in rule.examples]
    heads = ("exemple", "réponse", "constat", "que faire", "corriger")
    return [*lines, "", *_table(heads, told), ""]


def _told(rule: AnyRule, example: Example) -> tuple[str, ...]:
    found = _judged(rule, example)
    corrections = " ; ".join(each.label for each in found.corrections)
    return example.text, found.verdict.label, found.message, found.remedy, corrections


def _judged(rule: AnyRule, example: Example) -> Finding:
    """What this version answers to its example, run now."""
    found = check(cast(Case, example.build())).all
    return next(each for each in found if (each.rule, each.version) == (rule.id, rule.since))


def _period(rule: AnyRule) -> str:
    if rule.since and rule.until:
        return f"du {date_text(rule.since)} au {date_text(rule.until)}"
    if rule.since:
        return f"depuis le {date_text(rule.since)}"
    return f"jusqu’au {date_text(rule.until)}" if rule.until else "en vigueur, début non établi"


def _citation(citation: Citation) -> str:
    text = str(citation)
    url = citation.url or (f"{LEGIFRANCE}{citation.legiarti}" if citation.legiarti else None)
    linked = f"[{text}]({url})" if url else text
    known = f", {citation.legiarti}" if citation.legiarti else ""
    return f"{linked}{known}, lu le {date_text(citation.read_on)}"


# --- Indexes


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
        *_table(("d’où la règle est connue", "règles"),
                ((name, str(count)) for name, count in counts.most_common())),
        "",
    ]  # fmt: skip
    for family in Family:
        ids = [each for each in IDS if versions(each)[-1].family is family]
        if ids:
            lines += [f"## {family.value}", "", *_listed(ids), ""]
    return _page("Règles", lines)


def _listed(ids: Iterable[str]) -> list[str]:
    rows = []
    for rule_id in ids:
        rule = versions(rule_id)[-1]
        rows.append((_link(rule_id), rule.title, rule.effective_severity.label, _period(rule)))
    return _table(("règle", "ce qu’elle demande", "portée", "version"), rows)


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
        lines += _table(("article", "règles"), ((a, _each(found[text, a])) for a in articles))
        lines.append("")
    return _page("Règles par article", lines)


def _each(found: Iterable[AnyRule]) -> str:
    titles = dict.fromkeys((rule.id, versions(rule.id)[-1].title) for rule in found)
    return " ; ".join(f"{_link(rule_id)} {title}" for rule_id, title in titles)


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
        lines += [*_table(heads, (_row_version(row, each) for each in row.versions)), ""]
    lines += ["## Autres tables datées", ""]
    tables: dict[str, list[DatedRow]] = {}
    for dated in dated_rows():
        if dated.table != "Substances":
            tables.setdefault(dated.table, []).append(dated)
    for table, rows in tables.items():
        told = ((each.name, _dates(each), each.text) for each in rows)
        lines += [f"### {table}", "", *_table(("nom", "période", "ce qui vaut"), told), ""]
    return _page("Règles par médicament", lines)


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
        _between(version.since, version.until),
        version.regime.label,
        f"{duration_text(version.maximum)}{pump}" if version.maximum else "règle générale",
        duration_text(version.fraction) if version.fraction else "aucune",
        articles or "aucun",
        f"{row.source} ({row.confidence.label})",
    )


def _dates(row: DatedRow) -> str:
    return _between(row.since, row.until)


def _between(since: date | None, until: date | None) -> str:
    first = date_text(since) if since else None
    last = date_text(until) if until else None
    if first and last:
        return f"du {first} au {last}"
    if first:
        return f"depuis le {first}"
    return f"jusqu’au {last}" if last else "sans date"


# --- Coverage


def coverage() -> str:
    """Where each rule of the catalogue stands."""
    counts = Counter(entry.status for entry in COVERAGE)
    own = [rule_id for rule_id in IDS if rule_id not in {entry.id for entry in COVERAGE}]
    lines = [
        f"Le catalogue compte {len(COVERAGE)} règles. Chacune est encodée et vérifiée, dite au "
        "bon moment, ou hors du périmètre pour une raison dite.",
        "",
        *_table(("où elle en est", "règles"),
                ((each.label, str(counts[each])) for each in Status if counts[each])),
        "",
        f"S’y ajoutent {len(own)} règles de la plateforme, hors du catalogue : "
        f"{', '.join(_link(each) for each in own)}.",
        "",
    ]  # fmt: skip
    chapters: dict[str, list[Entry]] = {}
    for entry in COVERAGE:
        chapters.setdefault(re.sub(r"-?\d+$", "", entry.id), []).append(entry)
    heads = ("règle", "où elle en est", "tenue par", "remarque")
    for chapter, entries in chapters.items():
        lines += [f"## {chapter}", "", *_table(heads, map(_entry, entries)), ""]
    return _page("Couverture du catalogue", lines)


def _entry(entry: Entry) -> tuple[str, ...]:
    held = [_link(each) if each in IDS else each for each in entry.rules]
    if entry.held_by:
        held.append(entry.held_by)
    if entry.test:
        held.append(f"`{entry.test}`")
    return entry.id, entry.status.label, " ; ".join(held), entry.reason or ""


# --- JSON


def findings_json() -> str:
    """The JSON of findings: its fields, then its schema."""
    finding = SCHEMA["properties"]["findings"]["items"]
    correction = finding["properties"]["corrections"]["items"]
    heads = ("champ", "type", "sens")
    lines = [
        f"Version {FORMAT}. Un champ n’est ni renommé ni retiré au sein d’une version ; de "
        "nouveaux peuvent venir, qu’un lecteur ignore s’il ne les connaît pas. "
        "[Comment s’en servir](../how-to/use-the-law-alone.md).",
        "",
    ]
    parts = (("Le tout", SCHEMA), ("Un constat", finding), ("Une correction", correction))
    for title, schema in parts:
        rows = ((f"`{name}`", _type(each), each.get("description", ""))
                for name, each in schema["properties"].items())  # fmt: skip
        lines += [f"## {title}", "", *_table(heads, rows), ""]
    schema = json.dumps(SCHEMA, ensure_ascii=False, indent=2)
    return _page("Constats en JSON", [*lines, "## Schéma", ""]) + f"\n```json\n{schema}\n```\n"


def _type(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema["type"]
    return " ou ".join(_KINDS[each] for each in (kind if isinstance(kind, list) else [kind]))


_KINDS = {
    "string": "texte", "integer": "entier", "boolean": "booléen", "array": "liste",
    "object": "objet", "null": "rien",
}  # fmt: skip


INDEXES: Mapping[str, Callable[[], str]] = {
    "rules.md": rules,
    "rules-by-article.md": by_article,
    "rules-by-drug.md": by_drug,
    "coverage.md": coverage,
    "findings-json.md": findings_json,
}
