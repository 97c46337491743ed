"""The share of executions that the base recorded: exact, with what was left out and its interval.

The threshold is compared with whole numbers. What is shown is rounded down, so that 79,96 % is
shown as 79,9 % and never as the 80 % that it does not reach.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from ordonnance.domain.calendar import Period
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.choices import Consent
from ordonnance.domain.preserie.executions import Exclusion, Execution, Field
from ordonnance.domain.preserie.pilot import Pilot

Z95 = Decimal("1.959963984540054")
"""The 97.5 % point of the normal law: a 95 % interval."""

SILENT_AFTER = timedelta(days=7)
"""Days without an execution after which a site is told silent."""

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Share:
    """So many recorded among so many counted."""

    recorded: int
    counted: int

    def __post_init__(self) -> None:
        if not 0 <= self.recorded <= self.counted:
            raise ValueError("recorded are among counted")

    def reaches(self, percent: int) -> bool:
        """True from that percentage on, exactly; False when nothing is counted."""
        return self.counted > 0 and self.recorded * 100 >= percent * self.counted

    @property
    def percent(self) -> Decimal | None:
        """In percent, one decimal, rounded down; None when nothing is counted."""
        if not self.counted:
            return None
        return (Decimal(self.recorded * 1000 // self.counted) / 10).quantize(_TENTH)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Wilson's 95 % interval in percent, one decimal, rounded outwards."""
        if not self.counted:
            return None
        with localcontext() as context:
            context.prec = 40
            n, x = Decimal(self.counted), Decimal(self.recorded)
            square = Z95 * Z95
            centre = (x + square / 2) / (n + square)
            spread = Z95 / (n + square) * (x * (n - x) / n + square / 4).sqrt()
            low = Decimal(0) if x == 0 else centre - spread
            high = Decimal(1) if x == n else centre + spread
            return (
                (low * 100).quantize(_TENTH, ROUND_FLOOR),
                (high * 100).quantize(_TENTH, ROUND_CEILING),
            )

    def straddles(self, percent: int) -> bool:
        """True when the interval has the threshold inside: more executions could turn it."""
        bounds = self.interval
        return bounds is not None and bounds[0] < percent < bounds[1]


@dataclass(frozen=True, slots=True)
class SiteMeasure:
    """One site: its share, what was left out, its last execution, and whether it fell silent.

    A site that refuses its traces, or has not accepted them yet, is not silent.
    """

    site: AmNumber
    installed: date | None
    share: Share
    left_out: Mapping[Exclusion, int]
    last: date | None
    silent: bool
    consent: Consent | None = None
    """None when it has no workstation, or where choices are not kept."""

    @property
    def told(self) -> bool:
        """False for a site whose traces wait for its choice, or were refused."""
        return self.consent in (None, Consent.ACCEPTED)


@dataclass(frozen=True, slots=True)
class DayMeasure:
    """One day, and all the days up to it."""

    day: date
    share: Share
    since_start: Share


@dataclass(frozen=True, slots=True)
class Measures:
    """The share overall, by site, by day. `raw` leaves nothing out but test ordonnances."""

    overall: Share
    raw: Share
    left_out: Mapping[Exclusion, int]
    sites: tuple[SiteMeasure, ...]
    days: tuple[DayMeasure, ...]
    claimed: int
    """Executions whose success only the software tells, recorded or not."""


def measure(
    pilot: Pilot, found: tuple[Execution, ...], field: Field, period: Period, day: date
) -> Measures:
    """The measures of the executions of a period, as they stand at the end of a day."""
    real = [each for each in found if each.exclusion is not Exclusion.TEST]
    return Measures(
        overall=share(found),
        raw=Share(sum(each.recorded for each in real), len(real)),
        left_out=_left_out(found),
        sites=tuple(_sites(pilot, found, field, day)),
        days=tuple(_days(found, period)),
        claimed=sum(each.claimed for each in found if each.exclusion is None),
    )


def share(found: Iterable[Execution]) -> Share:
    """The share of what counts."""
    counted = [each for each in found if each.exclusion is None]
    return Share(sum(each.recorded for each in counted), len(counted))


def _left_out(found: Iterable[Execution]) -> Mapping[Exclusion, int]:
    times = Counter(each.exclusion for each in found if each.exclusion is not None)
    return {each: times[each] for each in Exclusion if times[each]}


def _sites(
    pilot: Pilot, found: tuple[Execution, ...], field: Field, day: date
) -> Iterable[SiteMeasure]:
    installed = {each.site: each.on for each in reversed(pilot.installations(day))}
    for site in dict.fromkeys(each.am for each in pilot.sites):
        own = [each for each in found if each.site == site]
        real = [each.day for each in own if each.exclusion not in _NOT_LIVE]
        since = installed.get(site)
        last = max(real, default=None)
        heard = last or since
        quiet = since is not None and heard is not None and heard + SILENT_AFTER <= day
        consent = field.consent(site, day)
        silent = quiet and consent in (None, Consent.ACCEPTED)
        yield SiteMeasure(site, since, share(own), _left_out(own), last, silent, consent)


_NOT_LIVE = (Exclusion.TEST, Exclusion.OUTSIDE)


def _days(found: tuple[Execution, ...], period: Period) -> Iterable[DayMeasure]:
    so_far = Share(0, 0)
    by_day: dict[date, list[Execution]] = {}
    for each in found:
        by_day.setdefault(each.day, []).append(each)
    for offset in range(period.days):
        day = period.first + timedelta(days=offset)
        own = share(by_day.get(day, ()))
        so_far = Share(so_far.recorded + own.recorded, so_far.counted + own.counted)
        yield DayMeasure(day, own, so_far)
