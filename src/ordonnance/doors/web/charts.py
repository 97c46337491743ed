"""Charts drawn by the server as SVG, sized by the page: their shapes only, in hundredths of it.

Words stand beside them in HTML, where they wrap and grow; each chart has a title and a description
for whoever does not see it, and a table of the same figures under it.
"""

from collections.abc import Sequence
from math import isinf, log10

from markupsafe import Markup, escape

HEIGHT = 72
"""Pixels of a chart of columns, its baseline included."""

TALL = 96
"""Pixels of a chart of times, its baseline included."""

SHARES = 180
"""Pixels of a chart of percentages, its baseline included."""

SLOWEST_MS = 30_000
"""Top of the scale of times, which is logarithmic from 1 ms."""

_BASE = HEIGHT - 2
_MARKS = {
    "half": '<circle cx="0" cy="0" r="4"/>',
    "most": '<path d="M0-5 5 0 0 5-5 0z"/>',
    "nearly": '<path d="M-4-4H4V4H-4z" class="creux"/>',
}
"""Half of the answers, 95 and 99 in 100: three shapes, so that colour says nothing alone."""


def columns(
    name: str, title: str, told: str, counts: Sequence[int], most: int | None = None
) -> Markup:
    """One column for each count; none is drawn for nothing, and one counted is always seen.

    `most` is the count of a full column, where several charts are compared; else their own.
    """
    most, width = most or max(counts, default=0), 100 / max(len(counts), 1)
    drawn = Markup("").join(
        _column(rank * width, width, max(2.0, count / most * (_BASE - 4)))
        for rank, count in enumerate(counts)
        if count
    )
    base = Markup('<path class="axe" d="M0 {}H4000"/>').format(_BASE)
    return _picture(name, title, told, HEIGHT, "colonnes", drawn + base)


def share(name: str, title: str, told: str, count: int, most: int) -> Markup:
    """One bar as long as its part of the longest."""
    width = max(1.0, 100 * count / max(most, 1))
    bar = Markup('<rect x="0" y="4" width="{}%" height="12" rx="3"/>').format(_short(width))
    return _picture(name, title, told, 20, "part", bar)


def times(
    name: str, title: str, told: str, hours: Sequence[tuple[float, float, float] | None],
    budget: int,
) -> Markup:  # fmt: skip
    """Half, 95 and 99 in 100 of the answers over the hours, with the budget as a rule.

    Three lines told apart by their strokes, ended by three shapes; an hour without an answer is a
    gap, and one between two gaps a shape alone.
    """
    width = 100 / max(len(hours), 1)
    rule = Markup(
        '<line class="budget" x1="0" x2="100%" y1="{0}" y2="{0}" stroke-dasharray="4 3"/>'
    ).format(_short(_height(budget)))
    base = Markup('<rect class="socle" width="100%" y="{}" height="1"/>').format(TALL - 2)
    lines = Markup("").join(
        _line(kind, [each[rank] if each else None for each in hours], width)
        for rank, kind in ((2, "nearly"), (1, "most"), (0, "half"))
    )
    return _picture(name, title, told, TALL, "temps", base + rule + lines)


def shares(
    name: str, title: str, told: str, days: Sequence[tuple[float | None, float | None]],
    least: int | None,
) -> Markup:  # fmt: skip
    """Percentages day by day: (of the day, since the start); the threshold is a dashed rule.

    A day is a dot, what came since the start a line; a day without anything has no dot.
    """
    width = 100 / max(len(days), 1)
    dots, line, former = Markup(""), Markup(""), None
    for rank, (own, so_far) in enumerate(days):
        x = (rank + 0.5) * width
        if own is not None:
            dots += Markup('<circle cx="{}%" cy="{}" r="3.5"/>').format(_short(x), _level(own))
        if so_far is not None and former is not None:
            line += Markup('<line class="most" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(
                _short(x - width), _level(former), _short(x), _level(so_far)
            )
        former = so_far
    rule = Markup("")
    if least is not None:
        rule = Markup(
            '<line class="budget" x1="0" x2="100%" y1="{0}" y2="{0}" stroke-dasharray="6 4"/>'
        ).format(_level(least))
    base = Markup('<path class="axe" d="M0 {}H4000"/>').format(SHARES - 2)
    return _picture(name, title, told, SHARES, "temps partage", base + rule + line + dots)


def _level(percent: float) -> str:
    """How far from the top a percentage stands, in pixels."""
    return _short(SHARES - 2 - percent / 100 * (SHARES - 10))


def _line(kind: str, values: Sequence[float | None], width: float) -> Markup:
    """One line through the hours that have a value, and its shape at the end of each stretch."""
    drawn = Markup("")
    for rank, value in enumerate(values):
        if value is None:
            continue
        x, y = (rank + 0.5) * width, _height(value)
        after = values[rank + 1] if rank + 1 < len(values) else None
        if after is None:
            drawn += Markup('<svg x="{}%" y="{}" overflow="visible">{}</svg>').format(
                _short(x), _short(y), Markup(_MARKS[kind])
            )
        else:
            drawn += Markup('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(
                kind, _short(x), _short(y), _short(x + width), _short(_height(after))
            )
    return drawn


def _picture(name: str, title: str, told: str, height: int, kind: str, inside: Markup) -> Markup:
    return Markup(
        '<svg class="trace {kind}" role="img" width="100%" height="{height}" '
        'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{title}</title>'
        '<desc id="{name}-d">{told}</desc>{inside}</svg>'
    ).format(kind=kind, height=height, name=name, title=escape(title), told=escape(told),
             inside=inside)  # fmt: skip


def _column(left: float, width: float, height: float) -> Markup:
    return Markup('<rect x="{}%" y="{}" width="{}%" height="{}"/>').format(
        _short(left + width * 0.1), _short(_BASE - height), _short(width * 0.8), _short(height)
    )


def _height(milliseconds: float) -> float:
    """How far from the top a time stands, in pixels; the ends hold what lies beyond."""
    share = 1.0
    if not isinf(milliseconds):
        share = min(1.0, max(0.0, log10(max(milliseconds, 1)) / log10(SLOWEST_MS)))
    return TALL - 2 - share * (TALL - 10)


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
