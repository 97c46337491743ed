"""Schematron run by a real XSLT processor: patterns become templates of one stylesheet.

Only what the French schematrons use is known (include, abstract patterns, let, assert, report,
value-of, phases); anything else raises, so that no rule is left out silently.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "http://www.w3.org/1999/XSL/Transform"
KNOWN = {"title", "p", "let", "rule", "param"}


@dataclass(frozen=True, slots=True)
class Fired:
    """What a run says: how many rules met a node, and each assertion that failed."""

    rules: int
    failed: tuple[str, ...]


@cache
def _processor() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


def _loaded(path: Path) -> etree._Element:
    root = etree.parse(path).getroot()
    for include in list(root.iter(f"{SCH}include")):
        parent = include.getparent()
        assert parent is not None
        parent[parent.index(include)] = _loaded((path.parent / include.get("href", "")).resolve())
    return root


def _concrete(patterns: list[etree._Element]) -> Iterator[etree._Element]:
    """The patterns to run; those that call an abstract one are filled with their parameters."""
    abstract = {each.get("id"): each for each in patterns if each.get("abstract") == "true"}
    for pattern in patterns:
        if pattern.get("abstract") == "true":
            continue
        called = pattern.get("is-a")
        if called is None:
            yield pattern
            continue
        params = {p.get("name", ""): p.get("value", "") for p in pattern.iter(f"{SCH}param")}
        text = etree.tostring(abstract[called], encoding="unicode")
        for name in sorted(params, key=len, reverse=True):
            value = params[name].replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
            text = re.sub(rf"\${re.escape(name)}\b", lambda _, v=value: v, text)
        yield etree.fromstring(text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _let(node: etree._Element) -> str:
    return f'<xsl:variable name="{node.get("name")}" select="{_escaped(node.get("value", ""))}"/>'


def _said(node: etree._Element) -> str:
    parts = [_escaped(node.text or "")]
    for child in node:
        if child.tag in (f"{SCH}value-of", f"{SCH}name"):
            select = child.get("select") or child.get("path") or "name()"
            parts.append(f'<xsl:value-of select="{_escaped(select)}"/>')
        elif isinstance(child.tag, str):
            raise NotImplementedError(child.tag)
        parts.append(_escaped(child.tail or ""))
    return "".join(parts)


def _rule(rule: etree._Element, mode: str, priority: int) -> str:
    body = []
    for child in rule:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{SCH}let":
            body.append(_let(child))
        elif child.tag in (f"{SCH}assert", f"{SCH}report"):
            test = _escaped(child.get("test", ""))
            test = f"not({test})" if child.tag == f"{SCH}assert" else test
            body.append(
                f'<xsl:if test="{test}"><failed at="{{path()}}">{_said(child)}</failed></xsl:if>'
            )
        elif child.tag != f"{SCH}p":
            raise NotImplementedError(child.tag)
    context = _escaped(rule.get("context", ""))
    lets = [each for each in body if each.startswith("<xsl:variable")]
    rest = [each for each in body if not each.startswith("<xsl:variable")]
    return (
        f'<xsl:template match="{context}" mode="{mode}" priority="{priority}">'
        f"{''.join(lets)}<fired/>{''.join(rest)}"
        f'<xsl:apply-templates select="@*|node()" mode="{mode}"/></xsl:template>'
    )


@cache
def _stylesheet(paths: tuple[Path, ...], phase: str | None) -> str:
    roots = [_loaded(path) for path in paths]
    patterns = [p for root in roots for p in root.iter(f"{SCH}pattern")]
    active = {a.get("pattern") for root in roots for a in root.iter(f"{SCH}active")}
    spaces = {ns.get("prefix"): ns.get("uri") for root in roots for ns in root.iter(f"{SCH}ns")}
    lets = [_let(each) for root in roots for each in root.findall(f"{SCH}let")]
    templates, modes = [], []
    for index, pattern in enumerate(_concrete(patterns)):
        if phase is not None and pattern.get("id") not in active:
            continue
        mode = f"m{index}"
        modes.append(f'<xsl:apply-templates select="/" mode="{mode}"/>')
        lets += [_let(each) for each in pattern.findall(f"{SCH}let")]
        rules = pattern.findall(f"{SCH}rule")
        templates += [_rule(rule, mode, len(rules) - rank) for rank, rule in enumerate(rules)]
        templates.append(f'<xsl:template match="text()|@*" mode="{mode}" priority="-1"/>')
        unknown = {c.tag.removeprefix(SCH) for c in pattern if isinstance(c.tag, str)} - KNOWN
        if unknown:
            raise NotImplementedError(str(unknown))
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    return (
        f'<xsl:stylesheet version="3.0" xmlns:xsl="{XSL}" {names}>{"".join(dict.fromkeys(lets))}'
        f'<xsl:template match="/"><report>{"".join(modes)}</report></xsl:template>'
        f"{''.join(templates)}</xsl:stylesheet>"
    )


@cache
def _compiled(paths: tuple[Path, ...], phase: str | None):  # type: ignore[no-untyped-def]  # the processor has no types
    processor = _processor().new_xslt30_processor()
    return processor.compile_stylesheet(stylesheet_text=_stylesheet(paths, phase))


def validate(document: bytes, *paths: Path, phase: str | None = None) -> Fired:
    """Run the patterns of these files (those of their phase when one is named) on a document."""
    node = _processor().parse_xml(xml_text=document.decode("utf-8-sig"))
    text = _compiled(tuple(paths), phase).transform_to_string(xdm_node=node)
    report = etree.fromstring(text.encode("utf-8"))
    failed = [" ".join("".join(each.itertext()).split()) for each in report.iter("failed")]
    return Fired(len(list(report.iter("fired"))), tuple(failed))
