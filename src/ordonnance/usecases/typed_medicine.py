"""Which medicine a typed line names, and where its name ends: « kardegic 75 » of « … 75 1/j ».

The catalogue decides: the longest beginning that names something is the name, unless it eats what
says how much is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ordonnance.domain.drug import Medicine, folded
from ordonnance.domain.typed.expressions import INSTRUCTIONS, NOISE, ROUTES
from ordonnance.domain.typed.phrases import (
    found,
    fraction,
    longest,
    number,
    said,
    span,
    time_unit,
)
from ordonnance.domain.typed.places import begins
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MEASURES, READ_WITH_CARE, UNITS

Find = Callable[[str, int], Sequence[Medicine]]
"""The search of the catalogue: what is typed, most answers wanted; the best comes first."""

LOOKED_AT: Final = 40
"""Answers of a search among which forms and strengths are told apart."""

_LONGEST_NAME: Final = 14
_OFTEN: Final = 8
"""Above so many, « 75/j » is no number of takes a day."""

MOST_TAKEN: Final = 12
"""A number above counts no tablets: « zymad 100000 », « tramadol 50 gélule » say a strength."""

ONE_BY_ONE: Final = frozenset(
    {"comprimé", "gélule", "capsule", "sachet", "suppositoire", "ovule", "pastille",
     "lyophilisat oral", "patch", "dispositif transdermique", "ampoule", "gomme", "film"}
)  # fmt: skip
"""Units of which one takes few at a time."""

_OF_A_FORM: Final = frozenset(
    {"lp", "pellicule", "pellicules", "secable", "secables", "effervescent", "effervescents",
     "orodispersible", "orodispersibles", "dispersible", "dispersibles", "gastroresistant",
     "gastroresistants", ",", ":"}
)  # fmt: skip
"""What may stand between a form and the dose."""

_AFTER_A_DOSE: Final = frozenset(
    {"le", "la", "au", "a", "en", "matin", "midi", "soir", "coucher", "nuit", "si", "-"}
)
"""After a number without a unit, what makes it a dose: « 1 le soir », « 1-0-1 »."""

_STOPS: Final = frozenset(
    {"le", "la", "les", "au", "aux", "en", "pour", "avec", "si", "puis", "jusqu", "depuis", "tous",
     "toutes", "chaque", "sur", "dans", "x", "*", ",", ";", ":", "-", "–", "—", "=", "•"}
)  # fmt: skip
_NEVER_LAST: Final = frozenset({"de", "d", "et", "l", "a", "/", "+", "(", "."})
_LETTERED: Final = frozenset({"vit", "vitamine"})
NUMBER: Final = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?")
WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """What a line names: its words end before token `end`.

    `medicines`: what the search answered, best first. `in_dci`: a substance was named, no brand.
    `exact`: every word stands in the first one as it was typed. `strength`: the last thing typed
    is a strength, its number and unit.
    """

    end: int
    medicines: tuple[Medicine, ...]
    in_dci: bool
    exact: bool
    strength: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A medicine chosen from a list, and the words that stand for it at the start of the line.

    `in_dci`: its substances are prescribed, strength and form as it has them.
    """

    medicine: Medicine
    words: str
    in_dci: bool = False


def named_as_chosen(tokens: Sequence[Token], text: str, chosen: Chosen) -> Named | None:
    """The medicine chosen; None once its words no longer begin the line."""
    end = len(chosen.words)
    begins_so = text[:end].casefold() == chosen.words.casefold()
    if not end or not begins_so or text[end : end + 1].isalnum():
        return None
    held = [token for token in tokens if token.end <= end]
    if not held:
        return None
    measured = held[-1].value is not None or held[-1].text in MEASURES_TYPED
    return Named(
        len(held), (chosen.medicine,), chosen.in_dci, exact=True,
        strength=measured and len(held) > 1,
    )  # fmt: skip


def named(tokens: Sequence[Token], text: str, find: Find) -> Named | None:
    """The medicine that the line begins with; None when the catalogue knows none."""
    ends = list(_ends(tokens))
    loose: Named | None = None
    for end in reversed(ends):
        words = tokens[:end]
        answers = tuple(find(text[words[0].start : words[-1].end], LOOKED_AT))
        if not answers or not _numbers_stand(words, answers[0]):
            continue
        known = _words(answers[0])
        exact = all(
            token.text in known or _form_of(token) in known for token in words if _is_name(token)
        )
        last = words[-1].value is not None or words[-1].text in MEASURES_TYPED
        made = Named(end, answers, _in_dci(words, answers[0]), exact, last and end > 1)
        heard = end > 1 and len(words[-1].text) >= _HEARD and words[-1].is_word
        if not heard or any(word.startswith(words[-1].text) for word in known):
            return made
        loose = loose or made
    return loose


MEASURES_TYPED: Final = frozenset({"mg", "g", "gr", "µg", "ug", "mcg", "ml", "ui", "%"})
_HEARD: Final = 4
"""Letters of a word from which the search may find it by its sound: it may then be another word."""


