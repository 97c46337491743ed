"""Phrases whose dose changes with time: cycles, alternation, weeks that follow, titration."""

from tests.unit.domain.typed.phrase import Phrase

_PILL = "1 comprimé par jour, 21 jours de suite, puis 7 jours sans prise, et ainsi de suite"

STAGES: tuple[Phrase, ...] = (
    Phrase("2 cp le matin, 1 le soir", "certain", "2 comprimés le matin et 1 le soir"),
    Phrase(
        "1 cp matin et soir pendant 5 jours puis 2 le soir pendant 5 jours", "certain",
        "1 comprimé matin et soir, pendant 5 jours, puis 2 comprimés le soir, pendant 5 jours",
    ),
    # The number that nobody reads may be the dose: the dose before is not put in its place.
    Phrase(
        "1 cp matin et soir pendant 5 jours puis 2 selon tolérance le soir", "none", "",
        rest=("1 cp matin et soir pendant 5 jours puis 2 selon tolérance le soir",),
    ),
    Phrase("1 cp/j pendant 21 jours puis arrêt 7 jours et ainsi de suite", "certain", _PILL),
    Phrase(_PILL, "certain", _PILL),
    # Nobody says that it begins again.
    Phrase(
        "1 cp/j pendant 21 jours puis arrêt 7 jours", "partial",
        "1 comprimé par jour, pendant 21 jours", rest=("arrêt 7 jours",),
    ),
    Phrase(
        "1 cp matin et soir 3 semaines sur 4", "certain",
        "1 comprimé matin et soir, 3 semaines de suite, puis 1 semaine sans prise, et ainsi de"
        " suite",
    ),
    Phrase("1 cp 1 jour sur 3", "certain", "1 comprimé tous les 3 jours"),
    Phrase(
        "1 cp matin et soir 1 jour sur 2", "certain", "1 comprimé matin et soir, un jour sur deux"
    ),
    Phrase(
        "1 comprimé un jour sur deux et 2 l'autre jour", "certain",
        "1 comprimé un jour sur deux et 2 l'autre jour",
    ),
    Phrase("1 cp/j 7 jours sur 7", "partial", "1 comprimé par jour", rest=("7 jours sur 7",)),
    Phrase(
        "1 cp/j la 1ère semaine, 2 cp/j la 2e semaine", "certain",
        "1 comprimé par jour, pendant 1 semaine, puis 2 comprimés par jour, pendant 1 semaine",
    ),
    Phrase(
        "½ cp /j la 1ère sem ½ cp x2/j la 2ème sem 1cp x2/j à partir de la 3ème sem", "certain",
        "un demi-comprimé par jour, pendant 1 semaine, puis un demi-comprimé 2 fois par jour,"
        " pendant 1 semaine, puis 1 comprimé 2 fois par jour",
    ),
    Phrase(
        "25 mg/j puis augmenter de 25 mg tous les 7 jours jusqu'à 100 mg/j", "probable",
        "25 mg par jour, pendant 7 jours, puis 50 mg par jour, pendant 7 jours, puis"
        " 75 mg par jour, pendant 7 jours, puis 100 mg par jour",
    ),
    Phrase(
        "30 mg le matin pendant 7 jours puis diminuer de 10 mg tous les 3 jours jusqu'à l'arrêt",
        "probable",
        "30 mg le matin, pendant 7 jours, puis 20 mg le matin, pendant 3 jours, puis"
        " 10 mg le matin, pendant 3 jours ; puis arrêt",
    ),
    Phrase(
        "2 UI si glycémie jusqu'à 1,8 g/L, 4 UI si glycémie de 1,81 à 2,5 g/L, 6 UI si glycémie à"
        " partir de 2,51 g/L", "certain",
        "2 UI si glycémie jusqu'à 1,8 g/L, 4 UI si glycémie de 1,81 à 2,5 g/L et 6 UI si glycémie à"
        " partir de 2,51 g/L",
    ),
    Phrase(
        "avant le déjeuner : 2 UI si glycémie < 1,8 g/l ; 4 UI si glycémie entre 1,8 et 2,5 g/l",
        "probable",
        "2 UI avant le déjeuner si glycémie jusqu'à 1,8 g/L et 4 UI avant le déjeuner si glycémie"
        " de 1,8 à 2,5 g/L",
    ),
    Phrase("4 UI si glycémie > 2,5", "partial", "4 UI", rest=("si glycémie > 2,5",)),
    # So much a take or a day, and steps that do not meet the end: nobody may choose.
    Phrase(
        "1 cp 2 fois par jour puis augmenter de 1 cp tous les 3 jours jusqu'à 4 cp/j", "partial",
        "1 comprimé 2 fois par jour",
        rest=("augmenter de 1 cp tous les 3 jours jusqu'à 4 cp/j",),
    ),
    Phrase(
        "25 mg matin et soir puis augmenter de 25 mg par prise tous les 7 jours jusqu'à 75 mg par"
        " prise", "probable",
        "25 mg matin et soir, pendant 7 jours, puis 50 mg matin et soir, pendant 7 jours, puis"
        " 75 mg matin et soir",
    ),
    Phrase(
        "1 cp 2 fois par jour puis augmenter de 1 cp 2 fois par jour toutes les semaines jusqu'à"
        " 3 cp 2 fois par jour", "probable",
        "1 comprimé 2 fois par jour, pendant 1 semaine, puis 2 comprimés 2 fois par jour, pendant"
        " 1 semaine, puis 3 comprimés 2 fois par jour",
    ),
    Phrase(
        "1 cp 2 fois par jour puis augmenter de 2 cp par jour tous les 3 jours jusqu'à 6 cp par"
        " jour", "probable",
        "1 comprimé 2 fois par jour, pendant 3 jours, puis 2 comprimés 2 fois par jour, pendant"
        " 3 jours, puis 3 comprimés 2 fois par jour",
    ),
    # Three tablets between two takes: nobody may choose.
    Phrase(
        "1 cp 2 fois par jour puis augmenter de 1 cp par jour tous les 3 jours jusqu'à 4 cp par"
        " jour", "partial", "1 comprimé 2 fois par jour",
        rest=("augmenter de 1 cp par jour tous les 3 jours jusqu'à 4 cp par jour",),
    ),
    Phrase(
        "20 mg/j puis augmenter de 25 mg tous les 7 jours jusqu'à 100 mg/j", "partial",
        "20 mg par jour", rest=("augmenter de 25 mg tous les 7 jours jusqu'à 100 mg/j",),
    ),
    Phrase(
        "1 emplâtre par jour à 20 h, à laisser pendant 12h sur la peau", "certain",
        "1 emplâtre à 20 h, à laisser en place 12 heures, sur la peau",
    ),
    Phrase(
        "2 gélules le matin 30 minutes avant le petit-déjeuner", "certain",
        "2 gélules 30 minutes avant le petit déjeuner",
    ),
    Phrase(
        "Si efficacité poursuivre 2-3 injection pdt 3semaine", "partial",
        "2 à 3 injections, pendant 3 semaines", rest=("Si efficacité poursuivre",),
    ),
)  # fmt: skip
