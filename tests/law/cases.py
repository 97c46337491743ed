"""Cases for the tests of the law, made from the builders."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ordonnance.domain.dispensing import Served
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.finding import Finding, Report
from ordonnance.law.rule import Moment
from tests.builders import OrdonnanceBuilder, day


def prescribing(builder: OrdonnanceBuilder, **facts: Any) -> Case:
    """The case of issuing on the day written."""
    ordonnance = builder.build()
    given = {"day": ordonnance.established_on, **facts}
    return Case(
        ordonnance=ordonnance, medicines=builder.medicines, moment=Moment.PRESCRIBING, **given
    )


def counter(
    builder: OrdonnanceBuilder, on: str | date, *asked: Asked,
    served: Mapping[int, tuple[Served, ...]] | None = None, **facts: Any,
) -> Case:  # fmt: skip
    """The case of serving on a day; without `asked`, the preview of every line."""
    request = ServingRequest("P1", "F990000069", asked) if asked else None
    return Case(
        ordonnance=builder.build(), medicines=builder.medicines, moment=Moment.DISPENSING,
        day=day(on), serving=request, served=served or {}, **facts,
    )  # fmt: skip


def ask(line: int = 1, *, units: int | None = None, packs: int | None = None,
        days: int | None = None, **more: Any) -> Asked:  # fmt: skip
    """What is asked of a line."""
    return Asked(
        line, None if units is None else Decimal(units), None if packs is None else Decimal(packs),
        days, **more,
    )  # fmt: skip


def found(report: Report, rule: str, line: int | None = 1) -> Finding | None:
    """The finding of a rule on a line, met or not."""
    return next((f for f in report.all if f.rule == rule and f.line == line), None)
