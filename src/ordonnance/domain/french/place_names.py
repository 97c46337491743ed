"""Names of pharmacies that cannot be somebody's: made of common words and of their town.

« Pharmacie de la Gare » goes on a list without personal data; « Pharmacie Exemple-Démo », which may
be the pharmacist's name, does not. What is not certain is left out.
"""

from ordonnance.domain.french.place_words import AFTER_AN_ARTICLE, ARTICLES, FIRST, FOLDED, LAST


def common_name(name: str, town: str) -> str:
    """The name when every word of it is common, or of the town; else an empty text."""
    words = _words(name)
    places = {each for each in _words(town) if len(each) > 2}
    if not words or words[0] not in FIRST:
        return ""
    rest = [each for each in words[1:] if each not in LAST]
    while rest:
        article = next((each for each in ARTICLES if tuple(rest[: len(each)]) == each), None)
        if article is None or len(rest) == len(article):
            return ""
        rest = rest[len(article) :]
        if rest[0] not in AFTER_AN_ARTICLE and rest[0] not in places:
            return ""
        rest = rest[1:]
        while rest and (rest[0] in places or rest[0] in FOLLOWING):
            rest = rest[1:]
    return name


FOLLOWING = frozenset({"COMMERCIAL", "VILLE", "NORD", "SUD", "EST", "OUEST", "NEUF", "VIEUX"})
"""Words that may follow a common one: « du centre commercial »."""


def _words(text: str) -> list[str]:
    plain = text.upper().translate(FOLDED)
    return "".join(each if each.isalnum() else " " for each in plain).split()
