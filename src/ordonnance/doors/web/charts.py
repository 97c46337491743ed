"""Charts drawn by the server as SVG, sized by the page: their shapes only, in hundredths of it.

Words stand beside them in HTML, where they wrap and grow; each chart has a title and a description
for whoever does not see it, and a table of the same figures under it.
"""

from collections.abc import Sequence
from math import isinf, log10

from markupsafe import Markup, escape

HEIGHT = 72
"""Pixels of a chart of columns, its baseline included."""

SLOWEST_MS = 30_000
"""Right end of the scale of times, which is logarithmic from 1 ms."""

_BASE = HEIGHT - 2
_MARKS = {
    "half": '<circle cx="0" cy="14" r="5"/>',
    "most": '<path d="M0 7 7 14 0 21-7 14z"/>',
    "nearly": '<path d="M-5 8H5V20H-5z" class="creux"/>',
}
"""Half of the answers, 95 and 99 in 100: three shapes, so that colour says nothing alone."""


def columns(name: str, title: str, told: str, counts: Sequence[int]) -> Markup:
    """One column for each count; none is drawn for nothing, and one counted is always seen."""
    most, width = max(counts, default=0), 100 / max(len(counts), 1)
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
    name: str, title: str, told: str, shown: tuple[float, float, float], budget: int
) -> Markup:
    """Half, 95 and 99 in 100 on a scale of times, with the budget as a rule."""
    half, most, nearly = (_place(each) for each in shown)
    line = Markup('<path class="axe" d="M0 14H4000"/>')
    span = Markup('<rect class="plage" x="{}%" y="11" width="{}%" height="6" rx="3"/>').format(
        _short(half), _short(max(0.0, nearly - half))
    )
    rule = Markup(
        '<line class="budget" x1="{0}%" x2="{0}%" y1="0" y2="28" stroke-dasharray="4 3"/>'
    ).format(_short(_place(budget)))
    marks = Markup("").join(
        Markup('<svg x="{}%" y="0" overflow="visible">{}</svg>').format(
            _short(place), Markup(_MARKS[kind])
        )
        for kind, place in (("nearly", nearly), ("most", most), ("half", half))
    )
    return _picture(name, title, told, 28, "temps", line + span + rule + marks)


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


def _place(milliseconds: float) -> float:
    """Where a time stands, in hundredths of the width; the ends hold what lies beyond."""
    if isinf(milliseconds):
        return 100.0
    return min(100.0, max(0.0, 100 * log10(max(milliseconds, 1)) / log10(SLOWEST_MS)))


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
