"""What a label of conditions does, in words, with its article: for those who read drug facts.

The rules read the same table (`ordonnance.law.substances.CONDITIONS`); this page only tells it. A
label that is not there has no effect that we know of, which is not the same as none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ordonnance.law.french import duration_text
from ordonnance.law.labels import Initial, LabelKind, read_label, read_labels
from ordonnance.law.perimeter import HOSPITAL_ONLY, RETROCESSION
from ordonnance.law.substances import CONDITIONS, Article, Condition, Regime, label_key

UNKNOWN = (
    "libellé inconnu : aucune règle ne lit cette condition ; elle donne « ne peut pas être "
    "déterminé », au professionnel de la vérifier"
)
ANYONE = "renouvellement : tout prescripteur renouvelle, sans les restrictions de la première fois"
INFORMS = "information : ne change pas ce qui peut être prescrit"


@dataclass(frozen=True, slots=True)
class Effect:
    """`read`: a rule reads the label, or it is known to inform only."""

    text: str
    article: str | None
    read: bool


_LISTS = {
    Regime.LISTE_I: ("liste I : pas de renouvellement sans mention", "CSP R.5132-22"),
    Regime.LISTE_II: ("liste II : renouvelable sauf mention contraire", "CSP R.5132-22"),
    Regime.NARCOTIC: ("stupéfiant : régime des stupéfiants", "CSP R.5132-27 à R.5132-33"),
}
_TOGETHER: Mapping[LabelKind, tuple[str, str]] = {
    LabelKind.HOSPITAL: ("par un prescripteur hospitalier, chaque fois", "CSP R.5121-77 2°"),
    LabelKind.INITIAL: ("la suite repose sur cette première prescription", "CSP R.5121-77 3°"),
    LabelKind.RESERVED: ("par les spécialités ou services désignés", "CSP R.5121-91"),
    LabelKind.RENEWAL: ("qui peut renouveler", "CPD (ANSM)"),
    LabelKind.MONITORING: ("examens à écrire si l’AMM le demande", "CSP R.5121-95"),
    LabelKind.RESULT: ("examen daté sur l’ordonnance", "CSP R.5121-95"),
    LabelKind.MENTION: ("mention à écrire, vérifiée à la délivrance", "CPD (ANSM)"),
    LabelKind.DOCUMENT: ("document à signer, à remettre ou à vérifier", "CPD (ANSM)"),
    LabelKind.CHANNEL: ("où le médicament est délivré", "CPD (ANSM)"),
}
"""What the rules on restricted prescription do with labels that they read together."""
_PERIMETERS = {
    HOSPITAL_ONLY: ("hors de l’ordonnance numérique : hôpital seulement", "CSP R.5121-77 1°"),
    RETROCESSION: ("hors de l’ordonnance numérique : rétrocession par l’hôpital", "CPD (ANSM)"),
}


def effect(label: str) -> Effect:
    """What the label does in law."""
    typed = read_label(label)
    if typed is not None and typed.kind is LabelKind.RENEWAL and typed.group is None:
        return Effect(ANYONE, "CSP R.5121-77 et R.5121-91", read=True)
    known = CONDITIONS.get(label_key(label))
    if known is None:
        return _unread(label)
    found = _effects(known)
    if not found:
        return Effect(INFORMS, None, read=True)
    texts, articles = zip(*found, strict=True)
    return Effect(" ; ".join(texts), " ; ".join(dict.fromkeys(articles)), read=True)


def _unread(label: str) -> Effect:
    """A label that the table does not hold: read with the others of its medicine, or unknown."""
    typed = read_label(label)
    if typed is None:
        return Effect(UNKNOWN, None, read=False)
    text, article = _TOGETHER.get(typed.kind, (INFORMS, None))
    return Effect(f"{typed.kind.value} : {text}" if article else text, article, read=True)


def who_prescribes(labels: Iterable[str]) -> list[str]:
    """Who begins, prescribes and renews, in French, from all the labels of a medicine together."""
    known = read_labels(tuple(labels))
    told = []
    if known.hospital_only:
        told.append("prescription hospitalière, chaque fois")
    if known.initial is not None:
        told.append(_initial(known.initial))
    if known.reserved_to:
        told.append(f"prescription réservée aux {', '.join(known.reserved_to)}")
    if known.renewed_by:
        told.append(f"renouvellement réservé aux {', '.join(known.renewed_by)}")
    elif known.renewed_by is not None:
        told.append("renouvellement par tout prescripteur")
    elif known.initial is not None:
        told.append("renouvellement : rien n’est publié de qui peut renouveler")
    return told


def _initial(initial: Initial) -> str:
    text = "prescription initiale hospitalière" if initial.hospital else "prescription initiale"
    if initial.every is not None:
        text += f", valable {duration_text(initial.every)}"
    if initial.groups:
        text += f", par les {', '.join(initial.groups)}"
    elif not initial.hospital:
        text += ", par certains spécialistes (non publiés)"
    if initial.populations:
        text += f" ({' ; '.join(initial.populations)})"
    return text


def _effects(known: Condition) -> list[tuple[str, str]]:
    found = []
    if known.regime is not None:
        found.append(_LISTS[known.regime])
    if known.maximum is not None:
        text = f"durée de prescription : {duration_text(known.maximum)} au plus"
        if known.maximum_by_pump is not None:
            text += f" ({duration_text(known.maximum_by_pump)} par pompe)"
        found.append((text, "CSP R.5132-21 et R.5132-30"))
    if known.fraction is not None:
        text = f"délivrance par fractions de {duration_text(known.fraction)}"
        found.append((text, "CSP R.5132-30"))
    if Article.R5132_5 in known.articles and known.regime is None:
        found.append(("ordonnance sécurisée", "CSP R.5132-5"))
    if Article.R5132_29 in known.articles and known.regime is None:
        found.append(("quantités en toutes lettres", "CSP R.5132-29"))
    if Article.R5132_33_2 in known.articles and known.regime is None:
        found.append(("chevauchement interdit sauf mention", "CSP R.5132-33"))
    if known.perimeter is not None:
        found.append(_PERIMETERS[known.perimeter])
    return found
