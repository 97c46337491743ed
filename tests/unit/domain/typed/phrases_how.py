"""Phrases about how much, how long, and what is left, with what must be understood."""

from tests.unit.domain.typed.phrase import Phrase

AMOUNTS: tuple[Phrase, ...] = (
    Phrase("1/2 cp/j", "certain", "un demi-comprimé par jour"),
    Phrase("½ cp le soir", "certain", "un demi-comprimé le soir"),
    Phrase("un demi comprimé par jour", "certain", "un demi-comprimé par jour"),
    Phrase("1 cp et demi le matin", "certain", "1 comprimé et demi le matin"),
    Phrase("1,5 cp le matin", "certain", "1 comprimé et demi le matin"),
    Phrase("1 cp 1/2 le soir", "certain", "1 comprimé et demi le soir"),
    Phrase("trois quarts de comprimé par jour", "certain", "trois quarts de comprimé par jour"),
    Phrase("2,5 ml 3 fois par jour", "certain", "2,5 ml 3 fois par jour"),
    Phrase("1 000 mg 2 fois par jour", "certain", "1 000 mg 2 fois par jour"),
    # One of 500 mg, most likely: nobody may read one thousand five hundred.
    Phrase("1 500 mg 2 fois par jour", "partial", "2 fois par jour", rest=("1 500 mg",)),
    Phrase("1 c.à.s x 3/j", "certain", "1 cuillère à soupe 3 fois par jour"),
    Phrase("1 càc matin et soir", "certain", "1 cuillère à café matin et soir"),
    Phrase("1 cuillère à café le soir", "certain", "1 cuillère à café le soir"),
    Phrase("20 gouttes 3 fois par jour", "certain", "20 gouttes 3 fois par jour"),
    Phrase("1 dose-poids x 4/j", "certain", "1 dose-poids 4 fois par jour"),
    Phrase("1 dose poids toutes les 6 heures", "certain", "1 dose-poids toutes les 6 heures"),
    Phrase(
        "15 mg/kg toutes les 6 heures", "certain", "(dose calculée : 15 mg/kg) toutes les 6 heures"
    ),
    Phrase(
        "50 mg/kg/j en 3 prises",
        "probable",
        "(dose calculée : 50 mg/kg) 1 fois par jour ; en 3 prises",
    ),
    Phrase(
        "375 mg/m2 1 fois par semaine", "certain", "(dose calculée : 375 mg/m²) 1 fois par semaine"
    ),
    Phrase("5 mg/h", "certain", "au débit de 5 mg par heure"),
    Phrase("30 ml/heure", "certain", "au débit de 30 ml par heure"),
    Phrase("0 cp/j", "partial", "1 fois par jour", rest=("0 cp",)),
)

DURATIONS: tuple[Phrase, ...] = (
    Phrase("1 cp/j pdt 7j", "certain", "1 comprimé par jour, pendant 7 jours"),
    Phrase("1 cp/j x 10 jours", "certain", "1 comprimé par jour, pendant 10 jours"),
    Phrase("1 cp/j 7j", "probable", "1 comprimé par jour, pendant 7 jours"),
    Phrase("1 cp/j pendant une semaine", "certain", "1 comprimé par jour, pendant 1 semaine"),
    Phrase("1 cp/j pendant 3 mois", "certain", "1 comprimé par jour, pendant 3 mois"),
    Phrase("1 cp/j pendant 1 an", "certain", "1 comprimé par jour, pendant 1 an"),
    Phrase("1 cp/j qsp 28 jours", "certain", "1 comprimé par jour, pendant 28 jours"),
    Phrase(
        "1 cp/j pendant 2 à 4 semaines", "probable", "1 comprimé par jour ; pendant 2 à 4 semaines"
    ),
    Phrase(
        "1 cp/j jusqu'au 12/03/2026", "certain", "1 comprimé par jour, jusqu'au 12/03/2026 inclus"
    ),
    Phrase(
        "1 cp/j du 01/03/2026 au 07/03/2026 inclus",
        "certain",
        "1 comprimé par jour, du 01/03/2026 au 07/03/2026 inclus",
    ),
    Phrase(
        "1 cp/j à partir du 01/03/2026", "certain", "1 comprimé par jour, à partir du 01/03/2026"
    ),
    Phrase(
        "1 cp/j jusqu'au 31/02/2026",
        "partial",
        "1 comprimé par jour",
        rest=("jusqu'au 31/02/2026",),
    ),
    Phrase("1 cp/j à vie", "certain", "1 comprimé par jour ; à vie"),
    Phrase(
        "1 cp par jour 21 jours sur 28",
        "certain",
        "1 comprimé par jour, 21 jours de suite, puis 7 jours sans prise, et ainsi de suite",
    ),
)

