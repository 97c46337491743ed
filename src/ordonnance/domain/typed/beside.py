"""What stands beside a posology in a typed line: « ALD », « 2 boîtes », « AR 5 fois », « NS MTE ».

Each mention is read where it stands, by set words only. What could be said otherwise is read with
a note; what may change the treatment (« à renouveler 3 mois ») is left to be shown unread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.prescription import Exoneration
from ordonnance.domain.typed.phrases import longest, number, said, time_unit, whole
from ordonnance.domain.typed.tokens import Token

Value = Exoneration | NotSubstitutable | Duration | int | bool | None


class BesideKind(StrEnum):
    """What a mention is about; the values are the fields of a line."""

    EXONERATION = "exoneration"
    PACKS = "packs"
    RENEWALS = "renewals"
    NOT_SUBSTITUTABLE = "not_substitutable"
    NOT_REIMBURSABLE = "not_reimbursable"
    OFF_LABEL = "off_label"
    FRACTION = "fraction"
    SINGLE_DELIVERY = "single_delivery"


@dataclass(frozen=True, slots=True)
class Beside:
    """One mention: its words go from token `start` to token `end`, excluded.

    `value` is what the line then holds; an exoneration None is « hors ALD ». `note`: in French,
    what had two readings.
    """

    kind: BesideKind
    value: Value
    start: int
    end: int
    note: str | None = None


Phrases = tuple[str, ...]


def _spelt(*spellings: str) -> frozenset[Phrases]:
    return frozenset(tuple(each.split()) for each in spellings)


_SET: Final[tuple[tuple[frozenset[Phrases], BesideKind, Value], ...]] = (
    (_spelt("hors ald", "pas ald", "non ald", "pas d ald", "sans ald"),
     BesideKind.EXONERATION, None),
    (_spelt("ald", "en ald", "ald 100 %", "100 % ald", "dans le cadre de l ald"),
     BesideKind.EXONERATION, Exoneration.ALD),
    (_spelt("accident du travail", "accident de travail", "at mp", "at / mp", "acc travail",
            "maladie professionnelle"),
     BesideKind.EXONERATION, Exoneration.WORK_ACCIDENT),
    (_spelt("maternite", "assurance maternite"), BesideKind.EXONERATION, Exoneration.MATERNITY),
    (_spelt("invalidite"), BesideKind.EXONERATION, Exoneration.INVALIDITY),
    (_spelt("non remboursable", "non rembourse", "non remboursee", "non remb",
            "hors remboursement"),
     BesideKind.NOT_REIMBURSABLE, True),
    (_spelt("hors amm"), BesideKind.OFF_LABEL, True),
    (_spelt("delivrance unique", "en une seule delivrance", "en une delivrance",
            "delivrance en une fois", "delivrance en une seule fois",
            "a delivrer en une seule fois", "a delivrer en une fois"),
     BesideKind.SINGLE_DELIVERY, True),
    (_spelt("non renouvelable", "ne pas renouveler", "sans renouvellement",
            "pas de renouvellement", "a ne pas renouveler", "non renouvelables"),
     BesideKind.RENEWALS, 0),
)  # fmt: skip
"""Set words that say everything by themselves."""

_CAPITALS: Final[dict[str, tuple[BesideKind, Value, str]]] = {
    "AT": (BesideKind.EXONERATION, Exoneration.WORK_ACCIDENT, "« AT » lu « accident du travail »"),
    "NR": (BesideKind.NOT_REIMBURSABLE, True, "« NR » lu « non remboursable »"),
}
"""Letters that are a mention only when they are typed in capitals, and to be checked then."""

_NOT_SUBSTITUTABLE: Final = _spelt(
    "non substituable", "non substituables", "non subst", "nonsubst", "non sub", "nonsub",
    "ne pas substituer", "pas de substitution", "insubstituable", "pas de generique",
)  # fmt: skip
_REASONS: Final[dict[Phrases, NonSubstitutionReason]] = {
    ("mte",): NonSubstitutionReason.NARROW_MARGIN,
    ("marge", "therapeutique", "etroite"): NonSubstitutionReason.NARROW_MARGIN,
    ("efg",): NonSubstitutionReason.CHILD_FORM,
    ("enfant", "forme", "galenique"): NonSubstitutionReason.CHILD_FORM,
    ("cif",): NonSubstitutionReason.CONTRAINDICATION,
    ("contre", "indication", "formelle"): NonSubstitutionReason.CONTRAINDICATION,
}
_RENEWABLE: Final = _spelt(
    "a renouveler", "renouvelable", "renouvelables", "renouveler", "renouvele", "renouv",
    "a renouv", "renouvellement", "renouvellements", "ar",
)  # fmt: skip
_BEFORE_A_COUNT: Final = frozenset({"x", "*", ":"})
_TIMES: Final = frozenset({"fois", "f", "x"})
_BOXES: Final = frozenset({"boite", "boites", "bt", "bts", "bte", "btes", "tube", "tubes"})
_TIMES_OF_WHAT: Final = _BOXES | {"/", "-", "a", "par"}
"""After a number, what makes it anything but a number of renewals."""

_BEFORE_BOXES: Final = _spelt("qsp", "q s p", "mitte", "delivrer", "a delivrer")
_SHARED_OUT: Final = frozenset({"par", "/", "chaque", "tous", "toutes"})
_FRACTIONS: Final = _spelt(
    "delivrance fractionnee", "delivrance fractionnee de", "delivrance fractionnee tous les",
    "delivrance fractionnee par", "delivrance tous les", "delivrance par", "a delivrer tous les",
    "a delivrer par", "delivrer tous les", "delivrer par", "fractions de", "fraction de",
    "fractionne", "fractionnement", "fractionnement de", "par fractions de",
    "fractionne tous les", "fractionne par",
)  # fmt: skip


def beside(tokens: Sequence[Token], text: str) -> tuple[Beside, ...]:
    """Every mention of a typed line, in order; a kind said twice otherwise is read only once."""
    found: list[Beside] = []
    at = 0
    while at < len(tokens):
        mention = _one(tokens, at, text)
        if mention is None or _contradicted(mention, found):
            at += 1
            continue
        found.append(mention)
        at = mention.end
    return tuple(found)


def _contradicted(mention: Beside, found: Sequence[Beside]) -> bool:
    return any(each.kind is mention.kind and each.value != mention.value for each in found)


def _one(tokens: Sequence[Token], at: int, text: str) -> Beside | None:
    if at > 0 and tokens[at].glued and tokens[at].is_word and tokens[at - 1].is_word:
        return None
    for rule in (_set_words, _unsubstitutable, _renewals, _packs, _fraction):
        mention = rule(tokens, at)
        if mention is not None:
            return mention
    known = _CAPITALS.get(text[tokens[at].start : tokens[at].end])
    return Beside(known[0], known[1], at, at + 1, known[2]) if known else None


def _set_words(tokens: Sequence[Token], at: int) -> Beside | None:
    sizes = [(longest(tokens, at, words), kind, value) for words, kind, value in _SET]
    size, kind, value = max(sizes, key=lambda each: each[0])
    return Beside(kind, value, at, at + size) if size else None


def _unsubstitutable(tokens: Sequence[Token], at: int) -> Beside | None:
    """« non substituable (MTE) », « NS MTE »; « NS » or « MTE » alone with care."""
    size, note = longest(tokens, at, _NOT_SUBSTITUTABLE), None
    if not size and said(tokens, at, "ns"):
        size, note = 1, "« NS » lu « non substituable »"
    place = at + size
    while size and place < len(tokens) and tokens[place].text in ("(", ":", "-", ",", "pour"):
        place += 1
    reason_size = longest(tokens, place, _REASONS)
    if not size and not reason_size:
        return None
    if not reason_size:
        missing = "le motif n’est pas dit (MTE, EFG ou CIF)"
        told = f"{note} ; {missing}" if note else missing
        value = NotSubstitutable(None)
        return Beside(BesideKind.NOT_SUBSTITUTABLE, value, at, at + size, told)
    words = tuple(token.text for token in tokens[place : place + reason_size])
    end = place + reason_size
    end += end < len(tokens) and tokens[end].text == ")"
    note = None if size else f"« {words[0].upper()} » seul lu « non substituable »"
    value = NotSubstitutable(_REASONS[words])
    return Beside(BesideKind.NOT_SUBSTITUTABLE, value, at, end, note)


def _renewals(tokens: Sequence[Token], at: int) -> Beside | None:
    """« à renouveler 2 fois », « AR x 5 », « 2 renouvellements »; never « renouveler 3 mois »."""
    size = longest(tokens, at, _RENEWABLE)
    place = at + size
    while size and place < len(tokens) and tokens[place].text in _BEFORE_A_COUNT:
        place += 1
    count = number(tokens, place)
    times = whole(count[0]) if count else None
    if count is None or times is None or times > _MOST_TIMES:
        return None
    end = count[1]
    after = tokens[end].text if end < len(tokens) else ""
    if not size:
        counted = after in ("renouvellement", "renouvellements")
        return Beside(BesideKind.RENEWALS, times, at, end + 1) if counted else None
    if after in _TIMES_OF_WHAT or time_unit(tokens, end) is not None:
        return None
    note = "« AR » lu « à renouveler »" if tokens[at].text == "ar" else None
    return Beside(BesideKind.RENEWALS, times, at, end + (after in _TIMES), note)


_MOST_TIMES: Final = 12
"""Nothing is renewed more often in a year."""


def _packs(tokens: Sequence[Token], at: int) -> Beside | None:
    """« 2 boîtes », « qsp 3 bts », « 1 boîte de 30 »; not « 1 boîte par mois »."""
    opened = longest(tokens, at, _BEFORE_BOXES)
    count = number(tokens, at + opened)
    packs = whole(count[0]) if count else None
    if count is None or packs is None or packs > _MOST_PACKS or count[1] >= len(tokens):
        return None
    if tokens[count[1]].text not in _BOXES:
        return None
    end = count[1] + 1
    if said(tokens, end, "de") and (content := number(tokens, end + 1)) is not None:
        end = content[1]
    if end < len(tokens) and tokens[end].text in _SHARED_OUT:
        return None
    return Beside(BesideKind.PACKS, packs, at, end)


_MOST_PACKS: Final = 99


def _fraction(tokens: Sequence[Token], at: int) -> Beside | None:
    """« délivrance fractionnée de 7 jours », « à délivrer tous les 14 j »."""
    size = longest(tokens, at, _FRACTIONS)
    length = number(tokens, at + size) if size else None
    if length is None:
        return None
    value, unit = whole(length[0]), time_unit(tokens, length[1])
    if value is None or unit not in (TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.MONTH):
        return None
    return Beside(BesideKind.FRACTION, Duration(value, unit), at, length[1] + 1)