def _ends(tokens: Sequence[Token]) -> Iterator[int]:
    """Where the name may end: before an amount, a rhythm, a moment, a sign."""
    at, bare, strong, shaped = 0, False, False, False
    while at < min(len(tokens), _LONGEST_NAME):
        token = tokens[at]
        if token.value is not None:
            glued = token.glued and at > 0 and tokens[at - 1].is_word
            measured = at + 1 < len(tokens) and tokens[at + 1].text in MEASURES_TYPED
            if not glued and not measured and (at == 0 or bare or _is_amount(tokens, at)):
                return
            joined = said(tokens, at - 1, "/") or said(tokens, at - 1, "+") if at else False
            if measured and bare and not joined:
                return
            at += 2 if measured else 1
            bare, strong = not measured and not glued, True
            yield at
            if said(tokens, at, "/") and at + 1 < len(tokens) and tokens[at + 1].value is not None:
                at, bare = at + 1, False
            continue
        if at > 0 and _over(tokens, at):
            return
        # After « 50 mg gélule », a number is the dose.
        shaped = shaped or (strong and (token.text,) in UNITS)
        at, bare = at + 1, shaped
        lettered = len(token.text) == 1 and at > 1 and tokens[at - 2].text in _LETTERED
        if token.text not in _NEVER_LAST or lettered:
            yield at


def _over(tokens: Sequence[Token], at: int) -> bool:
    """True at a word or a sign that belongs to no name."""
    if tokens[at].text in _STOPS or begins(tokens, at):
        return True
    if tokens[at].text == "/" and time_unit(tokens, at + 1) is not None:
        return True
    return any(longest(tokens, at, table) for table in (NOISE, INSTRUCTIONS, ROUTES))


def _is_amount(tokens: Sequence[Token], at: int) -> bool:
    """True for a number that says how much is taken or how often, and is no strength."""
    after, value = at + 1, tokens[at].value or Decimal(0)
    if fraction(tokens, at) is not None or (value < 1 and tokens[at].text in "½¼¾"):
        return True
    unit = found(tokens, after, UNITS)
    if unit is not None and unit[0] not in MEASURES:
        return not form_before_dose(tokens, after, value)
    if longest(tokens, after, READ_WITH_CARE):
        return True
    if said(tokens, after, "/"):
        hourly = number(tokens, after + 1)
        return value <= _OFTEN and time_unit(tokens, hourly[1] if hourly else after + 1) is not None
    if after < len(tokens) and tokens[after].text in ("fois", "f"):
        return True
    if said(tokens, after, "x") and (
        said(tokens, after + 1, "/") or said(tokens, after + 1, "par")
    ):
        return True
    ranged = after < len(tokens) and tokens[after].text in ("-", "a", "ou")
    if ranged and number(tokens, after + 1) is not None:
        return True
    return time_unit(tokens, after) is not None


def form_before_dose(tokens: Sequence[Token], at: int, strength: Decimal) -> int:
    """The place after the form of « 50 gélule 1 gélule », « 500 gélules le soir »: it stands
    between a strength and a dose. 0 where the number before says how many are taken.
    """
    unit = found(tokens, at, UNITS)
    if unit is None or unit[0] in MEASURES:
        return 0
    end = unit[1]
    while end < len(tokens) and tokens[end].text in _OF_A_FORM:
        end += 1
    if unit[0] in ONE_BY_ONE and strength > MOST_TAKEN:
        return end
    dose = span(tokens, end)
    if dose is None:
        return 0
    again = found(tokens, dose[2], UNITS)
    bare = dose[2] < len(tokens) and tokens[dose[2]].text in _AFTER_A_DOSE
    return end if bare or (again is not None and again[0] not in MEASURES) else 0


def _numbers_stand(words: Sequence[Token], medicine: Medicine) -> bool:
    """True when every number typed is one of the medicine, in any unit of its label."""
    known = _numbers(medicine)
    for at, token in enumerate(words):
        if token.value is None:
            continue
        grams = at + 1 < len(words) and words[at + 1].text in ("g", "gr")
        if token.value not in known and not (grams and token.value * 1000 in known):
            return False
    return True


def _numbers(medicine: Medicine) -> frozenset[Decimal]:
    written = {
        Decimal(re.sub(r"\s", "", each).replace(",", ".")) for each in NUMBER.findall(medicine.name)
    }
    written |= {part.strength.value for part in medicine.substances if part.strength is not None}
    thousands = {each / 1000 for each in written} if " g" not in medicine.name else set()
    return frozenset(written | thousands)


def _is_name(token: Token) -> bool:
    return token.is_word and token.text not in MEASURES_TYPED


def _form_of(token: Token) -> str:
    """« gelule » for « gél » and « gélules »; the word itself when it counts nothing."""
    return folded(UNITS.get((token.text,), token.text))


def _words(medicine: Medicine) -> frozenset[str]:
    """Every word of the name, of the form and of the substances."""
    said = [medicine.name, medicine.form, *(part.name for part in medicine.substances)]
    dotless = " ".join(said).replace(".", "")
    return frozenset(WORD.findall(f"{folded(dotless)} {folded(' '.join(said))}"))


def _in_dci(words: Sequence[Token], medicine: Medicine) -> bool:
    """True when the words name substances only, and no laboratory nor brand."""
    substances = [word for part in medicine.substances for word in WORD.findall(folded(part.name))]
    typed = [_form_of(token) for token in words if _is_name(token)]
    brand = WORD.findall(folded(medicine.name))[:1]
    if not typed or not substances or not brand:
        return False
    if brand[0].startswith(typed[0]) and brand[0] not in substances:
        return False
    if not any(word.startswith(typed[0]) for word in substances):
        return brand[0] in substances  # Misspelt, or an abbreviation.
    form = WORD.findall(folded(medicine.form))
    return all(
        len(each) < 3 or any(word.startswith(each) for word in (*substances, *form))
        for each in typed[1:]
    )
