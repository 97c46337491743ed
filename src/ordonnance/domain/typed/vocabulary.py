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
    "ampoule buvable": "amp buv,amp buvable,ampoule buvable,ampoules buvables",
    "anneau": "anneau,anneaux",
    "spray": "spray,sprays",
    "stylo": "stylo,stylos",
    "suppositoire": "supp,suppo,suppos,suppositoire,suppositoires",
    "ovule": "ovule,ovules,ov",
    "goutte": "gtt,gtts,gtte,gttes,goutte,gouttes",
    "bouffée": "bouffee,bouffees,bouf,bouff,bouffs",
    "inhalation": "inh,inhalation,inhalations",
    "pulvérisation": "pulv,pulverisation,pulverisations,vaporisation,vaporisations,vap",
    "dose": "dose,doses",
    "dose-poids": "dose poids,doses poids",
    "application": "app,appli,application,applications,applic,application locale,"
    "applications locales",
    "injection": "inj,injection,injections",
    "seringue": "seringue,seringues",
    "patch": "patch,patchs,patches",
    "dispositif transdermique": "dispositif transdermique,dispositifs transdermiques",
    "emplâtre": "emplatre,emplatres",
    "film": "film,films",
    "film orodispersible": "film orodispersible,films orodispersibles",
    "flacon": "flacon,flacons",
    "gomme": "gomme,gommes",
    "granule": "granule,granules",
    "instillation": "instillation,instillations",
    "dosette": "dosette,dosettes",
    "noisette": "noisette,noisettes",
    "perfusion": "perf,perfs,perfusion,perfusions",
    "pilule": "pilule,pilules",
    "pression": "pression,pressions",
    "shampooing": "shampooing,shampooings,shampoing,shampoings",
    "poche": "poche,poches",
    "pastille": "pastille,pastilles",
    "unidose": "unidose,unidoses",
    "pipette": "pipette,pipettes",
    "mesure": "mesure,mesures",
    "mesurette": "mesurette,mesurettes",
    "lavement": "lavement,lavements",
    "microlavement": "microlavement,microlavements",
    "lavage": "lavage,lavages",
    "lavage de nez": "lavage de nez,lavages de nez,lavage nasal,lavages du nez",
    "lavage oculaire": "lavage oculaire,lavages oculaires",
    "bain": "bain,bains",
    "bain d'oreille": "bain d oreille,bains d oreille",
    "bain de bouche": "bain de bouche,bains de bouche",
    "aérosol": "aerosol,aerosols",
    "unité phalangette": "unite phalangette,unites phalangettes,phalangette,phalangettes",
    "cuillère à soupe": "cuil a soupe,c soupe,cas,c a s,c a soupe,cuillere a soupe,"
    "cuilleres a soupe,cuill a soupe",
    "cuillère à café": "cuil a cafe,c cafe,cac,c a c,c a cafe,cuillere a cafe,"
    "cuilleres a cafe,cuill a cafe",
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
    ("bi", "quotidien"): (2, 1, TimeUnit.DAY),
    ("bi", "quotidienne"): (2, 1, TimeUnit.DAY),
    ("biquotidien",): (2, 1, TimeUnit.DAY),
    ("biquotidienne",): (2, 1, TimeUnit.DAY),
    ("quotidien",): (1, 1, TimeUnit.DAY),
    ("quotidienne",): (1, 1, TimeUnit.DAY),
    ("quotidiennement",): (1, 1, TimeUnit.DAY),
    ("hebdomadaire",): (1, 1, TimeUnit.WEEK),
    ("hebdo",): (1, 1, TimeUnit.WEEK),
    ("mensuel",): (1, 1, TimeUnit.MONTH),
    ("mensuelle",): (1, 1, TimeUnit.MONTH),
    ("un", "jour", "sur", "deux"): (1, 2, TimeUnit.DAY),
    ("1", "jour", "sur", "2"): (1, 2, TimeUnit.DAY),
    ("1", "j", "sur", "2"): (1, 2, TimeUnit.DAY),
    ("un", "jour", "sur", "2"): (1, 2, TimeUnit.DAY),
    ("un", "jour", "/", "2"): (1, 2, TimeUnit.DAY),
    ("1", "jour", "/", "2"): (1, 2, TimeUnit.DAY),
    ("1", "j", "/", "2"): (1, 2, TimeUnit.DAY),
    ("par", "trimestre"): (1, 3, TimeUnit.MONTH),
    ("/", "trimestre"): (1, 3, TimeUnit.MONTH),
    ("tous", "les", "trimestres"): (1, 3, TimeUnit.MONTH),
    ("par", "semestre"): (1, 6, TimeUnit.MONTH),
    ("/", "semestre"): (1, 6, TimeUnit.MONTH),
    ("tous", "les", "semestres"): (1, 6, TimeUnit.MONTH),
}
"""Said at once: so many times, every so many units of time."""

