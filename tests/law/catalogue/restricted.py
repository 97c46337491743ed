"""Who may prescribe what, and the labels of conditions."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import Examination, InitialPrescription
from ordonnance.law.form import Setting
from tests.builders import a_medicine
from tests.builders import medicines as m
from tests.law.catalogue.pairs import Pair, by, days, rx

HOSPITAL = {"setting": Setting.HOSPITAL}
TOWN = {"setting": Setting.TOWN}
PH = a_medicine(
    "EXEMPLE HOSPITALIER 10 mg, comprimé", "60000131", [("EXEMPLINE", "10")],
    [m.LISTE_I, "prescription hospitalière"], (30,),
)  # fmt: skip
PIH = a_medicine(
    "EXEMPLE INITIAL 10 mg, comprimé", "60000132", [("EXEMPLINE", "10")],
    [m.LISTE_I, "prescription initiale hospitalière annuelle", "renouvellement non restreint"],
    (30,),
)  # fmt: skip
RESERVED = a_medicine(
    "EXEMPLE RESERVE 10 mg, comprimé", "60000133", [("EXEMPLINE", "10")],
    [m.LISTE_I, "prescription réservée aux spécialistes et services NEUROLOGIE"], (30,),
)  # fmt: skip
CAPECITABINE = a_medicine(
    "CAPECITABINE EXEMPLE 500 mg, comprimé", "60000134", [("CAPÉCITABINE", "500")],
    [m.LISTE_I, "prescription et délivrance subordonnées à l'obtention du résultat de la "
     "recherche de déficit en dihydropyrimidine déshydrogénase (DPD)"], (120,),
)  # fmt: skip
IBUPROFENE = a_medicine(
    "IBUPROFENE EXEMPLE 400 mg, comprimé", "60000135", [("IBUPROFÈNE", "400")], [m.LISTE_II], (30,)
)
RECENT = InitialPrescription(date(2025, 3, 5), hospital=True, establishment="CHU Exemple")
OLD = replace(RECENT, on=date(2024, 11, 5))
NEUROLOGIST = by(specialty=Coding("urn:exemple", "SM32", "Neurologie"))
URACIL = Examination("Résultats uracilémie pris en compte", date(2025, 12, 20))


RESTRICTED: dict[str, Pair] = {
    "PR-RH-01": Pair(rx, lambda: rx(m.HOSPITAL_ONLY)),
    "PR-PH-01": Pair(lambda: rx(PH, facts=HOSPITAL), lambda: rx(PH, facts=TOWN)),
    "PR-PIH-01": Pair(lambda: rx(PIH, facts=TOWN, initial=RECENT), lambda: rx(PIH, facts=TOWN)),
    "PR-PIH-02": Pair(
        lambda: rx(PIH, facts=TOWN, initial=RECENT), lambda: rx(PIH, facts=TOWN, initial=OLD)
    ),
    "PR-SPE-01": Pair(lambda: rx(RESERVED, by=NEUROLOGIST), lambda: rx(RESERVED)),
    "PR-CH-01": Pair(rx, lambda: rx(m.RETROCESSION)),
    "PR-DPD-01": Pair(
        lambda: rx(CAPECITABINE, days(14), examination=URACIL), lambda: rx(CAPECITABINE, days(14))
    ),
    "WH-02": Pair(
        lambda: rx(m.AMOXICILLINE_1G, days(6), by=by(profession=Profession.DENTIST)),
        lambda: rx(m.CONTRACEPTIF_28, days(84), by=by(profession=Profession.DENTIST)),
    ),
    "WH-03": Pair(
        lambda: rx(m.CONTRACEPTIF_28, days(84), by=by(profession=Profession.MIDWIFE)),
        lambda: rx(m.RAMIPRIL_5, by=by(profession=Profession.MIDWIFE)),
    ),
    "WH-09": Pair(
        rx, lambda: rx(IBUPROFENE, days(5), by=by(profession=Profession.PHYSIOTHERAPIST))
    ),
    "WH-10": Pair(
        rx, lambda: rx(m.AMOXICILLINE_1G, days(6), by=by(profession=Profession.PODIATRIST))
    ),
    "WH-12": Pair(
        rx, lambda: rx(m.AMOXICILLINE_1G, days(6), by=by(profession=Profession.ORTHOPTIST))
    ),
    "WH-16": Pair(rx, lambda: rx(by=by(profession=None))),
}  # fmt: skip
