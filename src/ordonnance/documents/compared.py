"""What is printed against what the base holds: every difference, by part of the sheet.

The file shown and the sheet drawn now are read by the same reader: the same words in the same order
are no difference. What differs is then told by part of the sheet, each text looked for without its
spaces, with the words that stand on no sheet of ours.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from ordonnance.documents.numerique import HEADING
from ordonnance.documents.sheet import Identity, Sheet, SheetLine, Sheets
from ordonnance.domain.verification import Difference

_UNSEEN = re.compile("[\\s\u00ad\u200b\ufffe\x02]+")
"""Spaces, and what readers of PDF leave of a break inside a word."""

_DUPLICATE = re.compile(r"DUPLICATA\s+du\s+(\d\d)/(\d\d)/(\d{4})")
"""The mark of a second printing: no base holds it, and it changes nothing of what is prescribed."""

_SHORTEST_WINDOW = 12
_MOST_LINES = 600
_MOST_SOUGHT = 40
"""Missing texts for which what is printed instead is looked for."""
ELSEWHERE = "hors de ce que garde la base"
ORDER = "ordre des mots\u202f: les lignes ne sont pas celles que garde la base"


def compared(
    drawing: Sheet | Sheets, printed: Sequence[str], drawn: Sequence[str], *, detailed: bool = True
) -> tuple[Difference, ...]:
    """The differences between what is drawn, one sheet or several, and the words of the file shown.

    `printed` is the text of the file shown, page by page; `drawn` that of the sheet drawn now and
    read in the same way: words and order are its own. Without `detailed`, what is printed in place
    of a text is not looked for, which costs the most.
    """
    if _words(printed) == _words(drawn):
        return ()
    missing = [
        Difference(place, held, _nearest(held, printed) if detailed and rank < _MOST_SOUGHT else "")
        for rank, (place, held) in enumerate(
            _absent(tuple(_texts(drawing)), _squeezed("\n".join(printed)))
        )
    ]
    found = (*missing, *_surplus(printed, drawn, missing))
    return found or (Difference(ORDER, "", ""),)


def distance(drawing: Sheet | Sheets, printed: Sequence[str]) -> int:
    """By how many words a drawing and a file differ, in whatever order: which drawing is meant."""
    mine, theirs = _counted(tuple(_whole(drawing))), _counted(printed)
    return sum(((mine - theirs) + (theirs - mine)).values())


def _counted(pages: Sequence[str]) -> Counter[str]:
    return Counter(_squeezed(word) for word in _words(pages))


def duplicate_of(printed: Sequence[str]) -> date | None:
    """The day of the mark of a second printing; None for an original."""
    found = _DUPLICATE.search("\n".join(printed))
    if found is None:
        return None
    day, month, year = (int(each) for each in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_numerique(printed: Sequence[str]) -> bool:
    """True when the file is the sheet of an ordonnance numérique, not a paper that carries a code.

    A paper in a form of its own leaves out, adds and moves mentions: it is read line by line.
    """
    return says(printed, HEADING)


def says(printed: Sequence[str], text: str) -> bool:
    """True when a text stands in the file, whatever the spaces and the ends of lines."""
    return _squeezed(text) in _squeezed("\n".join(printed))


def _absent(texts: Sequence[tuple[str, str]], page: str) -> Iterator[tuple[str, str]]:
    """The texts that do not stand on the page, each standing for itself only.

    The longest are looked for first: « 7 jours » at the edge is not the one of the posology.
    """
    absent: set[int] = set()
    for rank in sorted(range(len(texts)), key=lambda rank: -len(texts[rank][1])):
        held = _squeezed(texts[rank][1])
        at = page.find(held)
        if at < 0:
            absent.add(rank)
        else:
            page = f"{page[:at]}\0{page[at + len(held) :]}"
    return (texts[rank] for rank in sorted(absent))


def _surplus(
    printed: Sequence[str], drawn: Sequence[str], missing: Sequence[Difference]
) -> Iterator[Difference]:
    """Words printed that the sheet does not have, as they follow each other in the file."""
    left = Counter(_words(drawn))
    already = Counter(word for each in missing for word in each.printed.split())
    run: list[str] = []
    for word in [*_words(printed), ""]:
        if word and left[word] <= 0 and already[word] <= 0:
            run.append(word)
            continue
        if word:
            (left if left[word] > 0 else already).subtract([word])
        if run:
            yield Difference(ELSEWHERE, "", " ".join(run))
            run = []


def _whole(drawing: Sheet | Sheets) -> Iterator[str]:
    """Every text of a drawing, those of the form included."""
    yield from (text for _, text in _texts(drawing))
    for sheet in _each(drawing):
        yield from (sheet.heading, sheet.subtitle, sheet.instruction, sheet.notice, sheet.emergency)
        yield from (box.label for box in sheet.boxes)


def _each(drawing: Sheet | Sheets) -> tuple[Sheet, ...]:
    return drawing.sheets if isinstance(drawing, Sheets) else (drawing,)


def _texts(drawing: Sheet | Sheets) -> Iterator[tuple[str, str]]:
    """Each text that says something of this ordonnance, with its part of the sheet."""
    for sheet in _each(drawing):
        # Pre-printed stock has neither number nor, as a rule, the prescriber: not looked for.
        yield from _stock_texts(sheet) if sheet.stock else _sheet_texts(sheet)


def _stock_texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    yield "date", sheet.dated
    yield from _person("patient", sheet.patient)
    yield from _zone_texts(sheet)
    for text in (sheet.copy, sheet.ground):
        if text:
            yield "mentions", text


def _sheet_texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    if sheet.number:
        yield "numéro", sheet.number
    yield "date", sheet.dated
    yield from _person("prescripteur", sheet.prescriber)
    yield from _person("patient", sheet.patient)
    yield from _zone_texts(sheet)
    for text in (sheet.copy, sheet.ground, sheet.advice, *sheet.mentions, sheet.signature.name,
                 sheet.signature.text):  # fmt: skip
        if text:
            yield "mentions", text


def _zone_texts(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for zone in sheet.zones:
        if zone.title:
            yield "zone", zone.title
        for line in zone.lines:
            for text in _line(line):
                yield f"ligne {line.number}", text


def _person(place: str, person: Identity) -> Iterator[tuple[str, str]]:
    for text in (person.name, *person.lines, *person.small):
        if text:
            yield place, text


def _line(line: SheetLine) -> Iterator[str]:
    formula = (text for row in line.formula for text in (row.ingredient, row.quantity))
    facts = (text for fact in line.facts for text in (fact.label, fact.value))
    for text in (line.label, *line.beside, line.detail, line.posology, *formula, *facts,
                 *line.right, *line.mentions):  # fmt: skip
        if text:
            yield text


def _nearest(held: str, printed: Sequence[str]) -> str:
    """What is printed in place of a text: the lines that look most like it; empty when none do."""
    lines = [" ".join(line.split()) for page in printed for line in page.splitlines()]
    lines = [line for line in lines if line][:_MOST_LINES]
    matcher = SequenceMatcher(b=" ".join(held.split()).casefold(), autojunk=False)
    best, score = "", 0.6
    for start in range(len(lines)):
        # A long text is printed on several lines.
        for end in range(start + 1, min(start + 4, len(lines)) + 1):
            candidate = " ".join(lines[start:end])
            if len(candidate) > 2 * len(held) + _SHORTEST_WINDOW:
                break
            matcher.set_seq1(candidate.casefold())
            if matcher.real_quick_ratio() > score and (found := matcher.ratio()) > score:
                best, score = candidate, found
    return best


def _words(pages: Sequence[str]) -> list[str]:
    """The words of a text, a word broken at the end of a line made whole."""
    whole = re.sub("[\u00ad\ufffe\x02]\\s*", "", "\n".join(pages))
    return [word for word in whole.split() if any(each.isalnum() for each in word)]


def _squeezed(text: str) -> str:
    """The text without its spaces, apostrophes as they are typed: print curves them."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\u2019", "'")
