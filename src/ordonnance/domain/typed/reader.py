"""`read`: a typed phrase to a posology, with how sure the reading is and what it left.

Words are cut once and read from left to right; each rule looks at a bounded number of them, so that
the time grows with the length and nothing more (ADR 0029).
"""

from dataclasses import dataclass
from enum import StrEnum

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.french.typography import typeset
from ordonnance.domain.posology import Posology
from ordonnance.domain.typed import (
    amounts,
    breakdown,
    ceilings,
    clock,
    events,
    lengths,
    manner,
    marks,
    moments,
    rhythm,
    scale,
    sharing,
    sides,
    stages,
    unread,
    weekdays,
    weights,
)
from ordonnance.domain.typed.draft import CARRIED, WHEN, Sketch
from ordonnance.domain.typed.expressions import NOISE
from ordonnance.domain.typed.phrases import group_end, longest, said
from ordonnance.domain.typed.places import SIGNS, begins, slices
from ordonnance.domain.typed.product import product
from ordonnance.domain.typed.rhythm import WORN
from ordonnance.domain.typed.tokens import MAX_LENGTH, tokens_of
from ordonnance.domain.typed.vocabulary import (
    MEASURES,
)

__all__ = ["MAX_LENGTH", "Confidence", "Reading", "read"]

_RULES = (
    weekdays.days_off, weekdays.other_days, marks.marked, marks.of_a_cycle, marks.following,
    weights.weighed, sides.sided, sides.each_side, scale.band, stages.cycle, stages.one_day,
    stages.other_day, stages.ranked, stages.titration, moments.worn, ceilings.limit,
    rhythm.at_most, amounts.schedule, rhythm.apart, moments.away, clock.hours, rhythm.frequency,
    amounts.dose, amounts.rather, rhythm.in_all, rhythm.once, sharing.shared_out,
    lengths.duration, lengths.dates, weekdays.weekdays, moments.moment, rhythm.needed,
    manner.route,
)  # fmt: skip
_WORDED = (
    events.fever, events.removed, events.bedtime, events.event, events.thinly, events.apart,
    events.repeated, events.first, events.beginning,
)  # fmt: skip
_FREE = (manner.reason, manner.place, manner.instruction)


_FOR_WHAT = frozenset({"as_needed", "as_needed_reason"})

_NOT = frozenset({"ne", "pas", "jamais", "aucun", "aucune"})
"""A negation that is not understood takes everything back."""


class Confidence(StrEnum):
    """How sure a reading is, from best to worst (ADR 0029)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of `text`.

    `product`: the words before the posology that name what is taken, unread. `rest`: what was not
    understood, as typed. `notes`: in French, what had two readings.
    """

    text: str
    confidence: Confidence
    posology: Posology | None = None
    product: str | None = None
    rest: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read(text: str) -> Reading:
    """Read one typed phrase. Raises ValueError above `MAX_LENGTH` characters."""
    return _Reader(text).reading()


