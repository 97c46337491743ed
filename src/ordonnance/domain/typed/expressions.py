"""The set phrases that are read, folded: routes, conditions, limits, instructions, and dangers."""

from typing import Final

from ordonnance.domain.coding import Coding

_EDQM: Final = "http://standardterms.edqm.eu"
_ROUTES: Final = {
    ("20053000", "Voie orale"): "po,per os,par la bouche,voie orale",
    ("20035000", "Voie intramusculaire"): "im,intramusculaire,intra musculaire,voie im,"
    "voie intramusculaire",
    ("20045000", "Voie intraveineuse"): "iv,intraveineuse,intra veineuse,intraveineux,voie iv,"
    "voie intraveineuse",
    ("20066000", "Voie sous-cutanée"): "sc,s / c,sous cutanee,sous cutane,voie sc,"
    "voie sous cutanee",
    (
        "20067000",
        "Voie sublinguale",
    ): "sl,sous la langue,sublinguale,sublinguales,sublingual,voie sublinguale",
    ("20070000", "Voie transdermique"): "voie transdermique",
    ("20003000", "Voie cutanée"): "voie cutanee",
    ("20049000", "Voie nasale"): "voie nasale",
    ("20051000", "Voie ophtalmique"): "voie ophtalmique",
    ("20001000", "Voie auriculaire"): "voie auriculaire",
    ("20061000", "Voie rectale"): "voie rectale,ir",
    ("20072000", "Voie vaginale"): "voie vaginale",
    ("20020000", "Voie inhalée"): "voie inhalee",
}
ROUTES: Final = {
    tuple(f"{opening} {spelling}".split()): Coding(_EDQM, code, label)
    for (code, label), spellings in _ROUTES.items()
    for spelling in spellings.split(",")
    for opening in ("", "par", "en", "en injection", "en inj")
}

NEEDED: Final = {
    tuple(said.split())
    for said in ["si besoin", "au besoin", "si necessaire", "a la demande", "prn"]
}
AGAIN: Final = {
    tuple(said.split())
    for said in ["a renouveler si besoin", "a renouveler au besoin", "a renouveler si necessaire"]
}
DURING: Final = {
    tuple(said.split())
    for said in [
        "pendant",
        "pdt",
        "pd",
        "pst",
        "durant",
        "pour",
        "qsp",
        "q s p",
        "sur",
        "pour une duree de",
        "x",
        "*",
    ]
}
ONCE: Final = {
    tuple(said.split())
    for said in [
        "en prise unique",
        "en une prise unique",
        "en une seule prise",
        "dose unique",
        "en dose unique",
        "prise unique",
        "en une seul prise unique",
        "une seule fois",
    ]
}
TOGETHER: Final = {
    ("en", "une", "prise"),
    ("en", "une", "fois"),
    ("en", "1", "prise"),
    ("en", "1", "seule", "prise"),
    ("d", "un", "coup"),
    ("a", "en", "une", "prise"),
}
"""How the dose is taken; it does not say whether once a day or once in all."""

OTHER_DAY: Final = {
    tuple(said.split()) for said in ["l autre jour", "le lendemain", "le jour suivant"]
}
"""The second of two doses that alternate."""

MOST: Final = {
    tuple(said.split())
    for said in [
        "maximum",
        "max",
        "sans depasser",
        "ne pas depasser",
        "au maximum",
        "avec un maximum de",
    ]
}

MOST_TIMES: Final = MOST | {("jusqu", "a"), ("au", "plus")}
"""Before so many times; before an amount, « jusqu'à » may be the end of a titration."""

INSTRUCTIONS: Final = {
    tuple(said.split())
    for said in [
        "a avaler",
        "avaler",
        "avec chambre d inhalation",
        "avec une chambre d inhalation",
        "en entretien",
        "a jeun",
        "a jeune",
        "en dehors des repas",
        "a distance des repas",
        "avec un",
        "avec une",
        "avec de",
        "sans croquer",
        "a sucer",
        "a boire",
        "a heures fixes",
        "a croquer",
        "a mastiquer",
        "a dissoudre",
        "a diluer",
        "eviter",
        "jamais",
        "ne pas",
        "se laver",
        "laisser agir",
        "laisser secher",
        "recouvrir",
        "appliquer",
        "a appliquer",
        "injecter",
        "a injecter",
        "a pratiquer",
        "en massage",
        "en couche",
        "en fine couche",
        "en une fine couche",
        "en aspersion",
        "par aspersion",
        "a vie",
        "au long cours",
        "long terme",
        "jusqu a guerison",
        "jusqu a apyrexie",
        "jusqu a disparition",
        "au milieu du repas",
        "a heure fixe",
        "a inhaler",
        "au debut du repas",
        "au debut des repas",
        "au debut de chaque repas",
        "a la fin du repas",
        "a la fin des repas",
        "en fin de repas",
        "loin des repas",
        "rincer la bouche",
        "se rincer la bouche",
        "systematiquement",
        "en systematique",
        "a la meme heure",
        "en inhalation",
        "bien agiter",
        "agiter",
        "instiller",
        "a instiller",
        "selon inr",
        "a laisser fondre",
        "en lavage",
        "en bain",
        "tant que",
        "debout",
        "renouveler l ordonnance",
        "humidifier",
        "masser",
        "de preference",
        "avant coucher",
        "en friction",
    ]
}
"""How an instruction begins that stays as words: it says how, never how much nor how often."""

PAIRS: Final = frozenset({"yeux", "oreilles", "narines", "mains", "pieds", "jambes", "bras"})
"""What one has two of: « sur les 2 yeux » hides no amount."""

AGAINST: Final = frozenset({"eviter", "jamais", "ne", "sans"})
"""Instructions about what not to do: whatever follows, up to a sign, belongs to them."""

NOISE: Final = {
    tuple(said.split())
    for said in ["prendre", "a prendre", "a raison de", "inclus", "traitement", "par prise"]
}

DANGERS: Final = (
    "arret", "stop", "remplac", "suspend", "annul", "interromp", "cesse", "supprim", "augmente",
    "augmenta", "diminu", "double", "lieu", "sauf", "sinon", "echec", "relais", "renouvel",
    "reprend", "ajust", "adapt", "poursui", "continu", "degress",
)  # fmt: skip
"""Beginnings of words that change a treatment: a text that holds one is never an instruction."""
