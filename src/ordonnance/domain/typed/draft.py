"""What has been read so far: drafts of steps, and what had two readings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import ANY_MEAL, DosageStep

SHARED = (
    "bounds", "bounds_start", "bounds_end", "max_dose", "max_per_take", "route", "site",
    "instructions",
)  # fmt: skip
"""What is said once, at the end, for all the takes of a sentence."""

TIMES = ("moments", "times_of_day", "offset")

WHEN = (
    "moments",
    "times_of_day",
    "frequency",
    "frequency_max",
    "weekdays",
    "as_needed",
    "count",
    "cycle",
    "band",
)
"""What says how often: one of them is enough."""


CARRIED = "dose reprise de l'étape précédente"
"""A step says no dose of its own."""

RHYTHM_CARRIED = "rythme repris de l'étape précédente"
"""« 3 cp le matin 5 jours puis 2 cp 5 jours »: still in the morning."""

FREQUENCY = ("frequency", "frequency_max", "period", "period_max", "period_unit")


@dataclass(slots=True)
class Draft:
    """One step being read. `group` changes where a sentence separates its takes by « ; et ».

    `ranked`: it lasts « la 1ère semaine », and another dose begins the next one; `until` is its
    last day counted from the first (« J5 »).
    """

    stage: int
    group: int
    fields: dict[str, Any] = field(default_factory=dict)
    ranked: bool = False
    until: int | None = None

    def put(self, **values: Any) -> bool:
        """Add fields; False, and nothing is added, when one of them was already said otherwise."""
        if any(name in self.fields and self.fields[name] != new for name, new in values.items()):
            return False
        self.fields |= values
        return True

    def add(self, name: str, *values: Any) -> bool:
        """Add to a field that holds several; False when one is there already."""
        held = self.fields.get(name, ())
        if set(values) & set(held):
            return False
        self.fields[name] = (*held, *values)
        return True

    def has(self, *names: str) -> bool:
        """True when one of these was said."""
        return any(name in self.fields for name in names)

    def once_a_day(self) -> bool:
        """True when one take a day, and nothing else about when, was said."""
        if "dose" not in self.fields or "bounds" not in self.fields:
            return False
        if self.has("weekdays", "as_needed", "count", "cycle", "band"):
            return False
        moments = self.fields.get("moments", ())
        named = len(moments) + len(self.fields.get("times_of_day", ()))
        daily = (self.fields.get("period"), self.fields.get("period_unit")) == (1, TimeUnit.DAY)
        if self.has("frequency_max") and self.fields["frequency_max"] is not None:
            return False
        times = self.fields.get("frequency") if daily else None
        return (
            not set(moments) & ANY_MEAL
            and (times, named) in ((1, 0), (1, 1), (None, 1))
            and (daily or not self.has("period"))
        )

    def contradictory(self) -> bool:
        """True when so many times a day are said, beside another number of moments."""
        fields = self.fields
        moments = [each for each in fields.get("moments", ()) if each not in ANY_MEAL]
        named = len(moments) + len(fields.get("times_of_day", ()))
        daily = (fields.get("period"), fields.get("period_unit")) == (1, TimeUnit.DAY)
        return bool(named and daily and named != fields.get("frequency"))


@dataclass(slots=True)
class Sketch:
    """The whole phrase being read."""

    drafts: list[Draft] = field(default_factory=lambda: [Draft(1, 1)])
    notes: list[str] = field(default_factory=list)
    linked: bool = False
    comma: bool = False

    @property
    def last(self) -> Draft:
        """The step being read."""
        return self.drafts[-1]

    def note(self, text: str) -> None:
        """Something that had two readings."""
        if text not in self.notes:
            self.notes.append(text)

    def begin(self, *, stage: int = 0, group: int = 0) -> Draft:
        """A new step, unless the last one is still empty."""
        last = self.last
        if last.fields:
            self.drafts.append(Draft(last.stage + stage, last.group + group))
        return self.last

    def begin_beside(self) -> Draft:
        """A new step taken beside the last one."""
        self.drafts.append(Draft(self.last.stage, self.last.group))
        return self.last

    def _same_day(self, drafts: Sequence[Draft]) -> None:
        """« 2 cp à 8 h puis 1 cp à 20 h »: moments that follow each other in one day.

        A step without length, followed by another, is said to have none.
        """
        for rank, (before, draft) in enumerate(pairwise(drafts), start=1):
            endless = not before.has("bounds", "bounds_end", "count", "cycle")
            if draft.stage == before.stage or not endless:
                continue
            held, new = (
                {*each.fields.get("moments", ()), *each.fields.get("times_of_day", ())}
                for each in (before, draft)
            )
            if held and new and not held & new and draft.has("dose") and not draft.has("bounds"):
                self.note("« puis » lu dans la même journée")
                for later in drafts[rank:]:
                    later.stage -= 1
            elif draft.has("dose", *WHEN):
                self.note("la durée d'une étape n'est pas dite")

    def steps(self) -> tuple[DosageStep, ...]:
        """The steps. Raises ValueError when what was read contradicts itself."""
        drafts = [draft for draft in self.drafts if draft.fields]
        self._same_day(drafts)
        for before, draft in pairwise(drafts):
            # « avant le déjeuner : 2 UI si…, 4 UI si… »: the meal is said once for the scale.
            if before.has("band") and draft.has("band") and not draft.has(*TIMES):
                draft.fields |= {name: before.fields[name] for name in TIMES if before.has(name)}
            if draft.stage != before.stage and not draft.has("dose") and before.has("dose"):
                draft.fields["dose"] = before.fields["dose"]
                self.note(CARRIED)
            if draft.stage != before.stage and not draft.has(*WHEN) and before.once_a_day():
                kept = [name for name in (*TIMES, *FREQUENCY) if before.has(name)]
                draft.fields |= {name: before.fields[name] for name in kept}
                self.note(RHYTHM_CARRIED)
        numbered = any(draft.stage != drafts[0].stage for draft in drafts)
        for draft, later in reversed(list(pairwise(drafts))):
            if (later.stage, later.group) == (draft.stage, draft.group):
                held = {name: later.fields[name] for name in SHARED if name in later.fields}
                if not draft.has("bounds", "bounds_start", "bounds_end"):
                    draft.fields = held | draft.fields
        return tuple(
            DosageStep(**draft.fields, sequence=draft.stage if numbered else None)
            for draft in drafts
        )