class _Reader:
    """One phrase being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.sketch = Sketch()
        self.product: list[int] = []
        self.rest: list[int] = []
        self.stops = frozenset(i for i in range(len(self.tokens)) if begins(self.tokens, i))

    def reading(self) -> Reading:
        """Read everything and conclude."""
        at = self._prefix()
        while at < len(self.tokens):
            at = self._step(at)
        return self._conclude()

    def _prefix(self) -> int:
        """« SIG : » and « MITTE : » announce a posology and say nothing else."""
        at = 0
        while at < len(self.tokens) and self.tokens[at].text in ("sig", "mitte", *SIGNS):
            at += 1
        return at

    def _step(self, at: int) -> int:
        sketch, text = self.sketch, self.tokens[at].text
        twice = breakdown.by_take(self.tokens, at, sketch) or breakdown.two_units(
            self.tokens, at, sketch
        )
        if twice is not None:
            return twice
        if text in SIGNS or text == "et" or self._joins(at):
            return self._separator(at)
        if text == "puis" and self._stopped(at):
            return self._stopped(at)
        stepped = stages.titration(self.tokens, at, sketch) if text == "puis" else None
        if stepped is not None:
            return stepped
        if text == "puis":
            sketch.begin(stage=1)
            sketch.linked = True
            return at + 1
        end = self._apply(at)
        if end is not None:
            sketch.linked = sketch.comma = False
            return end
        return self._unknown(at)

    def _joins(self, at: int) -> bool:
        """« 1 cp matin + 1 cp soir », « à 8h/12h/16h »: a sign that says « et » between takes."""
        tokens, last = self.tokens, self.sketch.last
        if tokens[at].text == "/" and last.has("times_of_day") and said(tokens, at - 1, "h"):
            return at + 2 < len(tokens) and tokens[at + 2].text == "h"
        if tokens[at].text != "+" or not last.has("dose") or at + 1 >= len(tokens):
            return False
        return bool(amounts.counted(tokens, at + 1) or moments.moment_begins(tokens, at + 1))

    def _stopped(self, at: int) -> int:
        """« puis arrêt. »: the end of what was said; 0 when more follows."""
        ends = at + 2 >= len(self.tokens) or self.tokens[at + 2].text == "."
        if self.tokens[at + 1 : at + 2] and self.tokens[at + 1].text in ("arret", "stop") and ends:
            self.sketch.last.add("instructions", "puis arrêt")
            return at + 2
        return 0

    def _separator(self, at: int) -> int:
        text = self.tokens[at].text
        if text == "et" and said(self.tokens, at - 1, ";"):
            self.sketch.begin(group=1)
        self.sketch.linked = self.sketch.linked or text in ("et", ";", "+")
        self.sketch.comma = self.sketch.comma or text in (",", ";", ".", "-")
        return at + 1

    def _apply(self, at: int) -> int | None:
        for rule in _RULES:
            end = rule(self.tokens, at, self.sketch)
            if end is not None:
                return end
        for worded in _WORDED:
            end = worded(self.tokens, at, self.sketch, self.text)
            if end is not None:
                return end
        for free in _FREE:
            end = free(self.tokens, at, self.sketch, self.text, self.stops)
            if end is not None:
                return end
        strength = self._strength(at)
        if strength is not None:
            return strength
        size = longest(self.tokens, at, NOISE)
        return at + size if size else None

    def _strength(self, at: int) -> int | None:
        """« 1 cp 500 mg », « 1 comprimé de 500 mg »: the strength of what was just counted."""
        place = at + 1 if self.tokens[at].text in ("de", "a") else at
        read = amounts.counted(self.tokens, place)
        held = self.sketch.last.fields.get("dose")
        if read is None or held is None or set(self.sketch.last.fields) - {"dose", "route"}:
            return None
        if read.unit not in MEASURES or held.unit.label in MEASURES:
            return None
        flow = rhythm.per(self.tokens, read.end)
        hourly = flow is not None and flow.unit is TimeUnit.HOUR
        # « 1 patch de 25 µg/h »: what it delivers, never how often.
        end = flow.end if flow is not None and hourly and held.unit.label in WORN else read.end
        self.product += range(at, end)
        return end

    def _unknown(self, at: int) -> int:
        end = self._name(at) or self._aside(at)
        if end is not None:
            return end
        self.rest.append(at)
        if unread.turns(self.tokens, at, self.sketch):
            self.rest += range(at + 1, len(self.tokens))
            return len(self.tokens)
        end = unread.clause_end(self.tokens, at, self.sketch)
        self.rest += range(at + 1, end)
        return end

    def _name(self, at: int) -> int | None:
        """The end of the name of what is taken: at the beginning, or right after the dose."""
        fields = self.sketch.last.fields
        if self.rest or self.product or len(self.sketch.drafts) > 1:
            return None
        found_name = product(self.tokens, at, self.text, self.stops)
        token = self.tokens[at]
        raw = self.text[token.start : token.end]
        after_dose = set(fields) == {"dose"} and (
            token.text in ("(", "[", "de", "d") or (len(raw) > 3 and raw.isupper())
        )
        if (
            found_name.end == at
            or not found_name.named
            or not (after_dose or set(fields) <= _FOR_WHAT)
        ):
            return None
        self.product += range(at, found_name.end)
        return found_name.end

    def _aside(self, at: int) -> int | None:
        """The end of words in parentheses that hold no number and change nothing."""
        end = group_end(self.tokens, at - 1) if at > 0 else None
        if end is None:
            return None
        inside = self.tokens[at : end - 1]
        if any(each.value is not None or manner.dangerous(each.text) for each in inside):
            return None
        if any(each.text in _NOT for each in inside):
            words = manner.words(self.text, self.tokens, at, end - 1)
            self.sketch.note("mise en garde gardée en toutes lettres")
            return end if self.sketch.last.add("instructions", words) else None
        self.product += range(at - 1, end)
        return end

    def _conclude(self) -> Reading:
        named, rest = " ".join(slices(self.text, self.tokens, self.product)), list(self.rest)
        try:
            steps = self.sketch.steps()
            posology = Posology(steps) if steps else None
        except ValueError:
            posology, rest = None, list(range(len(self.tokens)))
        notes = list(self.sketch.notes)
        refused = any(self.tokens[at].text in _NOT for at in rest)
        # A number that nobody read may be the dose of the step that seems to say none.
        refused = refused or (
            CARRIED in notes and any(self.tokens[at].value is not None for at in rest)
        )
        if (
            posology is None
            or refused
            or all(set(d.fields) <= {"instructions"} for d in self.sketch.drafts)
        ):
            everything = slices(self.text, self.tokens, range(len(self.tokens)))
            return Reading(self.text, Confidence.NONE, rest=everything)
        confidence = self._confidence(bool(rest), named, notes)
        told = tuple(typeset(note) for note in notes)
        left = slices(self.text, self.tokens, rest)
        return Reading(self.text, confidence, posology, named or None, left, told)

    def _confidence(self, left: bool, product: str, notes: list[str]) -> Confidence:
        for draft in self.sketch.drafts:
            if not draft.fields:
                left = True
            elif not draft.has("dose", "calculated", "rate"):
                notes.append("la dose n'est pas dite")
            elif draft.contradictory():
                notes.append("le nombre de prises et les moments ne concordent pas")
            elif not draft.has(*WHEN, "rate"):
                notes.append("le rythme n'est pas dit")
        notes[:] = dict.fromkeys(notes)
        if left:
            return Confidence.PARTIAL
        return Confidence.PROBABLE if notes or product else Confidence.CERTAIN
