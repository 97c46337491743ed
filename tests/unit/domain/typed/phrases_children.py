"""Phrases of children, fever, and what is breathed in, each with what must be understood of it."""

from tests.unit.domain.typed.phrase import Phrase

CHILDREN: tuple[Phrase, ...] = (
    Phrase("1 dose de 15 kg", "probable", "1 dose-poids de 15 kg"),
    Phrase("1 dose de 15 kg 4 fois par jour", "certain", "1 dose-poids de 15 kg 4 fois par jour"),
    Phrase(
        "1 dose pour 15 kg toutes les 6 heures", "certain",
        "1 dose-poids de 15 kg toutes les 6 heures",
    ),
    Phrase("dose poids 12 kg x 4/j", "probable", "1 dose-poids de 12 kg 4 fois par jour"),
    Phrase(
        "1 dose-poids de 12 kg toutes les 6 h si fièvre", "certain",
        "1 dose-poids de 12 kg si fièvre, à renouveler au besoin toutes les 6 heures",
    ),
    Phrase(
        "2 bouffées matin et soir et si besoin", "probable",
        "2 bouffées matin et soir et 2 si besoin",
    ),
    Phrase(
        "2 bouffées matin et soir et 2 bouffées si besoin", "certain",
        "2 bouffées matin et soir et 2 si besoin",
    ),
    Phrase(
        "1 mg/kg/j pendant 7 jours puis décroissance", "partial",
        "(dose calculée : 1 mg/kg) 1 fois par jour, pendant 7 jours", rest=("décroissance",),
    ),
    Phrase("0,5 mg/kg x 2/j", "certain", "(dose calculée : 0,5 mg/kg) 2 fois par jour"),
    Phrase(
        "1 unidose dans chaque narine matin et soir", "certain",
        "1 unidose matin et soir, dans chaque narine",
    ),
    Phrase(
        "1 g toutes les 6h si douleur ou fièvre max 4 g/j", "certain",
        "1 g si douleur ou fièvre, à renouveler au besoin toutes les 6 heures, sans dépasser "
        "4 g par jour",
    ),
    Phrase(
        "80 mg/kg/j en 3 prises pendant 6 jours", "probable",
        "(dose calculée : 80 mg/kg) 1 fois par jour, pendant 6 jours ; en 3 prises",
    ),
    Phrase(
        "80 mg/kg/j en 3 prises", "probable",
        "(dose calculée : 80 mg/kg) 1 fois par jour ; en 3 prises",
    ),
    Phrase(
        "30 mg/kg/j en 2 prises pendant 10 jours", "certain",
        "(dose calculée : 15 mg/kg) 2 fois par jour, pendant 10 jours",
    ),
    Phrase("15 mg/kg x 4/j", "certain", "(dose calculée : 15 mg/kg) 4 fois par jour"),
    Phrase("15 mg/kg/6h", "certain", "(dose calculée : 15 mg/kg) toutes les 6 heures"),
    Phrase(
        "60 mg/kg/j en 4 prises", "certain",
        "(dose calculée : 15 mg/kg) 4 fois par jour",
    ),
    Phrase("1 cuillère-mesure matin et soir", "certain", "1 cuillère-mesure matin et soir"),
    Phrase(
        "1 cuillère mesure x 3/j pendant 8 jours", "certain",
        "1 cuillère-mesure 3 fois par jour, pendant 8 jours",
    ),
    Phrase("1 pipette de 10 kg 4 fois par jour", "certain", "1 pipette de 10 kg 4 fois par jour"),
    Phrase("1 pipette graduée 8 kg x 3/j", "certain", "1 pipette de 8 kg 3 fois par jour"),
    Phrase("8 kg x 3/j", "partial", "3 fois par jour", rest=("8 kg",)),
    Phrase("dose de 10 kg 3 fois par jour", "probable", "1 dose-poids de 10 kg 3 fois par jour"),
    Phrase("1 mesurette x 3", "partial", "1 mesurette", rest=("x 3",)),
    Phrase("1 suppo le soir", "certain", "1 suppositoire le soir"),
    Phrase(
        "1 suppo toutes les 6h si fièvre > 38,5", "certain",
        "1 suppositoire si fièvre > 38,5, à renouveler au besoin toutes les 6 heures",
    ),
    Phrase(
        "1 suppositoire si fièvre supérieure à 38,5°C", "certain",
        "1 suppositoire si fièvre supérieure à 38,5°C",
    ),
    Phrase("1 dose si T° > 38,5", "certain", "1 dose si T° > 38,5"),
    Phrase("2 bouffées x 2/j", "certain", "2 bouffées 2 fois par jour"),
    Phrase("2 bouffées si gêne respiratoire", "certain", "2 bouffées si gêne respiratoire"),
    Phrase("2 bouffées si besoin", "certain", "2 bouffées si besoin"),
    Phrase(
        "2 bouffées à la demande max 8/j", "certain",
        "2 bouffées si besoin, sans dépasser 8 bouffées par jour",
    ),
    Phrase(
        "1 bouffée matin et soir avec chambre d'inhalation", "certain",
        "1 bouffée matin et soir ; avec chambre d'inhalation",
    ),
    Phrase(
        "4 bouffées toutes les 20 min pendant 1 heure", "partial",
        "4 bouffées toutes les 20 minutes", rest=("pendant 1 heure",),
    ),
    Phrase("2 bouffées 15 min avant l'effort", "probable", "2 bouffées ; 15 min avant l'effort"),
    Phrase(
        "1 pulvérisation dans chaque narine matin et soir", "certain",
        "1 pulvérisation matin et soir, dans chaque narine",
    ),
    Phrase(
        "2 pulv dans chaque narine 1x/j", "certain",
        "2 pulvérisations par jour, dans chaque narine",
    ),
    Phrase("1 pulv/narine x 2/j", "certain", "1 pulvérisation 2 fois par jour, dans chaque narine"),
    Phrase("1 aérosol 3 fois par jour", "certain", "1 aérosol 3 fois par jour"),
    Phrase("1 aérosol x 3/j pdt 5 j", "certain", "1 aérosol 3 fois par jour, pendant 5 jours"),
    Phrase(
        "lavages de nez 4 à 6 fois par jour", "probable", "4 à 6 fois par jour",
        product="lavages de nez",
    ),
    Phrase(
        "2 bouffées matin et soir et 1 bouffée si besoin max 8/j", "certain",
        "2 bouffées matin et soir et 1 si besoin, sans dépasser 8 bouffées par jour",
    ),
    Phrase(
        "1 unidose de sérum physiologique dans chaque narine 6 fois par jour", "partial",
        "1 unidose 6 fois par jour, dans chaque narine", rest=("de sérum physiologique",),
    ),
    Phrase("1 dosette 2 fois par jour", "certain", "1 dosette 2 fois par jour"),
    Phrase(
        "2 doses matin et soir dans chaque narine", "certain",
        "2 doses matin et soir, dans chaque narine",
    ),
    Phrase(
        "2 pulvérisations par narine matin et soir", "certain",
        "2 pulvérisations matin et soir, dans chaque narine",
    ),
    Phrase(
        "1 bouffée le matin, se rincer la bouche après", "certain",
        "1 bouffée le matin ; se rincer la bouche après",
    ),
    Phrase("1 gélule à inhaler par jour", "certain", "1 gélule par jour ; à inhaler"),
    Phrase("1 gélule par jour à inhaler", "certain", "1 gélule par jour ; à inhaler"),
    Phrase(
        "1 inhalation matin et soir, rincer la bouche", "certain",
        "1 inhalation matin et soir ; rincer la bouche",
    ),
    Phrase(
        "2 doses-poids de 15 kg matin et soir", "certain", "2 doses-poids de 15 kg matin et soir",
    ),
    Phrase(
        "paracétamol 15 mg/kg x 4/j si fièvre > 38,5°C", "probable",
        "(dose calculée : 15 mg/kg) 4 fois par jour si fièvre > 38,5°C", product="paracétamol",
    ),
    Phrase(
        "1 dose poids toutes les 6h si T > 38,5", "certain",
        "1 dose-poids si T > 38,5, à renouveler au besoin toutes les 6 heures",
    ),
    Phrase(
        "1 mesure de 5 ml matin et soir", "probable", "1 mesure matin et soir", product="de 5 ml",
    ),
    Phrase(
        "1 cuillère-mesure de 5 ml 3 fois par jour", "probable",
        "1 cuillère-mesure 3 fois par jour", product="de 5 ml",
    ),
    Phrase(
        "1 cuillère mesure pour 10 kg matin et soir", "partial", "1 cuillère-mesure matin et soir",
        rest=("pour 10 kg",),
    ),
    Phrase(
        "1 sachet matin et soir dans un biberon", "certain",
        "1 sachet matin et soir, dans un biberon",
    ),
    Phrase(
        "sérum physiologique 1 dosette dans chaque narine 6 fois par jour", "probable",
        "1 dosette 6 fois par jour, dans chaque narine", product="sérum physiologique",
    ),
    Phrase(
        "1 suppositoire matin et soir pendant 3 jours", "certain",
        "1 suppositoire matin et soir, pendant 3 jours",
    ),
    Phrase(
        "1 spray sublingual si douleur thoracique", "certain",
        "1 spray si douleur thoracique, par voie sublinguale",
    ),
    Phrase("2 sprays dans chaque narine", "probable", "2 sprays, dans chaque narine"),
    Phrase(
        "1 pulv sous la langue si crise", "certain",
        "1 pulvérisation si crise, par voie sublinguale",
    ),
    Phrase(
        "1 bouffée en cas de crise à répéter après 5 min si besoin", "probable",
        "1 bouffée en cas de crise ; à répéter après 5 min si besoin",
    ),
    Phrase(
        "1 mg/kg/j le matin pendant 5 jours", "certain",
        "(dose calculée : 1 mg/kg) le matin, pendant 5 jours",
    ),
    Phrase(
        "2 mg/kg/jour en 1 prise", "certain",
        "(dose calculée : 2 mg/kg) 1 fois par jour ; en une prise",
    ),
)  # fmt: skip
