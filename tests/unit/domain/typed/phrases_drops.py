"""Phrases of drops of eyes and ears, each with what must be understood of it."""

from tests.unit.domain.typed.phrase import Phrase

DROPS: tuple[Phrase, ...] = (
    Phrase("1 gtte OD x4/j", "probable", "1 goutte 4 fois par jour, localisation : OD"),
    Phrase("1 gtte OG x3/j", "probable", "1 goutte 3 fois par jour, localisation : OG"),
    Phrase("1 gtte ODG x 2/j", "probable", "1 goutte 2 fois par jour, localisation : ODG"),
    Phrase(
        "1 gtte dans l'oeil droit 3 fois par jour", "certain",
        "1 goutte 3 fois par jour, dans l'oeil droit",
    ),
    Phrase(
        "1 gtte dans les deux yeux matin et soir", "certain",
        "1 goutte matin et soir, dans les deux yeux",
    ),
    Phrase("1 gtte dans les 2 yeux le soir", "certain", "1 goutte le soir, dans les 2 yeux"),
    Phrase("1 gtte dans chaque oeil le soir", "certain", "1 goutte le soir, dans chaque oeil"),
    Phrase(
        "1 gtte dans l'œil gauche le soir au coucher", "certain",
        "1 goutte au coucher, dans l'œil gauche",
    ),
    Phrase(
        "1 goutte le soir dans les deux yeux", "certain", "1 goutte le soir, dans les deux yeux",
    ),
    Phrase(
        "1 goutte x 6/j dans les 2 yeux pendant 8 jours", "certain",
        "1 goutte 6 fois par jour, dans les 2 yeux, pendant 8 jours",
    ),
    Phrase(
        "1 goutte ttes les 2h pdt 2 jours puis 4x/j pdt 5 jours", "probable",
        "1 goutte toutes les 2 heures, pendant 2 jours, puis 1 goutte 4 fois par jour, "
        "pendant 5 jours",
    ),
    Phrase(
        "1 gtte 4x/j 1 sem puis 3x/j 1 sem puis 2x/j 1 sem puis 1x/j 1 sem", "probable",
        "1 goutte 4 fois par jour, pendant 1 semaine, puis 1 goutte 3 fois par jour, pendant "
        "1 semaine, puis 1 goutte 2 fois par jour, pendant 1 semaine, puis 1 goutte par jour, "
        "pendant 1 semaine",
    ),
    Phrase("1 gtte x 4/j J1 à J7", "certain", "1 goutte 4 fois par jour, pendant 7 jours"),
    Phrase(
        "1 dose dans chaque oeil matin et soir", "certain",
        "1 dose matin et soir, dans chaque oeil",
    ),
    Phrase(
        "pommade ophtalmique 1 application le soir", "probable", "1 application le soir",
        product="pommade ophtalmique",
    ),
    Phrase(
        "1 application dans le cul-de-sac conjonctival le soir", "certain",
        "1 application le soir, dans le cul-de-sac conjonctival",
    ),
    Phrase("1 lavage oculaire 3 fois par jour", "certain", "1 lavage oculaire 3 fois par jour"),
    Phrase(
        "1 goutte dans chaque oeil toutes les heures", "certain",
        "1 goutte toutes les heures, dans chaque oeil",
    ),
    Phrase(
        "5 gouttes matin 5 gouttes midi 10 gouttes soir", "certain",
        "5 gouttes le matin, 5 à midi et 10 le soir",
    ),
    Phrase("5-5-10 gouttes", "certain", "5 gouttes matin et midi et 10 le soir"),
    Phrase(
        "10 gttes le soir à augmenter si besoin", "partial", "10 gouttes le soir",
        rest=("à augmenter si besoin",),
    ),
    Phrase(
        "10 gouttes/j jusqu'à 30 gouttes/j", "partial", "10 gouttes par jour",
        rest=("jusqu'à 30 gouttes/j",),
    ),
    Phrase("III gouttes", "none", "", rest=("III gouttes",)),
    Phrase(
        "3 gouttes dans chaque narine avant chaque tétée", "probable",
        "3 gouttes, dans chaque narine ; avant chaque tétée",
    ),
    Phrase("vitamine D 3 gouttes par jour", "probable", "3 gouttes par jour", product="vitamine D"),
    Phrase("1 goutte par kg et par jour", "partial", "1 goutte par jour", rest=("par kg",)),
    Phrase("1 gtte matin et soir OD", "probable", "1 goutte matin et soir, localisation : OD"),
    Phrase(
        "collyre 1 gtte OD x4/j", "probable", "1 goutte 4 fois par jour, dans l'œil droit",
        product="collyre",
    ),
    Phrase(
        "collyre 1 gtte ODG matin et soir", "probable",
        "1 goutte matin et soir, dans les deux yeux", product="collyre",
    ),
    Phrase(
        "1 goutte œil droit matin et soir", "certain", "1 goutte matin et soir, dans l'œil droit",
    ),
    Phrase("1 goutte x 3/j oeil gauche", "certain", "1 goutte 3 fois par jour, dans l'œil gauche"),
    Phrase("1 gtte le soir 2 yeux", "certain", "1 goutte le soir, dans les deux yeux"),
    Phrase(
        "1 goutte 3 fois/j dans l'œil atteint", "certain",
        "1 goutte 3 fois par jour, dans l'œil atteint",
    ),
    Phrase(
        "gouttes auriculaires 4 gouttes OG x 3/j", "probable",
        "4 gouttes 3 fois par jour, dans l'oreille gauche", product="gouttes auriculaires",
    ),
    Phrase(
        "1 gtte toutes les heures le 1er jour puis 6 fois par jour", "probable",
        "1 goutte toutes les heures, pendant 1 jour, puis 1 goutte 6 fois par jour",
    ),
    Phrase(
        "1 gtte 6x/j pdt 7j puis 4x/j pdt 7j puis 2x/j pdt 7j", "probable",
        "1 goutte 6 fois par jour, pendant 7 jours, puis 1 goutte 4 fois par jour, pendant 7 "
        "jours, puis 1 goutte 2 fois par jour, pendant 7 jours",
    ),
    Phrase("1 lavage d'oreille par jour", "probable", "1 lavage par jour", product="d'oreille"),
    Phrase(
        "1 application tous les soirs sur le visage en évitant le contour des yeux", "certain",
        "1 application le soir, sur le visage en évitant le contour des yeux",
    ),
)  # fmt: skip