LIMITS: tuple[Phrase, ...] = (
    Phrase("1 cp si besoin", "certain", "1 comprimé si besoin"),
    Phrase("1 cp si douleur", "certain", "1 comprimé si douleur"),
    Phrase("1 cp si douleur ou fièvre", "certain", "1 comprimé si douleur ou fièvre"),
    Phrase("1 cp en cas de crise", "certain", "1 comprimé en cas de crise"),
    Phrase("1 cp s'il tousse", "certain", "1 comprimé s'il tousse"),
    Phrase("1 cp 3 fois par jour si besoin", "certain", "1 comprimé 3 fois par jour si besoin"),
    Phrase(
        "1 cp si douleur, sans dépasser 6 comprimés par 24 heures",
        "certain",
        "1 comprimé si douleur, sans dépasser 6 comprimés par 24 heures",
    ),
    Phrase(
        "1 cp toutes les 6 h si besoin, max 4/j",
        "certain",
        "1 comprimé si besoin, à renouveler au besoin toutes les 6 heures, sans dépasser "
        "4 comprimés par jour",
    ),
    Phrase(
        "1 cp à renouveler si besoin toutes les 4 heures",
        "certain",
        "1 comprimé si besoin, à renouveler au besoin toutes les 4 heures",
    ),
    Phrase(
        "1 à 2 cp si douleur, en espaçant les prises d'au moins 4 heures, sans dépasser "
        "2 comprimés par prise ni 6 comprimés par 24 heures",
        "certain",
        "1 à 2 comprimés si douleur, en espaçant les prises d'au moins 4 heures, sans "
        "dépasser 2 comprimés par prise ni 6 comprimés par 24 heures",
    ),
    Phrase("maximum 6 comprimés par jour", "probable", "sans dépasser 6 comprimés par jour"),
    Phrase("1 cp en prise unique", "probable", "1 comprimé, 1 prise en tout"),
    Phrase("1 cp par jour en une prise", "certain", "1 comprimé par jour ; en une prise"),
)

STEPS: tuple[Phrase, ...] = (
    Phrase(
        "60 mg le matin pendant 7 jours puis 40 mg le matin pendant 7 jours",
        "certain",
        "60 mg le matin, pendant 7 jours, puis 40 mg le matin, pendant 7 jours",
    ),
    Phrase(
        "2 cp/j pendant 5 jours puis 1 cp/j pendant 5 jours puis arrêt",
        "certain",
        "2 comprimés par jour, pendant 5 jours, puis 1 comprimé par jour, pendant 5 "
        "jours ; puis arrêt",
    ),
    Phrase(
        "1 app 2/j pdt 7j puis 1/j pdt 7j",
        "probable",
        "1 application 2 fois par jour, pendant 7 jours, puis 1 application par jour, "
        "pendant 7 jours",
    ),
    Phrase(
        "1 cp/j puis augmenter à 2 cp/j",
        "partial",
        "1 comprimé par jour",
        rest=("augmenter à 2 cp/j",),
    ),
)

