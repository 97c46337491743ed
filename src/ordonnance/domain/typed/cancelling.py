"""Words that stop, replace or change a treatment from within a free text."""

from collections.abc import Sequence
from typing import Final

from ordonnance.domain.typed.phrases import number, said, time_unit
from ordonnance.domain.typed.tokens import Token

_STOPS: Final = (
    "arret", "stop", "suspend", "annul", "interromp", "interrup", "cesse", "cessation",
    "remplac", "substitu", "supprim",
)  # fmt: skip
_INSTEAD: Final = (
    ("au", "lieu", "de"), ("au", "lieu", "du"), ("au", "lieu", "d"), ("a", "la", "place"),
    ("ne", "plus"), ("en", "relais"), ("en", "remplacement"),
)  # fmt: skip
_CHANGES: Final = ("augment", "diminu", "double", "doubler", "reduir", "redui", "titr")
_AWAY: Final = frozenset({"pas", "sans", "jamais"})
"""Words that take the warning away: « ne pas arrêter brutalement »."""

_CONDITIONS: Final = frozenset(
    {"si", "s", "des", "quand", "lorsque", "lorsqu", "apres", "au", "a", "le", "pendant", "en"}
)
"""« stop si nausées », « arrêt à la guérison »: how this treatment itself ends."""

_NOT_DRUGS: Final = frozenset(
    {
        "tabac", "alcool", "travail", "sport", "conduite", "fumer", "allaitement", "cafe", "cycle",
        "patch", "patchs", "dispositif", "dispositifs", "pansement", "pansements", "timbre",
        "emplatre", "aiguille", "anneau", "poche", "sonde", "repas", "dent", "dents", "saignement",
        "diarrhee", "vomissements", "symptomes", "fievre", "activite", "activites",
    }
)  # fmt: skip
"""What may be stopped or replaced without stopping a medicine."""

_LITTLE: Final = frozenset(
    {"le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "chaque", "son", "votre", "tout",
     "toute", "vos"}
)  # fmt: skip

STOPPING: Final = (
    "semble arrêter ou remplacer un traitement. Une annulation ou un remplacement se fait par son "
    "acte, jamais par un texte."
)
CHANGING: Final = "change la dose. Écrire les paliers dans la posologie structurée."


def stops(tokens: Sequence[Token]) -> str | None:
    """Why the text worries, as the end of a sentence, None when it does not."""
    return STOPPING if any(_stops(tokens, at) for at in range(len(tokens))) else None


def changes(tokens: Sequence[Token]) -> str | None:
    """« puis augmenter… »: a change of dose in words, as the end of a sentence, or None."""
    for at, token in enumerate(tokens):
        if token.text.startswith(_CHANGES) and not _before(tokens, at) & _AWAY:
            return CHANGING
    return None


def _stops(tokens: Sequence[Token], at: int) -> bool:
    if any(said(tokens, at, *words) for words in _INSTEAD):
        return True
    word = tokens[at].text
    if not word.startswith(_STOPS) or _before(tokens, at) & _AWAY:
        return False
    if word.startswith(("non", "insubstitu")) or word in ("substituable", "substituables"):
        return False
    return not (_own_end(tokens, at) or _thing(tokens, at + 1))


def _own_end(tokens: Sequence[Token], at: int) -> bool:
    """True for « puis arrêt », « arrêt 2 jours », « stop si nausées », « revoir pour l'arrêt »."""
    if not tokens[at].text.startswith(("arret", "stop")):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    before = _before(tokens, at, 3)
    verb = tokens[at].text in ("arreter", "arretez", "arrete")
    if after is None or not (after.is_word or after.value is not None):
        return bool(before & {"puis", "revoir", "jusqu", "ensuite", "avant", "apres"})
    if after.text in _CONDITIONS and not (verb and after.text in ("le", "a", "au", "en")):
        return True
    paused = number(tokens, at + 1)
    if after.text == "de" and not verb:
        paused = number(tokens, at + 2)
    if paused is not None and time_unit(tokens, paused[1]) is not None:
        return True
    return "revoir" in before


def _thing(tokens: Sequence[Token], at: int) -> bool:
    """True when what is stopped is not a medicine: « arrêt du tabac », « remplacer le patch »."""
    place = at
    while place < len(tokens) and tokens[place].text in _LITTLE:
        place += 1
    return place < len(tokens) and tokens[place].text in _NOT_DRUGS


def _before(tokens: Sequence[Token], at: int, reach: int = 2) -> set[str]:
    return {token.text for token in tokens[max(at - reach, 0) : at]}
