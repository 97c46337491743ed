"""The JSON of findings: its fields, then its schema."""

import json
from collections.abc import Mapping
from typing import Any

from ordonnance.law.findings_json import FORMAT, SCHEMA
from tools.pages.markdown import table
from tools.pages.rule_words import french_page


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
        lines += [f"## {title}", "", *table(heads, rows), ""]
    schema = json.dumps(SCHEMA, ensure_ascii=False, indent=2)
    return (
        french_page("Constats en JSON", [*lines, "## Schéma", ""]) + f"\n```json\n{schema}\n```\n"
    )


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
