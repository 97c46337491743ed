"""The sheets that a base would draw of an ordonnance, to find the one that a file is.

What is printed depends on the document, on its number, and on what the printing was asked for: form
and ground of the paper, copy, second printing. The words of the file tell which; the few drawings
that come nearest to them are drawn for good.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import product
from zoneinfo import ZoneInfo

from ordonnance.bootstrap.digital import DigitalOriginal
from ordonnance.bootstrap.practice_papers import PLAIN, PracticePapers
from ordonnance.bootstrap.printing import Asked, paper_of
from ordonnance.bootstrap.printing import Opened as Given
from ordonnance.documents.compared import distance, duplicate_of, is_numerique, says
from ordonnance.documents.framing import marks
from ordonnance.documents.numerique import OBJECTION
from ordonnance.documents.paper import BIZONE, COPY_WORDS, EXCEPTION_HEADING
from ordonnance.documents.sheet import Sheet, Sheets
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.medicines import in_words
from ordonnance.usecases.verify import JOSE

NEAREST = 2
"""How many drawings are drawn for good, each in the ordinary size and in large letters."""


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """The addresses of a base: the one in its codes, and the one under which it gives numbers."""

    base: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What a base draws now of one ordonnance. `numbered`: with its number and its code."""

    opened: Opened
    own: OwnAddresses
    demonstration: bool
    numbered: bool = True
    papers: PracticePapers = field(default_factory=PracticePapers)

    def given(self, medicines: Mapping[int, Medicine | None]) -> Given:
        """The ordonnance to be drawn, with what a catalogue says of its lines."""
        ordonnance = self.opened.ordonnance
        return Given(ordonnance, medicines, frozenset(in_words(ordonnance, medicines)))

    def nearest(
        self, printed: Sequence[str], medicines: Mapping[int, Medicine | None]
    ) -> tuple[Sheet | Sheets, ...]:
        """The drawings that the words of a file come nearest to, the nearest first.

        `medicines` is what a catalogue says of each line. Empty when the law has no such paper.
        """
        given = self.given(medicines)
        own = given.ordonnance.derogation is not None or is_numerique(printed)
        made = self._sheets if own else self._papers
        found: list[tuple[int, Sheet | Sheets]] = []
        for drawing in made(given, printed):
            if all(drawing != other for _, other in found):
                found.append((distance(drawing, printed), drawing))
        found.sort(key=lambda each: each[0])
        return tuple(drawing for _, drawing in found[:NEAREST])

    def _sheets(self, given: Given, printed: Sequence[str]) -> Iterator[Sheet]:
        # The patient may have objected, or withdrawn it, since: a sheet is of its day.
        sheet = self._numerique(given, objection=says(printed, OBJECTION))
        again = duplicate_of(printed)
        yield replace(sheet, marks=marks(demonstration=self.demonstration, duplicate=again))

    def original(self, medicines: Mapping[int, Medicine | None], *, objection: bool) -> Sheet:
        """The sheet of the ordonnance numérique, an original."""
        return self._numerique(self.given(medicines), objection=objection)

    def _numerique(self, given: Given, *, objection: bool) -> Sheet:
        stored = self.opened.stored
        original = DigitalOriginal(
            ordonnance=given.ordonnance,
            number=stored.number,
            issued_at=stored.issued_at,
            medicines=given.medicines,
            words=given.words,
            base_url=self.own.base,
            demonstration=self.demonstration,
            objection=objection,
            signed=stored.content_type == JOSE,
        )
        return original.sheet()

    def _papers(self, given: Given, printed: Sequence[str]) -> Iterator[Sheets]:
        again = duplicate_of(printed)
        at = self._printed_at(again)
        practice = self.papers.of(given.ordonnance.prescriber.practice)
        # A heading and a stock may have been configured since: their absence is tried too.
        for asked, paper in product(_askings(printed), {practice: None, PLAIN: None}):
            try:
                yield paper_of(
                    given,
                    replace(asked, duplicate=again is not None),
                    at,
                    demonstration=self.demonstration,
                    number=self.opened.stored.number if self.numbered else None,
                    base_url=self.own.base,
                    objection=says(printed, OBJECTION),
                    stock=paper.stock,
                    letterhead=paper.letterhead,
                )
            except Refusal:
                # FORM_BARRED: the law has no such paper for these lines, none was drawn.
                continue

    def _printed_at(self, again: date | None) -> datetime:
        """An instant of the day of a second printing, where the prescriber is."""
        if again is None:
            return self.opened.stored.issued_at
        return datetime.combine(again, time(12), ZoneInfo(self.opened.ordonnance.prescriber.zone))


def large(drawing: Sheet | Sheets) -> Sheet | Sheets:
    """The same words set in 14 pt."""
    if isinstance(drawing, Sheet):
        return replace(drawing, large=True)
    return replace(drawing, sheets=tuple(replace(each, large=True) for each in drawing.sheets))


def _askings(printed: Sequence[str]) -> Iterator[Asked]:
    """The printings that these words may come from."""
    grounds = [each for each in PaperGround if says(printed, each.label)]
    for ground in grounds or (None, *PaperGround):
        for form in _forms(printed):
            for copy in copies_of(printed):
                yield Asked(form, ground, copy=copy)


def _forms(printed: Sequence[str]) -> tuple[Form, ...]:
    if says(printed, EXCEPTION_HEADING):
        return (Form.EXCEPTION,)
    if says(printed, BIZONE):
        return (Form.BIZONE,)
    # A sheet of secured stock has no heading in print: it is told from a plain one by its words.
    return Form.CLASSIQUE, Form.SECURISEE, Form.SECURISEE_BIZONE


def copies_of(printed: Sequence[str]) -> tuple[Copy | None, ...]:
    """All the copies, or the one that the words name."""
    named = {copy for copy, words in COPY_WORDS if any(says(printed, each) for each in words)}
    return (None, *named) if len(named) == 1 else (None,)
