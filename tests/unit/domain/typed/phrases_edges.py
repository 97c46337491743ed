"""Phrases at the edge of what is read: nearly a known one, or twice the same."""

from tests.unit.domain.typed.phrase import Phrase

EDGES: tuple[Phrase, ...] = (
    Phrase("1 cp le soir 0 cp le matin", "partial", "1 comprimé le soir", rest=("0 cp le matin",)),
    Phrase("0 cp 1 mg", "none", "", rest=("0 cp 1 mg",)),
    Phrase("5 mg/kg/h", "certain", "au débit de 5 mg/kg par heure"),
    Phrase("5 à 10 mg/h", "partial", "au débit de 10 mg par heure", rest=("5 à",)),
    Phrase(
        "1 cp si douleur et 2 cp 7 jours", "partial", "1 comprimé si douleur et",
        rest=("2 cp 7 jours",),
    ),
    Phrase(
        "1 cp si besoin 7 jours, 2 cp si besoin 7 jours", "partial",
        "1 comprimé si besoin, pendant 7 jours", rest=("2 cp si besoin 7 jours",),
    ),
    Phrase(
        "1 cp/j 7 jours, 2 cp/j", "partial", "1 comprimé par jour, pendant 7 jours",
        rest=("2 cp/j",),
    ),
    Phrase("1-0-1-0-1 cp", "none", "", rest=("1-0-1-0-1 cp",)),
    Phrase("1 cp-0-1 gél", "partial", "1 comprimé", rest=("0-1 gél",)),
    Phrase("6 UI-8-8", "partial", "6 UI", rest=("8-8",)),
    Phrase("1 cp le matin 1-0-1", "partial", "le matin", rest=("1-0-1",)),
    Phrase("2 cp 1-0-1", "partial", "2 comprimés", rest=("1-0-1",)),
    Phrase("1 cp 3 fois par jour 1-0-1", "partial", "3 fois par jour", rest=("1-0-1",)),
    Phrase("1 cp/j voire 1", "partial", "1 comprimé par jour", rest=("voire 1",)),
    Phrase("1 cp par jour voire 2", "partial", "1 comprimé par jour", rest=("voire 2",)),
    Phrase("1 à 2 cp voire 3 le soir", "partial", "1 à 2 comprimés le soir", rest=("voire 3",)),
    Phrase("2 mg (1 à 2 cp) le soir", "partial", "2 mg", rest=("1 à 2 cp) le soir",)),
    Phrase("1 cp (2 gél) le soir", "partial", "1 comprimé le soir", rest=("2 gél",)),
    Phrase("1 cp = 2 gél", "partial", "1 comprimé", rest=("= 2 gél",)),
    Phrase(
        "2 cp/j (1 avant les repas et 1 avant les repas)", "partial", "2 comprimés par jour",
        rest=("1 avant les repas et 1 avant les repas",),
    ),
    Phrase(
        "2 cp/j (1 matin et 1 matin)", "partial", "2 comprimés par jour",
        rest=("1 matin et 1 matin",),
    ),
    Phrase("2 cp/j : 1 matin", "partial", "2 comprimés par jour", rest=("1 matin",)),
    Phrase(
        "2 cp/j pendant 7 jours (1 matin et 1 soir)", "certain",
        "1 comprimé matin et soir, pendant 7 jours",
    ),
    Phrase(
        "2 cp/j si besoin (1 matin et 1 soir)", "partial", "2 comprimés par jour si besoin",
        rest=("1 matin et 1 soir",),
    ),
    Phrase(
        "1 à 2 cp/j (1 matin et 1 soir)", "partial", "1 à 2 comprimés par jour",
        rest=("1 matin et 1 soir",),
    ),
    Phrase("3 cp/j (1-0-1)", "partial", "3 comprimés par jour", rest=("1-0-1",)),
    Phrase("2 cp/j (1-1)", "partial", "2 comprimés par jour", rest=("1-1",)),
    Phrase("1 cp à 25h", "partial", "1 comprimé", rest=("à 25h",)),
    Phrase("1 cp à 8 h d'intervalle", "partial", "1 comprimé", rest=("à 8 h d'intervalle",)),
    Phrase("pendant 8 h 12 h", "none", "", rest=("pendant 8 h 12 h",)),
    Phrase(
        "1 cp x3/j, max 6/j max 8/j", "partial",
        "1 comprimé 3 fois par jour, sans dépasser 6 comprimés par jour", rest=("max 8/j",),
    ),
    Phrase("1 cp le matin le matin", "partial", "1 comprimé le matin", rest=("le matin",)),
    Phrase(
        "1 application fine fine le soir", "partial", "1 application le soir ; application fine",
        rest=("fine",),
    ),
    Phrase(
        "1 cp avant chaque repas à 4h d'intervalle", "partial", "1 comprimé avant les repas",
        rest=("à 4h d'intervalle",),
    ),
    Phrase(
        "1 cp après la selle après la selle", "partial", "1 comprimé ; après la selle",
        rest=("après la selle",),
    ),
    Phrase(
        "1 cp à renouveler après 2 jours si besoin", "partial", "1 comprimé",
        rest=("à renouveler après 2 jours si besoin",),
    ),
    Phrase(
        "1 cp à répéter 10 min plus tard si besoin", "probable",
        "1 comprimé ; à répéter 10 min plus tard si besoin",
    ),
    Phrase(
        "1 cp à répéter 10 min plus tard", "partial", "1 comprimé",
        rest=("à répéter 10 min plus tard",),
    ),
    Phrase("1 cp si fièvre > 50", "partial", "1 comprimé", rest=("si fièvre > 50",)),
    Phrase(
        "1 cp si fièvre si fièvre > 38", "partial", "1 comprimé si fièvre",
        rest=("si fièvre > 38",),
    ),
    Phrase(
        "1 cp au début de la crise au début de la crise", "partial",
        "1 comprimé au début de la crise", rest=("au début de la crise",),
    ),
    Phrase("1 cp sur (peau", "partial", "1 comprimé", rest=("sur (peau",)),
    Phrase(
        "1 application dans (chaque oreille) le soir", "certain",
        "1 application le soir, dans chaque oreille",
    ),
    Phrase(
        "1 application sur (2 lésions) le soir", "partial", "1 application le soir",
        rest=("sur (2 lésions",),
    ),
    Phrase(
        "1 cp si douleur très très forte et vraiment vraiment très très forte et encore et "
        "encore et encore plus forte toujours et encore",
        "partial", "1 comprimé",
        rest=(
            "si douleur très très forte", "vraiment vraiment très très forte", "encore", "encore",
            "encore plus forte toujours", "encore",
        ),
    ),
    Phrase(
        "1 cp J1 à J7 tous les 5 jours", "partial", "1 comprimé tous les 5 jours",
        rest=("J1 à J7",),
    ),
    Phrase(
        "1 cp J1 à J7 toutes les 3 semaines", "partial", "1 comprimé toutes les 3 semaines",
        rest=("J1 à J7",),
    ),
    Phrase("1 cp J8 à J12", "partial", "1 comprimé", rest=("J8 à J12",)),
    Phrase("1 cp J5 à J2", "partial", "1 comprimé", rest=("J5 à J2",)),
    Phrase("1 cp/j J1 J8", "partial", "1 comprimé par jour", rest=("J1 J8",)),
    Phrase("1 cp J8, J1", "partial", "1 comprimé, pendant 1 jour", rest=("J8",)),
    Phrase(
        "1 cp J1, J8 toutes les 3 semaines", "partial", "1 comprimé toutes les 3 semaines",
        rest=("J1, J8",),
    ),
    Phrase(
        "1 cp J2, J8 tous les 21 jours", "partial", "1 comprimé tous les 21 jours",
        rest=("J2, J8",),
    ),
    Phrase(
        "1 cp J1 pendant 7 jours", "partial", "1 comprimé, pendant 1 jour",
        rest=("pendant 7 jours",),
    ),
    Phrase("1 cp J1 le 1er jour", "probable", "1 comprimé, pendant 1 jour"),
    Phrase(
        "1 cp les jours 1 à 5 de chaque cycle de 28 jours", "certain",
        "1 comprimé 5 jours de suite, puis 23 jours sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 cp les jours 5 à 1 de chaque cycle de 28 jours", "partial", "1 comprimé",
        rest=("les jours 5 à 1 de chaque cycle de 28 jours",),
    ),
    Phrase("1 cp les jours 1, 8 et 15", "partial", "1 comprimé", rest=("les jours 1, 8", "15",)),
    Phrase(
        "1 cp les jours 1 et 8 de chaque cycle de 28 semaines", "partial", "1 comprimé",
        rest=("les jours 1", "8 de chaque cycle de 28 semaines",),
    ),
    Phrase(
        "1 cp les jours 8, 1 de chaque cycle de 28 jours", "partial", "1 comprimé",
        rest=("les jours 8, 1 de chaque cycle de 28 jours",),
    ),
    Phrase("1 cp le jour 1 de chaque cycle de 21 jours", "certain", "1 comprimé tous les 21 jours"),
    Phrase(
        "2 cp le 1er jour puis 1 cp par jour les jours suivants", "probable",
        "2 comprimés, pendant 1 jour, puis 1 comprimé par jour",
    ),
    Phrase(
        "2 cp le 1er jour puis 1 cp par jour les 3 heures suivantes", "partial",
        "2 comprimés, pendant 1 jour, puis 1 comprimé par jour", rest=("les 3 heures suivantes",),
    ),
    Phrase(
        "2 cp le 1er jour puis 1 cp par jour les 3 jours", "partial",
        "2 comprimés, pendant 1 jour, puis 1 comprimé par jour, pendant 3 jours", rest=("les",),
    ),
    Phrase("1 cp le soir, au coucher", "probable", "1 comprimé au coucher"),
    Phrase("1 cp à 8h le soir", "partial", "1 comprimé à 8 h", rest=("le soir",)),
    Phrase(
        "1 cp à 8h avant les 3 repas", "partial", "1 comprimé à 8 h", rest=("avant les 3 repas",),
    ),
    Phrase(
        "1 cp le matin avant les 3 repas", "partial", "1 comprimé le matin",
        rest=("avant les 3 repas",),
    ),
    Phrase(
        "1 cp matin midi et soir avant les 3 repas", "certain",
        "1 comprimé matin, midi et soir avant les repas",
    ),
    Phrase(
        "1 cp 2 fois par jour avant les 3 repas", "partial", "1 comprimé 2 fois par jour",
        rest=("avant les 3 repas",),
    ),
    Phrase(
        "1 cp matin et coucher avant les repas", "certain",
        "1 comprimé le matin et au coucher, avant les repas",
    ),
    Phrase(
        "1 cp 30 min avant les repas à 8h", "partial", "1 comprimé 30 minutes avant les repas",
        rest=("à 8h",),
    ),
    Phrase(
        "1 cp 2 h 1/2 avant le repas", "partial", "1 comprimé avant les repas", rest=("2 h 1/2",),
    ),
    Phrase("1 cp à laisser 2 jours", "partial", "1 comprimé, pendant 2 jours", rest=("à laisser",)),
    Phrase(
        "1 patch à laisser 12 h à laisser 12 h", "probable",
        "1 patch, à laisser en place 12 heures",
    ),
    Phrase("à laisser 12 h", "none", "", rest=("à laisser 12 h",)),
    Phrase(
        "1 cp à changer toutes les 72 h", "partial", "1 comprimé toutes les 72 heures",
        rest=("à changer",),
    ),
)  # fmt: skip