_MOMENTS: Final = {
    Moment.MORNING: "matin,le matin,au matin,chaque matin,tous les matins,ts les matins,mat,"
    "le mat,qam",
    Moment.NOON: "midi,a midi,le midi,chaque midi,tous les midis",
    Moment.AFTERNOON: "l apres midi,apres midi",
    Moment.EVENING: "soir,le soir,au soir,chaque soir,tous les soirs,ts les soirs",
    Moment.NIGHT: "la nuit,nuit,toutes les nuits,ttes les nuits,chaque nuit",
    Moment.BEDTIME: "au coucher,coucher,le soir au coucher,avant de dormir,avant le coucher,hs,qhs",
    Moment.WAKING: "au reveil,au lever,en se levant,le matin au reveil,le matin au lever",
    Moment.EARLY_MORNING: "tot le matin",
    Moment.LATE_MORNING: "en fin de matinee",
    Moment.EARLY_AFTERNOON: "en debut d apres midi",
    Moment.LATE_AFTERNOON: "en fin d apres midi",
    Moment.EARLY_EVENING: "en debut de soiree",
    Moment.LATE_EVENING: "en fin de soiree",
    Moment.AFTER_SLEEP: "apres l endormissement",
    Moment.MEALS: "au cours des repas,pendant les repas,au moment des repas,avec les repas,"
    "aux repas,au cours du repas,au cours d un repas,pendant le repas,au milieu des repas,"
    "pdt les repas,pdt le repas,a chaque repas,au cours de chaque repas,en mangeant,pendant repas,"
    "pdt repas",
    Moment.BREAKFAST: "au petit dejeuner,au petit dej,petit dejeuner,pendant le petit dejeuner,"
    "pendant le petit dej,avec le petit dejeuner,avec le petit dej,au ptit dej",
    Moment.LUNCH: "au dejeuner,pendant le dejeuner,avec le dejeuner,au repas de midi,"
    "au repas du midi",
    Moment.DINNER: "au diner,pendant le diner,avec le diner,au repas du soir,"
    "pendant le repas du soir",
    Moment.BEFORE_MEALS: "avant les repas,avant un repas,avant le repas,avant repas,"
    "avant chaque repas,avant de manger,ac",
    Moment.BEFORE_BREAKFAST: "avant le petit dejeuner,avant le petit dej,avant petit dejeuner,"
    "avant petit dej",
    Moment.BEFORE_LUNCH: "avant le dejeuner,avant le repas de midi,avant le repas du midi",
    Moment.BEFORE_DINNER: "avant le diner,avant le repas du soir",
    Moment.AFTER_MEALS: "apres les repas,apres un repas,apres le repas,apres repas,"
    "apres chaque repas,pc",
    Moment.AFTER_BREAKFAST: "apres le petit dejeuner,apres le petit dej",
    Moment.AFTER_LUNCH: "apres le dejeuner,apres le repas de midi,apres le repas du midi",
    Moment.AFTER_DINNER: "apres le diner,apres le repas du soir",
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

THREE_MEALS: Final = {
    tuple(f"{opening} {three} {repas}".split()): meal
    for opening, meal in (
        ("aux", Moment.MEALS), ("avant les", Moment.BEFORE_MEALS), ("apres les", Moment.AFTER_MEALS)
    )
    for three in ("3", "trois")
    for repas in ("repas", "repas principaux")
}  # fmt: skip
"""« avant les 3 repas »: breakfast, lunch and dinner."""

DAY_TIMES: Final = (Moment.MORNING, Moment.NOON, Moment.EVENING)

WEEKDAYS_SHORT: Final = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
"""Read beside another day only: « eau de mer » is no Wednesday."""

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
