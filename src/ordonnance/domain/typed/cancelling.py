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
        "diarrhee", "vomissements", "symptomes", "fievre", "activite", "activites", "maladie",
        "cardiaque", "toux", "douleur", "douleurs", "ecoulement", "crise", "crises", "nausees",
        "demangeaisons", "saignements", "hoquet", "regles", "soleil", "exposition", "sel", "sucre",
        "lait", "gluten", "alimentation", "ecrans", "scolaire", "tabagique", "circulatoire",
    }
)  # fmt: skip
"""What may be stopped or replaced without stopping a medicine."""

_OWN: Final = frozenset(
    {"le", "la", "l", "ce", "cet", "traitement", "medicament", "prise", "prises", "de", "du", "et",
     "ou", "immediatement", "aussitot", "tout", "toute", "sans", "attendre", "alors", "les"}
)  # fmt: skip
"""Words of « arrêter le traitement et… » before its condition: no other drug is named."""

_WARNED: Final = (
    ("si",), ("s", "il"), ("s", "ils"), ("s", "elle"), ("en", "cas"), ("des", "que"),
    ("des", "qu"), ("des", "l"), ("des", "les"), ("des", "la"), ("des", "guerison"),
    ("quand",), ("lorsque",), ("lorsqu",), ("consulter",), ("consultez",), ("appeler",),
    ("rappeler",), ("recontacter",), ("contacter",), ("me",), ("revoir",),
)  # fmt: skip
"""What makes a stop a warning about this treatment: « arrêter en cas d’éruption »."""

_PLANNED: Final = frozenset(
    {"intervention", "operation", "chirurgie", "bloc", "extraction", "examen", "coloscopie",
     "anesthesie", "geste", "injection", "ponction", "biopsie", "infiltration", "scanner"}
)  # fmt: skip
"""« 5 jours avant l’intervention »: a pause around an act, and no treatment is cancelled."""

_NOT_DOSES: Final = frozenset(
    {
        "boisson", "boissons", "apport", "apports", "hydratation", "activite", "activites", "sel",
        "sucre", "sucres", "alcool", "tabac", "fibres", "poids", "exposition", "consommation",
        "risque", "risques", "effort", "efforts", "fievre", "douleur", "douleurs", "symptomes",
        "ecrans", "cafe", "stress", "reflux", "inflammation", "temperature", "exemplaire",
        "graisses", "marche",
    }
)  # fmt: skip
"""What may be raised or lowered without changing a dose."""

_SWAPPED: Final = frozenset({"generique", "generiques", "biosimilaire", "biosimilaires"})
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
        changing = token.text.startswith(_CHANGES) and not _before(tokens, at) & _AWAY
        if changing and not _no_dose(tokens, at):
            return CHANGING
    return None


def _no_dose(tokens: Sequence[Token], at: int) -> bool:
    """True for « augmenter les boissons », « si la douleur augmente »."""
    after = {token.text for token in tokens[at + 1 : at + 5]}
    if after & _NOT_DOSES:
        return True
    return "si" in _before(tokens, at, 4) and tokens[at].text in ("augmente", "augmentent")


def _stops(tokens: Sequence[Token], at: int) -> bool:
    if any(said(tokens, at, *words) for words in _INSTEAD):
        return not said(tokens, at, "ne", "plus") or _no_longer_taken(tokens, at + 2)
    word = tokens[at].text
    if not word.startswith(_STOPS) or _before(tokens, at) & _AWAY:
        return False
    if _no_swap(tokens, at) or _and_not(tokens, at):
        return False
    if _own_end(tokens, at) or _thing(tokens, at + 1):
        return False
    return not (_time_off(tokens, at) or _warned(tokens, at) or _around_an_act(tokens, at))


def _no_swap(tokens: Sequence[Token], at: int) -> bool:
    """« non substituable », « remplacé par le générique », « le médecin remplaçant »."""
    word, after = tokens[at].text, {token.text for token in tokens[at + 1 : at + 5]}
    if word.startswith("substitu"):
        named = word not in ("substituer", "substituez", "substitution", "substitue")
        return named or bool(after & {"nicotinique", "orale", "opiacee", "hormonale", "possible"})
    if word in ("remplacant", "remplacante"):
        return bool(
            _before(tokens, at, 1) & {"mon", "ma", "medecin", "docteur", "votre", "un"}
        ) or (bool(after & {"dr", "docteur"}))
    return word.startswith("remplac") and bool(after & _SWAPPED)


def _and_not(tokens: Sequence[Token], at: int) -> bool:
    """« ne remplace pas une consultation »."""
    return "ne" in _before(tokens, at, 1) and said(tokens, at + 1, "pas")


def _time_off(tokens: Sequence[Token], at: int) -> bool:
    """« une semaine d’arrêt », « 7 jours d’arrêt »: the days off of a pill."""
    linked = at >= 2 and tokens[at - 1].text in ("d", "de")
    return linked and time_unit(tokens, at - 2) is not None


def _warned(tokens: Sequence[Token], at: int) -> bool:
    """« arrêter le traitement et consulter en cas d’éruption »: how this very treatment may end."""
    place = at + 1
    while place < len(tokens):
        if any(said(tokens, place, *words) for words in _WARNED):
            return True
        if tokens[place].text not in _OWN and tokens[place].text != ",":
            return False
        place += 1
    return False


def _around_an_act(tokens: Sequence[Token], at: int) -> bool:
    """« arrêt de l’aspirine 5 jours avant l’intervention »."""
    for place in range(at + 1, min(at + 9, len(tokens))):
        after = {token.text for token in tokens[place + 1 : place + 4]}
        if tokens[place].text == "avant" and after & _PLANNED:
            return True
    return False


def _no_longer_taken(tokens: Sequence[Token], at: int) -> bool:
    """« ne plus prendre EXEMPLOL », not « pour ne plus avoir mal »."""
    taken = ("prend", "donn", "utilis", "mett", "aval", "appliqu", "administr", "pren", "poursui")
    return at < len(tokens) and tokens[at].text.startswith(taken)


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
