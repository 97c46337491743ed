"""Phrases of skin, patches and ovules, each with what must be understood of it."""

from tests.unit.domain.typed.phrase import Phrase

SKIN: tuple[Phrase, ...] = (
    Phrase(
        "1 patch à changer toutes les 72 heures", "certain",
        "1 patch à changer toutes les 72 heures",
    ),
    Phrase("1 patch toutes les 72h", "certain", "1 patch à changer toutes les 72 heures"),
    Phrase("1 patch à changer tous les 3 jours", "certain", "1 patch à changer tous les 3 jours"),
    Phrase("1 patch le matin à enlever le soir", "certain", "1 patch le matin ; à enlever le soir"),
    Phrase(
        "1 patch le matin à retirer au coucher", "certain",
        "1 patch le matin ; à retirer au coucher",
    ),
    Phrase("une application fine le soir", "certain", "1 application le soir ; application fine"),
    Phrase(
        "1 application le soir en couche fine", "certain", "1 application le soir ; en couche fine",
    ),
    Phrase("appliquer une fine couche le soir", "probable", "le soir ; appliquer une fine couche"),
    Phrase(
        "1 cp le soir 10 minutes avant le coucher", "probable",
        "1 comprimé le soir ; 10 minutes avant le coucher",
    ),
    Phrase("1 cp 1h avant le coucher", "probable", "1 comprimé par jour ; 1h avant le coucher"),
    Phrase(
        "1 cp 30 min avant le coucher", "probable", "1 comprimé par jour ; 30 min avant le coucher",
    ),
    Phrase(
        "1 application matin et soir sur les lésions", "certain",
        "1 application matin et soir, sur les lésions",
    ),
    Phrase(
        "1 application 2 fois par jour sur les plaques", "certain",
        "1 application 2 fois par jour, sur les plaques",
    ),
    Phrase("1 app/j le soir sur le visage", "certain", "1 application le soir, sur le visage"),
    Phrase(
        "1 appli/j pdt 15j puis 1 j/2 pdt 15 j puis 2x/sem", "probable",
        "1 application par jour, pendant 15 jours, puis 1 application tous les 2 jours, "
        "pendant 15 jours, puis 1 application 2 fois par semaine",
    ),
    Phrase(
        "1 application par jour pendant 1 semaine puis 1 jour sur 2 pendant 1 semaine", "probable",
        "1 application par jour, pendant 1 semaine, puis 1 application tous les 2 jours, "
        "pendant 1 semaine",
    ),
    Phrase("1 application 2 fois par semaine", "certain", "1 application 2 fois par semaine"),
    Phrase(
        "1 application x 2/sem en entretien", "certain",
        "1 application 2 fois par semaine ; en entretien",
    ),
    Phrase("1 unité phalangette le soir", "certain", "1 unité phalangette le soir"),
    Phrase("appliquer le soir sur le visage", "probable", "le soir, sur le visage ; appliquer"),
    Phrase("1 shampooing 2 fois par semaine", "certain", "1 shampooing 2 fois par semaine"),
    Phrase(
        "shampooing 2 fois par semaine laisser agir 5 minutes", "partial",
        "2 fois par semaine ; laisser agir", rest=("5 minutes",), product="shampooing",
    ),
    Phrase("1 noisette le soir", "certain", "1 noisette le soir"),
    Phrase("émollient matin et soir", "probable", "matin et soir", product="émollient"),
    Phrase("1 ovule le soir au coucher", "certain", "1 ovule au coucher"),
    Phrase("1 ovule le soir en dose unique", "probable", "1 ovule le soir, 1 prise en tout"),
    Phrase("1 ovule le soir pendant 3 jours", "certain", "1 ovule le soir, pendant 3 jours"),
    Phrase("1 cp le soir au coucher si insomnie", "certain", "1 comprimé au coucher si insomnie"),
    Phrase(
        "1/2 à 1 cp au coucher si besoin", "certain", "un demi à 1 comprimé au coucher si besoin",
    ),
    Phrase(
        "1 cp matin, midi, soir et coucher", "certain",
        "1 comprimé le matin, à midi, le soir et au coucher",
    ),
    Phrase(
        "1 cp à 8h, 14h et 20h + 1/2 cp au coucher", "certain",
        "1 comprimé à 8 h, à 14 h et à 20 h et un demi-comprimé au coucher",
    ),
    Phrase(
        "1 cp après chaque repas et au coucher", "certain",
        "1 comprimé au coucher, après les repas",
    ),
    Phrase("1 patch/72h", "certain", "1 patch à changer toutes les 72 heures"),
    Phrase("1 patch / 3j", "probable", "1 patch à changer tous les 3 jours"),
    Phrase("1 cp tous les soirs au coucher", "certain", "1 comprimé au coucher"),
    Phrase("1 application locale 2 fois par jour", "certain", "1 application 2 fois par jour"),
    Phrase("1 application locale x3/j", "certain", "1 application 3 fois par jour"),
    Phrase(
        "1 application sur le genou droit matin et soir", "certain",
        "1 application matin et soir, sur le genou droit",
    ),
    Phrase(
        "application locale matin et soir", "probable", "matin et soir",
        product="application locale",
    ),
    Phrase(
        "appliquer 2 fois par jour sur les zones atteintes pendant 10 jours", "probable",
        "2 fois par jour, sur les zones atteintes, pendant 10 jours ; appliquer",
    ),
    Phrase(
        "appliquer une fine couche matin et soir", "probable",
        "matin et soir ; appliquer une fine couche",
    ),
    Phrase(
        "1 noisette matin et soir sur les zones sèches", "certain",
        "1 noisette matin et soir, sur les zones sèches",
    ),
    Phrase(
        "1 application matin et soir pendant 7 jours puis le soir pendant 7 jours", "probable",
        "1 application matin et soir, pendant 7 jours, puis 1 application le soir, pendant 7 jours",
    ),
    Phrase(
        "dermocorticoïde 1 application par jour 1 semaine puis 1j/2 1 semaine puis 2x/semaine",
        "probable",
        "1 application par jour, pendant 1 semaine, puis 1 application tous les 2 jours, "
        "pendant 1 semaine, puis 1 application 2 fois par semaine",
        product="dermocorticoïde",
    ),
    Phrase(
        "1 application le soir 3 fois par semaine", "certain",
        "1 application 3 fois par semaine, le soir",
    ),
    Phrase("1 bain par jour", "certain", "1 bain par jour"),
    Phrase(
        "shampooing 2 fois par semaine pendant 1 mois puis 1 fois par semaine", "probable",
        "2 fois par semaine, pendant 1 mois, puis 1 fois par semaine", product="shampooing",
    ),
    Phrase(
        "1 patch de 25 µg/h toutes les 72 h", "probable", "1 patch à changer toutes les 72 heures",
        product="de 25 µg/h",
    ),
    Phrase(
        "1 patch le matin à laisser 12h", "certain",
        "1 patch le matin, à laisser en place 12 heures",
    ),
    Phrase(
        "1 patch le matin à enlever après 12 h", "partial", "1 patch le matin",
        rest=("à enlever après 12 h",),
    ),
    Phrase("1 patch par semaine", "certain", "1 patch par semaine"),
    Phrase("1 patch 2 fois par semaine", "certain", "1 patch 2 fois par semaine"),
    Phrase("1 cp avant les rapports", "probable", "1 comprimé ; avant les rapports"),
)  # fmt: skip
