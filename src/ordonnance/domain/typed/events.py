"""Reading takes tied to what happens: a stool, an effort, a fever, going to bed, a patch removed.

The event stays as the words that were typed: nobody can count it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.typed.draft import WHEN, Sketch
from ordonnance.domain.typed.expressions import NEEDED
from ordonnance.domain.typed.manner import words
from ordonnance.domain.typed.phrases import longest, number, said, time_unit
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MOMENTS

_EVENTS: Final = frozenset(
    {
        "selle", "selles", "diarrhee", "diarrhees", "vomissement", "vomissements", "effort",
        "efforts", "sport", "rapport", "rapports", "tetee", "tetees", "biberon", "biberons",
        "miction", "mictions", "douche", "bain", "change", "changes", "toilette", "soin", "soins",
        "pansement", "pansements", "crise", "crises", "exposition", "expositions", "voyage",
        "depart", "brossage", "lavage",
    }
)  # fmt: skip
_ARTICLES: Final = frozenset({"chaque", "le", "la", "l", "les", "un", "une", "toute", "tout"})
_QUALITIES: Final = frozenset(
    {"liquide", "liquides", "molle", "molles", "sexuel", "sexuels", "physique", "physiques",
     "solaire", "solaires"}
)  # fmt: skip
_BED: Final = (("avant", "le", "coucher"), ("avant", "de", "se", "coucher"), ("avant", "coucher"),
               ("avant", "de", "dormir"))  # fmt: skip
_REMOVED: Final = frozenset({"enlever", "retirer", "oter"})
_BEGINNINGS: Final = (
    ("au", "moment", "de", "la", "crise"), ("au", "moment", "des", "crises"),
    ("lors", "des", "crises"), ("pendant", "les", "crises"), ("pendant", "la", "crise"),
    ("au", "debut", "de", "la", "crise"), ("au", "debut", "des", "symptomes"),
    ("des", "les", "premiers", "symptomes"), ("des", "les", "premiers", "signes"),
    ("des", "le", "debut", "de", "la", "crise"), ("des", "l", "apparition", "des", "symptomes"),
)  # fmt: skip
_HOT: Final = (("fievre",), ("temperature",), ("t", "°"), ("t",), ("temp",), ("fievres",))
_ABOVE: Final = (
    ("superieure", "a"), ("superieur", "a"), ("au", "dessus", "de"), (">", "="), (">",),
    ("sup", "a"), ("≥",),
)  # fmt: skip
_REPEATED: Final = ("renouveler", "repeter", "reprendre")
_LATER: Final = (("au", "bout", "de"), ("apres",), ("dans",))
_THIN: Final = frozenset({"fine", "fines", "legere", "legeres", "mince", "minces"})
_OTHERWISE: Final = (*(name for name in WHEN if name != "count"), "bounds")
_AT_ONCE: Final = (("d", "emblee"), ("ce", "jour"), ("en", "dose", "de", "charge"),
                   ("immediatement",), ("tout", "de", "suite"))  # fmt: skip
_COLDEST, _HOTTEST = Decimal(36), Decimal(42)

NOT_COUNTED: Final = "prise liée à un événement, gardé en toutes lettres"


def removed(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« à enlever le soir », « à retirer au coucher »: the moment is no other take."""
    if not said(tokens, at, "a") or at + 1 >= len(tokens) or tokens[at + 1].text not in _REMOVED:
        return None
    size = longest(tokens, at + 2, MOMENTS)
    if not size or not sketch.last.has("dose"):
        return None
    end = at + 2 + size
    return end if sketch.last.add("instructions", words(text, tokens, at, end)) else None


