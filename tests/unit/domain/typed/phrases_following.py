"""Phrases whose dose follows, alternates or is counted from the first day."""

from tests.unit.domain.typed.phrase import Phrase

FOLLOWING: tuple[Phrase, ...] = (
    # Another moment: the same day, not the week after.
    Phrase(
        "2 cp le matin pendant 7 jours, 1 cp le soir pendant 7 jours", "certain",
        "2 comprimés le matin et 1 le soir, pendant 7 jours",
    ),
    Phrase("1 jour sur 2", "probable", "tous les 2 jours"),
    Phrase("1 cp 1j/2", "certain", "1 comprimé tous les 2 jours"),
    Phrase(
        "60 mg 3 j puis 40 mg 3 j puis arrêt", "probable",
        "60 mg, pendant 3 jours, puis 40 mg, pendant 3 jours ; puis arrêt",
    ),
    Phrase(
        "60 mg/j 3 jours puis 40 mg/j 3 jours puis 20 mg/j 3 jours puis arrêt", "probable",
        "60 mg par jour, pendant 3 jours, puis 40 mg par jour, pendant 3 jours, puis 20 mg "
        "par jour, pendant 3 jours ; puis arrêt",
    ),
    Phrase(
        "60 mg le matin pendant 3 jours, 40 mg pendant 3 jours, 20 mg pendant 3 jours", "probable",
        "60 mg le matin, pendant 3 jours, puis 40 mg le matin, pendant 3 jours, puis 20 mg "
        "le matin, pendant 3 jours",
    ),
    Phrase(
        "3 cp le matin 5 jours puis 2 cp 5 jours puis 1 cp 5 jours", "probable",
        "3 comprimés le matin, pendant 5 jours, puis 2 comprimés le matin, pendant 5 jours, "
        "puis 1 comprimé le matin, pendant 5 jours",
    ),
    Phrase(
        "2 gélules d'emblée puis 1 gélule après chaque selle", "probable",
        "2 gélules, 1 prise en tout ; d'emblée ; puis 1 gélule ; après chaque selle",
    ),
    Phrase("1 inj/sem SC", "certain", "1 injection par semaine, par voie sous-cutanée"),
    Phrase(
        "1 inj IM J0, J7, J21", "probable",
        "1 injection, par voie intramusculaire, 3 prises en tout ; à J0, J7 et J21",
    ),
    Phrase("1 cp H0, H8", "probable", "1 comprimé, 2 prises en tout ; à H0 et H8"),
    Phrase(
        "4 cp à H0, H8, H24, H36, H48, H60", "probable",
        "4 comprimés, 6 prises en tout ; à H0, H8, H24, H36, H48 et H60",
    ),
    Phrase("1 dose à M0 et M6", "probable", "1 dose, 2 prises en tout ; à M0 et M6"),
    Phrase(
        "2 cp en une prise puis 1 cp par jour", "probable",
        "2 comprimés ; en une prise ; puis 1 comprimé par jour",
    ),
    Phrase(
        "1 amp ce jour puis dans 3 mois", "partial", "1 ampoule, 1 prise en tout ; ce jour",
        rest=("dans 3 mois",),
    ),
    Phrase(
        "1 cp 21 jours sur 28", "certain",
        "1 comprimé 21 jours de suite, puis 7 jours sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 cp/j 21j/28", "certain",
        "1 comprimé par jour, 21 jours de suite, puis 7 jours sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 anneau 3 semaines puis 1 semaine d'arrêt", "partial", "1 anneau, pendant 3 semaines",
        rest=("1 semaine d'arrêt",),
    ),
    Phrase(
        "2 cp d'emblée puis 1 cp par jour pendant 4 jours", "certain",
        "2 comprimés, 1 prise en tout ; d'emblée ; puis 1 comprimé par jour, pendant 4 jours",
    ),
    Phrase(
        "2 cp le 1er jour puis 1 cp/j les 4 jours suivants", "probable",
        "2 comprimés, pendant 1 jour, puis 1 comprimé par jour, pendant 4 jours",
    ),
    Phrase(
        "2 cp le premier jour puis 1 cp par jour pendant 4 jours", "probable",
        "2 comprimés, pendant 1 jour, puis 1 comprimé par jour, pendant 4 jours",
    ),
    Phrase(
        "2 cp J1 puis 1 cp J2 à J5", "probable",
        "2 comprimés, pendant 1 jour, puis 1 comprimé, pendant 4 jours",
    ),
    Phrase(
        "500 mg J1 puis 250 mg J2-J5", "probable",
        "500 mg, pendant 1 jour, puis 250 mg, pendant 4 jours",
    ),
    Phrase(
        "1 cp 5j/7", "certain",
        "1 comprimé 5 jours de suite, puis 2 jours sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 cp 5 jours sur 7", "certain",
        "1 comprimé 5 jours de suite, puis 2 jours sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 cp 6j/7", "certain",
        "1 comprimé 6 jours de suite, puis 1 jour sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 cp par jour 5 jours sur 7 sauf le week-end", "partial",
        "1 comprimé par jour, 5 jours de suite, puis 2 jours sans prise, et ainsi de suite",
        rest=("sauf le week-end",),
    ),
    Phrase(
        "1 cp matin et soir jusqu'à épuisement", "partial", "1 comprimé matin et soir",
        rest=("jusqu'à épuisement",),
    ),
    Phrase(
        "1 dose de vaccin à J0, M1, M6", "probable", "1 dose, 3 prises en tout ; à J0, M1 et M6",
        product="de vaccin à",
    ),
    Phrase(
        "1 inj à J1, J8 et J15 tous les 28 jours", "certain",
        "1 injection les jours 1, 8 et 15 de chaque cycle de 28 jours",
    ),
    Phrase("1 inj J1 = J21", "partial", "1 injection, pendant 1 jour", rest=("= J21",)),
    Phrase(
        "1 cp J1-J5 tous les 28 jours", "certain",
        "1 comprimé 5 jours de suite, puis 23 jours sans prise, et ainsi de suite",
    ),
    Phrase(
        "1 cp/j J1 à J21 puis arrêt 7 jours", "partial", "1 comprimé par jour, pendant 21 jours",
        rest=("arrêt 7 jours",),
    ),
    Phrase(
        "1 cp J1 à J5 puis J8 à J12", "partial", "1 comprimé, pendant 5 jours", rest=("J8 à J12",),
    ),
    Phrase("2 cp à 8h puis 1 cp à 20h", "probable", "2 comprimés à 8 h et 1 à 20 h"),
    Phrase("1 cp à 8h00 et 20h00", "certain", "1 comprimé à 8 h et à 20 h"),
    Phrase(
        "1/2 cp le soir pdt 3 jours puis 1 cp le soir", "certain",
        "un demi-comprimé le soir, pendant 3 jours, puis 1 comprimé le soir",
    ),
    Phrase(
        "1/2 cp le soir 3 jours puis 1 cp le soir si bien toléré", "probable",
        "un demi-comprimé le soir, pendant 3 jours, puis 1 comprimé le soir si bien toléré",
    ),
    Phrase(
        "10 mg le soir puis 20 mg au bout de 8 jours", "partial", "10 mg le soir, puis 20 mg",
        rest=("au bout de 8 jours",),
    ),
    Phrase(
        "25 mg 1 sem puis 50 mg 1 sem puis 75 mg 1 sem puis 100 mg", "probable",
        "25 mg, pendant 1 semaine, puis 50 mg, pendant 1 semaine, puis 75 mg, pendant 1 "
        "semaine, puis 100 mg",
    ),
    Phrase(
        "25 mg le soir 1 semaine, 50 mg le soir 1 semaine, puis 75 mg le soir", "probable",
        "25 mg le soir, pendant 1 semaine, puis 50 mg le soir, pendant 1 semaine, puis 75 mg "
        "le soir",
    ),
    Phrase(
        "8 mg/j pendant 3 j, 6 mg/j pendant 3 j, 4 mg/j pendant 3 j, 2 mg/j pendant 3 j puis stop",
        "probable",
        "8 mg par jour, pendant 3 jours, puis 6 mg par jour, pendant 3 jours, puis 4 mg par "
        "jour, pendant 3 jours, puis 2 mg par jour, pendant 3 jours ; puis arrêt",
    ),
    Phrase("60 mg/j 5 j puis stop", "probable", "60 mg par jour, pendant 5 jours ; puis arrêt"),
    Phrase(
        "6 cp/j en 2 prises J1, 4 cp J2, 2 cp J3", "probable",
        "6 comprimés par jour, pendant 1 jour ; en 2 prises ; puis 4 comprimés par jour, "
        "pendant 1 jour, puis 2 comprimés par jour, pendant 1 jour",
    ),
    Phrase(
        "1 gel 3 fois/j 7 jours, si besoin renouveler", "partial",
        "1 gélule 3 fois par jour, pendant 7 jours", rest=("si besoin renouveler",),
    ),
    Phrase(
        "1 cp x3/j pdt 7 jours puis si besoin", "probable",
        "1 comprimé 3 fois par jour, pendant 7 jours, puis 1 comprimé si besoin",
    ),
    Phrase(
        "1 injection de 1000 µg IM par jour pendant 1 semaine puis 1 par mois", "probable",
        "1 injection par jour, par voie intramusculaire, pendant 1 semaine, puis 1 injection "
        "par mois",
        product="de 1000 µg",
    ),
    Phrase(
        "1 cp par jour 2 jours sur 3", "certain",
        "1 comprimé par jour, 2 jours de suite, puis 1 jour sans prise, et ainsi de suite",
    ),
    Phrase(
        "2 g le 1er jour puis 1 g par jour", "probable", "2 g, pendant 1 jour, puis 1 g par jour",
    ),
)  # fmt: skip
