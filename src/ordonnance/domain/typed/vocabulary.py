"""The words that are read, folded (lower case, no accents). What is not here is never guessed.

Sources: the abbreviations taught for French ordonnances, and those met in real lines. Left out on
purpose, because they are read two ways: u, ms, qod, od, os, gl, pul, s.
"""

from collections.abc import Mapping
from typing import Final

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dosage import Moment

Phrases = tuple[str, ...]


def _table(rows: Mapping[str, str]) -> dict[Phrases, str]:
    """Label -> its spellings, one per comma, turned around."""
    return {
        tuple(spelling.split()): label
        for label, spellings in rows.items()
        for spelling in spellings.split(",")
    }


UNITS: Final = _table({
    "comprimé": "cp,cps,cpr,cprs,comp,comprime,comprimes",
    "gélule": "gel,gelule,gelules,gell,gellule,gellules,gle",
    "gélule ou capsule molle": "gelule ou capsule molle,gelules ou capsules molles",
    "capsule": "caps,capsule,capsules",
    "lyophilisat oral": "lyophilisat oral,lyophilisats oraux,lyophilisat,lyophilisats,lyoc,lyocs",
    "sachet": "sachet,sachets,sach,schet,sch",
    "ampoule": "amp,ampoule,ampoules",
    "suppositoire": "supp,suppo,suppos,suppositoire,suppositoires",
    "ovule": "ovule,ovules,ov",
    "goutte": "gtt,gtts,gtte,gttes,goutte,gouttes",
    "bouffée": "bouffee,bouffees,bouf",
    "inhalation": "inh,inhalation,inhalations",
    "pulvérisation": "pulv,pulverisation,pulverisations,vaporisation,vaporisations,vap",
    "dose": "dose,doses",
    "dose-poids": "dose poids,doses poids",
    "application": "app,appli,application,applications,applic",
    "injection": "inj,injection,injections",
    "seringue": "seringue,seringues",
    "patch": "patch,patchs,patches",
    "dispositif transdermique": "dispositif transdermique,dispositifs transdermiques",
    "emplâtre": "emplatre,emplatres",
    "flacon": "flacon,flacons",
    "poche": "poche,poches",
    "pastille": "pastille,pastilles",
    "unidose": "unidose,unidoses",
    "pipette": "pipette,pipettes",
    "mesure": "mesure,mesures",
    "lavement": "lavement,lavements",
    "microlavement": "microlavement,microlavements",
    "lavage": "lavage,lavages",
    "bain": "bain,bains",
    "bain d'oreille": "bain d oreille,bains d oreille",
    "bain de bouche": "bain de bouche,bains de bouche",
    "aérosol": "aerosol,aerosols",
    "cuillère à soupe": "cas,c a s,c a soupe,cuillere a soupe,cuilleres a soupe,cuill a soupe",
    "cuillère à café": "cac,c a c,c a cafe,cuillere a cafe,cuilleres a cafe,cuill a cafe",
    "cuillère à dessert": "cad,cuillere a dessert,cuilleres a dessert",
    "cuillère-mesure": "cam,cuillere mesure,cuilleres mesures",
    "mg": "mg,milligramme,milligrammes",
    "g": "g,gr,gramme,grammes",
    "µg": "µg,μg,ug,mcg,microgramme,microgrammes",
    "ml": "ml,millilitre,millilitres",
    "UI": "ui,unites internationales,unite internationale",
    "MUI": "mui,m ui,million d unite,million d unites,millions d unites,millions d ui",
})  # fmt: skip
"""Unit -> its label in the posology."""

READ_WITH_CARE: Final[dict[Phrases, tuple[str, str]]] = {
    ("ap",): ("application", "« ap » lu « application »"),
    ("pp",): ("application", "« pp » lu « application »"),
    ("cc",): ("ml", "« cc » lu « ml »"),
    ("unite",): ("unité", "« unité » sans « internationale »"),
    ("unites",): ("unité", "« unité » sans « internationale »"),
}
"""Units that could be something else: they are read, and said to be."""

MEASURES: Final = frozenset({"mg", "g", "µg", "ml", "UI", "MUI"})
"""Units of substance or volume; before tablets they are a strength."""

PER_BODY: Final = {("kg",): "kg", ("m²",): "m²", ("m", "2"): "m²", ("m2",): "m²"}

TIME_UNITS: Final = {
    spelling: unit
    for unit, spellings in {
        TimeUnit.MINUTE: "min mn minute minutes",
        TimeUnit.HOUR: "h heure heures",
        TimeUnit.DAY: "j jr jrs jour jours",
        TimeUnit.WEEK: "sem semaine semaines",
        TimeUnit.MONTH: "mois",
        TimeUnit.YEAR: "an ans annee annees",
    }.items()
    for spelling in spellings.split()
}

NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        [
            "zero",
            "un une",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
        ]
    )
    for word in words.split()
} | {"vingt": 20, "trente": 30}

RHYTHMS: Final[dict[Phrases, tuple[int, int, TimeUnit]]] = {
    ("die",): (1, 1, TimeUnit.DAY),
    ("qd",): (1, 1, TimeUnit.DAY),
    ("bid",): (2, 1, TimeUnit.DAY),
    ("bdd",): (2, 1, TimeUnit.DAY),
    ("tid",): (3, 1, TimeUnit.DAY),
    ("qid",): (4, 1, TimeUnit.DAY),
    ("qh",): (1, 1, TimeUnit.HOUR),
    ("quotidien",): (1, 1, TimeUnit.DAY),
    ("quotidienne",): (1, 1, TimeUnit.DAY),
    ("quotidiennement",): (1, 1, TimeUnit.DAY),
    ("hebdomadaire",): (1, 1, TimeUnit.WEEK),
    ("mensuel",): (1, 1, TimeUnit.MONTH),
    ("mensuelle",): (1, 1, TimeUnit.MONTH),
    ("un", "jour", "sur", "deux"): (1, 2, TimeUnit.DAY),
    ("1", "jour", "sur", "2"): (1, 2, TimeUnit.DAY),
    ("1", "j", "sur", "2"): (1, 2, TimeUnit.DAY),
    ("un", "jour", "sur", "2"): (1, 2, TimeUnit.DAY),
}
"""Said at once: so many times, every so many units of time."""

_MOMENTS: Final = {
    Moment.MORNING: "matin,le matin,au matin,chaque matin,tous les matins,qam",
    Moment.NOON: "midi,a midi,le midi,chaque midi",
    Moment.AFTERNOON: "l apres midi,apres midi",
    Moment.EVENING: "soir,le soir,au soir,chaque soir,tous les soirs",
    Moment.NIGHT: "la nuit,nuit",
    Moment.BEDTIME: "au coucher,coucher,le soir au coucher,avant de dormir,avant le coucher,hs",
    Moment.WAKING: "au reveil,au lever,le matin au reveil,le matin au lever",
    Moment.EARLY_MORNING: "tot le matin",
    Moment.LATE_MORNING: "en fin de matinee",
    Moment.EARLY_AFTERNOON: "en debut d apres midi",
    Moment.LATE_AFTERNOON: "en fin d apres midi",
    Moment.EARLY_EVENING: "en debut de soiree",
    Moment.LATE_EVENING: "en fin de soiree",
    Moment.AFTER_SLEEP: "apres l endormissement",
    Moment.MEALS: "au cours des repas,pendant les repas,au moment des repas,avec les repas,"
    "aux repas,au cours du repas,au cours d un repas,pendant le repas,au milieu des repas",
    Moment.BREAKFAST: "au petit dejeuner,au petit dej,petit dejeuner",
    Moment.LUNCH: "au dejeuner",
    Moment.DINNER: "au diner",
    Moment.BEFORE_MEALS: "avant les repas,avant un repas,avant le repas,avant repas,ac",
    Moment.BEFORE_BREAKFAST: "avant le petit dejeuner",
    Moment.BEFORE_LUNCH: "avant le dejeuner",
    Moment.BEFORE_DINNER: "avant le diner",
    Moment.AFTER_MEALS: "apres les repas,apres un repas,apres le repas,apres repas,pc",
    Moment.AFTER_BREAKFAST: "apres le petit dejeuner",
    Moment.AFTER_LUNCH: "apres le dejeuner",
    Moment.AFTER_DINNER: "apres le diner",
}
MOMENTS: Final = {
    tuple(spelling.split()): moment
    for moment, spellings in _MOMENTS.items()
    for spelling in spellings.split(",")
}

AT_MEALS: Final = {
    Moment.MEALS: (Moment.BREAKFAST, Moment.LUNCH, Moment.DINNER),
    Moment.BEFORE_MEALS: (Moment.BEFORE_BREAKFAST, Moment.BEFORE_LUNCH, Moment.BEFORE_DINNER),
    Moment.AFTER_MEALS: (Moment.AFTER_BREAKFAST, Moment.AFTER_LUNCH, Moment.AFTER_DINNER),
}
"""« matin et soir avant les repas »: the meals of the three times of day."""

DAY_TIMES: Final = (Moment.MORNING, Moment.NOON, Moment.EVENING)

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
