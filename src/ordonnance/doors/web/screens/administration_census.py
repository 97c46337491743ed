"""`/administration/recensement`: the census of this centre, as its report says it, and files."""

import asyncio
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup
from starlette.responses import Response

from ordonnance.bootstrap.census import CensusDesk
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.reports import csv_of, ods_of, pdf_of, renderer
from ordonnance.documents.census_report import CensusAsked, census_report
from ordonnance.documents.ods_parts import MIMETYPE
from ordonnance.documents.report import Cell, CellKind, ChartKind, Report, Table, Withheld
from ordonnance.domain.centre import RegulationCentre
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.charts import columns, share
from ordonnance.doors.web.forms import day_of, invalid
from ordonnance.doors.web.visit import Visit

HERE = "/administration/recensement"

MEDIA = {"pdf": "application/pdf", "ods": MIMETYPE, "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Period:
    """What is asked: days, None when not told; whether it is to be published."""

    first: date | None = None
    last: date | None = None
    published: bool = False

    @property
    def query(self) -> str:
        """The same days, in an address."""
        told = {"du": self.first, "au": self.last}
        said = [f"{name}={each.isoformat()}" for name, each in told.items() if each is not None]
        return "&".join([*said, "publie=1"] if self.published else said)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar or one row of columns: what it is, its figure in words, the picture."""

    name: str
    told: str
    picture: Markup


async def show(visit: Visit) -> Response:
    """The figures of the centre for the days asked; without days, everything since the first row.

    What cannot be asked is said on the page, with the form.
    """
    centre, fault = _centre(visit)
    refusal, report, asked = None, None, Period()
    try:
        asked = period_of(visit)
        if centre is not None and centre.finess is not None:
            report = census_report(await _asked(visit, centre.finess, asked))
    except Refusal as refused:
        refusal = refused
    return visit.page(
        "administration_census.html", 200 if refusal is None else refusal.first.entry.status,
        centre=centre, fault=fault, refusal=refusal, report=report, asked=asked,
        drawings={} if report is None else {each.key: drawn(each) for each in report.tables},
        typed={name: visit.request.query_params.get(name, "") for name in ("du", "au")},
    )  # fmt: skip


async def file(visit: Visit) -> Response:
    """The same as a file: PDF, ODS, or one table in CSV. Raises ROUTE_UNKNOWN, CENSUS_PERIOD."""
    centre, _ = _centre(visit)
    wanted = visit.request.query_params
    kind, table = wanted.get("format", "ods"), wanted.get("tableau", "circuits")
    if centre is None or centre.finess is None or kind not in MEDIA:
        raise Refusal.of("ROUTE_UNKNOWN")
    report = census_report(await _asked(visit, centre.finess, period_of(visit)))
    content = await asyncio.to_thread(_written, report, kind, table)
    name = f"{report.key}-{table}.{kind}" if kind == "csv" else f"{report.key}.{kind}"
    headers = SECURITY_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, MEDIA[kind])


def _written(report: Report, kind: str, table: str) -> bytes:
    if kind == "pdf":
        return pdf_of(report, renderer())
    if kind == "ods":
        return ods_of(report)
    found = next((each for each in report.tables if each.key == table), None)
    if found is None:
        raise Refusal.of("ROUTE_UNKNOWN")
    return csv_of(found)


def _centre(visit: Visit) -> tuple[RegulationCentre | None, str]:
    """The centre that is described, or why its description cannot be read."""
    try:
        return visit.platform.preparation.centre(), ""
    except OpeningRefused as refused:
        return None, str(refused)


def period_of(visit: Visit) -> Period:
    """The days of the address. Raises Refusal ELEMENT_INVALID."""
    asked = visit.request.query_params
    first, last = (_day(asked.get(name, ""), name) for name in ("du", "au"))
    if first is not None and last is not None and first > last:
        raise invalid("au", "la période finit avant de commencer")
    return Period(first, last, bool(asked.get("publie")))


def _day(text: str, name: str) -> date | None:
    return day_of(text, name) if text.strip() else None


async def _asked(visit: Visit, finess: str, period: Period) -> CensusAsked:
    """The census of that centre and of no other."""
    platform = visit.platform
    desk = CensusDesk(
        platform.ports.census, platform.preparation.data, platform.ports.demonstration
    )
    centre = Finess(finess)
    return await desk.asked(period.first, period.last, centre, published=period.published)


def drawn(table: Table) -> tuple[Drawn, ...]:
    """The chart of a table: columns for what goes by in time, bars for what is compared.

    All on one scale, their longest being the longest of the table.
    """
    chart = table.chart
    if chart is None:
        return ()
    most = max((_length(row[place]) for row in table.drawn for place in chart.values), default=0)
    if chart.kind is ChartKind.COLUMNS:
        return tuple(_in_time(table, place, most) for place in chart.values)
    return tuple(
        _compared(table, rank, place, most)
        for rank in range(len(table.drawn)) for place in chart.values
    )  # fmt: skip


def _in_time(table: Table, place: int, most: int) -> Drawn:
    """One series, week after week."""
    name, counts = table.columns[place].name, [_length(row[place]) for row in table.drawn]
    total = table.columns[place].words(sum(counts))
    if any(isinstance(row[place], Withheld) for row in table.drawn):
        told = "semaines non communiquées laissées vides"
    else:
        told = f"{total} en tout, {max(counts, default=0)} au plus en une semaine"
    title = f"{table.title} : {name}"
    return Drawn(name, told, columns(f"{table.key}-{place}", title, told, counts, most))


def _compared(table: Table, rank: int, place: int, most: int) -> Drawn:
    """One bar: its count too, where the table tells it beside a share; none for nothing."""
    row, column = table.drawn[rank], table.columns[place]
    alone = table.chart is not None and len(table.chart.values) == 1
    label = str(row[0]) if alone else f"{row[0]} : {column.name}"
    told = column.words(row[place])
    counted = table.columns[1]
    if alone and place != 1 and counted.kind is CellKind.COUNT:
        told = f"{counted.words(row[1])}, soit {told}"
    length = _length(row[place])
    bar = share(f"{table.key}-{rank}-{place}", label, told, length, most) if length else Markup()
    return Drawn(label, told, bar)


def _length(cell: Cell) -> int:
    """How long its bar is: nothing for what is absent or withheld."""
    if isinstance(cell, Decimal):
        return round(cell * 1000)
    return cell if isinstance(cell, int) else 0
