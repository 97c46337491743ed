"""Phrases of insulin, heparin and anticoagulants, each with what must be understood of it."""

from tests.unit.domain.typed.phrase import Phrase

UNITS: tuple[Phrase, ...] = (
    Phrase("6 UI avant chaque repas", "certain", "6 UI avant les repas"),
    Phrase("selon INR", "none", "", rest=("selon INR",)),
    Phrase("1/2 cp le soir selon INR", "probable", "un demi-comprimé le soir ; selon INR"),
    Phrase(
        "3/4 cp les jours pairs et 1/2 cp les jours impairs", "partial", "trois quarts de comprimé",
        rest=("les jours pairs et 1/2 cp les jours impairs",),
    ),
    Phrase(
        "1/2 cp jours pairs 3/4 cp jours impairs", "partial", "un demi-comprimé",
        rest=("jours pairs 3/4 cp jours impairs",),
    ),
    Phrase(
        "1/2 cp et 3/4 cp en alternance", "partial", "un demi-comprimé",
        rest=("3/4 cp en alternance",),
    ),
    Phrase("1 cp les jours pairs", "partial", "1 comprimé", rest=("les jours pairs",)),
    Phrase(
        "3 mg lundi mercredi vendredi et 2 mg les autres jours", "certain",
        "3 mg le lundi, le mercredi et le vendredi et 2 mg le mardi, le jeudi, le samedi et "
        "le dimanche",
    ),
    Phrase("10 UI matin et soir", "certain", "10 UI matin et soir"),
    Phrase("10 unités le matin", "probable", "10 unités le matin"),
    Phrase("20 UI SC le soir", "certain", "20 UI le soir, par voie sous-cutanée"),
    Phrase(
        "6 UI matin 8 UI midi 8 UI soir", "certain", "6 UI le matin, 8 UI à midi et 8 UI le soir",
    ),
    Phrase("6-8-8 UI", "certain", "6 UI le matin et 8 UI midi et soir"),
    Phrase("6 UI-8 UI-8 UI", "certain", "6 UI le matin et 8 UI midi et soir"),
    Phrase("6 UI matin, 8 midi, 6 soir", "certain", "6 UI le matin, 8 UI à midi et 6 UI le soir"),
    Phrase(
        "6 UI le matin, 8 UI à midi et 6 UI le soir avant les repas", "certain",
        "6 UI avant le petit déjeuner, 8 UI avant le déjeuner et 6 UI avant le dîner",
    ),
    Phrase("4 UI avant les 3 repas", "certain", "4 UI matin, midi et soir avant les repas"),
    Phrase(
        "4 UI avant les trois repas principaux", "certain",
        "4 UI matin, midi et soir avant les repas",
    ),
    Phrase("10 UI 15 min avant les repas", "certain", "10 UI 15 minutes avant les repas"),
    Phrase(
        "2 UI si dextro > 2 g/L, 4 UI si dextro > 2,5 g/L", "probable",
        "2 UI si glycémie de 2 à 2,5 g/L et 4 UI si glycémie à partir de 2,5 g/L",
    ),
    Phrase(
        "si glycémie > 2 g/l : 2 UI ; si glycémie > 3 g/l : 4 UI", "probable",
        "2 UI si glycémie de 2 à 3 g/L et 4 UI si glycémie à partir de 3 g/L",
    ),
    Phrase("+2 UI si > 2 g/L", "partial", "2 UI", rest=("+", "si > 2 g/L",)),
    Phrase(
        "augmenter de 2 UI tous les 3 jours", "none", "",
        rest=("augmenter de 2 UI tous les 3 jours",),
    ),
    Phrase(
        "10 UI le soir, augmenter de 2 UI tous les 3 jours jusqu'à 20 UI", "probable",
        "10 UI le soir, pendant 3 jours, puis 12 UI le soir, pendant 3 jours, puis 14 UI le "
        "soir, pendant 3 jours, puis 16 UI le soir, pendant 3 jours, puis 18 UI le soir, "
        "pendant 3 jours, puis 20 UI le soir",
    ),
    Phrase("schéma selon glycémie", "none", "", rest=("schéma selon glycémie",)),
    Phrase("1 UI/kg/j", "certain", "(dose calculée : 1 UI/kg) 1 fois par jour"),
    Phrase("0,3 UI/kg le soir", "certain", "(dose calculée : 0,3 UI/kg) le soir"),
    Phrase(
        "1 injection de 4000 UI par jour", "probable", "1 injection par jour", product="de 4000 UI",
    ),
    Phrase(
        "si glycémie < 1,8 g/l : 0 UI ; si glycémie entre 1,8 et 2,5 g/L : 2 UI", "partial",
        "si glycémie jusqu'à 1,8 g/L", rest=("0 UI ; si glycémie entre 1,8 et 2,5 g/L : 2 UI",),
    ),
    Phrase(
        "si glycémie < 0,7 g/l appeler", "partial", "si glycémie jusqu'à 0,7 g/L",
        rest=("appeler",),
    ),
    Phrase("100 000 UI tous les 3 mois", "certain", "100 000 UI tous les 3 mois"),
    Phrase(
        "1 ampoule 100000 UI tous les trois mois", "probable", "1 ampoule tous les 3 mois",
        product="100000 UI",
    ),
    Phrase("1 amp de 50 000 UI par mois", "probable", "1 ampoule par mois", product="de 50 000 UI"),
    Phrase("4000 UI SC/j", "certain", "4 000 UI par jour, par voie sous-cutanée"),
    Phrase("4000 UI anti-Xa par jour", "partial", "4 000 UI par jour", rest=("anti-Xa",)),
    Phrase("20 UI le soir à 22 h SC", "certain", "20 UI à 22 h, par voie sous-cutanée"),
    Phrase(
        "6 UI le matin, 8 UI le soir sauf le dimanche", "certain",
        "6 UI le matin, sauf le dimanche et 8 UI le soir, sauf le dimanche",
    ),
    Phrase(
        "1 ampoule de vitamine D 80000 UI tous les 3 mois", "probable", "1 ampoule tous les 3 mois",
        product="de vitamine D 80000 UI",
    ),
    Phrase("1 stylo par semaine", "certain", "1 stylo par semaine"),
    Phrase(
        "10 UI au coucher, augmenter de 2 UI tous les 3 jours si glycémie > 1,2 g/l", "partial",
        "10 UI au coucher", rest=("augmenter de 2 UI tous les 3 jours si glycémie > 1,2 g/l",),
    ),
    Phrase(
        "2 UI si glycémie entre 1,8 et 2,5 g/l, 4 UI si glycémie entre 2,5 et 3 g/l", "certain",
        "2 UI si glycémie de 1,8 à 2,5 g/L et 4 UI si glycémie de 2,5 à 3 g/L",
    ),
    Phrase(
        "1/2 cp un jour, 3/4 cp le lendemain", "certain",
        "un demi-comprimé un jour sur deux et trois quarts de comprimé l'autre jour",
    ),
)  # fmt: skip
