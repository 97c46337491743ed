"""The balance sheet of a présérie as a report that a committee reads: criteria first, then rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from ordonnance.documents.preserie_tables import (
    anomalies,
    comparison,
    days,
    decisions,
    left_out,
    needs,
    questions,
    requirements,
    scans,
    sites,
)
from ordonnance.documents.report import Column, KeyFigure, Report, Section, Table
from ordonnance.domain.french.dates import short
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance, Weighed
from ordonnance.domain.preserie.comparison import Compared
from ordonnance.domain.preserie.criteria import told_share
from ordonnance.domain.preserie.register import Entry

KEY = "preserie-bilan"
_SATISFIED = "Tous les critères sont atteints\u202f: le logiciel peut être généralisé."
_NOT_SATISFIED = (
    "Tous les critères ne sont pas atteints\u202f: la note prévoit alors de prolonger la présérie "
    "ou de l’étendre, après correction."
)


def balance_report(
    balance: Balance,
    issued_at: datetime,
    entries: Sequence[Entry] = (),
    others: Sequence[Compared] = (),
    *,
    specimen: str = "",
) -> Report:
    """The report of a balance sheet; `entries` of its register tell its decisions."""
    pilot, period = balance.pilot, balance.period
    since = f"Du {short(period.first)} au {short(balance.day)}" if period else "Rien d’installé"
    sections = (
        _criteria(balance),
        _recorded(balance),
        _details(balance),
        _satisfaction(balance),
        Section("Exigences de la note", tables=(requirements(balance),)),
        *_register(entries, others),
    )
    return Report(
        KEY, f"Bilan de présérie\u202f: {pilot.title}",
        (f"{pilot.editor}, module {pilot.module.name} {pilot.module.version}.",
         f"{since}\u202f; présérie {balance.stage.label}.", f"{pilot.terms.source}."),
        sections, f"Bilan au {short(balance.day)}.", issued_at, specimen,
    )  # fmt: skip


def _criteria(balance: Balance) -> Section:
    met = sum(each.finding.verdict is Verdict.MET for each in balance.criteria)
    percent = balance.measures.overall.percent
    rows = tuple(_row(each) for each in balance.criteria)
    side = balance.pilot.terms.side
    faults = KeyFigure("Fautes de SCOR", str(balance.looked.scans.fault_count))
    concluded = _SATISFIED if balance.satisfied else _NOT_SATISFIED
    return Section(
        "Critères", (concluded,),
        (KeyFigure("Critères atteints", f"{met} sur {len(balance.criteria)}"),
         KeyFigure(side.recorded, _percent(percent)), *((faults,) if side.scor else ())),
        (Table(
            "criteres", balance.heading,
            (Column("Critère"), Column("Réponse"), Column("Pourquoi"), Column("Ce qui manque")),
            rows,
        ),),
    )  # fmt: skip


def _row(each: Weighed) -> tuple[str, str, str, str]:
    finding = each.finding
    return (
        f"{each.criterion.id} {each.criterion.title}", finding.label, f"{finding.why}.",
        " ".join(finding.missing),
    )  # fmt: skip


def _percent(percent: Decimal | None) -> str:
    return "–" if percent is None else f"{percent}\u202f%".replace(".", ",")


def _recorded(balance: Balance) -> Section:
    measures, side = balance.measures, balance.pilot.terms.side
    told = (
        f"Retenues\u202f: {told_share(measures.overall, side)}.",
        f"Sans rien écarter que les essais\u202f: {told_share(measures.raw, side)}.",
    )
    tables = (sites(balance), days(balance), *_any(left_out(balance)))
    return Section(side.recorded, told, tables=tables)


def _details(balance: Balance) -> Section:
    evidence = tuple(balance.criteria[1].finding.evidence)
    scor = balance.pilot.terms.side.scor
    tables = (*_any(anomalies(balance)), *((scans(balance),) if scor else ()),
              *_any(needs(balance)))  # fmt: skip
    title = "Anomalies, SCOR et prérequis techniques" if scor else "Anomalies, prérequis techniques"
    return Section(title, evidence, tables=tables)


def _satisfaction(balance: Balance) -> Section:
    told = balance.looked.satisfaction
    blocking = tuple(f"Frein bloquant\u202f: {each.blocking}" for each in told.blocking)
    figures = (
        KeyFigure("Réponses", str(told.respondents)),
        KeyFigure("Freins bloquants", str(len(told.blocking))),
    )
    return Section("Satisfaction", blocking, figures, _any(questions(balance)))


def _register(entries: Sequence[Entry], others: Sequence[Compared]) -> Iterable[Section]:
    told = decisions(entries)
    if told.rows:
        yield Section("Registre", ("Qui a fait quoi, et malgré quelle exigence.",), tables=(told,))
    if others:
        yield Section(
            "Autres préséries",
            ("Sans nom ni taille, de la plus haute part à la plus basse.",),
            tables=(comparison(others),),
        )


def _any(table: Table) -> tuple[Table, ...]:
    """The table, unless it has no row."""
    return (table,) if table.rows else ()
