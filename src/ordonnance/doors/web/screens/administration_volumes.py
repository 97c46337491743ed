"""Volumes and times, as charts with their words and their tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isinf
from typing import TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup
from starlette.responses import Response

from ordonnance.bootstrap.volumes import COUNTER_BUDGET_MS, Latency, Series
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.french.dates import short
from ordonnance.doors.web.charts import columns, share, times
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import Act
from ordonnance.usecases.journal import refusal_words

At = TypeVar("At", date, datetime)

OPERATIONS_DRAWN, REFUSALS_DRAWN = 12, 12
"""Most rows drawn; the table under them has all."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its name, what is said beside it, the picture."""

    name: str
    told: str
    picture: Markup
    over: bool = False


async def show(visit: Visit) -> Response:
    """Acts by day and by hour, refusals by code, times by operation."""
    seen = await visit.platform.overseeing.volumes()
    most = max((count for _, count in seen.refusals), default=0)
    return visit.page(
        "administration_volumes.html", seen=seen, label=label, told_time=told_time,
        hour=hour_of, short=short, refused=refusal_words, thousands=thousands,
        daily=tuple(charts("jour", seen.by_day, seen.days, "par jour", short)),
        hourly=tuple(charts("heure", seen.by_hour, seen.hours, "par heure", hour_of)),
        refusals=tuple(
            refusal_chart(rank, code, count, most)
            for rank, (code, count) in enumerate(seen.refusals[:REFUSALS_DRAWN])
        ),
        latencies=tuple(
            latency_chart(rank, each)
            for rank, each in enumerate(seen.latencies[:OPERATIONS_DRAWN])
        ),
    )  # fmt: skip


def charts(
    prefix: str, series: Sequence[Series], moments: Sequence[At], each: str,
    said: Callable[[At], str],
) -> Sequence[Chart]:  # fmt: skip
    """One small chart for each act, on the same days or hours."""
    return [
        Chart(
            label(one.what), summary(one.counts, moments, said),
            columns(
                f"{prefix}-{one.what}", f"{label(one.what)} {each}",
                f"Du {said(moments[0])} au {said(moments[-1])} : "
                f"{summary(one.counts, moments, said)}.",
                one.counts,
            ),
        )
        for one in series
    ]  # fmt: skip


def summary(counts: Sequence[int], moments: Sequence[At], said: Callable[[At], str]) -> str:
    """« 12 au plus (11/03/2026), 3 en dernier, 40 en tout »; « aucun »."""
    if not any(counts):
        return "aucun"
    most = max(counts)
    return (
        f"{thousands(most)} au plus ({said(moments[counts.index(most)])}), "
        f"{thousands(counts[-1])} en dernier, {thousands(sum(counts))} en tout"
    )


def refusal_chart(rank: int, code: str, count: int, most: int) -> Chart:
    """One code of refusal beside the most frequent one."""
    told = thousands(count)
    return Chart(code, told, share(f"refus-{rank}", f"Refus {code}", f"{told} fois", count, most))


def latency_chart(rank: int, each: Latency) -> Chart:
    """The three times of one operation over the hours, against its budget."""
    share = "95 %" if each.budget == COUNTER_BUDGET_MS else "99 %"
    told = (
        f"la moitié des réponses en {told_time(each.half)}, 95 % en {told_time(each.most)}, "
        f"99 % en {told_time(each.nearly_all)} ; budget : {share} en {told_time(each.budget)}"
    )
    picture = times(
        f"temps-{rank}", f"Temps de réponse : {each.operation}", told,
        each.by_hour, each.budget,
    )  # fmt: skip
    return Chart(each.operation, told, picture, each.over)


def thousands(count: int) -> str:
    """« 13 641 », with a narrow space that no line breaks."""
    return f"{count:,}".replace(",", "\u202f")


def label(act: str) -> str:
    """The French name of an act, with a capital."""
    known = {each.value: each.label for each in Act}
    name = known.get(act, act)
    return name[:1].upper() + name[1:]


def told_time(milliseconds: float) -> str:
    """« 20 ms au plus », « 2 s au plus »; beyond the last class, « plus de 30 s »."""
    if isinf(milliseconds):
        return "plus de 30 s"
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:.0f} s"
    return f"{milliseconds:.0f} ms"


def hour_of(at: datetime) -> str:
    """« 12/03 à 14 h », in Paris."""
    return f"{at.astimezone(ZoneInfo(PARIS)):%d/%m à %H h}"
