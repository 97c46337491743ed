"""What may be served of a line on a day: the portion due, what remains, when, and why.

Quantities follow CSS R.162-20-5 and CSP R.5132-12 (a month by pack), R.5132-30 and R.5132-33
(fractions and late presentation of stupéfiants). Pure: the caller brings what was already served.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from ordonnance.domain.calendar import Period, add_months
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.law.finding import Finding
from ordonnance.law.lateness import Clock, after_servings, last_day, presented
from ordonnance.law.portion import (
    CONTRACEPTIVE_DAYS,
    FOUR_WEEKS,
    MONTH_DAYS,
    Begun,
    Portion,
    Standing,
    as_packs,
    packs_for_a_month,
    units_of,
)
from ordonnance.law.served_again import last_renewal
from ordonnance.law.serving_notes import notes
from ordonnance.law.substances import narcotic_window
from ordonnance.law.terms import Facts, Terms, terms_of
from ordonnance.law.treatment import executions, is_contraceptive

EARLY_DAYS = 3
"""A renewal may be served that many days before the end of the previous one (ADR 0010)."""
FIRST_MONTHS = 3


def due(
    line: Line | Terms, medicine: Medicine | None, established_on: date,
    served: tuple[Served, ...], day: date, *, packs_of: Presentation | None = None,
    anticipate: bool = False,
) -> Due:  # fmt: skip
    """What may be served of `line` on `day`; kept for every line of the same terms.

    `served` is what was really served, oldest first; `packs_of` the pack in which to count.
    `anticipate` treats a renewal asked too early as due, to judge what somebody asks. The rest of a
    portion served in part is due while the patient is covered, whatever `anticipate` (ADR 0009).
    """
    # A first serving is no renewal: anticipated or not, it is one question.
    early = anticipate and bool(served)
    # Equal numbers may be written otherwise (1, 1.0), and the answer writes them as they were.
    written = tuple([str(item.packs) for item in served]) if served else ()
    terms = line if isinstance(line, Terms) else terms_of(line)
    return _due(terms, medicine, established_on, served, day, packs_of, early, written)


@lru_cache(maxsize=8192)
def _due(
    line: Terms, medicine: Medicine | None, established_on: date, served: tuple[Served, ...],
    day: date, packs_of: Presentation | None, anticipate: bool, _written: tuple[str, ...],
) -> Due:  # fmt: skip
    facts = Facts.of(line, medicine, established_on, packs_of)
    standing = Standing(facts.opens)
    for index, item in enumerate(served):
        begun = standing.continued(item)
        if begun is None:
            begun = _View(facts, served[:index], item.first_day, standing).begun()
        standing = standing.after(item, begun)
    return _View(facts, served, day, standing).due(anticipate=anticipate)


class _View:
    """One computation of `due`: the facts, then each figure once."""

    __slots__ = (
        "day", "established_on", "exact", "first_day", "fraction", "last_on", "left", "line",
        "lost", "medicine", "next_on", "opens", "plan", "reading", "rest", "served", "usable",
    )  # fmt: skip

    def __init__(
        self, facts: Facts, served: tuple[Served, ...], day: date, standing: Standing
    ) -> None:
        self.line, self.medicine = facts.line, facts.medicine
        self.established_on, self.opens = facts.established_on, facts.opens
        self.reading, self.plan = facts.reading, facts.plan
        self.served, self.day = served, day
        self.fraction = self._fraction()
        narcotic = self.reading is not None and self.reading.narcotic
        self.exact = narcotic or self.fraction is not None
        self.next_on = standing.next_on
        self.rest = standing.rest(day)
        self.first_day = max(day, self.next_on)
        self.lost = 0
        self.left = self._left()
        self.usable = self._usable()
        self.last_on = self._last_on()
        if narcotic and self.plan.days is not None:
            self._late(self.plan.days)

    # --- Days

    def _fraction(self) -> int | None:
        """Days of a fraction: the shorter of the text's and the prescriber's."""
        if self.line.single_delivery:
            return None
        by_text = self.reading.fraction if self.reading else None
        known = [f.days_from(self.day) for f in (by_text, self.line.fraction) if f is not None]
        return min(known, default=None)

    def _left(self) -> int | None:
        if self.plan.days is None:
            return None
        return max(self.plan.days - sum(item.days for item in self.served), 0)

    def _usable(self) -> int | None:
        if self.left is None:
            return None
        return min(self.left, self.fraction) if self.fraction else self.left

    def _last_on(self) -> date:
        """Last day by R.5132-22: three months for a first serving, then the longest duration."""
        listed = self.reading is not None and self.reading.listed
        if listed and not self.served:
            return add_months(self.established_on, FIRST_MONTHS) - timedelta(days=1)
        return last_renewal(self.reading, self.established_on)

    def _late(self, days: int) -> None:
        """Narcotics: days lost by a late presentation, and the last day that follows from them."""
        window = narcotic_window(self.day)
        clock = Clock(self._clock_start(window), days)
        served = [(item.first_day, item.days) for item in self.served]
        clock = after_servings(clock, self.fraction, window, served)
        late = presented(clock, self.fraction, self.first_day, window)
        self.left, self.usable, self.lost = late.left, late.usable, late.lost
        # When nothing is left, the window closed with the last day covered.
        self.last_on = last_day(clock, self.fraction, window) or clock.at

    def _clock_start(self, window: int) -> date:
        """The day that starts the count, or that of the discharge for a scheduled intervention."""
        start = self.opens
        plan = self.line.intervention
        if plan is None:
            return start
        margin = timedelta(days=window)
        full = plan.window or Period(plan.on - margin, (plan.discharge_on or plan.on) + margin)
        asked = self.served[0].first_day if self.served else self.day
        return max(start, full.last - margin) if asked >= full.first else start

    # --- Quantities

    def begun(self) -> Begun:
        """The portion that a serving made that day begins."""
        units, packs = self._remaining()
        return Begun(self._portion(units, packs), units, self.plan, self.exact)

    def due(self, *, anticipate: bool) -> Due:
        """The answer: why nothing is due, or the portion, or the rest of the one begun."""
        units, packs = self._remaining()
        reason = self._reason(units, packs, anticipate=anticipate)
        given = Portion(Decimal(0), Decimal(0), 0)
        if reason is None:
            given = self.rest or self._portion(units, packs)
        over = reason in (NotDue.SERVED, NotDue.ENDED)
        completes = reason is None and self.rest is not None
        return Due(
            remaining_units=units,
            remaining_packs=packs,
            remaining_days=self.left,
            portion_units=given.units if units is not None or reason else None,
            portion_packs=given.packs,
            portion_days=given.days,
            next_on=None if over else self.day if completes else self.next_on,
            last_on=self.last_on,
            first_day=self.first_day,
            state_reason=reason,
            lost_days=self.lost,
            fraction_days=self.fraction,
            exact=self.exact,
            per_pack=self.plan.pack_units,
            daily=self.plan.daily,
            rhythm=self.plan.rhythm,
            past_days=self._past(),
            completes=completes,
            early_days=0 if completes else self._early_days(),
            findings=self._notes(reason, completes),
        )

    def _notes(self, reason: NotDue | None, completes: bool) -> tuple[Finding, ...]:
        return notes(self.line, self.reading, self.lost, self.fraction, reason,
                     completes=completes, over=self.day > self.last_on)  # fmt: skip

    def _remaining(self) -> tuple[Decimal | None, Decimal | None]:
        """Units and packs that remain, days lost deducted."""
        plan = self.plan
        if plan.units is not None and plan.per_pack is not None:
            gone = sum(units_of(item, plan) for item in self.served)
            units = max(plan.units - floor(gone), 0)
            if self.left is not None and self._lost_ever(self.left):
                units = min(units, plan.units_for(self.left, self._past()))
            if not self.exact:
                return Decimal(units), Decimal(plan.packs_holding(units))
            return Decimal(units), as_packs(Fraction(units) / plan.per_pack)
        if plan.packs is not None:
            served = sum((item.packs for item in self.served), Decimal(0))
            return None, max(Decimal(plan.packs) - served, Decimal(0))
        return None, None

    def _lost_ever(self, left: int) -> bool:
        """True when a late presentation took days, this one or one already served."""
        return sum(item.days for item in self.served) + left < (self.plan.days or 0)

    def _reason(
        self, units: Decimal | None, packs: Decimal | None, *, anticipate: bool
    ) -> NotDue | None:
        if self._exhausted(units, packs):
            return NotDue.SERVED
        if self.day > self.last_on or (self.lost and (self.left == 0 or units == 0)):
            return NotDue.ENDED
        if self.day < self.opens:
            return NotDue.NOT_BEFORE
        if self.rest is not None:
            return None
        if not anticipate and self.day < self.next_on - timedelta(days=self._early_days()):
            return NotDue.NOT_YET
        return None

    def _early_days(self) -> int:
        """A renewal may come a little early, a first serving or a stupéfiant never."""
        narcotic = self.reading is not None and self.reading.narcotic
        return EARLY_DAYS if self.served and not narcotic else 0

    def _exhausted(self, units: Decimal | None, packs: Decimal | None) -> bool:
        if not self.served:
            return False
        served_all = self.left == 0 and not self.lost
        if units is not None:
            return served_all or (units == 0 and not self.lost)
        if packs is not None:
            return packs == 0
        if self.left is None:
            # Nobody can count: one serving for each execution (ADR 0009).
            return len(self.served) >= executions(self.line.said)
        return served_all

    def _portion(self, units: Decimal | None, packs: Decimal | None) -> Portion:
        if units is not None:
            return self._exact(units) if self.exact else self._by_pack(units)
        if packs is not None:
            return Portion(None, *self._packs_only(packs))
        return Portion(None, None, self._days_only())

    def _exact(self, units: Decimal) -> Portion:
        """Units for the days that may be served, never above what remains."""
        usable, past, rhythm = self.usable or 0, self._past(), self.plan.rhythm
        if rhythm is not None and units:
            usable = rhythm.portion(past, usable, self.left or 0)
        given = min(Decimal(self.plan.units_for(usable, past)), units)
        held = Fraction(given) / (self.plan.per_pack or 1)
        return Portion(given, as_packs(held), usable)

    def _past(self) -> int:
        """Days of the treatment that were served or lost."""
        return (self.plan.days or 0) - (self.left or 0)

    def _by_pack(self, units: Decimal) -> Portion:
        """Whole packs for a month, never more than needed."""
        plan = self.plan
        month = self._month(plan.pack_days)
        if plan.rhythm is not None:
            month = plan.rhythm.packs_between(plan.units_in, self._past(), FOUR_WEEKS, MONTH_DAYS)
        count = min(month, plan.packs_holding(int(units)))
        days = plan.days_in(count, self._past())
        if plan.rhythm is not None and plan.units_in(count) >= units:
            # What former packs held above their days ends the treatment with this one.
            days = self.left or days
        given = Decimal(plan.units_in(count)), Decimal(count)
        return Portion(*given, days if self.left is None else min(days, self.left))

    def _month(self, pack_days: tuple[int, int]) -> int:
        return packs_for_a_month(pack_days, contraceptive=is_contraceptive(self.medicine))

    def _packs_only(self, packs: Decimal) -> tuple[Decimal, int | None]:
        """Packs that cannot be counted: spread over the duration, else one execution."""
        if self.plan.days and self.plan.packs and self.left is not None:
            pack_days = Fraction(self.plan.days, self.plan.packs)
            month = self._month(pack_days.as_integer_ratio())
            wanted = ceil((self.usable or 0) / pack_days) if self.exact else month
            count = min(Decimal(wanted), packs)
            return count, min(floor(Fraction(count) * pack_days), self.left)
        return min(Decimal(self.line.packs or 0), packs), None

    def _days_only(self) -> int | None:
        if self.usable is None or self.exact:
            return self.usable
        most = CONTRACEPTIVE_DAYS if is_contraceptive(self.medicine) else MONTH_DAYS
        return min(self.usable, most)
