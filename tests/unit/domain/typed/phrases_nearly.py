"""More phrases at the edge of what is read: nearly a known one, or twice the same."""

from tests.unit.domain.typed.phrase import Phrase

NEARLY: tuple[Phrase, ...] = (
    Phrase("1 cp à changer", "partial", "1 comprimé", rest=("à changer",)),
    Phrase("1 patch à remplacer tous les 3 jours", "certain", "1 patch à changer tous les 3 jours"),
    Phrase("max 3 cp", "none", "", rest=("max 3 cp",)),
    Phrase(
        "1 cp x3/j max 4 fois par jour", "partial", "1 comprimé 3 fois par jour",
        rest=("max 4 fois par jour",),
    ),
    Phrase(
        "1 cp max 3 fois par 4 à 6 heures", "partial", "1 comprimé toutes les 4 à 6 heures",
        rest=("max 3 fois",),
    ),
    Phrase("1 cp max 3 fois", "partial", "1 comprimé", rest=("max 3 fois",)),
    Phrase(
        "1 cp à renouveler si besoin après 4 heures", "certain",
        "1 comprimé si besoin, à renouveler au besoin toutes les 4 heures",
    ),
    Phrase(
        "1 cp à renouveler si besoin apres", "partial", "1 comprimé",
        rest=("à renouveler si besoin apres",),
    ),
    Phrase(
        "1 cp 3 fois par jour en espaçant les prises d'au moins 4 heures", "probable",
        "1 comprimé 3 fois par jour ; en espaçant les prises d'au moins 4 heures",
    ),
    Phrase(
        "1 cp en espaçant les prises d'au moins 4 à 6 heures", "partial", "1 comprimé",
        rest=("en espaçant les prises d'au moins 4 à 6 heures",),
    ),
    Phrase(
        "1 cp espacées d'au moins 2 jours", "certain",
        "1 comprimé, en espaçant les prises d'au moins 2 jours",
    ),
    Phrase("1 cp/2 min", "probable", "1 comprimé toutes les 2 minutes"),
    Phrase(
        "1 cp x3/j toutes les 6 h", "partial", "1 comprimé 3 fois par jour",
        rest=("toutes les 6 h",),
    ),
    Phrase(
        "1 cp 2 fois toutes les 4 à 6 h", "partial", "1 comprimé toutes les 4 à 6 heures",
        rest=("2 fois",),
    ),
    Phrase("2 UI si glycémie entre 2 et", "partial", "2 UI", rest=("si glycémie entre 2",)),
    Phrase("2 UI si glycémie de 3 à 2 g/L", "partial", "2 UI", rest=("si glycémie de 3 à 2 g/L",)),
    Phrase(
        "0 UI si glycémie < 0,7 g/L, 2 UI si glycémie < 1,8 g/L, 4 UI si glycémie < 2,5 g/L",
        "none", "",
        rest=("0 UI si glycémie < 0,7 g/L, 2 UI si glycémie < 1,8 g/L, 4 UI si glycémie < "
        "2,5 g/L",),
    ),
    Phrase(
        "2 UI si glycémie < 1,8 g/L, 4 UI si glycémie < 2,5 g/L", "probable",
        "2 UI si glycémie jusqu'à 1,8 g/L et 4 UI si glycémie de 1,8 à 2,5 g/L",
    ),
    Phrase(
        "2 UI si glycémie > 3 g/L, 4 UI si glycémie > 2 g/L", "probable",
        "2 UI si glycémie à partir de 3 g/L et 4 UI si glycémie à partir de 2 g/L",
    ),
    Phrase(
        "2 UI si glycémie > 2 g/L si glycémie > 3 g/L", "partial",
        "2 UI si glycémie > si glycémie à partir de 2 g/L", rest=("3 g/L",),
    ),
    Phrase("2 UI si glycémie >", "probable", "2 UI si glycémie >"),
    Phrase("2 UI si glycémie > 2 g", "partial", "2 UI si glycémie >", rest=("2 g",)),
    Phrase("si glycémie", "probable", "si glycémie"),
    Phrase("1 cp un jour", "probable", "1 comprimé, pendant 1 jour"),
    Phrase(
        "1 cp le soir un jour sur deux, 2 cp le lendemain", "partial",
        "1 comprimé le soir, un jour sur deux et 2", rest=("le lendemain",),
    ),
    Phrase(
        "1 cp un jour sur deux et 2 le matin l'autre jour", "partial",
        "1 comprimé tous les 2 jours et 2 le matin", rest=("l'autre jour",),
    ),
    Phrase("1 cp l'autre jour", "partial", "1 comprimé", rest=("l'autre jour",)),
    Phrase(
        "1 cp un jour sur deux puis 2 cp l'autre jour", "partial",
        "1 comprimé tous les 2 jours, puis 2 comprimés", rest=("l'autre jour",),
    ),
    Phrase("1 cp la 1ère année", "partial", "1 comprimé", rest=("la 1ère année",)),
    Phrase("1 cp la 2e semaine", "partial", "1 comprimé", rest=("la 2e semaine",)),
    Phrase(
        "1 cp/j la 1ère semaine la 1ère semaine", "partial",
        "1 comprimé par jour, pendant 1 semaine", rest=("la 1ère semaine",),
    ),
    Phrase(
        "1 cp ne pas le dimanche sauf le dimanche", "none", "",
        rest=("1 cp ne pas le dimanche sauf le dimanche",),
    ),
    Phrase("1 cp sauf exception", "partial", "1 comprimé", rest=("sauf exception",)),
    Phrase("sauf le dimanche", "none", "", rest=("sauf le dimanche",)),
    Phrase(
        "1 cp si besoin sauf le dimanche", "partial", "1 comprimé si besoin",
        rest=("sauf le dimanche",),
    ),
    Phrase(
        "1 cp toutes les semaines sauf le dimanche", "partial", "1 comprimé par semaine",
        rest=("sauf le dimanche",),
    ),
    Phrase("1 cp tous les autres jours", "partial", "1 comprimé", rest=("tous les autres jours",)),
    Phrase(
        "1 cp le lundi et 2 cp tous les autres jours", "certain",
        "1 comprimé le lundi et 2 tous les jours sauf le lundi",
    ),
    Phrase(
        "1 cp le matin le lundi et 2 cp les autres jours", "partial",
        "1 comprimé le matin, le lundi et 2", rest=("les autres jours",),
    ),
    Phrase(
        "1 cp du vendredi au lundi", "certain",
        "1 comprimé le lundi, le vendredi, le samedi et le dimanche",
    ),
    Phrase("1 cp lun, mer et ven", "certain", "1 comprimé le lundi, le mercredi et le vendredi"),
    Phrase("1 cp mer", "partial", "1 comprimé", rest=("mer",)),
    Phrase("1 dose de 0 kg", "partial", "1 dose", rest=("de 0 kg",)),
    Phrase("1 dose de 15 kg/j", "partial", "1 dose par jour", rest=("de 15 kg",)),
    Phrase("0 dose de 15 kg", "none", "", rest=("0 dose de 15 kg",)),
    Phrase(
        "1 dose de 15 kg 1 dose de 15 kg", "partial", "1 dose-poids de 15 kg",
        rest=("1 dose de 15 kg",),
    ),
    Phrase("1 cp le matin ; et 1 cp le soir", "certain", "1 comprimé le matin et 1 le soir"),
    Phrase("1 cp le matin (EXEMPLOL)", "probable", "1 comprimé le matin", product="(EXEMPLOL)"),
    Phrase(
        "1 cp du 07/03/2026 au 01/03/2026", "none", "", rest=("1 cp du 07/03/2026 au 01/03/2026",),
    ),
    Phrase("1 cp pst 7 jours", "probable", "1 comprimé, pendant 7 jours"),
    Phrase("1 cp pendant 2 à 4 heures", "partial", "1 comprimé", rest=("pendant 2 à 4 heures",)),
    Phrase(
        "1 cp pendant 7 jours jusqu'au 12/03/2026", "partial", "1 comprimé, pendant 7 jours",
        rest=("jusqu'au 12/03/2026",),
    ),
    Phrase("1 cp le premier mois", "partial", "1 comprimé", rest=("le premier mois",)),
    Phrase("1 prise en tout", "none", "", rest=("1 prise en tout",)),
    Phrase(
        "1 cp 2 prises en tout 3 prises en tout", "partial", "1 comprimé, 2 prises en tout",
        rest=("3 prises en tout",),
    ),
    Phrase("1 goutte/genou le soir", "partial", "1 goutte le soir", rest=("/genou",)),
    Phrase("1 cp OD OG", "partial", "1 comprimé", rest=("OD OG",)),
    Phrase(
        "1 gtte oeil droit oeil gauche", "partial", "1 goutte, dans l'œil droit",
        rest=("oeil gauche",),
    ),
    Phrase("1 cp 1500 mg le soir", "probable", "1 comprimé le soir", product="1500 mg"),
    Phrase("1 cp en 3 prises", "partial", "1 comprimé", rest=("en 3 prises",)),
    Phrase("jusqu'à 4 cp/j", "none", "", rest=("jusqu'à 4 cp/j",)),
    Phrase("augmenter", "none", "", rest=("augmenter",)),
    Phrase(
        "1 cp 4/j à 4 h d'intervalle", "probable",
        "1 comprimé 4 fois par jour ; à 4 h d'intervalle",
    ),
    Phrase("puis", "none", "", rest=("puis",)),
    Phrase("1 cp puis arrêt", "probable", "1 comprimé ; puis arrêt"),
    Phrase("1 cp puis stop le soir", "partial", "1 comprimé", rest=("stop le soir",)),
    Phrase("1 cp le matin puis 2 cp", "probable", "1 comprimé le matin, puis 2 comprimés"),
    Phrase(
        "1 cp 1 à 2 fois par jour pendant 5 jours puis 2 cp pendant 5 jours", "probable",
        "1 comprimé 1 à 2 fois par jour, pendant 5 jours, puis 2 comprimés, pendant 5 jours",
    ),
    Phrase("1 cp J1 à J3 J1 à J5", "partial", "1 comprimé, pendant 3 jours", rest=("J1 à J5",)),
    Phrase("1 cp 3 fois par jour à 25h", "partial", "1 comprimé 3 fois par jour", rest=("à 25h",)),
    Phrase("1 cp 2/8h", "partial", "1 comprimé", rest=("2/8h",)),
    Phrase("1 cp du lundi au lundi", "partial", "1 comprimé le lundi", rest=("du", "au lundi",)),
    Phrase("1 cp du lundi", "partial", "1 comprimé le lundi", rest=("du",)),
    Phrase("1 cp le", "partial", "1 comprimé", rest=("le",)),
    Phrase(
        "1 cp à 8h 30 min avant le déjeuner", "partial", "1 comprimé à 8 h",
        rest=("30 min avant le déjeuner",),
    ),
    Phrase(
        "1 cp le soir 30 min avant le déjeuner", "partial", "1 comprimé le soir",
        rest=("30 min avant le déjeuner",),
    ),
    Phrase("1 cp/j et 1 le soir", "partial", "1 comprimé par jour", rest=("1 le soir",)),
    Phrase("6 UI-8 gél-2 gél", "partial", "6 UI", rest=("8 gél-2 gél",)),
    Phrase(
        "1 cp le lundi et 2 tous les jours sauf le lundi", "certain",
        "1 comprimé le lundi et 2 tous les jours sauf le lundi",
    ),
    Phrase(
        "1 cp pendant 3 jours J1 à J5", "partial", "1 comprimé, pendant 3 jours",
        rest=("J1 à J5",),
    ),
    Phrase(
        "1 cp si douleur pendant 5 jours puis 2 cp pendant 5 jours", "probable",
        "1 comprimé si douleur, pendant 5 jours, puis 2 comprimés, pendant 5 jours",
    ),
)  # fmt: skip
