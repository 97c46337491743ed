"""The three days of R.5132-33 al. 1, literally: a late day is a day lost, stupéfiants only."""

from datetime import date


def elapsed(clock: date, presented: date) -> int:
    """Days between the clock and the presentation."""
    return (presented - clock).days


def in_force_window(presented: date) -> int:
    """Three days since 6 February 2007, twenty-four hours before."""
    return 3 if presented >= date(2007, 2, 6) else 1


def remaining_of(piece: int, clock: date, presented: date) -> int:
    """Days left of a piece (the whole treatment, or one fraction) whose clock began on a day."""
    late = elapsed(clock, presented)
    if late <= in_force_window(presented):
        return piece
    left = piece - late
    return left if left > 0 else 0


def last_covered(first_day: date, days: int) -> date:
    """A fraction of n days served on day d covers d to d + n - 1."""
    return date.fromordinal(first_day.toordinal() + days - 1)


def granted(
    treatment: int,
    fraction: int | None,
    established: date,
    presented: date,
    served: list[tuple[date, int]],
) -> int:
    """Days that may be served now, each piece already served whole or closed.

    A fraction wholly elapsed is lost with its days, and the next one is counted from its end.
    """
    rest = treatment - sum(days for _, days in served)
    clock = last_covered(*served[-1]) if served else established
    first = not served
    while rest > 0:
        piece = rest if fraction is None else min(fraction, rest)
        left = remaining_of(piece, clock, presented)
        if left or fraction is None:
            return left
        rest -= piece
        clock = last_covered(clock if first else date.fromordinal(clock.toordinal() + 1), piece)
        first = False
    return 0


def full_window(intervention: date, discharge: date) -> tuple[date, date]:
    """When all is served before a scheduled intervention: D - 3 to discharge + 3."""
    return (
        date.fromordinal(intervention.toordinal() - 3),
        date.fromordinal(discharge.toordinal() + 3),
    )