MANNERS: tuple[Phrase, ...] = (
    Phrase("1 cp par voie orale", "probable", "1 comprimé, par voie orale"),
    Phrase(
        "1 app 2 fois par jour sur les lésions",
        "certain",
        "1 application 2 fois par jour, sur les lésions",
    ),
    Phrase(
        "1 goutte dans chaque œil 4 fois par jour",
        "certain",
        "1 goutte 4 fois par jour, dans chaque œil",
    ),
    Phrase("1 inj sous-cutanée par jour", "certain", "1 injection par jour, par voie sous-cutanée"),
    Phrase(
        "1 cp 3 fois par jour à avaler avec un verre d'eau",
        "certain",
        "1 comprimé 3 fois par jour ; à avaler avec un verre d'eau",
    ),
    Phrase("1 cp le soir. Ne pas croquer.", "certain", "1 comprimé le soir ; Ne pas croquer"),
    Phrase("1 cp le matin à jeun", "certain", "1 comprimé le matin ; à jeun"),
    Phrase(
        "Éviter la prise le soir, 1 cp le matin",
        "certain",
        "1 comprimé le matin ; Éviter la prise le soir",
    ),
    Phrase("appliquer deux fois par jour", "probable", "2 fois par jour ; appliquer"),
)

PRODUCTS: tuple[Phrase, ...] = (
    Phrase(
        "AMOXICILLINE 1 g 1 cp 3 fois par jour pendant 6 jours",
        "probable",
        "1 comprimé 3 fois par jour, pendant 6 jours",
        product="AMOXICILLINE 1 g",
    ),
    Phrase("DOLIPRANE 1 g 3 fois par jour", "probable", "1 g 3 fois par jour", product="DOLIPRANE"),
    Phrase(
        "Ibuprofène 400 mg (anti-inflammatoire), 1 cp matin et soir",
        "probable",
        "1 comprimé matin et soir",
        product="Ibuprofène 400 mg (anti-inflammatoire),",
    ),
    Phrase(
        "1 cp EXEMPLOL 250 mg matin et soir",
        "probable",
        "1 comprimé matin et soir",
        product="EXEMPLOL 250 mg",
    ),
    Phrase(
        "EXEMPLOL 500 mg 1 cp 2 fois par jour DÉMOXINE 20 mg 1 cp le soir",
        "partial",
        "1 comprimé 2 fois par jour",
        rest=("DÉMOXINE 20 mg 1 cp le soir",),
        product="EXEMPLOL 500 mg",
    ),
)

LEFT: tuple[Phrase, ...] = (
    Phrase("1 cp par jour sauf le dimanche", "certain", "1 comprimé par jour, sauf le dimanche"),
    Phrase("1 comprimé avant midi", "partial", "1 comprimé", rest=("avant midi",)),
    Phrase("1 cp le matin 2 fois par jour", "probable", "1 comprimé 2 fois par jour, le matin"),
    Phrase("1 cp x2", "partial", "1 comprimé", rest=("x2",)),
    Phrase(
        "1 cp/j remplace EXEMPLOL", "partial", "1 comprimé par jour", rest=("remplace EXEMPLOL",)
    ),
    Phrase(
        "arrêter EXEMPLOL, 1 cp/j", "partial", "1 comprimé par jour", rest=("arrêter EXEMPLOL",)
    ),
    Phrase("1 cp/j ou 2 cp/j", "partial", "1 comprimé par jour", rest=("ou 2 cp/j",)),
    Phrase(
        "1 cp 3 fois par jour si échec 2 cp",
        "partial",
        "1 comprimé 3 fois par jour",
        rest=("si échec 2 cp",),
    ),
    Phrase("ne pas prendre 1 cp le soir", "none", "", rest=("ne pas prendre 1 cp le soir",)),
    Phrase("1 cp xyz fois par jour", "partial", "1 comprimé par jour", rest=("xyz fois",)),
    Phrase("poids * 15 mg par jour", "partial", "1 fois par jour", rest=("poids * 15 mg",)),
    Phrase("3*/", "none", "", rest=("3*/",)),
    Phrase("bonjour", "none", "", rest=("bonjour",)),
)
