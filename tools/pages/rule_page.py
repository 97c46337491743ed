"""One page for each rule: its versions, its examples run and what it answers.

Everything is French and comes from the register: what the page shows is what the rule says now.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.coverage import COVERAGE
from ordonnance.law.finding import Finding
from ordonnance.law.french import date_text
from ordonnance.law.register import IDS, AnyRule, versions
from ordonnance.law.rule import Citation, Example
from tools.pages.markdown import table
from tools.pages.rule_words import french_page, period

LEGIFRANCE = "https://www.legifrance.gouv.fr/codes/article_lc/"


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
        rows = ((period(rule), rule.title, str(rule.citation)) for rule in newest_first[::-1])
        lines += [*table(("période", "règle", "source"), rows), ""]
    return french_page(f"{rule_id} — {head.title}", lines)


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
        f"## {period(rule).capitalize()}",
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
    return [*lines, "", *table(heads, told), ""]


def _told(rule: AnyRule, example: Example) -> tuple[str, ...]:
    found = _judged(rule, example)
    corrections = " ; ".join(each.label for each in found.corrections)
    return example.text, found.verdict.label, found.message, found.remedy, corrections


def _judged(rule: AnyRule, example: Example) -> Finding:
    """What this version answers to its example, run now."""
    found = check(cast(Case, example.build())).all
    return next(each for each in found if (each.rule, each.version) == (rule.id, rule.since))


def _citation(citation: Citation) -> str:
    text = str(citation)
    url = citation.url or (f"{LEGIFRANCE}{citation.legiarti}" if citation.legiarti else None)
    linked = f"[{text}]({url})" if url else text
    known = f", {citation.legiarti}" if citation.legiarti else ""
    return f"{linked}{known}, lu le {date_text(citation.read_on)}"