def bedtime(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« 1 h avant le coucher »: once a day, for one goes to bed once; FHIR counts only after."""
    length = number(tokens, at)
    unit = time_unit(tokens, length[1]) if length else None
    if length is None or unit not in (TimeUnit.MINUTE, TimeUnit.HOUR):
        return None
    place = length[1] + 1
    end = next((place + len(each) for each in _BED if said(tokens, place, *each)), None)
    if end is None or not sketch.last.add("instructions", words(text, tokens, at, end)):
        return None
    if not sketch.last.has(*WHEN):
        sketch.last.put(frequency=1, frequency_max=None, period=Decimal(1), period_max=None,
                        period_unit=TimeUnit.DAY)  # fmt: skip
    sketch.note("heure du coucher, gardée en toutes lettres")
    return end


def event(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« après chaque selle liquide », « 15 min avant l'effort »."""
    length, place = number(tokens, at), at
    if length is not None:
        if time_unit(tokens, length[1]) not in (TimeUnit.MINUTE, TimeUnit.HOUR):
            return None
        place = length[1] + 1
    if place >= len(tokens) or tokens[place].text not in ("avant", "apres", "a"):
        return None
    if tokens[place].text == "a" and (length is not None or not said(tokens, place + 1, "chaque")):
        return None
    place += 1
    while place < len(tokens) and tokens[place].text in _ARTICLES:
        place += 1
    if place >= len(tokens) or tokens[place].text not in _EVENTS:
        return None
    end = place + 1
    while end < len(tokens) and tokens[end].text in _QUALITIES:
        end += 1
    if not sketch.last.add("instructions", words(text, tokens, at, end)):
        return None
    sketch.note(NOT_COUNTED)
    return end


def thinly(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« 1 application fine le soir »: how, said of the application just counted."""
    dose = sketch.last.fields.get("dose")
    if tokens[at].text not in _THIN or dose is None or dose.unit.label != "application":
        return None
    how = f"application {words(text, tokens, at, at + 1)}"
    return at + 1 if sketch.last.add("instructions", how) else None


def apart(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« à 4 h d'intervalle »: how far apart, beside the number of takes."""
    length = number(tokens, at + 1) if said(tokens, at, "a") else None
    if length is None or time_unit(tokens, length[1]) is None or not sketch.last.has("frequency"):
        return None
    end = length[1] + 3
    if not said(tokens, length[1] + 1, "d", "intervalle"):
        return None
    return end if sketch.last.add("instructions", words(text, tokens, at, end)) else None


def repeated(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« à renouveler après 2 h si besoin », « à répéter 30 min après si besoin »: once or more?

    Nobody says how many times: the words stay, and no rhythm is made of them.
    """
    if not any(said(tokens, at, "a", verb) for verb in _REPEATED):
        return None
    place = at + 2
    place += 2 * (said(tokens, place, "une", "fois") or said(tokens, place, "1", "fois"))
    place += next((len(each) for each in _LATER if said(tokens, place, *each)), 0)
    length = number(tokens, place)
    unit = time_unit(tokens, length[1]) if length else None
    if length is None or unit not in (TimeUnit.MINUTE, TimeUnit.HOUR):
        return None
    place = length[1] + 1
    place += 1 * said(tokens, place, "apres") or 2 * said(tokens, place, "plus", "tard")
    end = place + longest(tokens, place, NEEDED)
    if end == place or not sketch.last.add("instructions", words(text, tokens, at, end)):
        return None
    sketch.note("prise répétée, gardée en toutes lettres")
    return end


def first(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« 2 gélules d'emblée », « 1 ampoule ce jour »: one take, at once."""
    size = next((len(each) for each in _AT_ONCE if said(tokens, at, *each)), 0)
    last = sketch.last
    if not size or not last.has("dose") or last.has(*_OTHERWISE):
        return None
    last.put(count=1)
    last.add("instructions", words(text, tokens, at, at + size))
    return at + size


def beginning(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« au début de la crise », « dès les premiers symptômes »: as needed, for that reason."""
    size = next((len(each) for each in _BEGINNINGS if said(tokens, at, *each)), 0)
    if not size or sketch.last.has("as_needed"):
        return None
    sketch.last.fields |= {
        "as_needed": True, "as_needed_reason": words(text, tokens, at, at + size),
    }  # fmt: skip
    return at + size


def fever(tokens: Sequence[Token], at: int, sketch: Sketch, text: str) -> int | None:
    """« si fièvre > 38,5 °C »: the one reason whose number is part of it."""
    if not said(tokens, at, "si") or sketch.last.has("as_needed"):
        return None
    hot = next((at + 1 + len(each) for each in _HOT if said(tokens, at + 1, *each)), None)
    if hot is None:
        return None
    above = next((hot + len(each) for each in _ABOVE if said(tokens, hot, *each)), None)
    degrees = number(tokens, above) if above is not None else None
    if degrees is None or not _COLDEST <= degrees[0] <= _HOTTEST:
        return None
    end = degrees[1]
    if said(tokens, end, "°"):
        end += 2 if said(tokens, end + 1, "c") else 1
    sketch.last.fields |= {
        "as_needed": True, "as_needed_reason": words(text, tokens, at + 1, end),
    }  # fmt: skip
    return end
