"""`read_typed_line`: « kardegic 75 1/j 3 mois ald » to a draft line, chip by chip.

Each chip says what was typed, how it was read and how sure that is; what nobody understood is given
back word for word. A number is never invented: « matin et soir » alone has no dose. A unit may come
from the medicine (« 1 le soir » of a tablet), and is then to be checked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from ordonnance.domain.calendar import Duration
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french.durations import duration_in_figures
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.french.typography import typeset
from ordonnance.domain.mentions import NotSubstitutable, OffLabel
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Exoneration, Line
from ordonnance.domain.typed.beside import Beside, BesideKind, beside
from ordonnance.domain.typed.lengths import UNSAID_DURING
from ordonnance.domain.typed.phrases import found
from ordonnance.domain.typed.reader import Confidence, read
from ordonnance.domain.typed.tokens import Token, tokens_of
from ordonnance.domain.typed.vocabulary import UNITS
from ordonnance.usecases.typed_choice import alternatives, fitting, product_of
from ordonnance.usecases.typed_dose import Completed, as_typed, completed
from ordonnance.usecases.typed_line_words import (
    mention_text,
    packs_needed,
    says_how,
    unit_of_dose,
)
from ordonnance.usecases.typed_medicine import (
    Chosen,
    Find,
    Named,
    form_before_dose,
    named,
    named_as_chosen,
)


class ChipKind(StrEnum):
    """What a chip is about."""

    MEDICINE = "medicine"
    POSOLOGY = "posology"
    DURATION = "duration"
    PACKS = "packs"
    RENEWALS = "renewals"
    EXONERATION = "exoneration"
    NOT_SUBSTITUTABLE = "not-substitutable"
    NOT_REIMBURSABLE = "not-reimbursable"
    OFF_LABEL = "off-label"
    FRACTION = "fraction"
    SINGLE_DELIVERY = "single-delivery"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing read: the words typed (empty when it is worked out), the French, how sure."""

    kind: ChipKind
    said: str
    text: str
    confidence: Confidence
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A typed line as it was read.

    `medicines`: what it may name, best first. `rest`: what was not understood, as typed. `line`:
    the draft, None as long as the medicine or the posology is missing.
    """

    text: str
    chips: tuple[Chip, ...]
    medicines: tuple[Medicine, ...] = ()
    rest: tuple[str, ...] = ()
    in_dci: bool = False
    line: Line | None = None

    def chip(self, kind: ChipKind) -> Chip | None:
        """The chip about that, or None."""
        return next((each for each in self.chips if each.kind is kind), None)

    @property
    def confidence(self) -> Confidence:
        """The least sure of the chips; partial at most when something was not understood."""
        order = list(Confidence)
        read = [order.index(each.confidence) for each in self.chips if each.said]
        worst = max(read, default=len(order) - 1)
        return order[max(worst, order.index(Confidence.PARTIAL))] if self.rest else order[worst]


_ARTICLE: Final = re.compile(r"^(?:de |du |d['’])")
_DRAFT: Final = "00000000-0000-0000-0000-000000000000"
"""A draft line has no id of its own before it stands in a document."""


def read_typed_line(
    text: str, find: Find, day: date, *, offered: int = 10, chosen: Chosen | None = None
) -> TypedLine:
    """Read one typed line, written on `day`; at most `offered` medicines are proposed.

    `chosen` is the medicine that the line begins with, as long as its words still stand there.
    Raises ValueError above `typed.tokens.MAX_LENGTH` characters.
    """
    mentions = beside(tokens_of(text), text)
    return _Reading(text, mentions, find, day, chosen).line(offered)


class _Reading:
    """One line being read: its mentions are taken out first, then its medicine, then the rest."""

    def __init__(
        self, text: str, mentions: tuple[Beside, ...], find: Find, day: date, chosen: Chosen | None
    ) -> None:
        self.text, self.mentions, self.find, self.day = text, mentions, find, day
        self.chosen = chosen
        self.all_tokens = tokens_of(text)
        self.plain = _without(text, self.all_tokens, mentions)
        self.tokens = tokens_of(self.plain)
        self.inside = False

    def line(self, offered: int) -> TypedLine:
        """Everything that the line says."""
        made, said_name = self._named()
        posology = self._posology(made)
        unit = unit_of_dose(posology.reading.posology)
        medicines, fits = fitting(made.medicines if made else (), unit)
        notes = _told(self._notes(made, medicines, unit, fits=fits))
        if made is not None and not self.inside:
            posology = completed(posology, made, medicines[0], one_form=not notes)
        chips = [self._medicine_chip(made, said_name, medicines, notes)]
        chips += self._posology_chips(posology)
        chips += map(self._mention_chip, self.mentions)
        held = posology.reading.posology
        if medicines and not notes:
            chips += self._packs_chips(held, medicines[0])
        in_dci = made is not None and made.in_dci
        return TypedLine(
            self.text,
            tuple(chip for chip in chips if chip is not None),
            medicines[:offered],
            posology.rest,
            in_dci,
            self._draft(medicines[0] if medicines else None, held, in_dci=in_dci),
        )

    def _named(self) -> tuple[Named | None, str]:
        """The medicine, and the words that name it."""
        if not self.tokens:
            return None, ""
        made = named_as_chosen(self.tokens, self.text, self.chosen) if self.chosen else None
        made = made or named(self.tokens, self.plain, self.find)
        if made is None:
            return self._named_after()
        made = self._with_form(made)
        return made, self.plain[self.tokens[0].start : self.tokens[made.end - 1].end]

    def _with_form(self, made: Named) -> Named:
        """« clamoxyl 500 gélules 1 gélule »: a form spelt as no search knows it is of the name."""
        strength = self.tokens[made.end - 1].value
        if strength is None:
            return made
        end = form_before_dose(self.tokens, made.end, strength)
        unit = found(self.tokens, made.end, UNITS)
        fits = unit is not None and fitting(made.medicines, unit[0])[1]
        return replace(made, end=end) if end and fits else made

    def _named_after(self) -> tuple[Named | None, str]:
        """« 1 cp de doliprane 1000 3/j »: the medicine that the reader set apart."""
        said = _ARTICLE.sub("", read(self.plain).product or "")
        tokens = tokens_of(said)
        made = named(tokens, said, self.find) if tokens else None
        if made is None or made.end != len(tokens):
            return None, ""
        self.tokens, self.inside = tokens, True
        return made, said

    def _posology(self, made: Named | None) -> Completed:
        """What follows the name; the whole line when nothing was named."""
        if made is None or self.inside:
            reading = read(self.plain)
            return Completed(reading, reading.rest, reading.notes, " ".join(self.plain.split()))
        after = self.tokens[made.end :]
        return as_typed(self.plain[after[0].start :] if after else "")

    def _notes(
        self, made: Named | None, medicines: Sequence[Medicine], unit: str | None, *, fits: bool
    ) -> tuple[str, ...]:
        """What is to be checked about the medicine."""
        if made is None:
            return ()
        notes = alternatives(made, self.tokens[: made.end], medicines, unit)
        if not made.exact:
            notes = ("le nom typé diffère : vérifier le médicament", *notes)
        return notes if fits else (f"aucune forme ne se compte en « {unit} »", *notes)

    def _medicine_chip(
        self, made: Named | None, said: str, medicines: Sequence[Medicine], notes: tuple[str, ...]
    ) -> Chip | None:
        if made is None:
            unknown = read(self.plain).product
            if not unknown:
                return None
            none = _told(("aucun médicament du catalogue ne porte ce nom",))
            return Chip(ChipKind.MEDICINE, unknown, unknown, Confidence.NONE, none)
        confidence = Confidence.PROBABLE if notes else Confidence.CERTAIN
        label = product_of(medicines[0], in_dci=made.in_dci).label
        return Chip(ChipKind.MEDICINE, " ".join(said.split()), label, confidence, notes)

    def _posology_chips(self, posology: Completed) -> list[Chip | None]:
        held, reading = posology.reading.posology, posology.reading
        chips: list[Chip | None] = []
        if held is None:
            return chips
        length = held.total_duration()
        if says_how(held):
            notes = tuple(each for each in posology.notes if each != typeset(UNSAID_DURING))
            confidence = reading.confidence
            if confidence in (Confidence.CERTAIN, Confidence.PROBABLE):
                confidence = Confidence.PROBABLE if notes else Confidence.CERTAIN
            chips.append(Chip(ChipKind.POSOLOGY, posology.said, sentence(held), confidence, notes))
        if length is not None:
            told = duration_in_figures(length)
            chips.append(Chip(ChipKind.DURATION, posology.said, told, Confidence.CERTAIN))
        return chips

    def _mention_chip(self, mention: Beside) -> Chip:
        first, last = self.all_tokens[mention.start], self.all_tokens[mention.end - 1]
        notes = _told((mention.note,)) if mention.note else ()
        confidence = Confidence.PROBABLE if notes else Confidence.CERTAIN
        kind = ChipKind(mention.kind.value.replace("_", "-"))
        said = self.text[first.start : last.end]
        return Chip(kind, said, mention_text(mention), confidence, notes)

    def _packs_chips(self, held: Posology | None, medicine: Medicine) -> list[Chip | None]:
        """The packs that the posology and its length ask for, when none were written."""
        if held is None or any(each.kind is BesideKind.PACKS for each in self.mentions):
            return []
        worked_out = packs_needed(held, medicine, self.day)
        if worked_out is None:
            return []
        note = _told(("calculé d’après la posologie et la durée",))
        return [Chip(ChipKind.PACKS, "", worked_out, Confidence.PROBABLE, note)]

    def _draft(
        self, medicine: Medicine | None, held: Posology | None, *, in_dci: bool
    ) -> Line | None:
        if medicine is None or held is None or not says_how(held):
            return None
        said = {each.kind: each.value for each in self.mentions}
        line = Line(1, _DRAFT, Category.MEDICINE, held, product_of(medicine, in_dci=in_dci))
        packs, renewals = said.get(BesideKind.PACKS), said.get(BesideKind.RENEWALS)
        exempt, kept = said.get(BesideKind.EXONERATION), said.get(BesideKind.NOT_SUBSTITUTABLE)
        fraction = said.get(BesideKind.FRACTION)
        return replace(
            line,
            packs=packs if isinstance(packs, int) else None,
            renewals=renewals if isinstance(renewals, int) else None,
            exoneration=exempt if isinstance(exempt, Exoneration) else None,
            not_substitutable=kept if isinstance(kept, NotSubstitutable) else None,
            fraction=fraction if isinstance(fraction, Duration) else None,
            not_reimbursable=BesideKind.NOT_REIMBURSABLE in said,
            off_label=OffLabel() if BesideKind.OFF_LABEL in said else None,
            single_delivery=BesideKind.SINGLE_DELIVERY in said,
        )


def _without(text: str, tokens: Sequence[Token], mentions: Sequence[Beside]) -> str:
    """The text with the mentions left blank: every other word keeps its place."""
    for each in mentions:
        start, end = tokens[each.start].start, tokens[each.end - 1].end
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _told(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(typeset(each) for each in notes)
