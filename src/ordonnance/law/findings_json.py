"""Findings as JSON: a stable form with a version and a schema, for programs in any language.

A field is never renamed nor removed within a version; new ones may come, and readers ignore those
that they do not know. `SCHEMA` is the JSON Schema (2020-12) of this version.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ordonnance.law.correction import Correction
from ordonnance.law.finding import Finding, Outcome, Report
from ordonnance.law.rule import Confidence, Severity, Verdict

FORMAT = 1
"""Version of this form."""


def findings_json(
    report: Report, *, met: bool = False, not_judged: Iterable[str] = (), indent: int | None = None
) -> str:
    """The JSON of a report; `met` to have the rules respected too.

    `not_judged` are the ids of the rules left out by the caller.
    """
    value = findings_value(report, met=met, not_judged=not_judged)
    return json.dumps(value, ensure_ascii=False, indent=indent)


def findings_value(
    report: Report, *, met: bool = False, not_judged: Iterable[str] = ()
) -> dict[str, Any]:
    """The same as plain values: dictionaries, lists, texts, numbers, booleans, None."""
    shown = report.all if met else report.findings
    return {
        "format": FORMAT,
        "outcome": report.outcome.value,
        "findings": [_finding(each) for each in shown],
        "not_judged": sorted(not_judged),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "version": _day(finding.version),
        "line": finding.line,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "outcome": finding.outcome.value,
        "message": finding.message,
        "why": finding.why,
        "remedy": finding.remedy,
        "citation": finding.citation,
        "confidence": finding.confidence.value,
        "attestable": finding.attestable,
        "acknowledge": finding.needs_acknowledgement,
        "reason": finding.reason,
        "at": finding.at,
        "facts": {name: str(value) for name, value in finding.facts.items()},
        "corrections": [_correction(each) for each in finding.corrections],
    }


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "label": correction.label,
        "line": correction.line,
        "apart": list(correction.apart),
        "asserts": correction.asserts,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- Schema


def _object(**fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(fields), "properties": fields}


def _text(meaning: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": meaning, **more}


def _one_of(kind: type[Verdict | Severity | Outcome | Confidence], meaning: str) -> dict[str, Any]:
    return _text(meaning, enum=[each.value for each in kind])


def _or_none(kind: str, meaning: str, **more: Any) -> dict[str, Any]:
    return {"type": [kind, "null"], "description": meaning, **more}


def _list(items: Mapping[str, Any], meaning: str) -> dict[str, Any]:
    return {"type": "array", "items": items, "description": meaning}


_LINE = _or_none("integer", "Numéro de la ligne ; rien : l’ordonnance entière.")
_CORRECTION = _object(
    label=_text("Ce qu’elle fait, à l’infinitif."),
    line=_or_none("integer", "La ligne modifiée."),
    apart=_list({"type": "integer"}, "Les lignes à mettre sur une autre ordonnance."),
    asserts={"type": "boolean", "description": "Elle écrit ce que seul le prescripteur sait."},
)
_FINDING = _object(
    rule=_text("Identifiant de la règle, jamais réemployé."),
    version=_or_none("string", "Premier jour de la version ; rien : non établi.", format="date"),
    line=_LINE,
    verdict=_one_of(Verdict, "Ce que répond la règle."),
    severity=_one_of(Severity, "Ce que fait la plateforme d’un manquement."),
    outcome=_one_of(Outcome, "Ce que ce constat, seul, permet."),
    message=_text("La phrase, en français ; vide quand la règle est respectée."),
    why=_text("Pourquoi la règle existe."),
    remedy=_text("Que faire."),
    citation=_text("L’article et le texte."),
    confidence=_one_of(Confidence, "D’où la règle est connue."),
    attestable={"type": "boolean", "description": "Le fait manquant peut être attesté."},
    acknowledge={"type": "boolean", "description": "Il attend une attestation ou une raison."},
    reason=_or_none("string", "Le motif codé attendu, s’il n’est pas libre."),
    at=_or_none("string", "FHIRPath, dans la ligne, du texte dont il s’agit."),
    facts={"type": "object", "additionalProperties": {"type": "string"},
           "description": "Les faits qui remplissent la phrase."},
    corrections=_list(_CORRECTION, "Ce qui le ferait disparaître en une étape."),
)  # fmt: skip

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Constats du droit de l’ordonnance",
    **_object(
        format={"const": FORMAT, "description": "Version de cette forme."},
        outcome=_one_of(Outcome, "Le pire de tous les constats."),
        findings=_list(_FINDING, "Les constats, l’ordonnance d’abord, puis ligne à ligne."),
        not_judged=_list({"type": "string"}, "Les règles que l’appelant a laissées de côté."),
    ),
}
"""JSON Schema of what `findings_json` writes."""
