"""How doctors type at the end of the day: what was misread or left unread on a second hundred."""

from tests.unit.domain.typed.phrase import Phrase

TIRED = [
    Phrase("2 bouff x 2/j", "certain", "2 bouffées 2 fois par jour"),
    Phrase(
        "1 pulv ds chaque narine 1x/j", "certain",
        "1 pulvérisation par jour, dans chaque narine",
    ),
    Phrase("6 cp en une prise hebdo", "certain", "6 comprimés par semaine ; en une prise"),
    Phrase(
        "1 ampoule à boire tous les 15j", "certain", "1 ampoule tous les 15 jours ; à boire"
    ),
    Phrase(
        "1 cp 4 fois par j à heures fixes", "certain",
        "1 comprimé 4 fois par jour ; à heures fixes",
    ),
    Phrase(
        "1 g toutes 6h si dlr", "certain",
        "1 g si dlr, à renouveler au besoin toutes les 6 heures",
    ),
    Phrase("1 cp soir sf le dimanche", "certain", "1 comprimé le soir, sauf le dimanche"),
    Phrase("1 cp x3/j pdt repas", "certain", "1 comprimé 3 fois par jour, au cours des repas"),
    Phrase("½-0-½", "probable", "une demi-unité de prise matin et soir"),
    Phrase("60 mg/kg/j en 4 prises", "certain", "(dose calculée : 15 mg/kg) 4 fois par jour"),
    Phrase("3 cp/j en 2 prises", "certain", "1 comprimé et demi 2 fois par jour"),
    Phrase(
        "1 cp le matin (et le soir si besoin)", "probable",
        "1 comprimé le matin et 1 le soir si besoin",
    ),
    Phrase("matin : 1 cp, soir : 2 cp", "certain", "1 comprimé le matin et 2 le soir"),
    Phrase(
        "matin 1 cp midi 2 cp soir 1 cp", "certain", "1 comprimé le matin, 2 à midi et 1 le soir"
    ),
    Phrase("1 cp lundi au vendredi", "certain", "1 comprimé du lundi au vendredi"),
    Phrase(
        "1 sachet dans un verre d'eau x3/j", "certain",
        "1 sachet 3 fois par jour, dans un verre d'eau",
    ),
    Phrase("1 patch/3j", "probable", "1 patch à changer tous les 3 jours"),
    Phrase("2 cp/j en 3 prises", "probable", "2 comprimés par jour ; en 3 prises"),
]  # fmt: skip
